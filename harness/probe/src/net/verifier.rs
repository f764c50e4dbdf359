//! A certificate verifier that writes down what it saw and what it would have said.

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use std::sync::{Arc, Mutex, PoisonError};

/// What a verifier does with a certificate that is not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Ends the handshake.
    Refuse,
    /// Goes on.
    Accept,
}

/// Accepts or refuses as told, and remembers the leaf and the complaint in either case.
#[derive(Debug)]
pub(crate) struct Recorder {
    inner: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
    strictness: Strictness,
    seen: Mutex<Seen>,
}

/// What a verifier saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The server's own certificate, in DER.
    pub leaf: Option<Vec<u8>>,
    /// Why it is not acceptable.
    pub complaint: Option<Error>,
}

impl Recorder {
    /// A verifier against these authorities; without any, every certificate is from an unknown issuer.
    pub(crate) fn new(roots: Option<Arc<RootCertStore>>, strictness: Strictness) -> Arc<Self> {
        let provider = Arc::new(ring::default_provider());
        let inner = roots
            .filter(|r| !r.is_empty())
            .and_then(|roots| WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider)).build().ok());
        Arc::new(Self { inner, provider, strictness, seen: Mutex::default() })
    }

    /// What was seen last.
    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A client that verifies with this and offers to speak these protocols.
    ///
    /// # Errors
    /// When the cryptographic provider supports no version of TLS.
    pub(crate) fn client(self: &Arc<Self>, protocols: &[&str]) -> Result<ClientConfig, Error> {
        let builder =
            ClientConfig::builder_with_provider(Arc::clone(&self.provider)).with_safe_default_protocol_versions()?;
        let verifier: Arc<dyn ServerCertVerifier> = Arc::clone(self) as _;
        let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|p| p.as_bytes().to_vec()).collect();
        // A resumed session shows no certificate.
        config.resumption = rustls::client::Resumption::disabled();
        Ok(config)
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let said = match &self.inner {
            Some(inner) => inner.verify_server_cert(leaf, intermediates, name, ocsp, now),
            None => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        let seen = Seen { leaf: Some(leaf.to_vec()), complaint: said.as_ref().err().cloned() };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        match self.strictness {
            Strictness::Refuse => said,
            Strictness::Accept => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
