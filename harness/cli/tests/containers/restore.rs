//! A backup of a version of PostgreSQL that the machine has no programs of is restored into a container.

use runproof_fixtures::restore::{Pace, Workshop};
use runproof_probe::lab::{Journal, Made};
use runproof_probe::rehearsal::{Job, Reach, Restored, Restorer as _};
use std::fs;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A small dump in the form that `pg_dump` writes, with a role of its own.
const DUMP: &str = "--
-- PostgreSQL database dump
--

-- Dumped from database version 15.4
-- Dumped by pg_dump version 15.4

CREATE TABLE public.orders (id bigint NOT NULL, what text);
ALTER TABLE public.orders OWNER TO shop;

COPY public.orders (id, what) FROM stdin;
1\tbread
2\tmilk
\\.

ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--
";

/// What was made, and whether it is gone.
#[derive(Default)]
struct Noted(Mutex<Vec<(String, bool)>>);

impl Journal for Noted {
    fn made(&self, what: &Made) {
        self.0.lock().unwrap().push((what.to_string(), false));
    }

    fn gone(&self, what: &Made) {
        let mut noted = self.0.lock().unwrap();
        noted.iter_mut().filter(|(made, _)| *made == what.to_string()).for_each(|(_, gone)| *gone = true);
    }
}

fn workshop(noted: &Arc<Noted>, directory: &std::path::Path) -> Workshop {
    let journal: Arc<dyn Journal> = noted.clone();
    let workshop = Workshop::new(directory.to_owned(), "tests".into(), Pace::Lasting, journal);
    // A place without any version: the machine is as one that has none.
    workshop.with_programs(directory.join("no-programs"))
}

/// What a statement prints, asked by the client inside the container.
fn says(reach: &Reach, statement: &str) -> String {
    let address = reach.as_role.as_ref().unwrap().as_ref().unwrap();
    let host = address.rsplit_once('@').unwrap().1.split(':').next().unwrap();
    let list = ["ps", "--format", "{{.Names}}", "--filter", "name=runproof-restore-"];
    let names = String::from_utf8(Command::new("docker").args(list).output().unwrap().stdout).unwrap();
    let of = |name: &&str| {
        let format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
        let seen = Command::new("docker").args(["inspect", "--format", format, name]).output().unwrap();
        String::from_utf8(seen.stdout).unwrap().trim() == host
    };
    let name = names.lines().find(of).unwrap();
    let inside = address.replace(host, "127.0.0.1");
    let said =
        Command::new("docker").args(["exec", name, "psql", "-A", "-t", "-c", statement, &inside]).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_server_of_a_version_that_the_machine_lacks_is_made_in_a_container_and_gone_afterwards() {
    let directory = tempfile::tempdir().unwrap();
    let dump = directory.path().join("shop.sql");
    fs::write(&dump, DUMP).unwrap();
    let (noted, stop) = (Arc::new(Noted::default()), AtomicBool::new(false));
    let roles = ["shop".to_owned()];
    let job = Job { dump: &dump, called: "shop.sql", roles: &roles, limit: Duration::from_secs(120), stop: &stop };
    let mut looked = Vec::new();
    let mut look = |restored: &Restored, reach: &Reach| {
        assert!(restored.whole(), "{restored:?}");
        looked.push(says(reach, "SELECT current_user || ' ' || string_agg(what, ',' ORDER BY id) FROM orders"));
        looked.push(says(reach, "SHOW fsync"));
    };
    let restored = workshop(&noted, directory.path()).restore(Some(15), &job, Some("shop"), &mut look).unwrap();
    assert_eq!(looked, ["shop bread,milk", "on"]);
    let restore = &restored.restore;
    assert!(restore.place.starts_with("a container of `"), "{restore:?}");
    assert!(restore.server.starts_with("15.") && restore.lasting, "{restore:?}");
    let attainable = restore.attainable.expect("rates");
    assert!(attainable.copy_bytes_per_second > 0 && attainable.index_rows_per_second > 0, "{attainable:?}");
    let noted = noted.0.lock().unwrap();
    let [(made, gone)] = noted.as_slice() else { panic!("{noted:?}") };
    let project = made.rsplit(' ').next().unwrap();
    assert!(*gone && project.starts_with("runproof-restore-"), "{noted:?}");
    assert_eq!(crate::notes::left_of(project), "");
}

#[test]
fn a_version_that_neither_the_machine_nor_the_engine_has_is_named_with_both_ways_to_get_it() {
    let directory = tempfile::tempdir().unwrap();
    let dump = directory.path().join("shop.sql");
    fs::write(&dump, DUMP.replace("15.4", "99.1")).unwrap();
    let (noted, stop) = (Arc::new(Noted::default()), AtomicBool::new(false));
    let job = Job { dump: &dump, called: "shop.sql", roles: &[], limit: Duration::from_secs(60), stop: &stop };
    let mut look = |_: &Restored, _: &Reach| panic!("nothing was restored");
    let refused = workshop(&noted, directory.path()).restore(Some(99), &job, None, &mut look).unwrap_err();
    assert!(refused.why.contains("needs PostgreSQL 99") && refused.why.contains("postgresql-99"), "{}", refused.why);
    assert!(refused.why.contains("`docker pull postgres:99`"), "{}", refused.why);
    assert!(noted.0.lock().unwrap().is_empty());
}
