//! The look itself: few requests, all of them reading ones, within a bounded time.

use super::about_access::{data, is_closed};
use super::address::Address;
use super::sight::{Answer, KeyedAnswer, Sight, is_health, whole};
use runproof_core::noun::http::{Exchange, Redirects, Request, Response, Trust};
use runproof_core::noun::page::{Asset, AssetKind, PageLoad};
use runproof_core::observation::{Observation, Question};
use runproof_core::script;
use runproof_probe::ask::{Prober, assets_of};
use runproof_probe::clock::{self, Tick};
use runproof_probe::subject::Subject;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// The most requests of one look.
const MOST_REQUESTS: u32 = 38;
/// The longest a look may take.
const LONGEST: Duration = Duration::from_secs(15);
/// The most files of the page that are fetched.
const MOST_ASSETS: usize = 8;
/// The most scripts that are fetched because another script loads them.
const MOST_CHUNKS: usize = 4;
/// The most paths that scripts name and that are asked.
const MOST_NAMED: usize = 10;
/// The most closed paths that are asked again with a key.
const MOST_KEYED: usize = 3;
/// Where services usually say how they are; asked when no script names a path of health.
const USUAL: [&str; 5] = ["/api/health/", "/api/health", "/health", "/healthz", "/health/"];
/// The name under which nobody serves anything: the top-level domain is reserved for that.
pub const UNKNOWN_HOST: &str = "unknown-host.invalid";

/// What a look begins with.
pub struct Access {
    /// Where.
    pub address: Address,
    /// The system, ready for probing.
    pub subject: Arc<Subject>,
}

struct Looker<'a> {
    address: &'a Address,
    prober: Prober,
    until: Tick,
    sent: u32,
    cut: Option<&'static str>,
}

/// Looks at everything that a proposal may be about.
pub async fn sight(access: &Access) -> Sight {
    let prober = Prober::new(access.subject.clone());
    let until = Tick::now().after(LONGEST);
    let mut looker = Looker { address: &access.address, prober, until, sent: 0, cut: None };
    let start = access.address.path.clone();
    let page = looker.followed(&start).await;
    let mut sight = Sight::of(start, page);
    if whole(&sight.page).is_none() {
        return sight;
    }
    looker.files(&mut sight).await;
    looker.entrance(&mut sight).await;
    looker.api(&mut sight).await;
    looker.keyed(&mut sight, access).await;
    looker.health_again(&mut sight).await;
    (sight.requests, sight.cut) = (looker.sent, looker.cut);
    sight
}

impl Looker<'_> {
    /// Asks one question, unless too many were asked or the time is over.
    async fn ask(&mut self, question: Question) -> Option<Observation> {
        if self.sent >= MOST_REQUESTS {
            self.cut = Some("enough requests were sent");
            return None;
        }
        if self.until.left().is_zero() {
            self.cut = Some("the time was over");
            return None;
        }
        self.sent += 1;
        let Ok(seen) = tokio::time::timeout(self.until.left(), self.prober.ask(&question)).await else {
            self.cut = Some("the time was over");
            return None;
        };
        Some(seen.observation)
    }

    async fn exchange(&mut self, request: Request) -> Option<Exchange> {
        match self.ask(Question::Http { request }).await {
            Some(Observation::Http(exchange)) => Some(exchange),
            _ => None,
        }
    }

    async fn get(&mut self, url: &str) -> Option<Exchange> {
        self.exchange(get(url)).await
    }

    /// The start page; its redirects are followed.
    async fn followed(&mut self, start: &str) -> Exchange {
        let request = Request { redirects: Redirects::Followed, ..get(start) };
        let nothing = Exchange { request: request.clone(), response: None, failure: None, hops: vec![], took_ms: 0 };
        self.exchange(request).await.unwrap_or(nothing)
    }

    /// The files that the page names, and what the scripts among them say.
    async fn files(&mut self, sight: &mut Sight) {
        // What is promised about files is tried on the first ones; a check fetches all of them.
        let mut load = PageLoad { page: sight.page.clone(), assets: Vec::new(), left_out: 0 };
        for (kind, url) in assets_of(&sight.page).into_iter().take(MOST_ASSETS) {
            // The guard refuses other hosts; that stays visible, because it would keep a check from being made too.
            if !url.starts_with(&self.address.origin()) {
                sight.foreign.push(url.clone());
            }
            if let Some(exchange) = self.get(&url).await {
                load.assets.push(Asset { kind, exchange });
            }
        }
        let text = |e: &Exchange| whole(e).and_then(|r| r.body.text.clone());
        let scripts = || load.assets.iter().filter(|a| a.kind == AssetKind::Script).map(|a| &a.exchange);
        let mut texts: Vec<String> = scripts().filter_map(text).collect();
        let chunks = chunks(scripts(), &self.address.origin());
        for url in chunks.into_iter().take(MOST_CHUNKS) {
            texts.extend(self.get(&url).await.as_ref().and_then(text));
        }
        texts.extend(sight.page().body.text);
        sight.load = Some(load);
        sight.read(&texts, &self.address.origin());
    }

    /// Pages and hosts that are not there, the certificate, the plain door.
    async fn entrance(&mut self, sight: &mut Sight) {
        let unique = format!("{:x}", clock::unix_ms());
        sight.unknown_page = self.get(&format!("/no-such-page-{unique}")).await;
        let base = sight.api_base.clone().unwrap_or_else(|| "/api".into());
        sight.unknown_api = self.get(&format!("{base}/no-such-path-{unique}/")).await;
        let unknown = Request { trust: Trust::Ignored, ..get(&format!("{}/", self.address.with_host(UNKNOWN_HOST))) };
        sight.unknown_host = self.exchange(unknown).await;
        if let Some(plain) = self.address.plain() {
            sight.plain = self.get(&format!("{plain}/")).await;
        }
        if self.address.encrypted() {
            let question = Question::Certificate { server: self.address.origin() };
            if let Some(Observation::Certificate(handshake)) = self.ask(question).await {
                sight.certificate = Some(handshake);
            }
        }
    }

    /// Paths that scripts name, then usual ones.
    async fn api(&mut self, sight: &mut Sight) {
        for path in sight.named_paths().into_iter().take(MOST_NAMED) {
            if let Some(seen) = self.get(&path).await {
                sight.answers.push(Answer { path, seen, named: true });
            }
        }
        for path in USUAL {
            if sight.health().is_some() || sight.answers.iter().any(|a| a.path == path) {
                continue;
            }
            if let Some(seen) = self.get(path).await {
                sight.answers.push(Answer { path: path.to_owned(), seen, named: false });
            }
        }
        let slashed = |a: &&Answer| a.path.ends_with('/') && a.response().is_some_and(Response::says_json);
        let path = sight.answers.iter().find(slashed).map(|a| a.path.trim_end_matches('/').to_owned());
        if let Some(path) = path
            && let Some(seen) = self.get(&path).await
        {
            sight.unslashed = Some(Answer { path, seen, named: false });
        }
    }

    /// Closed paths once more, for who shows a key.
    async fn keyed(&mut self, sight: &mut Sight, access: &Access) {
        let Some(alias) = access.subject.keys.keys().next() else { return };
        let closed: Vec<String> = sight.answers.iter().filter(|a| is_closed(a)).map(|a| a.path.clone()).collect();
        for path in closed.into_iter().take(MOST_KEYED) {
            let request = Request { key: Some(alias.clone()), ..get(&path) };
            if let Some(seen) = self.exchange(request).await {
                let answer = Answer { path, seen, named: true };
                sight.keyed.push(KeyedAnswer { alias: alias.clone(), answer });
            }
        }
    }

    /// Where data failed although health was well: health once more, so that both were seen at the same time.
    async fn health_again(&mut self, sight: &mut Sight) {
        let failing = data(sight).is_some_and(|(a, _)| a.response().is_some_and(|r| r.status >= 500));
        let Some(path) = sight.health().map(|a| a.path.clone()).filter(|_| failing) else { return };
        if let Some(seen) = self.get(&path).await {
            sight.answers.iter_mut().filter(|a| a.path == path).for_each(|a| a.seen = seen.clone());
        }
    }
}

/// Addresses of scripts that scripts load, without those that were fetched.
fn chunks<'a>(scripts: impl Iterator<Item = &'a Exchange> + Clone, origin: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for script in scripts.clone() {
        let text = whole(script).and_then(|r| r.body.text.as_deref()).unwrap_or_default();
        let beside = script.request.url.rsplit_once('/').map_or("", |(directory, _)| directory);
        for chunk in script::chunks(text) {
            let url = match chunk.strip_prefix("./") {
                Some(name) => format!("{beside}/{name}"),
                None => format!("{origin}/{}", chunk.trim_start_matches('/')),
            };
            if !found.contains(&url) && !scripts.clone().any(|s| s.request.url == url) {
                found.push(url);
            }
        }
    }
    found
}

fn get(url: &str) -> Request {
    Request { method: "GET".into(), url: url.to_owned(), ..Request::default() }
}

impl Sight {
    fn of(start: String, page: Exchange) -> Self {
        Self {
            start,
            page,
            load: None,
            api_base: None,
            developer: Vec::new(),
            foreign: Vec::new(),
            paths: Vec::new(),
            answers: Vec::new(),
            keyed: Vec::new(),
            unknown_page: None,
            unknown_api: None,
            unslashed: None,
            unknown_host: None,
            plain: None,
            certificate: None,
            requests: 1,
            cut: None,
        }
    }

    /// Reads what scripts name: the base of the API, its paths, addresses of other machines.
    fn read(&mut self, texts: &[String], origin: &str) {
        let mut all: Vec<Vec<&str>> = texts.iter().map(|text| script::literals(text)).collect();
        // What stands beside the base is most likely put behind it.
        all.sort_by_key(|literals| script::api_base(literals).is_none());
        self.api_base = all.iter().find_map(|literals| script::api_base(literals)).map(str::to_owned);
        for literals in &all {
            let elsewhere = |l: &&&str| l.starts_with("http") && l.contains("/api") && !l.starts_with(origin);
            self.foreign.extend(literals.iter().filter(elsewhere).map(|l| (*l).to_owned()));
            self.developer.extend(script::developer_addresses(literals).into_iter().map(str::to_owned));
            self.paths.extend(script::api_paths(literals, self.api_base.as_deref()));
        }
        self.foreign.retain(|f| !self.developer.contains(f));
        for list in [&mut self.developer, &mut self.foreign, &mut self.paths] {
            let mut seen = BTreeSet::new();
            list.retain(|text| seen.insert(text.clone()));
        }
    }

    /// Paths that scripts name, those of health first.
    fn named_paths(&self) -> Vec<String> {
        let (mut first, rest): (Vec<String>, Vec<String>) = self.paths.iter().cloned().partition(|p| is_health(p));
        first.extend(rest);
        first
    }
}
