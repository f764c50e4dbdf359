//! What a statement of a dump says, as far as it matters to whoever restores it.

use super::Phase;
use super::token::{Token, qualified, tokens};

/// Roles that are none.
const NOBODY: [&str; 4] = ["public", "current_user", "session_user", "current_role"];
/// Words that end a list of roles.
const BEHIND_ROLES: [&str; 6] = ["with", "granted", "using", "cascade", "restrict", "grant"];

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// Rows of the table follow; the number of its columns, none when they are not named.
    Copy { table: String, columns: usize },
    /// A table is made.
    Table(String),
    /// An extension is made.
    Extension(String),
    /// These roles must be there.
    Roles(Vec<String>),
    /// This role is made.
    RoleMade(String),
    /// A sequence is given its value.
    Sequence,
    /// A large object is made.
    LargeObject,
    /// Texts are in this encoding.
    Encoding(String),
    /// Whether backslashes escape in all literals.
    OldLiterals(bool),
    /// Names without a schema are of this one.
    Schema(String),
    /// It belongs to this phase of a restore.
    Of(Phase),
}

/// What the statement with this head says.
pub(super) fn facts(head: &[u8], schema: &str) -> Vec<Fact> {
    let tokens = tokens(head);
    let Some(Token::Word(first)) = tokens.first() else { return vec![] };
    match first.as_str() {
        "copy" => copy(&tokens, schema).into_iter().collect(),
        "create" => created(&tokens, schema),
        "alter" => altered(&tokens),
        "grant" => vec![Fact::Roles(behind_last(&tokens, "to"))],
        "revoke" => vec![Fact::Roles(behind_last(&tokens, "from"))],
        "select" => selected(&tokens).into_iter().collect(),
        "set" => set(&tokens).into_iter().collect(),
        _ => vec![],
    }
}

fn copy(tokens: &[Token], schema: &str) -> Option<Fact> {
    let (table, behind) = qualified(tokens, 1, schema)?;
    let mut columns = 0;
    let mut at = behind;
    if tokens.get(at) == Some(&Token::Mark('(')) {
        at += 1;
        while let Some(token) = tokens.get(at).filter(|t| **t != Token::Mark(')')) {
            columns += usize::from(token.name().is_some());
            at += 1;
        }
        at += 1;
    }
    let from_stdin = tokens.get(at)?.is("from") && tokens.get(at + 1)?.is("stdin");
    from_stdin.then_some(Fact::Copy { table, columns })
}

fn created(tokens: &[Token], schema: &str) -> Vec<Fact> {
    let word = |n: usize, is: &str| tokens.get(n).is_some_and(|t| t.is(is));
    let unless = |at: usize| if word(at, "if") { at + 3 } else { at };
    let kind = 1 + usize::from(word(1, "unlogged") || word(1, "unique") || word(1, "foreign"));
    if word(kind, "table") && !word(1, "foreign") {
        return qualified(tokens, unless(kind + 1), schema).map(|(name, _)| Fact::Table(name)).into_iter().collect();
    }
    let named = |at: usize| tokens.get(at).and_then(Token::name).map(str::to_owned);
    if word(1, "extension") {
        return named(unless(2)).map(Fact::Extension).into_iter().collect();
    }
    if word(1, "role") || word(1, "user") && !word(2, "mapping") {
        return named(2).map(Fact::RoleMade).into_iter().collect();
    }
    if word(1, "schema") {
        return vec![Fact::Roles(behind_last(tokens, "authorization"))];
    }
    if word(1, "policy") {
        return vec![Fact::Roles(behind_last(tokens, "to")), Fact::Of(Phase::Constraints)];
    }
    match () {
        () if word(kind, "index") => vec![Fact::Of(Phase::Index)],
        () if word(1, "trigger") || word(1, "constraint") => vec![Fact::Of(Phase::Constraints)],
        () => vec![],
    }
}

fn altered(tokens: &[Token]) -> Vec<Fact> {
    let pair = |a: &str, b: &str| tokens.windows(2).position(|w| w[0].is(a) && w[1].is(b));
    if let Some(at) = pair("owner", "to") {
        return vec![Fact::Roles(names(&tokens[at + 2..]))];
    }
    if pair("default", "privileges") == Some(1) {
        let mut roles = pair("for", "role").map(|at| names(&tokens[at + 2..])).unwrap_or_default();
        roles.extend(behind_last(tokens, if tokens.iter().any(|t| t.is("revoke")) { "from" } else { "to" }));
        return vec![Fact::Roles(roles)];
    }
    if pair("add", "constraint").is_some() {
        let foreign = pair("foreign", "key").is_some() || tokens.iter().any(|t| t.is("check"));
        return vec![Fact::Of(if foreign { Phase::Constraints } else { Phase::Index })];
    }
    vec![]
}

/// Calls of functions by which a dump says what no other statement does.
fn selected(tokens: &[Token]) -> Option<Fact> {
    let called = tokens.iter().take(4).find_map(|t| match t.name()? {
        "setval" => Some(Fact::Sequence),
        "lo_create" => Some(Fact::LargeObject),
        _ => None,
    });
    let old = tokens.iter().any(|t| matches!(t, Token::Text(text) if text == "search_path"));
    match (called, tokens.iter().rev().find_map(|t| if let Token::Text(text) = t { Some(text) } else { None })) {
        (None, Some(path)) if old && !path.is_empty() && path != "search_path" => schema_of(path),
        (called, _) => called,
    }
}

fn set(tokens: &[Token]) -> Option<Fact> {
    let value = tokens.get(3)?;
    let text = match value {
        Token::Text(text) => text.as_str(),
        other => other.name()?,
    };
    match tokens.get(1)?.name()? {
        "client_encoding" => Some(Fact::Encoding(text.to_owned())),
        "standard_conforming_strings" => Some(Fact::OldLiterals(text == "off")),
        "search_path" => schema_of(text),
        "session" => tokens.get(3).and_then(Token::name).or(Some(text)).map(|role| Fact::Roles(vec![role.to_owned()])),
        _ => None,
    }
}

fn schema_of(path: &str) -> Option<Fact> {
    let first = path.split(',').next()?.trim().trim_matches('"');
    (!first.is_empty() && first != "pg_catalog").then(|| Fact::Schema(first.to_owned()))
}

/// The names behind the last of a keyword.
fn behind_last(tokens: &[Token], keyword: &str) -> Vec<String> {
    tokens.iter().rposition(|t| t.is(keyword)).map(|at| names(&tokens[at + 1..])).unwrap_or_default()
}

/// Names of roles, separated by commas.
fn names(tokens: &[Token]) -> Vec<String> {
    let until = tokens.iter().position(|t| BEHIND_ROLES.iter().any(|word| t.is(word)));
    let listed = tokens[..until.unwrap_or(tokens.len())].split(|t| *t == Token::Mark(','));
    let real = |t: &&Token| !NOBODY.iter().any(|nobody| t.is(nobody));
    listed.filter_map(|part| part.first()).filter(real).filter_map(|t| Some(t.name()?.to_owned())).collect()
}
