//! A request on its way out: made from what was asked, changed by redirects, and written down without its secrets.

use super::cookies::Jar;
use super::sensitive;
use crate::guard::{Guard, same_origin};
use crate::net::address::host;
use crate::secret::Redactor;
use crate::subject::Subject;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use runproof_core::noun::http::{Cookies, Failure, FailureKind, Request};

/// What the probe calls itself.
const AGENT: &str = concat!("runproof/", env!("CARGO_PKG_VERSION"));

/// One request as it leaves.
#[derive(Clone)]
pub(crate) struct Outgoing {
    /// The method.
    pub method: Method,
    /// Where to.
    pub url: Url,
    fields: Vec<Field>,
    body: Option<String>,
    key: Option<String>,
    asked: Request,
}

/// A header: what is sent, and what is written down.
#[derive(Clone)]
struct Field {
    name: String,
    sent: String,
    shown: String,
}

impl Outgoing {
    /// The request that is asked for, with the key in place of its alias.
    ///
    /// # Errors
    /// When it cannot be made: a malformed method or URL, a key or an address that the target does not name.
    pub(crate) fn new(subject: &Subject, guard: &Guard, asked: &Request) -> Result<Self, Failure> {
        let method = Method::from_bytes(asked.method.as_bytes())
            .map_err(|_| unsendable(format!("`{}` is not a method", asked.method)))?;
        let mut fields: Vec<Field> =
            asked.headers.iter().map(|(name, value)| Field::new(&subject.redactor, guard, name, value)).collect();
        if let Some(alias) = &asked.key {
            fields.push(credential(subject, alias)?);
        }
        if !fields.iter().any(|f| f.name.eq_ignore_ascii_case("user-agent")) {
            fields.push(Field { name: "user-agent".into(), sent: AGENT.into(), shown: AGENT.into() });
        }
        let url = url(subject, &asked.url)?;
        Ok(Self { method, url, fields, body: asked.body.clone(), key: asked.key.clone(), asked: asked.clone() })
    }

    /// Adds the cookies of the jar to those the request names itself.
    pub(crate) fn with_cookies(mut self, redactor: &Redactor, jar: &Jar) -> Self {
        let host = host(&self.url).unwrap_or_default();
        let given = jar.given(self.url.scheme(), &host, self.url.path());
        let given: Vec<String> = given.map(|(name, value)| format!("{name}={value}")).collect();
        if self.asked.cookies == Cookies::Forgotten || given.is_empty() {
            return self;
        }
        let (own, others): (Vec<Field>, Vec<Field>) =
            self.fields.into_iter().partition(|f| f.name.eq_ignore_ascii_case("cookie"));
        let all = own.into_iter().map(|f| f.sent).chain(given).collect::<Vec<_>>().join("; ");
        let shown = sensitive::header(redactor, "cookie", &all);
        self.fields = others;
        self.fields.push(Field { name: "cookie".into(), sent: all, shown });
        self
    }

    /// The request that follows a redirect, as browsers make it.
    ///
    /// 303 makes everything but HEAD a GET, 301 and 302 make a POST one; the body goes with the method.
    /// Credentials do not cross to another origin, nor come back from there.
    pub(crate) fn redirected(mut self, guard: &Guard, status: u16, mut to: Url) -> Self {
        let becomes_get = matches!((status, &self.method), (301 | 302, &Method::POST))
            || (status == 303 && self.method != Method::HEAD);
        if becomes_get {
            self.method = Method::GET;
            self.body = None;
            self.fields.retain(|f| !f.name.to_ascii_lowercase().starts_with("content-"));
        }
        // Credentials in a redirect's own URL are the server's idea, not the target's.
        let (user, password) = if same_origin(&self.url, &to) {
            (self.url.username(), self.url.password())
        } else {
            self.key = None;
            self.fields.retain(|f| !guard.credential(&f.name) && !f.name.eq_ignore_ascii_case("host"));
            ("", None)
        };
        // A URL with a host takes both; those that take neither are not followed.
        let _ = to.set_username(user);
        let _ = to.set_password(password);
        self.url = to;
        self
    }

    /// Names of the headers.
    pub(crate) fn header_names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|f| f.name.as_str())
    }

    /// The request as it is written down.
    pub(crate) fn shown(&self) -> Request {
        Request {
            method: self.method.to_string(),
            url: self.url.to_string(),
            headers: self.fields.iter().map(|f| (f.name.clone(), f.shown.clone())).collect(),
            body: self.body.clone(),
            key: self.key.clone(),
            ..self.asked.clone()
        }
    }

    /// The request as it is sent.
    ///
    /// # Errors
    /// When a header cannot be sent as it is.
    pub(crate) fn sent(&self) -> Result<reqwest::Request, Failure> {
        let mut headers = HeaderMap::new();
        for field in &self.fields {
            let name = HeaderName::from_bytes(field.name.as_bytes())
                .map_err(|_| unsendable(format!("`{}` is not the name of a header", field.name)))?;
            let value = HeaderValue::from_bytes(field.sent.as_bytes())
                .map_err(|_| unsendable(format!("the value of the header `{}` cannot be sent", field.name)))?;
            headers.append(name, value);
        }
        let mut url = self.url.clone();
        if let Some(basic) = basic(&url).filter(|_| !headers.contains_key(AUTHORIZATION)) {
            headers.insert(AUTHORIZATION, basic);
        }
        let _ = url.set_username("");
        let _ = url.set_password(None);
        let mut request = reqwest::Request::new(self.method.clone(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = self.body.clone().map(reqwest::Body::from);
        Ok(request)
    }
}

impl Field {
    fn new(redactor: &Redactor, guard: &Guard, name: &str, value: &str) -> Self {
        let shown = if guard.credential(name) {
            sensitive::header(redactor, name, value)
        } else {
            redactor.text("http", value)
        };
        Self { name: name.to_owned(), sent: value.to_owned(), shown }
    }
}

/// A request that could not be made, as it is written down.
pub(crate) fn unsent(redactor: &Redactor, guard: &Guard, asked: &Request) -> Request {
    let fields = asked.headers.iter().map(|(name, value)| Field::new(redactor, guard, name, value));
    Request { headers: fields.map(|f| (f.name, f.shown)).collect(), ..asked.clone() }
}

/// The header that carries a key.
fn credential(subject: &Subject, alias: &str) -> Result<Field, Failure> {
    let Some((name, template)) = &subject.credential else {
        return Err(unsendable("the system names no header for keys (`credential` in its names)".into()));
    };
    let Some(key) = subject.keys.get(alias) else {
        let known = subject.keys.keys().map(|k| format!("`{k}`")).collect::<Vec<_>>();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(unsendable(format!("no key has the alias `{alias}`; known: {known}")));
    };
    let mask = subject.redactor.mask(&format!("key {alias}"), "http");
    Ok(Field {
        name: name.clone(),
        sent: template.replace("{key}", key.expose()),
        shown: template.replace("{key}", &mask),
    })
}

/// The header that carries the credentials of a URL, when it has any.
fn basic(url: &Url) -> Option<HeaderValue> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut plain = decoded(url.username());
    plain.push(b':');
    plain.extend(decoded(url.password().unwrap_or_default()));
    HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(plain))).ok()
}

/// The bytes of a part of a URL, with `%XX` read.
fn decoded(part: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut plain = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        plain.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    plain
}

fn url(subject: &Subject, written: &str) -> Result<Url, Failure> {
    let absolute = subject
        .url(written)
        .ok_or_else(|| unsendable(format!("`{written}` is a path, and the target names no address `edge`")))?;
    let url = Url::parse(&absolute).map_err(|e| unsendable(format!("`{absolute}` is not a URL: {e}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(unsendable(format!("`{absolute}` is neither http nor https")));
    }
    Ok(url)
}

fn unsendable(detail: String) -> Failure {
    Failure { kind: FailureKind::Unsendable, detail }
}
