//! Subjects whose database is on the server, and short ways to ask about them.

use runproof_core::noun::comparison::Comparison;
use runproof_core::noun::database::{DatabaseFacts, Inspection};
use runproof_core::noun::query::QueryRows;
use runproof_core::observation::{Observation, Question};
use runproof_probe::ask::Prober;
use runproof_probe::postgres::Server;
use runproof_probe::subject::{Store, Subject};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A live subject with this database.
pub fn subject(database: Store) -> Subject {
    Subject {
        attestations: PathBuf::from("attestations"),
        database: Some(database),
        live: true,
        request_limit: Duration::from_secs(20),
        procedure_limit: Duration::from_secs(20),
        ..Subject::default()
    }
}

/// A live subject whose database has this address.
#[track_caller]
pub fn at(address: &str) -> Subject {
    subject(Store::Postgres(Box::new(Server::parse(address).unwrap())))
}

/// Asks one question.
pub fn ask(subject: &Subject, question: &Question) -> Observation {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(Prober::new(Arc::new(subject.clone())).ask(question)).observation
}

/// Inspects a database.
pub fn inspect(subject: &Subject, database: &str) -> Inspection {
    match ask(subject, &Question::Database { database: database.into() }) {
        Observation::Database(seen) => seen,
        other => panic!("{other:?}"),
    }
}

/// The facts of the database, which must be readable.
#[track_caller]
pub fn facts(subject: &Subject) -> DatabaseFacts {
    let seen = inspect(subject, "main");
    assert_eq!(seen.problem, None);
    seen.facts.unwrap()
}

/// Runs a query.
pub fn query(subject: &Subject, sql: &str) -> QueryRows {
    match ask(subject, &Question::Query { name: "q".into(), sql: sql.into() }) {
        Observation::Query(seen) => seen,
        other => panic!("{other:?}"),
    }
}

/// Compares two databases.
pub fn compare(subject: &Subject, first: &str, second: &str) -> Comparison {
    match ask(subject, &Question::CompareDatabases { first: first.into(), second: second.into() }) {
        Observation::Comparison(seen) => seen,
        other => panic!("{other:?}"),
    }
}
