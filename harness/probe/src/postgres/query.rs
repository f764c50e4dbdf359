//! Named queries: one statement that returns rows, in a transaction in which nothing can be written.

use super::Place;
use super::session::{Session, bounded};
use super::trouble::Trouble;
use crate::subject::Subject;
use runproof_core::json::cut;
use runproof_core::noun::query::QueryRows;
use serde_json::{Number, Value};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row, Statement};

/// Rows that are kept; all are counted.
const ROWS: usize = 200;
/// Most characters of a value that are kept.
const TEXT: usize = 4_096;

/// Runs a query: at most 10 s. Kept are 200 rows; texts up to 4,096 characters, bytes as their SHA-256 in hex.
pub(crate) async fn query(subject: &Subject, place: &Place<'_>, name: &str, sql: &str) -> QueryRows {
    let asked = bounded(async {
        let session = Session::open(subject, place).await?;
        let found = ask(session.begin().await?, sql).await;
        session.end(found).await
    });
    let mut seen = QueryRows { query: name.into(), columns: vec![], rows: vec![], count: 0, problem: None };
    match asked.await {
        Ok(found) => (seen.columns, seen.rows, seen.count) = found,
        Err(trouble) => seen.problem = Some(trouble.obstacle(place)),
    }
    seen
}

/// Names of columns, rows that are kept, and the number of all.
type Found = (Vec<String>, Vec<Vec<Value>>, u64);

async fn ask(client: &Client, sql: &str) -> Result<Found, Trouble> {
    // To prepare is to read, not to do: `COMMIT`, `SET` and `COPY … TO PROGRAM` return no rows and end here, and two
    // statements are refused by the server.
    let statement = client.prepare(sql).await?;
    if statement.columns().is_empty() || !statement.params().is_empty() {
        return Err(Trouble::Ours("only a statement that returns rows and changes nothing is run".into()));
    }
    client.execute(&format!("DECLARE seen NO SCROLL CURSOR FOR {}", bounded_values(&statement, sql)), &[]).await?;
    let rows = client.query(&format!("FETCH FORWARD {ROWS} FROM seen"), &[]).await?;
    let more = client.execute("MOVE FORWARD ALL IN seen", &[]).await?;
    let types: Vec<Type> = statement.columns().iter().map(|c| c.type_().clone()).collect();
    let kept = rows.iter().map(|row| values(row, &types)).collect::<Result<Vec<_>, _>>()?;
    let names = statement.columns().iter().map(|c| c.name().to_owned()).collect();
    Ok((names, kept, rows.len() as u64 + more))
}

/// The query around the query that has the server write every value as a short text.
fn bounded_values(statement: &Statement, sql: &str) -> String {
    let columns: Vec<String> = (0..statement.columns().len()).map(|i| format!("c{i}")).collect();
    let texts: Vec<String> = statement
        .columns()
        .iter()
        .zip(&columns)
        .map(|(column, c)| match *column.type_() {
            Type::BYTEA => format!("encode(sha256({c}), 'hex')"),
            _ => format!("left({c}::text, {})", TEXT + 1),
        })
        .collect();
    let sql = sql.trim().trim_end_matches(';');
    format!("SELECT {} FROM (\n{sql}\n) AS asked ({})", texts.join(", "), columns.join(", "))
}

fn values(row: &Row, types: &[Type]) -> Result<Vec<Value>, Trouble> {
    let value = |(i, kind)| Ok(row.try_get::<_, Option<String>>(i)?.map_or(Value::Null, |text| json(&text, kind)));
    types.iter().enumerate().map(value).collect()
}

/// A value as JSON has it: numbers, truth values and JSON itself as such, everything else as the server writes it.
fn json(text: &str, kind: &Type) -> Value {
    let as_text = || Value::from(cut(text, TEXT));
    match *kind {
        Type::BOOL => Value::Bool(text == "true"),
        Type::INT2 | Type::INT4 | Type::INT8 | Type::OID => text.parse::<i64>().map_or_else(|_| as_text(), Value::from),
        // A number with more digits than a double holds stays a text: none is lost.
        Type::NUMERIC => text.parse::<i64>().map_or_else(|_| as_text(), Value::from),
        Type::FLOAT4 | Type::FLOAT8 => text.parse().ok().and_then(Number::from_f64).map_or_else(as_text, Value::Number),
        Type::JSON | Type::JSONB => serde_json::from_str(text).unwrap_or_else(|_| as_text()),
        _ => as_text(),
    }
}
