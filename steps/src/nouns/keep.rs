//! Values of what was seen last, kept for later sentences of the scenario.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::json;
use runproof_core::noun::engine_check::Kept as EngineKept;
use runproof_core::noun::http::Response;
use runproof_core::observation::Observation;
use serde_json::Value;

type Kept = Result<(String, String), Stop>;

fn seen(world: &World) -> Result<&Observation, Stop> {
    Ok(&world.look()?.seen.raw)
}

fn not_seen<T>(what: &str, seen: &Observation) -> Result<T, Stop> {
    Err(Stop::Failed(format!("there is no {what} to keep in {}", seen.kind())))
}

fn response(world: &World) -> Result<&Response, Stop> {
    let exchange = match seen(world)? {
        Observation::Http(exchange) => exchange,
        Observation::Page(load) => &load.page,
        other => return not_seen("answer", other),
    };
    exchange.response.as_ref().ok_or_else(|| Stop::Failed(format!("nothing to keep: {}", exchange.summary())))
}

/// A part of what was seen, named by the first blank; the second says which, the third the name to keep it under.
pub fn part(world: &World, p: &Phrase) -> Kept {
    match p.text(0).as_str() {
        "response JSON" => json_value(world, p),
        "response header" => header(world, p),
        "response cookie" => cookie(world, p),
        "container of the service" => ids(world, p, EngineKept::Container),
        "image of the service" => ids(world, p, EngineKept::Image),
        _ => row_count(world, p),
    }
}

/// What was seen as a whole, named by the first blank; the second is the name to keep it under.
pub fn whole(world: &World, p: &Phrase) -> Kept {
    match p.text(0).as_str() {
        "response body digest" => body_digest(world, p),
        "file digest" => file_digest(world, p),
        "query value" => query_value(world, p),
        "commit" => commit(world, p),
        _ => printed(world, p),
    }
}

fn json_value(world: &World, p: &Phrase) -> Kept {
    let document = response(world)?.json().map_err(|why| Stop::Failed(format!("nothing to keep: {why}")))?;
    match json::at(&document, &p.text(1)) {
        Some(Value::String(text)) => Ok((p.text(2), text.clone())),
        Some(value) => Ok((p.text(2), value.to_string())),
        None => Err(Stop::Failed(format!("nothing at `{}` in {}", p.text(1), json::short(&document)))),
    }
}

fn header(world: &World, p: &Phrase) -> Kept {
    let name = p.text(1);
    match response(world)?.header(&name).next() {
        Some(value) => Ok((p.text(2), value.to_owned())),
        None => Err(Stop::Failed(format!("the answer has no header {name}"))),
    }
}

fn body_digest(world: &World, p: &Phrase) -> Kept {
    Ok((p.text(1), response(world)?.body.sha256.clone()))
}

fn cookie(world: &World, p: &Phrase) -> Kept {
    let name = p.text(1);
    let pairs = response(world)?.header("set-cookie").filter_map(|c| c.split(';').next()?.split_once('='));
    let value = pairs.filter(|(n, _)| n.trim() == name).map(|(_, v)| v.trim().to_owned()).last();
    value.map(|v| (p.text(2), v)).ok_or_else(|| Stop::Failed(format!("the answer sets no cookie {name}")))
}

fn row_count(world: &World, p: &Phrase) -> Kept {
    let table = p.text(1);
    match seen(world)? {
        Observation::Database(i) => {
            let found = i.facts.iter().flat_map(|f| &f.tables).find(|t| t.name == table);
            let rows = found.ok_or_else(|| Stop::Failed(format!("the database has no table {table}")))?.rows;
            Ok((p.text(2), rows.to_string()))
        }
        other => not_seen("row count", other),
    }
}

fn ids(world: &World, p: &Phrase, of: EngineKept) -> Kept {
    let service = p.text(1);
    match seen(world)? {
        Observation::Services(services) => {
            let none = || Stop::Failed(format!("the service {service} has no container to keep"));
            Ok((p.text(2), services.ids(&service, of).ok_or_else(none)?))
        }
        other => not_seen("service", other),
    }
}

fn file_digest(world: &World, p: &Phrase) -> Kept {
    match seen(world)? {
        Observation::File(f) => {
            let facts = f.file.as_ref().ok_or_else(|| Stop::Failed(format!("there is no file {}", f.path)))?;
            Ok((p.text(1), facts.sha256.clone()))
        }
        other => not_seen("file", other),
    }
}

fn query_value(world: &World, p: &Phrase) -> Kept {
    match seen(world)? {
        Observation::Query(q) => match q.rows.first().and_then(|r| r.first()) {
            Some(Value::String(text)) => Ok((p.text(1), text.clone())),
            Some(value) => Ok((p.text(1), value.to_string())),
            None => Err(Stop::Failed(format!("the query `{}` returned nothing to keep", q.query))),
        },
        other => not_seen("query value", other),
    }
}

fn commit(world: &World, p: &Phrase) -> Kept {
    match seen(world)? {
        Observation::GitTree(tree) if !tree.head.is_empty() => Ok((p.text(1), tree.head.clone())),
        other => not_seen("commit", other),
    }
}

fn printed(world: &World, p: &Phrase) -> Kept {
    match seen(world)? {
        Observation::Procedure(run) => {
            let line = run.stdout.lines().rev().find(|l| !l.trim().is_empty());
            let line = line.ok_or_else(|| Stop::Failed(format!("the procedure `{}` printed nothing", run.name)))?;
            Ok((p.text(1), line.trim().to_owned()))
        }
        other => not_seen("printed line", other),
    }
}
