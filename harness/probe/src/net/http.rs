//! One HTTP exchange: out through the guard, along redirects, back within bounds.

use super::address::host;
use super::body;
use super::cookies::Jar;
use super::failure::classified;
use super::outgoing::{self, Outgoing};
use crate::clock::Tick;
use crate::guard::Guard;
use crate::outlook::Outlook;
use reqwest::header::LOCATION;
use reqwest::{StatusCode, Url};
use runproof_core::noun::http::{Body, Cookies, Exchange, Failure, FailureKind, Redirects, Request, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Redirects that are followed.
const MOST_HOPS: usize = 10;

/// What the requests of one scenario share.
#[derive(Debug)]
pub(crate) struct Web {
    outlook: Arc<Outlook>,
    jar: Jar,
}

/// What came of a request to switch to another protocol.
pub(crate) enum Opened {
    /// An answer like every other, or none.
    Ended(Exchange),
    /// The switch, with the connection behind it.
    Switched(Exchange, reqwest::Response),
}

/// The state of one exchange between its hops.
struct Course {
    began: Tick,
    /// Time spent waiting for the guard and preparing clients; it does not count.
    waited: Duration,
    hops: Vec<(u16, String)>,
}

impl Course {
    fn took(&self) -> Duration {
        self.began.elapsed().saturating_sub(self.waited)
    }

    fn ended(self, request: Request, response: Option<Response>, failure: Option<Failure>) -> Exchange {
        let took_ms = u64::try_from(self.took().as_millis()).unwrap_or(u64::MAX);
        Exchange { request, response, failure, hops: self.hops, took_ms }
    }
}

impl Web {
    /// Nothing sent yet, no cookies.
    pub(crate) fn new(outlook: Arc<Outlook>) -> Self {
        Self { outlook, jar: Jar::default() }
    }

    /// The guard.
    pub(crate) fn guard(&self) -> &Guard {
        &self.outlook.guard
    }

    /// Sends a request and reads what comes, following redirects when asked to.
    pub(crate) async fn exchange(&mut self, asked: &Request) -> Exchange {
        let mut course = Course { began: Tick::now(), waited: Duration::ZERO, hops: Vec::new() };
        let mut next = match Outgoing::new(&self.outlook.subject, self.guard(), asked) {
            Ok(outgoing) => outgoing,
            Err(failure) => {
                let shown = outgoing::unsent(&self.outlook.subject.redactor, self.guard(), asked);
                return course.ended(shown, None, Some(failure));
            }
        };
        loop {
            let outgoing = next.clone().with_cookies(&self.outlook.subject.redactor, &self.jar);
            let shown = outgoing.shown();
            let answer = match self.hop(&outgoing, asked, &mut course).await {
                Ok(answer) => answer,
                Err(failure) => return course.ended(shown, None, Some(failure)),
            };
            let target = redirect(&answer, &outgoing.url);
            let Some(to) = target.filter(|_| asked.redirects == Redirects::Followed) else {
                return self.read(answer, shown, course).await;
            };
            if course.hops.len() == MOST_HOPS {
                return course.ended(shown, Some(head(&answer)), Some(endless(&to)));
            }
            course.hops.push((answer.status().as_u16(), outgoing.url.to_string()));
            next = next.redirected(self.guard(), answer.status().as_u16(), to);
        }
    }

    /// Time limit of one request.
    pub(crate) fn request_limit(&self) -> Duration {
        self.outlook.subject.request_limit
    }

    /// Sends a request that asks for another protocol, over which messages are sent or not.
    pub(crate) async fn open(&mut self, asked: &Request, sends: bool) -> Opened {
        let mut course = Course { began: Tick::now(), waited: Duration::ZERO, hops: Vec::new() };
        let outgoing = match Outgoing::new(&self.outlook.subject, self.guard(), asked) {
            Ok(outgoing) => outgoing.with_cookies(&self.outlook.subject.redactor, &self.jar),
            Err(failure) => {
                let shown = outgoing::unsent(&self.outlook.subject.redactor, self.guard(), asked);
                return Opened::Ended(course.ended(shown, None, Some(failure)));
            }
        };
        let shown = outgoing.shown();
        let permitted = if sends { self.guard().message(outgoing.url.path()) } else { Ok(()) };
        if let Err(refusal) = permitted {
            return Opened::Ended(course.ended(shown, None, Some(refusal.into())));
        }
        match self.hop(&outgoing, asked, &mut course).await {
            Err(failure) => Opened::Ended(course.ended(shown, None, Some(failure))),
            Ok(answer) if answer.status() == StatusCode::SWITCHING_PROTOCOLS => {
                Opened::Switched(course.ended(shown, Some(head(&answer)), None), answer)
            }
            Ok(answer) => Opened::Ended(self.read(answer, shown, course).await),
        }
    }

    /// One request and the head of its answer.
    async fn hop(
        &mut self,
        out: &Outgoing,
        asked: &Request,
        course: &mut Course,
    ) -> Result<reqwest::Response, Failure> {
        let turn = self.guard().request(&out.method, &out.url, out.header_names()).await;
        course.waited += turn.map_err(|refusal| refusal.after(course.hops.last().map(|(_, url)| url.as_str())))?;
        let sent = out.sent()?;
        let preparing = Tick::now();
        let client = self.outlook.clients.client(&self.outlook.subject, &out.url, asked.trust)?;
        course.waited += preparing.elapsed();
        let limit = self.outlook.subject.request_limit;
        let answer = match timeout(limit.saturating_sub(course.took()), client.execute(sent)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(e)) if e.is_timeout() => return Err(silent(limit)),
            Ok(Err(e)) => return Err(classified(&e)),
            Err(_) => return Err(silent(limit)),
        };
        if asked.cookies == Cookies::Kept {
            self.collect(&answer, &out.url);
        }
        Ok(answer)
    }

    fn collect(&mut self, answer: &reqwest::Response, url: &Url) {
        let host = host(url).unwrap_or_default();
        for set in answer.headers().get_all("set-cookie") {
            self.jar.keep(&host, &String::from_utf8_lossy(set.as_bytes()));
        }
    }

    async fn read(&self, mut answer: reqwest::Response, shown: Request, course: Course) -> Exchange {
        let limit = self.outlook.subject.request_limit;
        let deadline = Tick::now().after(limit.saturating_sub(course.took()));
        let mut response = head(&answer);
        let (body, failure) = body::read(&mut answer, deadline, limit).await;
        response.body = body;
        course.ended(shown, Some(response), failure)
    }
}

/// Status and headers; what is not UTF-8 in a value is replaced.
fn head(answer: &reqwest::Response) -> Response {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = answer.headers().iter().map(|(n, v)| (n.as_str().to_owned(), text(v.as_bytes()))).collect();
    Response { status: answer.status().as_u16(), headers, body: Body::default() }
}

/// Where an answer redirects to, when it does so in a way that can be followed.
fn redirect(answer: &reqwest::Response, from: &Url) -> Option<Url> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = String::from_utf8_lossy(answer.headers().get(LOCATION)?.as_bytes());
    let to = from.join(&location).ok()?;
    matches!(to.scheme(), "http" | "https").then_some(to)
}

fn endless(to: &Url) -> Failure {
    let detail = format!("{MOST_HOPS} redirects were followed, and there is one more to {to}");
    Failure { kind: FailureKind::RedirectLoop, detail }
}

fn silent(limit: Duration) -> Failure {
    Failure { kind: FailureKind::Timeout, detail: format!("no answer within {} ms", limit.as_millis()) }
}
