//! Pages, connections, handshakes, names.

use crate::row::{Row, rows};
use crate::samples::{answer, cut, page, unanswered, with};
use runproof_core::check::Check;
use runproof_core::noun::certificate::CertificateCheck::{self, Covers, DaysLeft, Issuer, Trusted};
use runproof_core::noun::certificate::{Certificate, Handshake};
use runproof_core::noun::http::{Exchange, FailureKind};
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::name::{NameCheck, Resolution};
use runproof_core::noun::page::AssetKind::{Script, Style};
use runproof_core::noun::page::PageCheck::{self, AssetsTyped, Names, NoAssetContains, SomeAssetContains};
use runproof_core::noun::page::PageLoad;
use runproof_core::noun::port::{Connection, PortCheck};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [pages(), spoiled_pages(), ports(), certificates(), names()].into_iter().flatten().collect()
}

fn of_page(seen: PageLoad, cases: impl IntoIterator<Item = (&'static str, PageCheck, Verdict)>) -> Vec<Row> {
    rows(Check::Page, &Observation::Page(seen), cases)
}

fn some(text: &str) -> PageCheck {
    SomeAssetContains { text: text.into() }
}

fn none(text: &str) -> PageCheck {
    NoAssetContains { text: text.into() }
}

fn script() -> Exchange {
    answer("text/javascript", "start()")
}

fn pages() -> Vec<Row> {
    let well = page([(Script, script()), (Style, answer("text/css", "a{}"))]);
    let mut all = of_page(
        well.clone(),
        [
            ("typed", AssetsTyped, Passed),
            ("names", Names { least: 2 }, Passed),
            ("names too few", Names { least: 3 }, Failed),
            ("names nothing in particular", Names { least: 0 }, Inconclusive),
            ("some asset", some("start"), Passed),
            ("not some asset", some("stop"), Failed),
            ("some asset contains nothing", some(""), Inconclusive),
            ("no asset", none("localhost"), Passed),
            ("an asset after all", none("a{}"), Failed),
        ],
    );
    let on_the_page = [("the page itself", HttpCheck::Html, Passed), ("the page is no JSON", HttpCheck::Json, Failed)];
    all.extend(rows(Check::Http, &Observation::Page(well), on_the_page));
    let long = PageLoad { left_out: 3, ..page([(Script, script())]) };
    all.extend(of_page(
        long,
        [
            ("some were not fetched", AssetsTyped, Inconclusive),
            ("named all the same", Names { least: 4 }, Passed),
            ("named by none", Names { least: 5 }, Failed),
            ("found among the fetched", some("start"), Passed),
            ("perhaps in one that was not", some("stop"), Inconclusive),
            ("perhaps not free of it", none("localhost"), Inconclusive),
            ("not free of it", none("start"), Failed),
        ],
    ));
    let spoiled = PageLoad { left_out: 3, ..page([(Script, answer("text/html", "<html>"))]) };
    all.extend(of_page(spoiled, [("wrong whatever the others are", AssetsTyped, Failed)]));
    let bare = page([]);
    let cases = [
        ("a page without assets is not typed", AssetsTyped, Inconclusive),
        ("nor free of a text", none("localhost"), Inconclusive),
        ("nor with one", some("start"), Failed),
    ];
    all.extend(of_page(bare, cases));
    all
}

fn spoiled_pages() -> Vec<Row> {
    let fallback = answer("text/html", "<!doctype html>");
    let mut all = Vec::new();
    for (what, asset) in [
        ("the page in place of the script", fallback),
        ("an empty script", answer("text/javascript", "")),
        ("a script that is gone", with(script(), |r| r.status = 404)),
        ("a script that was not answered", unanswered(FailureKind::Timeout)),
    ] {
        let seen = page([(Script, script()), (Script, asset)]);
        all.extend(of_page(seen, [(what, AssetsTyped, Failed), (what, none("x"), Failed), (what, some("x"), Failed)]));
    }
    let held = page([(Script, script()), (Script, unanswered(FailureKind::Guarded))]);
    all.extend(of_page(held, [("an asset kept back", AssetsTyped, Broken), ("an asset kept back", none("x"), Broken)]));
    let long = page([(Script, cut(script()))]);
    let cases = [
        ("found in the beginning of a long script", some("start"), Passed),
        ("perhaps further on in a long script", some("x"), Inconclusive),
        ("perhaps not free of it", none("x"), Inconclusive),
        ("not free of it in the beginning", none("start"), Failed),
        ("a long script has its type", AssetsTyped, Passed),
    ];
    all.extend(of_page(long, cases));
    let odd = page([(Script, with(script(), |r| r.body.text = None))]);
    let cases = [
        ("a script that is not UTF-8 cannot be searched", none("x"), Inconclusive),
        ("nor for it", some("x"), Inconclusive),
    ];
    all.extend(of_page(odd, cases));
    let mut part = page([(Script, script())]);
    part.page = cut(part.page);
    let cases = [("a page that may name more", AssetsTyped, Inconclusive), ("and hold more", none("x"), Inconclusive)];
    all.extend(of_page(part, cases));
    let mut away = page([(Script, script())]);
    away.page = with(away.page, |r| r.status = 503);
    all.extend(of_page(
        away,
        [("a page that is an error", AssetsTyped, Failed), ("and its assets", none("x"), Failed)],
    ));
    let mut kept_back = page([]);
    kept_back.page = unanswered(FailureKind::Guarded);
    all.extend(of_page(kept_back, [("a page kept back", AssetsTyped, Broken)]));
    all
}

fn ports() -> Vec<Row> {
    let seen = |failure: Option<FailureKind>| {
        let failure = failure.map(|kind| (kind, "so it was".into()));
        Observation::Port(Connection { address: "edge:443".into(), failure })
    };
    let both =
        |accepted, refused| [("accepted", PortCheck::Accepted, accepted), ("refused", PortCheck::Refused, refused)];
    [
        rows(Check::Port, &seen(None), both(Passed, Failed)),
        rows(Check::Port, &seen(Some(FailureKind::ConnectionRefused)), both(Failed, Passed)),
        rows(Check::Port, &seen(Some(FailureKind::Timeout)), both(Failed, Failed)),
        rows(Check::Port, &seen(Some(FailureKind::Guarded)), both(Broken, Broken)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn covers(name: &str) -> CertificateCheck {
    Covers { name: name.into() }
}

fn issuer(contains: &str) -> CertificateCheck {
    Issuer { contains: contains.into() }
}

fn certificates() -> Vec<Row> {
    let certificate = Certificate {
        subject: "CN=circle.example".into(),
        issuer: "CN=Test Authority".into(),
        names: vec!["circle.example".into(), "*.wild.example".into()],
        not_before: "2026-01-01T00:00:00Z".into(),
        not_after: "2026-03-01T00:00:00Z".into(),
        days_left: 14,
        sha256: "5e1f".into(),
    };
    let seen = |certificate: Option<&Certificate>, rejection: Option<FailureKind>| {
        let rejection = rejection.map(|kind| (kind, "so it was".into()));
        Observation::Certificate(Handshake { server: "edge:443".into(), certificate: certificate.cloned(), rejection })
    };
    let shown = [
        ("trusted", Trusted, Passed),
        ("covers", covers("Circle.Example"), Passed),
        ("covers by wildcard", covers("a.wild.example"), Passed),
        ("a wildcard is one label", covers("a.b.wild.example"), Failed),
        ("a wildcard is not its parent", covers("wild.example"), Failed),
        ("days left", DaysLeft { least: 14 }, Passed),
        ("too few days", DaysLeft { least: 15 }, Failed),
        ("issuer", issuer("Authority"), Passed),
        ("another issuer", issuer("Let's"), Failed),
        ("any issuer", issuer(""), Inconclusive),
    ];
    let rejected = [("not trusted", Trusted, Failed), ("but it covers", covers("circle.example"), Passed)];
    let every = |verdict| {
        [
            ("no handshake", Trusted, verdict),
            ("no names", covers("circle.example"), verdict),
            ("no issuer", issuer("A"), verdict),
        ]
    };
    [
        rows(Check::Certificate, &seen(Some(&certificate), None), shown),
        rows(Check::Certificate, &seen(Some(&certificate), Some(FailureKind::UntrustedCertificate)), rejected),
        rows(Check::Certificate, &seen(None, Some(FailureKind::ConnectionRefused)), every(Failed)),
        rows(Check::Certificate, &seen(None, Some(FailureKind::Guarded)), every(Broken)),
        rows(Check::Certificate, &seen(None, None), every(Broken)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn names() -> Vec<Row> {
    let seen = |addresses: &[&str], refusal: Option<&str>, unreachable: Option<&str>| {
        Observation::Name(Resolution {
            name: "circle.example".into(),
            resolver: "system".into(),
            addresses: addresses.iter().map(|a| (*a).to_owned()).collect(),
            refusal: refusal.map(str::to_owned),
            unreachable: unreachable.map(str::to_owned),
        })
    };
    let every = |some, none, this| {
        let address = || "192.0.2.1".to_owned();
        [
            ("resolves", NameCheck::Resolves, some),
            ("resolves not", NameCheck::ResolvesNot, none),
            ("resolves to", NameCheck::ResolvesTo { address: address() }, this),
        ]
    };
    [
        rows(Check::Name, &seen(&["192.0.2.1"], None, None), every(Passed, Failed, Passed)),
        rows(Check::Name, &seen(&["192.0.2.9"], None, None), every(Passed, Failed, Failed)),
        rows(Check::Name, &seen(&[], Some("no such name"), None), every(Failed, Passed, Failed)),
        rows(Check::Name, &seen(&[], None, Some("no answer")), every(Broken, Broken, Broken)),
        rows(Check::Name, &seen(&[], None, None), every(Broken, Broken, Broken)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
