//! Promises about the start page and the files it names.

use super::proposal::{Group, Proposal, quoted};
use super::sight::{Sight, whole};
use runproof_core::catalog::Tier;
use runproof_core::noun::http::Response;
use runproof_core::noun::page::{AssetKind, PageLoad};
use runproof_core::observation::Observation;

/// The longest a start page may take: what people wait for before they go.
const PATIENCE: &str = "5s";

/// What could be promised.
pub fn proposals(sight: &Sight) -> Vec<Proposal> {
    let html = whole(&sight.page).is_some_and(|r| r.status == 200 && r.media_type() == "text/html");
    if !html {
        return Vec::new();
    }
    let mut all = vec![start_page(sight)];
    if let Some(load) = sight.load.as_ref().filter(|l| !l.assets.is_empty()) {
        all.push(assets(sight, load));
        all.extend(bundle(sight, load));
    }
    all.extend(unknown_page(sight));
    all
}

/// Begins with following redirects where the start page redirects.
fn begun(sight: &Sight, proposal: Proposal) -> Proposal {
    if sight.page.hops.is_empty() { proposal } else { proposal.given("the client follows redirects") }
}

/// A sentence that only the application's own page satisfies.
fn own_title(sight: &Sight) -> Option<String> {
    let title = quoted(&sight.title()?)?;
    Some(format!("the response body contains \"<title>{title}</title>\""))
}

fn start_page(sight: &Sight) -> Proposal {
    let promise = "the start page is the application's own, and arrives in time";
    begun(sight, Proposal::new(Group::Page, Tier::Vital, "the start page is served", promise))
        .get(&sight.start, &sight.page)
        .then("the response status is 200")
        .then("the response is HTML")
        .then_if(own_title(sight))
        .then(format!("the response took at most \"{PATIENCE}\""))
        .fails(
            "no answer, an empty one, or another page",
            "the web service is down, or the proxy does not know this host",
            "start the service, then look at the proxy's site names",
        )
}

fn loads(sight: &Sight, proposal: Proposal, load: &PageLoad) -> Proposal {
    let sentence = format!("a client loads the page \"{}\" with its assets", sight.start);
    begun(sight, proposal).when(sentence, Observation::Page(load.clone()))
}

fn assets(sight: &Sight, load: &PageLoad) -> Proposal {
    let promise = "every script and style that the page names is there and is what it says";
    let proposal = Proposal::new(Group::Page, Tier::Vital, "the page and its files belong together", promise);
    loads(sight, proposal, load)
        .then("the response is HTML")
        .then("the page names at least 1 assets")
        .then("every asset is served with its own type")
        .fails(
            "a white page",
            "the page names files of another build, or the server answers missing files with the page",
            "build and copy again, as a whole; let missing files be missing",
        )
}

/// Where the bundle sends its requests.
fn bundle(sight: &Sight, load: &PageLoad) -> Option<Proposal> {
    let scripts = load.assets.iter().any(|a| a.kind == AssetKind::Script);
    let named = sight.api_base.as_deref().filter(|base| in_some_asset(load, base));
    let promise = "no script calls the machine it was built on";
    let mut proposal = Proposal::new(Group::Page, Tier::Vital, "the scripts call this host", promise);
    proposal = loads(sight, proposal, load)
        .then("no asset contains \"://localhost:\"")
        .then("no asset contains \"://127.0.0.1:\"")
        .then_if(named.map(|base| format!("some asset contains \"{base}\"")))
        .fails(
            "the page loads, and everything it asks for fails",
            "the bundle was built with the address of a development server",
            "set the API's address for the build, then build and deploy again",
        );
    if !sight.developer.is_empty() {
        proposal = proposal.broken_now(vec![Observation::Page(without_developer(load, sight))]);
    }
    scripts.then_some(proposal)
}

fn in_some_asset(load: &PageLoad, text: &str) -> bool {
    let holds = |r: &Response| r.body.text.as_deref().is_some_and(|t| t.contains(text));
    load.assets.iter().any(|a| whole(&a.exchange).is_some_and(holds))
}

/// The same page, built for its own host.
fn without_developer(load: &PageLoad, sight: &Sight) -> PageLoad {
    let mut load = load.clone();
    for asset in &mut load.assets {
        let text = asset.exchange.response.as_mut().and_then(|r| r.body.text.as_mut());
        if let Some(text) = text {
            for address in &sight.developer {
                let origin = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
                *text = text.replace(&origin, "");
            }
        }
    }
    load
}

/// A page that nobody made: an error, or the application's page, which then shows one.
fn unknown_page(sight: &Sight) -> Option<Proposal> {
    let seen = sight.unknown_page.as_ref()?;
    let answer = whole(seen)?;
    let path = "/no-such-page-{unique}";
    if sight.is_start_page(seen) {
        let title = own_title(sight)?;
        let promise = "a link into the application opens the application";
        let proposal = Proposal::new(Group::Page, Tier::Core, "a deep link opens the application", promise);
        return Some(
            proposal.get(path, seen).then("the response status is 200").then("the response is HTML").then(title).fails(
                "a reload inside the application is an error page",
                "the server does not answer the application's own paths with its page",
                "let the server answer unknown pages with the application's page",
            ),
        );
    }
    let promise = "a page that does not exist is answered as an error";
    let proposal = Proposal::new(Group::Page, Tier::Core, "an unknown page is an error", promise);
    (answer.status == 404).then(|| {
        proposal.get(path, seen).then("the response status is 404").fails(
            "every address shows the same page",
            "the server pretends that everything exists",
            "answer what does not exist with 404",
        )
    })
}
