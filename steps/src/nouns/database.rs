//! Databases and named queries.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::database::DatabaseCheck;
use runproof_core::noun::query::QueryCheck;
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;

pub fn inspects(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Database { database: p.text(0) })
}

pub fn runs_query(world: &World, p: &Phrase) -> Asked {
    let name = p.text(0);
    let sql = world.query(&name)?;
    Ok(Question::Query { name, sql })
}

pub fn intact(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::Intact))
}

pub fn no_orphans(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::NoOrphans))
}

pub fn has_tables(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::Tables { names: p.column()? }))
}

pub fn has_index(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::Index { table: p.text(0), column: p.text(1) }))
}

pub fn engine(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::Engine { name: p.text(0) }))
}

pub fn journal_mode(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Database(DatabaseCheck::JournalMode { name: p.text(0) }))
}

pub fn returns_value(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Query(QueryCheck::Value { is: p.value(0)? }))
}

pub fn returns_rows(_: &World, p: &Phrase) -> Checked {
    let (columns, rows) =
        p.rows()?.split_first().ok_or_else(|| Stop::Plan("the table below the step is empty".into()))?;
    Ok(Check::Query(QueryCheck::Rows { columns: columns.clone(), rows: rows.to_vec() }))
}

pub fn same(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Comparison(ComparisonCheck::Same))
}

pub fn first_in_second(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Comparison(ComparisonCheck::FirstInSecond))
}

pub fn compares(_: &World, p: &Phrase) -> Asked {
    let (first, second) = (p.text(1), p.text(2));
    Ok(match p.text(0).as_str() {
        "database" => Question::CompareDatabases { first, second },
        _ => Question::CompareDirectories { first, second },
    })
}

pub fn holds_rows(_: &World, p: &Phrase) -> Checked {
    let (table, rows) = (p.text(0), p.number(2)?);
    match p.text(1).as_str() {
        "exactly" => Ok(Check::Database(DatabaseCheck::RowsExactly { table, rows })),
        "at least" => Ok(Check::Database(DatabaseCheck::RowsAtLeast { table, rows })),
        other => Err(miscounted(other)),
    }
}

pub fn returns_count(_: &World, p: &Phrase) -> Checked {
    let rows = p.number(1)?;
    match p.text(0).as_str() {
        "exactly" => Ok(Check::Query(QueryCheck::Exactly { rows })),
        "at least" => Ok(Check::Query(QueryCheck::AtLeast { rows })),
        other => Err(miscounted(other)),
    }
}

fn miscounted(word: &str) -> Stop {
    Stop::Plan(format!("rows are counted with `exactly` or `at least`, not with `{word}`"))
}
