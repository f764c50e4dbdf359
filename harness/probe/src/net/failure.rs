//! What kind of failure an error is, told by the layer that saw it.

use super::lookup::LookupError;
use runproof_core::noun::http::{Failure, FailureKind};
use rustls::CertificateError;
use std::error::Error;
use std::io;

/// The failure that an error stands for: the first cause that is known, and its words.
pub(crate) fn classified(error: &(dyn Error + 'static)) -> Failure {
    let mut deepest = error.to_string();
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(kind) = known(error) {
            return Failure { kind, detail: error.to_string() };
        }
        deepest = error.to_string();
        cause = inner(error);
    }
    Failure { kind: FailureKind::ClosedEarly, detail: deepest }
}

/// The cause of an error; that of an IO error made from another one is the other one itself.
fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    wrapped.map(|e| e as &(dyn Error + 'static)).or_else(|| error.source())
}

fn known(error: &(dyn Error + 'static)) -> Option<FailureKind> {
    if let Some(e) = error.downcast_ref::<LookupError>() {
        return Some(e.kind());
    }
    if let Some(e) = error.downcast_ref::<rustls::Error>() {
        return Some(of_tls(e));
    }
    if let Some(e) = error.downcast_ref::<io::Error>() {
        return if e.get_ref().is_some_and(inner_known) { None } else { of_io(e.kind()) };
    }
    if let Some(e) = error.downcast_ref::<hyper::Error>() {
        return of_hyper(e);
    }
    error.downcast_ref::<reqwest::Error>().filter(|e| e.is_builder()).map(|_| FailureKind::Unsendable)
}

/// Whether an error, or a cause of it, is known better than by the kind of the IO error around it.
fn inner_known(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if known(error).is_some() {
            return true;
        }
        cause = inner(error);
    }
    false
}

fn of_tls(error: &rustls::Error) -> FailureKind {
    match error {
        rustls::Error::InvalidCertificate(why) => of_certificate(why),
        _ => FailureKind::TlsError,
    }
}

/// Why a certificate is not accepted.
pub(crate) fn of_certificate(why: &CertificateError) -> FailureKind {
    match why {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => FailureKind::ExpiredCertificate,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => FailureKind::WrongName,
        _ => FailureKind::UntrustedCertificate,
    }
}

fn of_io(kind: io::ErrorKind) -> Option<FailureKind> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(FailureKind::ConnectionRefused),
        // The packets get lost on the way to the host: nothing answered, and nobody refused.
        io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable => Some(FailureKind::Timeout),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::AddrNotAvailable | io::ErrorKind::PermissionDenied => {
            Some(FailureKind::Unsendable)
        }
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => Some(FailureKind::ClosedEarly),
        // What the decoder of chunks says about chunks that are none.
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Some(FailureKind::NotHttp),
        _ => None,
    }
}

fn of_hyper(error: &hyper::Error) -> Option<FailureKind> {
    if error.is_parse() {
        return Some(FailureKind::NotHttp);
    }
    if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        return Some(FailureKind::ClosedEarly);
    }
    error.is_user().then_some(FailureKind::Unsendable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_known_cause_wins() {
        let tls = rustls::Error::InvalidCertificate(CertificateError::Expired);
        let wrapped = io::Error::new(io::ErrorKind::InvalidData, tls);
        let failure = classified(&wrapped);
        assert_eq!(failure.kind, FailureKind::ExpiredCertificate);
        assert!(failure.detail.contains("Expired"), "{}", failure.detail);
    }

    #[test]
    fn io_errors_are_told_apart() {
        for (kind, wanted) in [
            (io::ErrorKind::ConnectionRefused, FailureKind::ConnectionRefused),
            (io::ErrorKind::ConnectionReset, FailureKind::ClosedEarly),
            (io::ErrorKind::HostUnreachable, FailureKind::Timeout),
            (io::ErrorKind::NetworkUnreachable, FailureKind::Unsendable),
            (io::ErrorKind::Other, FailureKind::ClosedEarly),
        ] {
            assert_eq!(classified(&io::Error::from(kind)).kind, wanted);
        }
    }
}
