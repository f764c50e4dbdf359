//! Where to connect: host and port out of a URL or out of `host:port`.

use reqwest::Url;
use std::fmt;

/// A host with a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// A name in lower case, or an IP address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Address {
    /// Reads a URL, `host:port`, or a host alone, which then gets the port for `scheme`.
    ///
    /// # Errors
    /// In words, when it is none of these.
    pub(crate) fn parse(written: &str, scheme: &str) -> Result<Self, String> {
        let url = if written.contains("://") { written.to_owned() } else { format!("{scheme}://{written}") };
        let url = Url::parse(&url).map_err(|e| format!("`{written}` is not an address: {e}"))?;
        Self::of(&url).ok_or_else(|| format!("`{written}` names no host and port"))
    }

    /// Host and port of a URL.
    pub(crate) fn of(url: &Url) -> Option<Self> {
        Some(Self { host: host(url)?, port: url.port_or_known_default()? })
    }
}

/// The host of a URL in lower case, without brackets and without the final dot.
pub(crate) fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_urls_and_pairs() {
        for (written, scheme, wanted) in [
            ("https://Circle.example/app/", "http", "circle.example:443"),
            ("http://127.0.0.1:8000", "http", "127.0.0.1:8000"),
            ("circle.example:8443", "https", "circle.example:8443"),
            ("circle.example", "https", "circle.example:443"),
            ("circle.example.", "http", "circle.example:80"),
            ("[::1]:9000", "https", "[::1]:9000"),
        ] {
            assert_eq!(Address::parse(written, scheme).unwrap().to_string(), wanted);
        }
        for wrong in ["", ":80", "https://", "host:99999", "mailto:x"] {
            assert!(Address::parse(wrong, "http").is_err(), "{wrong}");
        }
    }
}
