//! Promises about the entrance: names, certificate, redirects, headers.

use super::proposal::{Group, Proposal, quoted};
use super::sight::{Sight, whole};
use runproof_core::catalog::Tier;
use runproof_core::noun::certificate::Handshake;
use runproof_core::noun::http::Response;

/// Headers by which a page protects its readers, and whether their value is worth promising too.
pub const PROTECTING: [(&str, bool); 6] = [
    ("Strict-Transport-Security", false),
    ("X-Content-Type-Options", true),
    ("X-Frame-Options", true),
    ("Content-Security-Policy", false),
    ("Referrer-Policy", true),
    ("Permissions-Policy", false),
];
/// Days a certificate must have left: time to notice, and to renew by hand.
const DAYS: i64 = 14;

/// What could be promised.
pub fn proposals(sight: &Sight) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = unknown_host(sight).into_iter().collect();
    if let Some(handshake) = &sight.certificate {
        all.extend(certificate(handshake));
    }
    all.extend(plain(sight));
    all.extend(headers(sight));
    all
}

fn unknown_host(sight: &Sight) -> Option<Proposal> {
    let seen = sight.unknown_host.as_ref()?;
    if sight.is_start_page(seen) {
        return None;
    }
    let promise = "a name that this server does not serve does not get the application";
    let proposal = Proposal::new(Group::Entrance, Tier::Core, "an unknown host gets nothing", promise);
    let encrypted = seen.request.url.starts_with("https://");
    let proposal = if encrypted { proposal.given("the client does not verify certificates") } else { proposal };
    let proposal = proposal.get("{unknown}/", seen).fails(
        "the application under a name that nobody gave it",
        "the proxy hands requests for every name to the application",
        "give the proxy a last site for all other names that answers 404",
    );
    match (&seen.failure, whole(seen)) {
        (Some(failure), _) if !failure.kind.unasked() => {
            Some(proposal.then(format!("the request ends with \"{}\"", failure.kind.words())))
        }
        (None, Some(answer)) => Some(refused(proposal, answer)),
        _ => None,
    }
}

fn refused(proposal: Proposal, answer: &Response) -> Proposal {
    let proposal = proposal.then(format!("the response status is {}", answer.status));
    match (answer.status, answer.body.bytes) {
        (200, 0) => proposal.then("the response body is empty"),
        _ => proposal,
    }
}

fn certificate(seen: &Handshake) -> Vec<Proposal> {
    let mut all = Vec::new();
    if seen.rejection.is_none() && seen.certificate.is_some() {
        let promise = "the certificate's chain, dates and name are accepted by a client";
        all.push(
            Proposal::new(Group::Entrance, Tier::Vital, "the certificate is trusted", promise)
                .reads_certificate(seen)
                .then("the certificate is trusted")
                .fails(
                    "browsers warn before the first page",
                    "the certificate ran out, is for another name, or comes from nobody known",
                    "look at the proxy's log for the last renewal",
                ),
        );
    }
    if seen.certificate.as_ref().is_some_and(|c| c.days_left >= DAYS) {
        let promise = format!("the certificate has at least {DAYS} days left");
        all.push(
            Proposal::new(Group::Entrance, Tier::Core, "the certificate is renewed in time", promise)
                .reads_certificate(seen)
                .then(format!("the certificate is valid for at least {DAYS} more days"))
                .fails(
                    "nothing yet",
                    "the certificate was not renewed when it should have been",
                    "renew it, then look why renewal did not happen by itself",
                ),
        );
    }
    all
}

fn plain(sight: &Sight) -> Option<Proposal> {
    let seen = sight.plain.as_ref()?;
    let redirect = whole(seen).filter(|r| matches!(r.status, 301 | 302 | 307 | 308))?;
    redirect.header("location").next().filter(|l| l.starts_with("https://"))?;
    let promise = "a request that is not encrypted is sent on to one that is";
    Some(
        Proposal::new(Group::Entrance, Tier::Core, "a plain request is sent on to HTTPS", promise)
            .get("{plain}/", seen)
            .then(format!("the response status is {}", redirect.status))
            .then("the response header \"Location\" contains \"https://\"")
            .fails(
                "pages and keys travel readable by everybody on the way",
                "the proxy serves the plain port instead of redirecting it",
                "let the plain port do nothing but redirect",
            ),
    )
}

fn headers(sight: &Sight) -> Option<Proposal> {
    let page = whole(&sight.page).filter(|r| r.status == 200)?;
    let promise = "the start page carries the headers that protect its readers";
    let mut proposal = Proposal::new(Group::Entrance, Tier::Core, "the page protects its readers", promise);
    if !sight.page.hops.is_empty() {
        proposal = proposal.given("the client follows redirects");
    }
    proposal = proposal.get(&sight.start, &sight.page).then("the response status is 200");
    let before = proposal.steps.len();
    for (name, exact) in PROTECTING {
        let Some(value) = page.header(name).next() else { continue };
        let value = Some(value).filter(|v| exact && v.len() <= 60).and_then(quoted);
        proposal = proposal.then(match value {
            Some(value) => format!("the response header \"{name}\" is \"{value}\""),
            None => format!("the response header \"{name}\" is present"),
        });
    }
    (proposal.steps.len() > before).then(|| {
        proposal.fails(
            "nothing that a reader would notice",
            "the proxy's headers were lost with a change of its configuration",
            "set them again where the page is served",
        )
    })
}
