//! Canned lies: what a system that is not well may answer without any error that a careless check would see.
//!
//! A check that no lie turns red proves nothing. Every lie is made out of what was really seen, so that it differs from
//! the truth in the one thing it lies about.

use crate::noun::certificate::Handshake;
use crate::noun::http::{Body, Exchange, FailureKind, Response};
use crate::noun::page::{Asset, AssetKind, PageLoad};
use crate::observation::Observation;
use serde_json::Value;

/// One way to be unwell and look well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Status 200 and nothing else.
    EmptyAnswer,
    /// The start page for every path and every host.
    StartPage,
    /// An error page with status 200.
    ErrorPage,
    /// Data without entries.
    EmptyLists,
    /// An object without members.
    EmptyObject,
    /// Data for everybody.
    OpenDoor,
    /// A header is gone.
    Without {
        /// The header's name.
        header: String,
    },
    /// Cookies without flags.
    BareCookies,
    /// A page whose files were not deployed with it: the first one is gone.
    LostAsset,
    /// A page whose first file is answered with the page.
    PageForAsset,
    /// A bundle that calls the machine it was built on.
    DevelopmentBundle,
    /// A certificate with a day left.
    ShortCertificate,
    /// A certificate of an authority that nobody knows.
    UnknownAuthority,
    /// The answer after a minute.
    Slow,
}

/// The longest anybody waits for a page, and then some: one minute, in milliseconds.
const SLOW_MS: u64 = 60_000;

impl Lie {
    /// Every lie; those about headers are made for the headers given.
    #[must_use]
    pub fn all<'a>(headers: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let mut all = vec![
            Self::EmptyAnswer,
            Self::StartPage,
            Self::ErrorPage,
            Self::EmptyLists,
            Self::EmptyObject,
            Self::OpenDoor,
            Self::BareCookies,
            Self::LostAsset,
            Self::PageForAsset,
            Self::DevelopmentBundle,
            Self::ShortCertificate,
            Self::UnknownAuthority,
            Self::Slow,
        ];
        all.extend(headers.into_iter().map(|header| Self::Without { header: header.to_owned() }));
        all
    }

    /// What to do to a system to make it tell this lie: the fault of a catalog item.
    #[must_use]
    pub fn fault(&self) -> String {
        match self {
            Self::EmptyAnswer => "answer with an empty 200".into(),
            Self::StartPage => "answer every path and host with the start page".into(),
            Self::ErrorPage => "answer with an error page and status 200".into(),
            Self::EmptyLists => "answer with empty lists".into(),
            Self::EmptyObject => "answer with an empty object".into(),
            Self::OpenDoor => "answer with data whoever asks".into(),
            Self::Without { header } => format!("leave out the header {header}"),
            Self::BareCookies => "set cookies without flags".into(),
            Self::LostAsset => "delete a file that the page names".into(),
            Self::PageForAsset => "answer a file that the page names with the page".into(),
            Self::DevelopmentBundle => "deploy a bundle built for http://localhost:8000".into(),
            Self::ShortCertificate => "let the certificate run out tomorrow".into(),
            Self::UnknownAuthority => "use a certificate of an unknown authority".into(),
            Self::Slow => "answer after a minute".into(),
        }
    }

    /// What a liar shows in place of the truth; equal to it where the lie has nothing to say. `page` is the start page.
    #[must_use]
    pub fn told(&self, truth: &Observation, page: &Response) -> Observation {
        match truth {
            Observation::Http(exchange) => Observation::Http(self.exchange(exchange, page)),
            Observation::Page(load) => Observation::Page(self.load(load, page)),
            Observation::Certificate(handshake) => Observation::Certificate(self.handshake(handshake)),
            other => other.clone(),
        }
    }

    fn exchange(&self, truth: &Exchange, page: &Response) -> Exchange {
        let seen = truth.response.as_ref();
        let json = |value: Value| answer("application/json", &value.to_string());
        let response = match self {
            Self::EmptyAnswer => Some(Response { status: 200, headers: Vec::new(), body: Body::default() }),
            Self::StartPage => Some(page.clone()),
            Self::ErrorPage => Some(answer("text/html", "<!doctype html><title>Error</title><p>Something went wrong.")),
            Self::EmptyLists => seen.and_then(|r| Some(with_json(r, &emptied(r.json().ok()?)))),
            Self::EmptyObject => seen.filter(|r| r.json().is_ok()).map(|r| with_json(r, &serde_json::json!({}))),
            Self::OpenDoor => {
                seen.filter(|r| matches!(r.status, 401 | 403)).map(|_| json(serde_json::json!([{"id": 1}])))
            }
            Self::Without { header } => seen.map(|r| without(r, header)),
            Self::BareCookies => seen.map(bare_cookies),
            Self::Slow if seen.is_some() => return Exchange { took_ms: SLOW_MS, ..truth.clone() },
            _ => None,
        };
        match response {
            Some(response) => Exchange { response: Some(response), failure: None, ..truth.clone() },
            None => truth.clone(),
        }
    }

    fn load(&self, truth: &PageLoad, page: &Response) -> PageLoad {
        let mut load = truth.clone();
        match self {
            Self::LostAsset => change_first(&mut load, |r| Response { status: 404, ..answer_of(r, "not found") }),
            Self::PageForAsset => change_first(&mut load, |_| page.clone()),
            Self::DevelopmentBundle => {
                for asset in load.assets.iter_mut().filter(|a| a.kind == AssetKind::Script) {
                    change(asset, |r| {
                        let text = r.body.text.clone().unwrap_or_default();
                        answer_of(r, &format!("const api=\"http://localhost:8000/api\";{text}"))
                    });
                }
            }
            _ => {
                load.page = self.exchange(&truth.page, page);
                // An empty page and an error page name nothing.
                if matches!(self, Self::EmptyAnswer | Self::ErrorPage) {
                    load.assets.clear();
                }
            }
        }
        load
    }

    fn handshake(&self, truth: &Handshake) -> Handshake {
        let mut lie = truth.clone();
        match self {
            Self::ShortCertificate => {
                if let Some(certificate) = &mut lie.certificate {
                    certificate.days_left = 1;
                }
            }
            Self::UnknownAuthority => {
                lie.rejection = Some((FailureKind::UntrustedCertificate, "unknown issuer".into()));
            }
            _ => {}
        }
        lie
    }
}

fn change_first(load: &mut PageLoad, make: impl Fn(&Response) -> Response) {
    if let Some(asset) = load.assets.first_mut() {
        change(asset, make);
    }
}

fn change(asset: &mut Asset, make: impl Fn(&Response) -> Response) {
    asset.exchange.response = asset.exchange.response.as_ref().map(make);
}

/// An answer with status 200. Its digest is left out: nobody compares digests of what was never sent.
fn answer(media_type: &str, text: &str) -> Response {
    let headers = vec![("content-type".to_owned(), media_type.to_owned())];
    Response { status: 200, headers, body: body(text) }
}

/// The same answer with another text.
fn answer_of(seen: &Response, text: &str) -> Response {
    Response { body: body(text), ..seen.clone() }
}

fn with_json(seen: &Response, value: &Value) -> Response {
    answer_of(seen, &value.to_string())
}

fn body(text: &str) -> Body {
    Body { bytes: text.len() as u64, text: Some(text.to_owned()), ..Body::default() }
}

fn without(seen: &Response, header: &str) -> Response {
    let headers = seen.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case(header)).cloned().collect();
    Response { headers, ..seen.clone() }
}

fn bare_cookies(seen: &Response) -> Response {
    let bare = |(name, value): &(String, String)| {
        let cookie = name.eq_ignore_ascii_case("set-cookie");
        let value = if cookie { value.split(';').next().unwrap_or_default() } else { value };
        (name.clone(), value.to_owned())
    };
    Response { headers: seen.headers.iter().map(bare).collect(), ..seen.clone() }
}

fn emptied(value: Value) -> Value {
    match value {
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, emptied(value))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noun::http::Request;
    use serde_json::json;

    fn seen(response: Response) -> Observation {
        let request = Request { method: "GET".into(), url: "http://h/".into(), ..Request::default() };
        Observation::Http(Exchange { request, response: Some(response), failure: None, hops: vec![], took_ms: 3 })
    }

    fn response(lie: &Lie, truth: &Observation) -> Option<Response> {
        let Observation::Http(told) = lie.told(truth, &answer("text/html", "<title>App</title>")) else { return None };
        told.response
    }

    #[test]
    fn a_lie_differs_from_the_truth_only_in_what_it_lies_about() {
        let mut data = answer("application/json", r#"{"rows":[1,2],"page":1}"#);
        data.headers.push(("X-Frame-Options".into(), "DENY".into()));
        let truth = seen(data.clone());
        let lists = response(&Lie::EmptyLists, &truth).unwrap();
        assert_eq!((lists.json().unwrap(), &lists.headers), (json!({"rows": [], "page": 1}), &data.headers));
        let header = Lie::Without { header: "x-frame-options".into() };
        assert_eq!(
            response(&header, &truth).unwrap(),
            Response { headers: data.headers[..1].to_vec(), ..data.clone() }
        );
        assert_eq!(response(&Lie::OpenDoor, &truth), Some(data));
    }

    #[test]
    fn a_lie_that_has_nothing_to_say_is_the_truth() {
        let truth = seen(Response { status: 204, ..answer("text/plain", "") });
        for lie in
            [Lie::EmptyLists, Lie::EmptyObject, Lie::OpenDoor, Lie::BareCookies, Lie::LostAsset, Lie::ShortCertificate]
        {
            assert_eq!(lie.told(&truth, &answer("text/html", "x")), truth, "{lie:?}");
        }
    }

    #[test]
    fn every_lie_has_a_fault_of_its_own() {
        let all = Lie::all(["A", "B"]);
        let faults: std::collections::BTreeSet<String> = all.iter().map(Lie::fault).collect();
        assert_eq!(faults.len(), all.len());
    }
}
