//! A request as a command line a person can paste.

use crate::text::clean;
use runproof_core::noun::http::{Redirects, Request, Trust};

/// The request as one `curl` command, with secrets as they were masked.
///
/// Every value is quoted for a POSIX shell, so that nothing in it can become a command of its own.
#[must_use]
pub fn command(request: &Request) -> String {
    let mut parts = vec!["curl".to_owned(), "-sS".into(), "-i".into(), "--globoff".into()];
    if request.redirects == Redirects::Followed {
        parts.push("-L".into());
    }
    if request.trust == Trust::Ignored {
        parts.push("-k".into());
    }
    match request.method.as_str() {
        "GET" => {}
        "HEAD" => parts.push("--head".into()),
        method => parts.push(format!("-X {}", quoted(method))),
    }
    // A header that begins with `@` would make curl read a file.
    for (name, value) in request.headers.iter().filter(|(name, _)| !name.starts_with('@')) {
        parts.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    if let Some(body) = &request.body {
        parts.push(format!("--data-raw {}", quoted(body)));
    }
    parts.push(format!("--url {}", quoted(&request.url)));
    parts.join(" ")
}

fn quoted(text: &str) -> String {
    format!("'{}'", clean(text).replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_quoted() {
        let request = Request {
            method: "POST".into(),
            url: "https://circle.example/api/[1]?q='; rm -rf /'".into(),
            headers: vec![("Authorization".into(), "Key ●●●".into()), ("@/etc/passwd".into(), String::new())],
            body: Some("{\"a\": \"$(id)\"}".into()),
            redirects: Redirects::Followed,
            trust: Trust::Ignored,
            ..Request::default()
        };
        assert_eq!(
            command(&request),
            "curl -sS -i --globoff -L -k -X 'POST' -H 'Authorization: Key ●●●' --data-raw '{\"a\": \"$(id)\"}' \
             --url 'https://circle.example/api/[1]?q='\\''; rm -rf /'\\'''"
        );
    }

    #[test]
    fn a_plain_request_is_a_short_command() {
        let request = Request { method: "GET".into(), url: "http://a/".into(), ..Request::default() };
        assert_eq!(command(&request), "curl -sS -i --globoff --url 'http://a/'");
    }
}
