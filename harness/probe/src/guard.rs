//! The one place through which requests leave: methods, paths, hosts, credentials and rate.

use crate::clock::Tick;
use crate::net::address::host;
use crate::rate::Rate;
use crate::subject::{Permit, Subject};
use crate::wait;
use reqwest::{Method, Url};
use runproof_core::noun::http::{Failure, FailureKind};
use std::collections::BTreeSet;
use std::time::Duration;

/// Headers that make a server treat a reading request as a writing one.
const OVERRIDES: [&str; 3] = ["x-http-method", "x-http-method-override", "x-method-override"];

/// Headers that carry credentials whatever the system.
const CREDENTIALS: [&str; 4] = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

/// What a message over a WebSocket is called where a target names writes.
const MESSAGE: &[u8] = b"MESSAGE";

/// Lets requests out, or says why not.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    permit: Permit,
    hosts: BTreeSet<String>,
    credential: Option<String>,
    rate: Rate,
}

/// Why something was not let out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// The host does not belong to the target.
    #[error("the host `{0}` is not named by the target")]
    Host(String),
    /// A redirect leads from one host to another that does not belong to the target.
    #[error("`{0}` redirects to the host `{1}`, which the target does not name")]
    Away(String, String),
    /// The request writes, and the target does not allow it.
    #[error("`{0} {1}` writes, and the target does not allow it")]
    Write(String, String),
    /// A header would turn the request into another one.
    #[error("the header `{0}` would turn a reading request into a writing one")]
    Override(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let kind = if matches!(refusal, Refusal::Away(..)) { FailureKind::LeadsAway } else { FailureKind::Guarded };
        Self { kind, detail: refusal.to_string() }
    }
}

impl Refusal {
    /// The same refusal of a request that a redirect from this URL asked for.
    pub(crate) fn after(self, redirect: Option<&str>) -> Self {
        let from = redirect.and_then(|url| Url::parse(url).ok()).as_ref().and_then(host);
        match (self, from) {
            (Self::Host(to), Some(from)) => Self::Away(from, to),
            (other, _) => other,
        }
    }
}

impl Guard {
    /// The guard of a target. Its hosts are those of its URLs and the names for which it says where they are.
    pub(crate) fn of(subject: &Subject) -> Self {
        let of_urls = subject.urls.values().filter_map(|u| Url::parse(u).ok().as_ref().and_then(host));
        let of_names = subject.resolve.keys().map(|n| n.trim_end_matches('.').to_ascii_lowercase());
        Self {
            permit: subject.permit.clone(),
            hosts: of_urls.chain(of_names).chain(subject.connect_to.keys().map(|(name, _)| name.clone())).collect(),
            credential: subject.credential.as_ref().map(|(name, _)| name.to_ascii_lowercase()),
            rate: Rate::of(subject),
        }
    }

    /// Lets a request out when its turn has come; the time waited for it is returned.
    ///
    /// # Errors
    /// When it must not leave.
    pub(crate) async fn request<'a>(
        &self,
        method: &Method,
        url: &Url,
        mut headers: impl Iterator<Item = &'a str>,
    ) -> Result<Duration, Refusal> {
        self.permits(method, url.path())?;
        if let Permit::Reading(_) = self.permit
            && let Some(name) = headers.find(|n| OVERRIDES.iter().any(|o| o.eq_ignore_ascii_case(n)))
        {
            return Err(Refusal::Override(name.to_owned()));
        }
        let asked = Tick::now();
        self.host(&host(url).unwrap_or_default()).await?;
        Ok(asked.elapsed())
    }

    /// Whether a message may be sent over a connection that was opened at this path: it may do anything, like a request
    /// that writes.
    ///
    /// # Errors
    /// When the target does not name `MESSAGE` with the path.
    pub(crate) fn message(&self, path: &str) -> Result<(), Refusal> {
        match Method::from_bytes(MESSAGE) {
            Ok(method) => self.permits(&method, path),
            Err(_) => Err(Refusal::Write(String::from_utf8_lossy(MESSAGE).into_owned(), path.to_owned())),
        }
    }

    /// Lets a connection to this host out when its turn has come.
    ///
    /// # Errors
    /// When the host does not belong to the target.
    pub(crate) async fn host(&self, host: &str) -> Result<(), Refusal> {
        if !self.hosts.contains(host) {
            return Err(Refusal::Host(host.to_owned()));
        }
        if let Some(turn) = self.rate.turn(host) {
            wait::until(turn).await;
        }
        Ok(())
    }

    /// Whether the host of this URL belongs to the target.
    pub(crate) fn knows(&self, url: &Url) -> bool {
        host(url).is_some_and(|h| self.hosts.contains(&h))
    }

    /// Whether a header of this name carries a credential.
    pub(crate) fn credential(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        CREDENTIALS.contains(&name.as_str()) || self.credential.as_deref() == Some(name.as_str())
    }

    fn permits(&self, method: &Method, path: &str) -> Result<(), Refusal> {
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        let allowed = match &self.permit {
            Permit::Everything => true,
            Permit::Reading(writes) => {
                reads || writes.iter().any(|(m, p)| m.eq_ignore_ascii_case(method.as_str()) && fits(p, path))
            }
        };
        if allowed { Ok(()) } else { Err(Refusal::Write(method.to_string(), path.to_owned())) }
    }
}

/// Whether two URLs have scheme, host and port in common.
pub(crate) fn same_origin(a: &Url, b: &Url) -> bool {
    a.origin() == b.origin()
}

/// Whether a path fits a pattern in which `*` stands for one segment that is not empty.
fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some("*"), Some(segment)) if !segment.is_empty() => {}
            (Some(wanted), Some(segment)) if wanted == segment => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(permit: Permit) -> Guard {
        Guard {
            permit,
            hosts: ["circle.example".to_owned()].into(),
            credential: Some("x-key".into()),
            rate: Rate::none(),
        }
    }

    async fn ask(guard: &Guard, method: &str, url: &str, headers: &[&str]) -> Result<Duration, Refusal> {
        let (method, url) = (Method::from_bytes(method.as_bytes()).unwrap(), Url::parse(url).unwrap());
        guard.request(&method, &url, headers.iter().copied()).await
    }

    #[tokio::test(flavor = "current_thread")]
    async fn only_named_writes_leave() {
        let guard = guard(Permit::Reading(vec![
            ("POST".into(), "/api/auth/verify-key/".into()),
            ("PATCH".into(), "/api/circles/*/".into()),
        ]));
        for (method, path, leaves) in [
            ("GET", "/anything", true),
            ("HEAD", "/", true),
            ("OPTIONS", "/api/", true),
            ("POST", "/api/auth/verify-key/?next=1", true),
            ("POST", "/api/auth/verify-key", false),
            ("POST", "/api/x/../auth/verify-key/", true),
            ("POST", "/api/auth/verify-key/../keys/", false),
            ("PATCH", "/api/circles/7/", true),
            ("PATCH", "/api/circles//", false),
            ("PATCH", "/api/circles/7/members/", false),
            ("DELETE", "/api/circles/7/", false),
            ("TRACE", "/", false),
            ("post", "/", false),
            ("MESSAGE", "/ws", false),
        ] {
            let asked = ask(&guard, method, &format!("https://circle.example{path}"), &[]).await;
            assert_eq!(asked.is_ok(), leaves, "{method} {path}: {asked:?}");
        }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_header_cannot_smuggle_a_write() {
        let url = "https://circle.example/";
        let asked = ask(&guard(Permit::Reading(Vec::new())), "GET", url, &["X-HTTP-Method-Override"]).await;
        assert!(matches!(asked, Err(Refusal::Override(_))));
        assert!(ask(&guard(Permit::Everything), "GET", url, &["X-HTTP-Method-Override"]).await.is_ok());
    }

    #[tokio::test(flavor = "current_thread")]
    async fn other_hosts_are_refused_by_name() {
        let guard = guard(Permit::Everything);
        for url in
            ["https://evil.example/", "https://circle.example.evil.example/", "https://circle.example@evil.example/"]
        {
            let refusal = ask(&guard, "GET", url, &[]).await.unwrap_err();
            assert!(refusal.to_string().contains("evil.example"), "{refusal}");
        }
        assert!(ask(&guard, "DELETE", "http://CIRCLE.example.:8080/x", &[]).await.is_ok());
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_live_host_is_asked_at_a_bounded_rate() {
        let host = "rate.example";
        let guard = Guard { hosts: [host.to_owned()].into(), rate: Rate::default(), ..guard(Permit::Everything) };
        let start = Tick::now();
        for _ in 0..5 {
            guard.host(host).await.unwrap();
        }
        assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
    }

    #[test]
    fn credentials_are_known_by_name() {
        let guard = guard(Permit::Everything);
        for name in ["Authorization", "COOKIE", "X-Key", "x-api-key"] {
            assert!(guard.credential(name), "{name}");
        }
        assert!(!guard.credential("Accept"));
    }
}
