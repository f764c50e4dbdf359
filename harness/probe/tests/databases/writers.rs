//! A writer never waits for us: its longest wait, beside that of the same writer on a database that nobody looks at.

use crate::cluster::cluster;
use crate::inspecting::SHOP;
use crate::subjects::{at, compare, inspect, query, subject};
use runproof_probe::clock::Tick;
use runproof_probe::subject::{Store, Subject};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio_postgres::NoTls;

/// What the design promises to a writer.
const PROMISE: Duration = Duration::from_millis(100);
/// Time between two writes.
const PAUSE: Duration = Duration::from_millis(10);
/// How long we look in a round, at least once.
const LOOKING: Duration = Duration::from_secs(2);
/// A machine that has other things to do makes any writer wait now and then: what we do to it shows in every round.
const ROUNDS: u32 = 5;
/// Writes without which a round says nothing.
const LEAST: u32 = 5;
/// Rows of a SQLite file of about 4 MB.
const ROWS: u32 = 4_000;

/// One at a time: they measure time.
static MEASURING: Mutex<()> = Mutex::new(());

/// A writer under way.
struct Writer {
    stop: Sender<()>,
    thread: JoinHandle<(Duration, u32)>,
}

impl Writer {
    /// Writes again and again, until told to stop, and remembers the longest time that a write took.
    fn start(mut write: impl FnMut(u32) + Send + 'static) -> Self {
        let (stop, stopped): (Sender<()>, Receiver<()>) = channel();
        let thread = std::thread::spawn(move || {
            let (mut longest, mut writes) = (Duration::ZERO, 0);
            while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let begun = Tick::now();
                write(writes);
                longest = longest.max(begun.elapsed());
                writes += 1;
            }
            (longest, writes)
        });
        Self { stop, thread }
    }

    fn stop(self) -> (Duration, u32) {
        self.stop.send(()).unwrap();
        self.thread.join().unwrap()
    }
}

/// Looks at a database that is written to, again and again; a twin of it has the same writer and nobody who looks.
fn a_writer_does_not_wait(watched: impl Fn() -> Writer, alone: impl Fn() -> Writer, look: impl Fn()) {
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seen = Vec::new();
    for _ in 0..ROUNDS {
        let (watched, alone) = (watched(), alone());
        let (until, mut looks) = (Tick::now().after(LOOKING), 0);
        while looks == 0 || !until.left().is_zero() {
            look();
            looks += 1;
        }
        let ((longest, writes), (other, others)) = (watched.stop(), alone.stop());
        assert!(writes >= LEAST && others >= LEAST, "{writes} and {others} writes are too few");
        seen.push(format!("{longest:?} against {other:?} in {writes} writes and {looks} looks"));
        if longest < other + PROMISE {
            return;
        }
    }
    panic!("a writer waited longer than {PROMISE:?} in every round: {seen:#?}");
}

/// A file that its application has filled.
fn sqlite(directory: &Path, name: &str, mode: &str) -> PathBuf {
    let path = directory.join(name);
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "journal_mode", mode).unwrap();
    connection
        .execute_batch(&format!(
            "CREATE TABLE circle (id INTEGER PRIMARY KEY, name TEXT);
             CREATE TABLE message (id INTEGER PRIMARY KEY, circle_id INTEGER REFERENCES circle(id), body TEXT);
             INSERT INTO circle VALUES (0, 'even'), (1, 'odd');
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
             INSERT INTO message SELECT i, i % 2, hex(randomblob(500)) FROM n;",
        ))
        .unwrap();
    path
}

fn sqlite_writer(path: &Path) -> Writer {
    let connection = Connection::open(path).unwrap();
    connection.busy_timeout(Duration::from_secs(20)).unwrap();
    // What is measured is waiting for us, not for the disk.
    connection.pragma_update(None, "synchronous", false).unwrap();
    Writer::start(move |n| {
        let id = 1 + (n * 7_919) % ROWS;
        connection.execute("UPDATE message SET body = hex(randomblob(500)) WHERE id = ?1", [id]).unwrap();
    })
}

fn sqlite_questions(subject: &Subject) {
    assert_eq!(inspect(subject, "main").problem, None);
    assert_eq!(query(subject, "SELECT count(*) FROM message").rows, [[ROWS]]);
    assert_eq!(compare(subject, "main", "main").problem, None);
}

#[test]
fn a_writer_of_a_sqlite_file_does_not_wait() {
    for mode in ["delete", "wal"] {
        let directory = tempfile::tempdir().unwrap();
        let (watched, alone) =
            (sqlite(directory.path(), "watched.db", mode), sqlite(directory.path(), "alone.db", mode));
        let subject = subject(Store::Sqlite(watched.clone()));
        a_writer_does_not_wait(|| sqlite_writer(&watched), || sqlite_writer(&alone), || sqlite_questions(&subject));
    }
}

fn server_writer(database: &str) -> Writer {
    let (host, port) = (cluster().directory(), cluster().port);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let socket = host.join(format!(".s.PGSQL.{port}"));
    let (mut config, database) = (tokio_postgres::Config::new(), database.to_owned());
    config.user("admin").dbname(&database);
    let client = runtime.block_on(async {
        let stream = tokio::net::UnixStream::connect(socket).await.unwrap();
        let (client, connection) = config.connect_raw(stream, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    });
    Writer::start(move |n| {
        let id = 1 + (n * 7_919) % 2_000;
        // Now and then the table is rebuilt a little, as a migration does.
        let sql = match n % 20 {
            7 => "ALTER TABLE message ADD COLUMN IF NOT EXISTS extra int".to_owned(),
            17 => "ALTER TABLE message DROP COLUMN IF EXISTS extra".to_owned(),
            _ => format!("UPDATE message SET body = 'written {n}' WHERE id = {id}"),
        };
        runtime.block_on(client.batch_execute(&sql)).unwrap();
    })
}

#[test]
fn a_writer_on_a_server_does_not_wait_nor_does_a_migration() {
    let (watched, alone) = (cluster().database(SHOP), cluster().database(SHOP));
    let subject = at(&cluster().url("looker", &watched, ""));
    a_writer_does_not_wait(
        || server_writer(&watched),
        || server_writer(&alone),
        || {
            assert_eq!(inspect(&subject, "main").problem, None);
            assert_eq!(query(&subject, "SELECT count(*) FROM message").rows, [[2_000]]);
            assert_eq!(compare(&subject, "main", "main").problem, None);
        },
    );
}

#[test]
fn one_who_holds_a_file_too_long_would_be_found_out() {
    let directory = tempfile::tempdir().unwrap();
    let (watched, alone) =
        (sqlite(directory.path(), "watched.db", "delete"), sqlite(directory.path(), "alone.db", "delete"));
    let found_out = std::panic::catch_unwind(|| {
        let reader = Connection::open(&watched).unwrap();
        a_writer_does_not_wait(
            || sqlite_writer(&watched),
            || sqlite_writer(&alone),
            || {
                // What an integrity check in place does.
                reader.query_row("PRAGMA integrity_check", [], |_| Ok(())).unwrap();
                let _held = reader.unchecked_transaction().unwrap();
                reader.query_row("SELECT count(*) FROM message", [], |_| Ok(())).unwrap();
                let (_never, moment) = channel::<()>();
                let _ = moment.recv_timeout(Duration::from_millis(400));
            },
        );
    });
    let why = found_out.expect_err("a lock of 400 ms went by without notice");
    assert!(why.downcast_ref::<String>().unwrap().contains("waited longer than"), "{why:?}");
}
