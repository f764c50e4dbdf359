//! Somebody who holds a table.

use crate::cluster::cluster;
use runproof_probe::clock::Tick;
use runproof_probe::wait::poll;
use std::io::Write as _;
use std::process::Child;
use std::time::Duration;

/// A session that holds a table alone, until it is dropped.
pub struct Holder(Child);

impl Holder {
    /// Takes the table and waits until the server says so.
    pub fn of(database: &str, table: &str) -> Self {
        let mut psql = cluster().session(database).spawn().unwrap();
        let lock = format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;\n");
        psql.stdin.as_mut().unwrap().write_all(lock.as_bytes()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let held = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = ";
        let asking = poll(
            Duration::from_millis(20),
            Tick::now().after(Duration::from_secs(30)),
            async || cluster().sql(database, &format!("{held} '{table}'::regclass")),
            |count| count == "1",
        );
        assert!(runtime.block_on(asking).done, "nobody holds {table}");
        Self(psql)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}
