//! The words of a statement, as SQL reads them: names in quotes keep their letters, others are folded.

/// Programs whose messages may stray into a dump.
const PROGRAMS: [&[u8]; 12] = [
    b"pg_dump",
    b"pg_dumpall",
    b"pg_restore",
    b"psql",
    b"error",
    b"fatal",
    b"warning",
    b"panic",
    b"bash",
    b"sh",
    b"docker",
    b"gzip",
];

/// One word of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A keyword or a name without quotes, in lower case.
    Word(String),
    /// A name in quotes.
    Name(String),
    /// The beginning of a literal.
    Text(String),
    /// Any other character.
    Mark(char),
}

impl Token {
    /// Whether it is this keyword.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word == keyword)
    }

    /// The name that it is, with or without quotes.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Word(name) | Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Whether a word that a colon follows begins a message and no statement.
pub(super) fn is_program(word: &[u8]) -> bool {
    PROGRAMS.contains(&word)
}

/// The words of a statement's head.
pub(super) fn tokens(head: &[u8]) -> Vec<Token> {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.chars().peekable();
    let mut found = Vec::new();
    while let Some(c) = rest.next() {
        match c {
            '"' => found.push(Token::Name(quoted(&mut rest, '"'))),
            '\'' => found.push(Token::Text(quoted(&mut rest, '\''))),
            c if c.is_whitespace() => {}
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = c.to_lowercase().to_string();
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$')) {
                    word.extend(c.to_lowercase());
                }
                found.push(Token::Word(word));
            }
            c => found.push(Token::Mark(c)),
        }
    }
    found
}

/// What stands up to the closing quote; doubled ones are single ones.
fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, quote: char) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next() {
        if c == quote && rest.next_if_eq(&quote).is_none() {
            break;
        }
        text.push(c);
    }
    text
}

/// The name at a place, with its schema or the one that is meant, and the place behind it.
pub(super) fn qualified(tokens: &[Token], at: usize, schema: &str) -> Option<(String, usize)> {
    let first = tokens.get(at)?.name()?;
    match (tokens.get(at + 1), tokens.get(at + 2).and_then(Token::name)) {
        (Some(Token::Mark('.')), Some(second)) => Some((format!("{first}.{second}"), at + 3)),
        _ => Some((format!("{schema}.{first}"), at + 1)),
    }
}

/// The table that an `INSERT` with this head goes to, and whether its row is all of defaults.
pub(super) fn inserted_into(head: &[u8], schema: &str) -> (Option<String>, bool) {
    let tokens = tokens(head);
    let into = tokens.iter().position(|t| t.is("into")).map_or(1, |at| at + 1);
    let defaults = matches!(&tokens[..], [.., last, end] if last.is("default") && end.is("values"));
    (qualified(&tokens, into, schema).map(|(name, _)| name), defaults)
}
