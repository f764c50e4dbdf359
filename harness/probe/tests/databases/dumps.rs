//! Dumps that the real `pg_dump` wrote of a real server, in every form: what one read of them says.

use crate::cluster::cluster;
use crate::subjects::at;
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::dump::{Dump, Form, Packing};
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::holdings::Holdings;
use runproof_core::verdict::Verdict;
use runproof_probe::backup::{Bounds, Nobody, read};
use runproof_probe::postgres::{Asked, holdings};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// A database with much of what a dump can hold.
pub const RICH: &str = r#"
    CREATE EXTENSION pgcrypto; CREATE SCHEMA "Ar chiv"; CREATE TYPE mood AS ENUM ('good', 'b;ad');
    CREATE TABLE users (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, email text UNIQUE, ok bool, at timestamptz,
        price numeric, raw bytea, tags text[], doc jsonb, bits bit(3), far double precision, feels mood, "select" char(5));
    COMMENT ON TABLE users IS 'who; may come in
-- Data for Name: none; Type: TABLE DATA; \restrict';
    CREATE TABLE "Ünï ""q""" ("Spälte ""x""" text, n int);
    CREATE TABLE "Ar chiv".token (id bigserial PRIMARY KEY, user_id uuid REFERENCES users ON DELETE CASCADE, t text);
    CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
    CREATE TABLE nothing (id int); CREATE TABLE no_columns ();
    CREATE TABLE event (at date, kind text) PARTITION BY RANGE (at);
    CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
    CREATE TABLE event_new PARTITION OF event FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
    CREATE FUNCTION trick() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN /*
COPY users FROM stdin;
\.
*/ INSERT INTO nothing VALUES (1); -- $$ it's
RETURN NEW; END $body$;
    CREATE FUNCTION atomic(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END; END;
    CREATE TRIGGER tricked AFTER UPDATE ON nothing FOR EACH ROW EXECUTE FUNCTION trick();
    CREATE VIEW good AS SELECT * FROM users WHERE ok; CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM users;
    CREATE INDEX by_kind ON event (kind); GRANT SELECT ON users TO looker;
    ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of ON users TO looker USING (true);
    INSERT INTO users (email, ok, at, price, raw, tags, doc, bits, far, feels, "select")
        SELECT E'it''s \\ a\tb\r\n' || i || ';--$$', i % 3 = 0, '2026-01-01 00:00:00+02'::timestamptz + i * interval '1 min',
            CASE i % 5 WHEN 0 THEN 'NaN' WHEN 1 THEN NULL ELSE i / 7.0 END, decode(md5(i::text), 'hex'),
            ARRAY['a "b"', NULL, i::text], jsonb_build_object('k', i, 'ü', E'\\.'), (i % 8)::bit(3), i / 3.0e17, 'b;ad', 'x'
        FROM generate_series(1, 501) i;
    INSERT INTO users (email) VALUES (''), (E'\\.'), (E'\\N'), ('NULL');
    INSERT INTO "Ünï ""q""" SELECT 'Zeile ' || i, -i FROM generate_series(1, 12) i;
    INSERT INTO "Ar chiv".token (user_id, t) SELECT id, repeat(email, 2000) FROM users LIMIT 40;
    INSERT INTO numbered (n) SELECT i FROM generate_series(1, 30) i;
    INSERT INTO event SELECT '2025-12-20'::date + i, 'deploy' FROM generate_series(1, 25) i;
    INSERT INTO no_columns DEFAULT VALUES; INSERT INTO no_columns DEFAULT VALUES;
    SELECT lo_from_bytea(0, '\x00ff27'), lo_from_bytea(0, convert_to(repeat('large; ', 9000), 'UTF8'))"#;

/// Reads a dump.
pub fn seen(path: &Path) -> Dump {
    let stop = AtomicBool::new(false);
    read(path, "the dump", &mut Nobody, &Bounds { time: Duration::from_secs(60), stop: &stop }).dump
}

/// What the server holds.
pub fn held(database: &str, newest: Option<&str>) -> Holdings {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asked = Asked { newest, timezone: None, limit: Duration::from_secs(60) };
    runtime.block_on(holdings(&at(&cluster().socket("admin", database)), "main", &asked))
}

/// Has `pg_dump` write a dump.
#[track_caller]
pub fn dump(database: &str, options: &[&str], to: &Path) {
    let ran = cluster().client("pg_dump", database).args(options).arg("-f").arg(to).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// Runs a program to its end.
#[track_caller]
pub fn run(program: &str, arguments: &[&str]) {
    assert!(Command::new(program).args(arguments).status().unwrap().success());
}

fn verdict(check: &DumpCheck, of: &Dump) -> Verdict {
    let judged = check.judge(of);
    assert!(judged.verdict == Verdict::Passed || judged.hint.is_some(), "{judged:?}");
    judged.verdict
}

#[test]
fn every_form_of_a_dump_holds_what_the_server_holds() {
    let database = cluster().database(RICH);
    let server = held(&database, None);
    assert_eq!(server.problem, None);
    let directory = tempfile::tempdir().unwrap();
    let forms: [(&str, &[&str]); 10] = [
        ("plain", &[]),
        ("packed", &["-Z", "6"]),
        ("inserts", &["--inserts"]),
        ("columns", &["--column-inserts", "--on-conflict-do-nothing"]),
        ("several", &["--rows-per-insert=7"]),
        ("root", &["--load-via-partition-root"]),
        ("dollars", &["--disable-dollar-quoting", "--quote-all-identifiers"]),
        ("custom", &["-Fc"]),
        ("directory", &["-Fd"]),
        ("tar", &["-Ft"]),
    ];
    for (name, options) in forms {
        let path = directory.path().join(name);
        dump(&database, options, &path);
        let seen = seen(&path);
        assert_eq!((&seen.problem, &seen.flaws), (&None, &vec![]), "{name}");
        for check in [DumpCheck::Intact, DumpCheck::Complete, DumpCheck::NoErrors, DumpCheck::MadeBy { major: 15 }] {
            assert_eq!(verdict(&check, &seen), Verdict::Passed, "{name}: {:?}", check.judge(&seen));
        }
        let both = ComparisonCheck::Same.judge(&seen.beside("main", &server.tables, true));
        assert_eq!(both.verdict, Verdict::Passed, "{name}: {}", both.actual);
        assert_eq!((seen.large_objects, server.large_objects), (2, 2), "{name}");
        assert_eq!((seen.sequences, &seen.extensions), (2, &vec!["pgcrypto".to_owned()]), "{name}");
        assert_eq!(seen.roles, ["app", "looker"], "{name}");
        assert_eq!(seen.sha256.len(), 64, "{name}");
    }
}

#[test]
fn what_is_counted_is_what_the_server_counts() {
    let database = cluster().database(RICH);
    let path = tempfile::NamedTempFile::new().unwrap();
    dump(&database, &[], path.path());
    let seen = seen(path.path());
    for table in ["users", "Ünï \"q\"", "numbered", "nothing", "no_columns", "event_old", "event_new", "Ar chiv.token"]
    {
        let (schema, name) = table.split_once('.').unwrap_or(("public", table));
        let quoted = format!("\"{schema}\".\"{}\"", name.replace('"', "\"\""));
        let rows: u64 = cluster().sql(&database, &format!("SELECT count(*) FROM {quoted}")).parse().unwrap();
        let exactly = DumpCheck::RowsExactly { table: table.into(), rows };
        assert_eq!(verdict(&exactly, &seen), Verdict::Passed, "{:?}", exactly.judge(&seen));
        let more = DumpCheck::RowsAtLeast { table: table.into(), rows: rows + 1 };
        assert_eq!(verdict(&more, &seen), Verdict::Failed, "{table}");
    }
    assert_eq!(seen.server.as_deref().map(|v| v.starts_with("15.")), Some(true));
    assert_eq!((seen.form, seen.packing, seen.encoding.as_deref()), (Form::Plain, Packing::None, Some("UTF8")));
}

#[test]
fn packed_dumps_say_how_and_how_much() {
    let database = cluster().database(RICH);
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    dump(&database, &[], &path("d.sql"));
    run("zstd", &["-q", "--check", path("d.sql").to_str().unwrap(), "-o", path("d.zst").to_str().unwrap()]);
    run("gzip", &["-k", path("d.sql").to_str().unwrap()]);
    let plain = seen(&path("d.sql"));
    for (name, packing) in [("d.zst", Packing::Zstd), ("d.sql.gz", Packing::Gzip)] {
        let packed = seen(&path(name));
        assert_eq!((packed.packing, packed.unpacked, packed.members), (packing, plain.bytes, 1));
        assert_eq!((&packed.tables, &packed.flaws), (&plain.tables, &vec![]));
    }
    // Two streams one behind the other are one file to gzip.
    let (one, two) = (std::fs::read(path("d.sql")).unwrap(), path("two.gz"));
    let (first, second) = one.split_at(one.len() / 3);
    for part in [first, second] {
        std::fs::write(path("part"), part).unwrap();
        run("sh", &["-c", r#"gzip -c "$1" >> "$2""#, "sh", path("part").to_str().unwrap(), two.to_str().unwrap()]);
    }
    let joined = seen(&two);
    assert_eq!((joined.members, joined.unpacked, &joined.tables), (2, plain.bytes, &plain.tables));
    assert_eq!(joined.flaws, []);
}

#[test]
fn a_schema_alone_is_a_dump_that_proves_nothing() {
    let database = cluster().database(RICH);
    let path = tempfile::NamedTempFile::new().unwrap();
    dump(&database, &["--schema-only"], path.path());
    let seen = seen(path.path());
    assert_eq!(verdict(&DumpCheck::Intact, &seen), Verdict::Passed);
    assert_eq!(verdict(&DumpCheck::Complete, &seen), Verdict::Inconclusive);
    let users = DumpCheck::RowsAtLeast { table: "users".into(), rows: 1 };
    assert_eq!(verdict(&users, &seen), Verdict::Failed);
}
