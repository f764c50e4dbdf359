//! Certificates that must not be trusted.

use super::lied::{FEATURE, Lied};
use crate::tools::{Certificate, TlsServer, Workplace};

fn place(server: &TlsServer) -> (Workplace, &'static str) {
    let place = Workplace::new();
    place.write("authority.pem", &server.authority).write("features/open.feature", FEATURE);
    (place, "resolve = { \"circle.test\" = \"127.0.0.1\" }\nauthority = \"authority.pem\"\n")
}

#[track_caller]
fn rejected(kind: Certificate, cause: &str) {
    let server = TlsServer::with(kind);
    let (place, more) = place(&server);
    Lied::in_place(place, &server.url(), more).names(cause);
}

#[test]
fn an_expired_certificate_is_red() {
    rejected(Certificate::Expired, "expired certificate");
}

#[test]
fn a_certificate_for_another_name_is_red() {
    rejected(Certificate::WrongName, "wrong name");
}

#[test]
fn a_self_signed_certificate_is_red() {
    rejected(Certificate::SelfSigned, "untrusted certificate");
}

#[test]
fn a_certificate_of_an_authority_that_the_target_does_not_name_is_red() {
    let server = TlsServer::with(Certificate::Good);
    let (place, _) = place(&server);
    let more = "resolve = { \"circle.test\" = \"127.0.0.1\" }\n";
    Lied::in_place(place, &server.url(), more).names("untrusted certificate");
}

#[test]
fn a_good_certificate_of_a_named_authority_is_green() {
    let server = TlsServer::with(Certificate::Good);
    let (place, more) = place(&server);
    place.write("runproof.toml", crate::tools::shop(&server.url(), more));
    place.run(&["check", "--target", "shop", "features"]).with_code(0);
}
