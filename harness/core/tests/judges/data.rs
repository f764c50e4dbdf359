//! Databases, queries, procedures, lines.

use crate::row::{Row, rows, texts};
use runproof_core::check::Check;
use runproof_core::noun::database::{DatabaseCheck, DatabaseFacts, Engine, Inspection, Table};
use runproof_core::noun::log::{Lines, LinesCheck};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::procedure::{ProcedureCheck, ProcedureRun};
use runproof_core::noun::query::{QueryCheck, QueryRows};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};
use serde_json::json;

pub fn all() -> Vec<Row> {
    [databases(), spoiled_databases(), queries(), procedures(), lines()].into_iter().flatten().collect()
}

fn of_database(seen: Inspection, cases: impl IntoIterator<Item = (&'static str, DatabaseCheck, Verdict)>) -> Vec<Row> {
    rows(Check::Database, &Observation::Database(seen), cases)
}

fn database(change: impl FnOnce(&mut DatabaseFacts)) -> Inspection {
    let table = |name: &str, rows| Table { name: name.into(), rows, indexes: vec![texts(&["circle_id", "created"])] };
    let mut facts = DatabaseFacts {
        engine: Engine::Sqlite,
        bytes: 4_096,
        magic: true,
        integrity: texts(&["ok"]),
        orphans: vec![],
        journal_mode: "delete".into(),
        tables: vec![table("circle", 2), table("empty", 0)],
    };
    change(&mut facts);
    Inspection { database: "main".into(), facts: Some(facts), problem: None }
}

fn databases() -> Vec<Row> {
    let exactly = |table: &str, rows| DatabaseCheck::RowsExactly { table: table.into(), rows };
    let at_least = |table: &str, rows| DatabaseCheck::RowsAtLeast { table: table.into(), rows };
    let index = |column: &str| DatabaseCheck::Index { table: "circle".into(), column: column.into() };
    let engine = |name: &str| DatabaseCheck::Engine { name: name.into() };
    let journal = |name: &str| DatabaseCheck::JournalMode { name: name.into() };
    let tables = |names: &[&str]| DatabaseCheck::Tables { names: texts(names) };
    of_database(
        database(|_| {}),
        [
            ("intact", DatabaseCheck::Intact, Passed),
            ("no orphans", DatabaseCheck::NoOrphans, Passed),
            ("tables", tables(&["circle", "empty"]), Passed),
            ("a table missing", tables(&["circle", "key"]), Failed),
            ("no table in particular", tables(&[]), Inconclusive),
            ("rows exactly", exactly("empty", 0), Passed),
            ("not exactly", exactly("circle", 1), Failed),
            ("no rows of no table", exactly("gone", 0), Failed),
            ("rows at least", at_least("circle", 2), Passed),
            ("too few rows", at_least("circle", 3), Failed),
            ("at least none of no table", at_least("gone", 0), Failed),
            ("index", index("circle_id"), Passed),
            ("an index that begins otherwise", index("created"), Failed),
            ("engine", engine("sqlite"), Passed),
            ("another engine", engine("postgresql"), Failed),
            ("journal mode", journal("delete"), Passed),
            ("another journal mode", journal("wal"), Failed),
        ],
    )
}

fn spoiled_databases() -> Vec<Row> {
    let intact = |what, verdict| [(what, DatabaseCheck::Intact, verdict)];
    let orphans = |what, verdict| [(what, DatabaseCheck::NoOrphans, verdict)];
    let unread = Inspection { problem: Some(Obstacle::found("locked")), ..database(|_| {}) };
    let server = |f: &mut DatabaseFacts| (f.engine, f.journal_mode) = (Engine::Postgresql, String::new());
    let of_server = [
        ("a server", DatabaseCheck::Intact, Passed),
        ("its engine", DatabaseCheck::Engine { name: "postgresql".into() }, Passed),
        ("not a file", DatabaseCheck::Engine { name: "sqlite".into() }, Failed),
        ("no journal mode", DatabaseCheck::JournalMode { name: "delete".into() }, Failed),
        ("no journal mode at all", DatabaseCheck::JournalMode { name: String::new() }, Failed),
    ];
    let unseen = Inspection { facts: None, ..database(|_| {}) };
    [
        of_database(database(|f| f.integrity = texts(&["row 1 missing"])), intact("not intact", Failed)),
        of_database(database(|f| f.integrity.clear()), intact("silent about integrity", Failed)),
        of_database(database(|f| f.magic = false), intact("no database", Failed)),
        of_database(database(|f| f.tables.clear()), intact("no tables", Failed)),
        of_database(database(|f| f.orphans = vec![("key".into(), 1)]), orphans("orphans", Failed)),
        of_database(database(|f| f.tables.remove(0).rows = 0), orphans("zero rows cannot be orphaned", Inconclusive)),
        of_database(unread.clone(), intact("unread", Failed)),
        of_database(unread, orphans("unread orphans", Failed)),
        of_database(database(server), of_server),
        of_database(unseen, intact("nothing recorded", Broken)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn queries() -> Vec<Row> {
    let seen = |rows: Vec<Vec<serde_json::Value>>, problem: Option<Obstacle>| {
        let (columns, count) = (texts(&["id", "name"]), rows.len() as u64);
        Observation::Query(QueryRows { query: "keys".into(), columns, rows, count, problem })
    };
    let exactly = |rows| QueryCheck::Exactly { rows };
    let at_least = |rows| QueryCheck::AtLeast { rows };
    let value = |is| QueryCheck::Value { is };
    let table = |columns: &[&str], rows: &[&[&str]]| QueryCheck::Rows {
        columns: texts(columns),
        rows: rows.iter().map(|row| texts(row)).collect(),
    };
    let two = seen(vec![vec![json!(1), json!("one")], vec![json!(2), json!(null)]], None);
    let cases = [
        ("exactly", exactly(2), Passed),
        ("not exactly", exactly(1), Failed),
        ("at least", at_least(2), Passed),
        ("too few", at_least(3), Failed),
        ("at least none", at_least(0), Inconclusive),
        ("value", value(json!(1.0)), Passed),
        ("value as text", value(json!("1")), Passed),
        ("another value", value(json!(2)), Failed),
        ("rows", table(&["name", "id"], &[&["one", "1"], &["null", "2"]]), Passed),
        ("rows in another order", table(&["id"], &[&["2"], &["1"]]), Failed),
        ("not all rows", table(&["id"], &[&["1"]]), Failed),
        ("a column that is not there", table(&["role"], &[&["1"], &["2"]]), Failed),
        ("no column at all", table(&[], &[&[], &[]]), Inconclusive),
    ];
    let none = [
        ("no rows, as expected", exactly(0), Passed),
        ("no rows where one is expected", at_least(1), Failed),
        ("no rows to compare", table(&["id"], &[]), Inconclusive),
        ("no value", value(json!(null)), Failed),
    ];
    let unread = [("a query that was not run", exactly(0), Failed), ("nor has it rows", at_least(1), Failed)];
    [
        rows(Check::Query, &two, cases),
        rows(Check::Query, &seen(vec![], None), none),
        rows(Check::Query, &seen(vec![], Some(Obstacle::found("no such table"))), unread),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn procedures() -> Vec<Row> {
    let run = |stdout: &str, problem: Option<Obstacle>| {
        Observation::Procedure(ProcedureRun {
            name: "migrate".into(),
            arguments: vec![],
            exit_code: Some(0),
            stdout: stdout.into(),
            stderr: "warned\n".into(),
            took_ms: 5,
            problem,
        })
    };
    let exits = |code| ProcedureCheck::ExitsWith { code };
    let prints = |text: &str| ProcedureCheck::Prints { text: text.into() };
    let not = |text: &str| ProcedureCheck::PrintsNot { text: text.into() };
    let silent = Observation::Procedure(ProcedureRun {
        name: "flush".into(),
        arguments: vec![],
        exit_code: None,
        stdout: String::new(),
        stderr: String::new(),
        took_ms: 0,
        problem: None,
    });
    let said = [
        ("exit code", exits(0), Passed),
        ("another exit code", exits(1), Failed),
        ("prints", prints("applied"), Passed),
        ("prints to the other stream", prints("warned"), Passed),
        ("prints it not", prints("failed"), Failed),
        ("prints nothing", prints(""), Inconclusive),
        ("not across two streams", prints("allwarned"), Failed),
        ("does not print", not("[ ]"), Passed),
        ("prints it after all", not("applied"), Failed),
    ];
    let long = [
        ("printed before the gap", prints("applied"), Passed),
        ("perhaps in the gap", prints("[ ]"), Inconclusive),
        ("perhaps not free of it", not("[ ]"), Inconclusive),
        ("not free of it before the gap", not("applied"), Failed),
    ];
    let unstarted = [("never at its end", exits(0), Failed), ("silent for another reason", not("[ ]"), Failed)];
    [
        rows(Check::Procedure, &run("applied all", None), said),
        rows(Check::Procedure, &run("applied\n[... 70000 bytes left out ...]\nall", None), long),
        rows(Check::Procedure, &run("applied", Some(Obstacle::found("timed out"))), unstarted),
        rows(
            Check::Procedure,
            &silent,
            [("silence proves nothing", not("[ ]"), Inconclusive), ("no exit code", exits(0), Failed)],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn lines() -> Vec<Row> {
    let seen = |looked_at, matching, problem: Option<Obstacle>| {
        Observation::Lines(Lines {
            source: "edge".into(),
            looked_at,
            pattern: Some(("error".into(), "ERROR".into())),
            matching,
            samples: vec![],
            problem,
        })
    };
    let at_least = |lines| LinesCheck::AtLeast { lines };
    let at_most = |lines| LinesCheck::AtMost { lines };
    let exactly = |lines| LinesCheck::Exactly { lines };
    let some = [
        ("at least", at_least(2), Passed),
        ("too few", at_least(3), Failed),
        ("at least none", at_least(0), Inconclusive),
        ("at most", at_most(2), Passed),
        ("too many", at_most(1), Failed),
        ("exactly", exactly(2), Passed),
        ("not exactly", exactly(1), Failed),
        ("not every", LinesCheck::Every, Failed),
    ];
    let silent = [
        ("a silent log has no error", at_most(0), Inconclusive),
        ("nor exactly none", exactly(0), Inconclusive),
        ("nor only such", LinesCheck::Every, Inconclusive),
        ("nor one", at_least(1), Failed),
    ];
    let unread = [("unread", at_most(0), Failed), ("unread too", LinesCheck::Every, Failed)];
    let any = Observation::Lines(Lines {
        source: "edge".into(),
        looked_at: 3,
        pattern: None,
        matching: 3,
        samples: vec![],
        problem: None,
    });
    [
        rows(Check::Lines, &seen(5, 2, None), some),
        rows(Check::Lines, &seen(5, 5, None), [("every", LinesCheck::Every, Passed)]),
        rows(Check::Lines, &seen(0, 0, None), silent),
        rows(Check::Lines, &seen(0, 0, Some(Obstacle::found("no such log"))), unread),
        rows(Check::Lines, &any, [("every line of no kind", LinesCheck::Every, Inconclusive)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
