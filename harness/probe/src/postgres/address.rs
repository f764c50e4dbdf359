//! The address of a server: a URL, or `key=value` pairs, as PostgreSQL's own programs read them.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// The port when none is named.
const PORT: u16 = 5432;
/// Words that are this side's business and not sent to the server.
const OURS: [&str; 3] = ["sslmode", "application_name", "connect_timeout"];
/// Words of PostgreSQL's programs that mean something else here, with what to write.
const ELSEWHERE: [(&str, &str); 8] = [
    ("sslrootcert", "name the authority as `authority` of the target"),
    ("sslcert", "certificates of clients are not presented; use a password"),
    ("sslkey", "certificates of clients are not presented; use a password"),
    ("passfile", "write the password into the address, and the address into a variable or a file"),
    ("service", "write the whole address"),
    ("sslnegotiation", "leave it out: encryption is asked for as every server understands it"),
    ("channel_binding", "leave it out: use `sslmode=verify-full`"),
    ("load_balance_hosts", "name one host"),
];

/// A PostgreSQL server with a role and a database.
#[derive(Clone)]
pub struct Server {
    /// What is told to the server.
    pub(super) config: Config,
    /// Where it listens.
    pub(super) at: Endpoint,
    /// How the connection is encrypted.
    pub(super) encryption: Encryption,
    secrets: Vec<String>,
}

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// A host, and the address to go to instead of asking for the host's.
    Network { host: String, address: Option<IpAddr>, port: u16 },
    /// A socket of this machine.
    Socket(PathBuf),
}

/// How a connection is encrypted: the values of `sslmode` that mean something definite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    /// `disable`: not at all.
    None,
    /// `prefer`: when the server offers it, whoever it is.
    Preferred,
    /// `require`: always, whoever the server is.
    Required,
    /// `verify-full`: always, and the certificate must be good for the host.
    Verified,
}

/// Why an address cannot be used; its words hold nothing of the address but names of parameters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Unusable {
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub next: String,
}

fn unusable(what: impl Into<String>, next: impl Into<String>) -> Unusable {
    Unusable { what: what.into(), next: next.into() }
}

fn malformed() -> Unusable {
    unusable("it is no address of a PostgreSQL server", "write `postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE`")
}

impl Server {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is none, or says something that is not done here.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        let text = text.trim();
        let url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        let (rest, ours) = if url { split_url(text)? } else { split_pairs(text)? };
        let mut encryption = Encryption::Preferred;
        for (name, value) in &ours {
            if name == "sslmode" {
                encryption = Encryption::parse(value)?;
            }
        }
        // The parser's own message may repeat what it read, a password among it.
        let mut config: Config = rest.parse().map_err(|_| malformed())?;
        config.application_name("runproof").ssl_mode(tokio_postgres::config::SslMode::Disable);
        let at = Endpoint::of(&config)?;
        if config.get_user().is_none() {
            return Err(unusable("it names no role", "write `postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE`"));
        }
        let mut secrets: Vec<String> =
            config.get_password().map(|p| String::from_utf8_lossy(p).into_owned()).into_iter().collect();
        secrets.extend(url.then(|| password_as_written(text)).flatten());
        Ok(Self { config, at, encryption, secrets })
    }

    /// What must never be shown: the password as it is, and as it is written in a URL.
    #[must_use]
    pub fn secrets(&self) -> &[String] {
        &self.secrets
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Endpoint::Network { host, port, .. } if host.contains(':') => write!(f, "[{host}]:{port}"),
            Endpoint::Network { host, port, .. } => write!(f, "{host}:{port}"),
            Endpoint::Socket(path) => write!(f, "{}", path.display()),
        }
    }
}

impl Encryption {
    fn parse(word: &str) -> Result<Self, Unusable> {
        match word {
            "disable" => Ok(Self::None),
            "prefer" => Ok(Self::Preferred),
            "require" => Ok(Self::Required),
            "verify-full" => Ok(Self::Verified),
            "allow" | "verify-ca" => Err(unusable(
                format!("`sslmode={word}` is not known here"),
                "write `sslmode=verify-full`, or `require`, `prefer` or `disable`",
            )),
            _ => Err(unusable("its `sslmode` is no mode", "write `sslmode=verify-full`")),
        }
    }
}

impl Endpoint {
    fn of(config: &Config) -> Result<Self, Unusable> {
        let one = || unusable("it names several hosts or ports", "name one host: a probe looks at one server");
        let port = match config.get_ports() {
            [] => PORT,
            [port] => *port,
            _ => return Err(one()),
        };
        let address = match config.get_hostaddrs() {
            [] => None,
            [address] => Some(*address),
            _ => return Err(one()),
        };
        match (config.get_hosts(), address) {
            ([Host::Tcp(host)], _) => Ok(Self::Network { host: host.to_ascii_lowercase(), address, port }),
            ([Host::Unix(directory)], None) => Ok(Self::Socket(directory.join(format!(".s.PGSQL.{port}")))),
            ([], Some(address)) => Ok(Self::Network { host: address.to_string(), address: Some(address), port }),
            ([], None) => Err(unusable("it names no host", "write `postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE`")),
            _ => Err(one()),
        }
    }
}

/// A text for the parser of the client, and the parameters that were taken out of it.
type Split = (String, Vec<(String, String)>);

fn ours(name: &str) -> Result<bool, Unusable> {
    match ELSEWHERE.iter().find(|(word, _)| *word == name) {
        Some((word, next)) => Err(unusable(format!("its `{word}` is not known here"), *next)),
        None => Ok(OURS.contains(&name)),
    }
}

fn split_url(text: &str) -> Result<Split, Unusable> {
    let Some((before, query)) = text.split_once('?') else { return Ok((text.to_owned(), Vec::new())) };
    let (mut kept, mut taken) = (Vec::new(), Vec::new());
    for pair in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or_else(malformed)?;
        if ours(name)? {
            taken.push((name.to_owned(), value.to_owned()));
        } else {
            kept.push(pair);
        }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    Ok((format!("{before}{mark}{}", kept.join("&")), taken))
}

fn split_pairs(text: &str) -> Result<Split, Unusable> {
    let (mut kept, mut taken) = (String::new(), Vec::new());
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(malformed)?;
        let (value, after) = value_of(after.trim_start())?;
        let name = name.trim();
        if ours(name)? {
            taken.push((name.to_owned(), value));
        } else {
            kept.push_str(&format!("{name}='{}' ", value.replace('\\', "\\\\").replace('\'', "\\'")));
        }
        rest = after.trim_start();
    }
    Ok((kept, taken))
}

/// A value, in quotes or up to the next space, and what stands behind it.
fn value_of(text: &str) -> Result<(String, &str), Unusable> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut characters = text.char_indices().skip(usize::from(quoted));
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => value.push(characters.next().ok_or_else(malformed)?.1),
            '\'' if quoted => return Ok((value, &text[at + 1..])),
            c if !quoted && c.is_whitespace() => return Ok((value, &text[at..])),
            c => value.push(c),
        }
    }
    if quoted { Err(malformed()) } else { Ok((value, "")) }
}

/// The password of a URL, with its escapes.
fn password_as_written(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split(['/', '?']).next()?;
    let (_, password) = authority.rsplit_once('@')?.0.split_once(':')?;
    Some(password.to_owned())
}

#[cfg(test)]
mod tests;
