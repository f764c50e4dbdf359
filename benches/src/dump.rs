//! A dump to restore: several tables with keys, indexes and references, written by `pg_dump` of a real server.

use crate::error::BenchError;
use runproof_fixtures::postgres::{Binaries, Cluster, Server};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The password of the server that is dumped, which lives no longer than the dump is made.
const PASSWORD: &str = "bench";
/// About 400 MB of SQL: wide rows, narrow ones, texts, JSON, times, numbers.
const TABLES: &str = "
    CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, name text, made timestamptz, profile jsonb);
    INSERT INTO users (email, name, made, profile)
        SELECT md5(i::text) || '@example.com', 'Name ' || i, '2024-01-01'::timestamptz + i * interval '1 min',
            jsonb_build_object('locale', 'de', 'token', md5(i::text || 'p'), 'notes', repeat('ü ', i % 9))
        FROM generate_series(1, 200000) i;
    CREATE TABLE event (id bigserial PRIMARY KEY, user_id bigint REFERENCES users, kind text, at timestamptz, detail text);
    INSERT INTO event (user_id, kind, at, detail)
        SELECT 1 + i % 200000, (ARRAY['login', 'logout', 'view', 'edit'])[1 + i % 4],
            '2025-01-01'::timestamptz + i * interval '7 s', md5(i::text) || E'\\t' || md5((i / 3)::text) || ' of ' || i
        FROM generate_series(1, 1500000) i;
    CREATE TABLE message (id bigserial PRIMARY KEY, user_id bigint REFERENCES users, body text, read boolean);
    INSERT INTO message (user_id, body, read)
        SELECT 1 + i % 200000, repeat(md5(i::text) || ' words between ', 8) || E'\\nend', i % 3 = 0
        FROM generate_series(1, 250000) i;
    CREATE TABLE measure (sensor int, at timestamptz, value double precision);
    INSERT INTO measure SELECT i % 97, '2025-06-01'::timestamptz + i * interval '1 s', sin(i) * i
        FROM generate_series(1, 1200000) i;
    CREATE INDEX event_by_user ON event (user_id, at); CREATE INDEX event_by_kind ON event (kind);
    CREATE INDEX message_by_user ON message (user_id); CREATE INDEX measure_by_time ON measure (sensor, at);";

/// Makes a dump in gzip in this directory, in a server that is gone afterwards; answers the file.
///
/// # Errors
/// When there is no server on this machine, or it does not take what fills it.
pub fn make(room: &Path) -> Result<PathBuf, BenchError> {
    let failed = |e: &dyn std::error::Error| BenchError::work("the server to dump", e);
    let binaries = Binaries::find().map_err(|e| failed(&e))?;
    let cluster = Cluster::create(&binaries, &room.join("source"), PASSWORD).map_err(|e| failed(&e))?;
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr()).map_err(|e| failed(&e))?.port();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| failed(&e))?;
    let log = room.join("source.log");
    let server = runtime.block_on(Server::start(&binaries, &cluster, port, &log)).map_err(|e| failed(&e))?;
    let dump = room.join("restore.sql.gz");
    let client = |program: &str| binaries.client(program, port, PASSWORD);
    done(client("psql").args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", TABLES]))?;
    done(client("pg_dump").args(["-Z", "6", "-d", "postgres", "-f"]).arg(&dump))?;
    drop(server);
    std::fs::remove_dir_all(cluster.directory()).map_err(|e| BenchError::file(cluster.directory(), e))?;
    Ok(dump)
}

/// Runs a program to its end and demands that it did its work.
///
/// # Errors
/// What it said.
pub fn done(command: &mut Command) -> Result<String, BenchError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|why| BenchError::Start { program: program.clone(), why })?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        false => Err(BenchError::work(program, String::from_utf8_lossy(&output.stderr).trim())),
    }
}
