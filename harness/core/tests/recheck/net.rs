//! Exchanges, pages, connections, handshakes, names, and every check on them.

use crate::atoms::{every_kind, flag, json, number, one_of, some_text, text, texts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::certificate::{Certificate, CertificateCheck, Handshake};
use runproof_core::noun::claim::{HeaderClaim, JsonClaim};
use runproof_core::noun::http::{Body, Cookies, Exchange, Failure, FailureKind, Redirects, Request, Response, Trust};
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::name::{NameCheck, Resolution};
use runproof_core::noun::page::{Asset, AssetKind, PageCheck, PageLoad};
use runproof_core::noun::port::{Connection, PortCheck};
use runproof_core::noun::websocket::{Closing, WebSocket, WebSocketCheck};

pub fn request() -> BoxedStrategy<Request> {
    let way = (
        one_of([Redirects::Shown, Redirects::Followed]),
        one_of([Trust::Verified, Trust::Ignored]),
        one_of([Cookies::Forgotten, Cookies::Kept]),
    );
    (one_of(["GET", "POST"]), text(), vec((text(), text()), 0..3), some_text(), some_text(), way)
        .prop_map(|(method, url, headers, body, key, (redirects, trust, cookies))| Request {
            method: method.into(),
            url,
            headers,
            body,
            key,
            redirects,
            trust,
            cookies,
        })
        .boxed()
}

pub fn failure_kind() -> BoxedStrategy<FailureKind> {
    one_of(FailureKind::ALL)
}

fn header() -> BoxedStrategy<(String, String)> {
    let name = one_of(["content-type", "Set-Cookie", "X-Frame-Options"]).prop_map(str::to_owned);
    let value = one_of(["application/json; charset=utf-8", "text/html", "text/javascript", "a=1; HttpOnly", "a; b=c"]);
    (prop_oneof![4 => name, 1 => text()], prop_oneof![4 => value.prop_map(str::to_owned), 1 => text()]).boxed()
}

fn body() -> BoxedStrategy<Body> {
    let json_text = json().prop_map(|v| Some(v.to_string()));
    (number(), text(), prop_oneof![json_text, some_text()], flag())
        .prop_map(|(bytes, sha256, text, cut)| Body { bytes, sha256, text, cut })
        .boxed()
}

fn response() -> BoxedStrategy<Response> {
    (prop_oneof![Just(101), Just(200), Just(500), any::<u16>()], vec(header(), 0..4), body())
        .prop_map(|(status, headers, body)| Response { status, headers, body })
        .boxed()
}

pub fn exchange() -> BoxedStrategy<Exchange> {
    let failure = (failure_kind(), text()).prop_map(|(kind, detail)| Failure { kind, detail });
    let failure = prop_oneof![4 => Just(None), 1 => failure.prop_map(Some)];
    let response = prop_oneof![1 => Just(None), 6 => response().prop_map(Some)];
    (request(), response, failure, vec((any::<u16>(), text()), 0..2), number())
        .prop_map(|(request, response, failure, hops, took_ms)| Exchange { request, response, failure, hops, took_ms })
        .boxed()
}

pub fn page() -> BoxedStrategy<PageLoad> {
    let asset = (one_of([AssetKind::Script, AssetKind::Style]), exchange())
        .prop_map(|(kind, exchange)| Asset { kind, exchange });
    (exchange(), vec(asset, 0..3), number())
        .prop_map(|(page, assets, left_out)| PageLoad { page, assets, left_out })
        .boxed()
}

pub fn connection() -> BoxedStrategy<Connection> {
    (text(), option::of((failure_kind(), text())))
        .prop_map(|(address, failure)| Connection { address, failure })
        .boxed()
}

pub fn websocket() -> BoxedStrategy<WebSocket> {
    let closing = (any::<u16>(), text()).prop_map(|(code, reason)| Closing { code, reason });
    (exchange(), option::weighted(0.15, text()), flag(), option::of(body()), option::weighted(0.3, closing))
        .prop_map(|(exchange, flaw, answered, first, closed)| WebSocket { exchange, flaw, answered, first, closed })
        .boxed()
}

pub fn handshake() -> BoxedStrategy<Handshake> {
    let certificate = (text(), text(), texts(), text(), text(), any::<i64>(), text()).prop_map(
        |(subject, issuer, names, not_before, not_after, days_left, sha256)| Certificate {
            subject,
            issuer,
            names,
            not_before,
            not_after,
            days_left,
            sha256,
        },
    );
    (text(), option::of(certificate), option::of((failure_kind(), text())))
        .prop_map(|(server, certificate, rejection)| Handshake { server, certificate, rejection })
        .boxed()
}

pub fn resolution() -> BoxedStrategy<Resolution> {
    (text(), text(), texts(), some_text(), option::weighted(0.15, text()))
        .prop_map(|(name, resolver, addresses, refusal, unreachable)| Resolution {
            name,
            resolver,
            addresses,
            refusal,
            unreachable,
        })
        .boxed()
}

every_kind! {
    /// Every statement about a JSON value.
    json_claim: JsonClaim {
        JsonClaim::Is { .. } => json().prop_map(|value| JsonClaim::Is { value }),
        JsonClaim::IsNot { .. } => json().prop_map(|value| JsonClaim::IsNot { value }),
        JsonClaim::Kind { .. } => text().prop_map(|name| JsonClaim::Kind { name }),
        JsonClaim::AtLeast { .. } => number().prop_map(|entries| JsonClaim::AtLeast { entries }),
        JsonClaim::Exactly { .. } => number().prop_map(|entries| JsonClaim::Exactly { entries }),
        JsonClaim::Present => Just(JsonClaim::Present),
        JsonClaim::Absent => Just(JsonClaim::Absent),
        JsonClaim::Includes { .. } => json().prop_map(|part| JsonClaim::Includes { part }),
        JsonClaim::SomeEntry { .. } => json().prop_map(|part| JsonClaim::SomeEntry { part }),
        JsonClaim::NoEntry { .. } => json().prop_map(|part| JsonClaim::NoEntry { part }),
    }
}

every_kind! {
    /// Every statement about a header.
    header_claim: HeaderClaim {
        HeaderClaim::Is { .. } => text().prop_map(|text| HeaderClaim::Is { text }),
        HeaderClaim::Contains { .. } => text().prop_map(|text| HeaderClaim::Contains { text }),
        HeaderClaim::Present => Just(HeaderClaim::Present),
        HeaderClaim::Absent => Just(HeaderClaim::Absent),
        HeaderClaim::Times { .. } => number().prop_map(|times| HeaderClaim::Times { times }),
    }
}

fn header_check() -> BoxedStrategy<HttpCheck> {
    (header(), header_claim()).prop_map(|((name, _), claim)| HttpCheck::Header { name, claim }).boxed()
}

every_kind! {
    /// Every check on an answer.
    http_check: HttpCheck {
        HttpCheck::Status { .. } => texts().prop_map(|any_of| HttpCheck::Status { any_of }),
        HttpCheck::Json => Just(HttpCheck::Json),
        HttpCheck::Html => Just(HttpCheck::Html),
        HttpCheck::MediaType { .. } => text().prop_map(|is| HttpCheck::MediaType { is }),
        HttpCheck::BodyEmpty => Just(HttpCheck::BodyEmpty),
        HttpCheck::BodyNotEmpty => Just(HttpCheck::BodyNotEmpty),
        HttpCheck::BodyContains { .. } => text().prop_map(|text| HttpCheck::BodyContains { text }),
        HttpCheck::BodyLacks { .. } => text().prop_map(|text| HttpCheck::BodyLacks { text }),
        HttpCheck::BodyDigest { .. } => text().prop_map(|is| HttpCheck::BodyDigest { is }),
        HttpCheck::BodyDigestNot { .. } => text().prop_map(|is| HttpCheck::BodyDigestNot { is }),
        HttpCheck::JsonAt { .. } => (text(), json_claim()).prop_map(|(path, claim)| HttpCheck::JsonAt { path, claim }),
        HttpCheck::Header { .. } => header_check(),
        HttpCheck::Cookie { .. } => (text(), some_text()).prop_map(|(name, flag)| HttpCheck::Cookie { name, flag }),
        HttpCheck::TookAtMost { .. } => number().prop_map(|ms| HttpCheck::TookAtMost { ms }),
        HttpCheck::EndsWith { .. } => failure_kind().prop_map(|kind| HttpCheck::EndsWith { kind }),
    }
}

every_kind! {
    /// Every check on a page.
    page_check: PageCheck {
        PageCheck::AssetsTyped => Just(PageCheck::AssetsTyped),
        PageCheck::Names { .. } => number().prop_map(|least| PageCheck::Names { least }),
        PageCheck::SomeAssetContains { .. } => text().prop_map(|text| PageCheck::SomeAssetContains { text }),
        PageCheck::NoAssetContains { .. } => text().prop_map(|text| PageCheck::NoAssetContains { text }),
    }
}

every_kind! {
    /// Every check on a connection.
    port_check: PortCheck {
        PortCheck::Accepted => Just(PortCheck::Accepted),
        PortCheck::Refused => Just(PortCheck::Refused),
    }
}

every_kind! {
    /// Every check on a WebSocket.
    websocket_check: WebSocketCheck {
        WebSocketCheck::Open => Just(WebSocketCheck::Open),
        WebSocketCheck::Refused { .. } => texts().prop_map(|any_of| WebSocketCheck::Refused { any_of }),
        WebSocketCheck::ClosedWith { .. } => any::<u16>().prop_map(|code| WebSocketCheck::ClosedWith { code }),
        WebSocketCheck::Says { .. } => text().prop_map(|text| WebSocketCheck::Says { text }),
    }
}

every_kind! {
    /// Every check on a certificate.
    certificate_check: CertificateCheck {
        CertificateCheck::Trusted => Just(CertificateCheck::Trusted),
        CertificateCheck::Covers { .. } => text().prop_map(|name| CertificateCheck::Covers { name }),
        CertificateCheck::DaysLeft { .. } => any::<i64>().prop_map(|least| CertificateCheck::DaysLeft { least }),
        CertificateCheck::Issuer { .. } => text().prop_map(|contains| CertificateCheck::Issuer { contains }),
    }
}

every_kind! {
    /// Every check on a name.
    name_check: NameCheck {
        NameCheck::Resolves => Just(NameCheck::Resolves),
        NameCheck::ResolvesNot => Just(NameCheck::ResolvesNot),
        NameCheck::ResolvesTo { .. } => text().prop_map(|address| NameCheck::ResolvesTo { address }),
    }
}
