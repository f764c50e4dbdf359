//! TLS handshakes: the certificate a server presents, and whether a client would accept it.

use super::address::Address;
use super::connect::connect;
use super::failure::classified;
use super::roots;
use super::verifier::{Recorder, Strictness};
use crate::clock::{Tick, rfc3339, unix_ms};
use crate::guard::Guard;
use crate::subject::Subject;
use runproof_core::noun::certificate::{Certificate, Handshake};
use runproof_core::noun::http::{Failure, FailureKind};
use rustls_pki_types::ServerName;
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

/// What is offered to a server; one that speaks nothing else would end the handshake.
const PROTOCOLS: [&str; 2] = ["h2", "http/1.1"];

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Makes a handshake with a URL's host and port, or with `host:port`.
///
/// The handshake goes on whatever the certificate, so that it is seen even when it would be refused.
pub(crate) async fn handshake(subject: &Subject, guard: &Guard, written: &str) -> Handshake {
    let to = match Address::parse(written, "https") {
        Ok(to) => to,
        Err(why) => return refused(written.to_owned(), Failure { kind: FailureKind::Unsendable, detail: why }),
    };
    if let Err(refusal) = guard.host(&to.host).await {
        return refused(to.to_string(), refusal.into());
    }
    let recorder = match roots::trusted(subject) {
        Ok(roots) => Recorder::new(Some(roots), Strictness::Accept),
        Err(why) => return refused(to.to_string(), Failure { kind: FailureKind::Unsendable, detail: why }),
    };
    let failure = shake(subject, &to, &recorder).await.err();
    let seen = recorder.seen();
    let complaint = seen.complaint.map(|e| classified(&e));
    let certificate = seen.leaf.map(|der| parsed(&der)).transpose();
    let (certificate, unreadable) = match certificate {
        Ok(certificate) => (certificate, None),
        Err(why) => (None, Some(Failure { kind: FailureKind::UntrustedCertificate, detail: why })),
    };
    let rejection = complaint.or(failure).or(unreadable).map(|f| (f.kind, f.detail));
    Handshake { server: to.to_string(), certificate, rejection }
}

async fn shake(subject: &Subject, to: &Address, recorder: &Arc<Recorder>) -> Result<(), Failure> {
    let deadline = Tick::now().after(subject.request_limit);
    let stream = connect(subject, to, deadline).await?;
    let name = ServerName::try_from(to.host.clone())
        .map_err(|e| Failure { kind: FailureKind::Unsendable, detail: format!("`{}`: {e}", to.host) })?;
    let config = recorder.client(&PROTOCOLS).map_err(|e| classified(&e))?;
    match timeout(deadline.left(), TlsConnector::from(Arc::new(config)).connect(name, stream)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(e)) => Err(classified(&e)),
        Err(_) => Err(Failure {
            kind: FailureKind::Timeout,
            detail: format!("no handshake within {} ms", subject.request_limit.as_millis()),
        }),
    }
}

fn refused(server: String, failure: Failure) -> Handshake {
    Handshake { server, certificate: None, rejection: Some((failure.kind, failure.detail)) }
}

fn parsed(der: &[u8]) -> Result<Certificate, String> {
    let (_, x509) = X509Certificate::from_der(der).map_err(|e| format!("the certificate cannot be read: {e}"))?;
    let validity = x509.validity();
    let (begin, end) = (validity.not_before.timestamp(), validity.not_after.timestamp());
    let names = x509.subject_alternative_name().ok().flatten();
    let names = names.map(|n| n.value.general_names.iter().filter_map(name).collect()).unwrap_or_default();
    Ok(Certificate {
        subject: x509.subject().to_string(),
        issuer: x509.issuer().to_string(),
        names,
        not_before: rfc3339(begin.saturating_mul(1000)),
        not_after: rfc3339(end.saturating_mul(1000)),
        days_left: (end - unix_ms().div_euclid(1000)).div_euclid(DAY),
        sha256: hex(&Sha256::digest(der)),
    })
}

fn name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
            16 => <[u8; 16]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
            _ => None,
        },
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
