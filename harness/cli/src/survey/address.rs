//! The address a look begins at.

use std::net::{IpAddr, ToSocketAddrs};

/// A web address, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `http` or `https`.
    pub scheme: String,
    /// Name or IP address, without brackets.
    pub host: String,
    /// The port, when it is written.
    pub port: Option<u16>,
    /// The path of the start page; `/` when none is written.
    pub path: String,
}

impl Address {
    /// Reads `http(s)://host[:port][/path]`; credentials, queries and fragments have no place in it.
    ///
    /// # Errors
    /// In words, without repeating what may be a credential.
    pub fn parse(written: &str) -> Result<Self, String> {
        let (scheme, rest) = written.split_once("://").ok_or("an address begins with `http://` or `https://`")?;
        if !matches!(scheme, "http" | "https") {
            return Err(format!("`{scheme}` is neither `http` nor `https`"));
        }
        let (authority, path) = rest.split_once('/').map_or((rest, "/".to_owned()), |(a, p)| (a, format!("/{p}")));
        if authority.contains('@') {
            return Err("an address with credentials would be written into files".into());
        }
        if path.contains(['?', '#', '{', '"', '\\']) || path.contains(char::is_whitespace) {
            return Err(format!("`{path}` is no plain path"));
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                let number = port.parse::<u16>().ok().filter(|n| *n > 0);
                (host, Some(number.ok_or_else(|| format!("`{port}` is no port"))?))
            }
            _ => (authority, None),
        };
        let host = host.trim_matches(['[', ']']);
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        if host.is_empty() || !host.chars().all(fits) {
            return Err(format!("`{host}` is no host"));
        }
        Ok(Self { scheme: scheme.to_owned(), host: host.to_ascii_lowercase(), port, path })
    }

    /// Scheme, host and port, as targets write them.
    #[must_use]
    pub fn origin(&self) -> String {
        self.with_host(&self.host)
    }

    /// The same address for another host.
    #[must_use]
    pub fn with_host(&self, host: &str) -> String {
        let port = self.port.map(|p| format!(":{p}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme, bracketed(host))
    }

    /// The address for requests that are not encrypted; `None` when the address is itself one, or has a port of its own.
    #[must_use]
    pub fn plain(&self) -> Option<String> {
        let standard = self.scheme == "https" && self.port.is_none_or(|p| p == 443);
        standard.then(|| format!("http://{}", bracketed(&self.host)))
    }

    /// Whether requests are encrypted.
    #[must_use]
    pub fn encrypted(&self) -> bool {
        self.scheme == "https"
    }

    /// The first IP address of the host, as the machine's resolver gives it.
    ///
    /// # Errors
    /// The resolver's words.
    pub fn ip(&self) -> Result<IpAddr, String> {
        let mut found = (self.host.as_str(), 80).to_socket_addrs().map_err(|e| e.to_string())?;
        found.next().map(|socket| socket.ip()).ok_or_else(|| "the resolver gave no address".to_owned())
    }
}

fn bracketed(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart_and_put_together() {
        let address = Address::parse("https://Circle.example:8443/app/").unwrap();
        assert_eq!((address.origin().as_str(), address.path.as_str()), ("https://circle.example:8443", "/app/"));
        assert_eq!(address.plain(), None);
        assert_eq!(Address::parse("https://circle.example").unwrap().plain().as_deref(), Some("http://circle.example"));
        assert_eq!(Address::parse("http://[::1]:80").unwrap().origin(), "http://[::1]:80");
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_credentials() {
        for wrong in ["circle.example", "ftp://a", "http://", "http://a:0", "http://a b", "http://a/?x", "http://a:x/"]
        {
            assert!(Address::parse(wrong).is_err(), "{wrong}");
        }
        let refusal = Address::parse("https://admin:hunter2@circle.example").unwrap_err();
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }
}
