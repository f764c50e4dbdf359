//! Lines of a dump that are no SQL: comments that `pg_dump` writes, and commands for `psql`.

use super::Phase;

/// What a comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::backup) enum Comment {
    /// The dump begins.
    Began,
    /// The dump is at its end.
    Ended,
    /// Version of the server.
    Server(String),
    /// Version of `pg_dump`.
    Tool(String),
    /// What follows is of this phase, when it is of a certain one.
    Entry(Option<Phase>),
}

/// What the text of a comment behind `--` says.
pub(in crate::backup) fn comment(text: &str) -> Option<Comment> {
    let text = text.trim();
    let behind = |prefix: &str| text.strip_prefix(prefix).map(|rest| rest.trim().to_owned());
    match text {
        "PostgreSQL database dump" | "PostgreSQL database cluster dump" => return Some(Comment::Began),
        "PostgreSQL database dump complete" | "PostgreSQL database cluster dump complete" => {
            return Some(Comment::Ended);
        }
        _ => {}
    }
    if let Some(server) = behind("Dumped from database version ") {
        return Some(Comment::Server(server));
    }
    if let Some(tool) = behind("Dumped by pg_dump version ") {
        return Some(Comment::Tool(tool));
    }
    let entry = text.starts_with("Name: ") || text.starts_with("Data for Name: ");
    let kind = text.rsplit_once("; Type: ").map(|(_, rest)| rest.split(';').next().unwrap_or(rest).trim());
    kind.filter(|_| entry).map(|kind| Comment::Entry(phase_of(kind)))
}

/// The phase of an entry of this type; none when it belongs to whatever came before.
fn phase_of(kind: &str) -> Option<Phase> {
    match kind {
        "TABLE DATA" | "BLOBS" | "BLOB" | "BLOB METADATA" | "SEQUENCE SET" => Some(Phase::Load),
        "CONSTRAINT" | "INDEX" | "INDEX ATTACH" => Some(Phase::Index),
        "FK CONSTRAINT"
        | "CHECK CONSTRAINT"
        | "TRIGGER"
        | "EVENT TRIGGER"
        | "RULE"
        | "POLICY"
        | "ROW SECURITY"
        | "MATERIALIZED VIEW DATA" => Some(Phase::Constraints),
        _ => None,
    }
}

/// A command for `psql`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// From here on, no command is taken.
    Restrict(String),
    /// From here on, commands are taken again.
    Unrestrict(String),
    /// Another database is gone to: a dump that makes its own has this.
    Connect,
    /// The end of rows that were not begun: without meaning.
    Nothing,
    /// Anything else, which no dump needs.
    Other,
}

/// The command that a line beginning with a backslash is.
pub(super) fn command(line: &str) -> Command {
    let line = line.trim();
    let (word, key) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "\\restrict" => Command::Restrict(key.to_owned()),
        "\\unrestrict" => Command::Unrestrict(key.to_owned()),
        "\\connect" => Command::Connect,
        "\\." => Command::Nothing,
        _ => Command::Other,
    }
}
