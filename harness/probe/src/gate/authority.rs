//! Certificates for the browser's side of the gate, all with one key that is never written anywhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub(super) enum AuthorityError {
    /// The key or the certificate could not be made.
    #[error("no certificate for the browser: {0}")]
    Certificate(#[from] rcgen::Error),
    /// They could not be used.
    #[error("no TLS for the browser: {0}")]
    Tls(#[from] rustls::Error),
}

/// Makes certificates by name and keeps them.
#[derive(Debug)]
pub(super) struct Authority {
    key: KeyPair,
    made: Mutex<BTreeMap<String, Arc<ServerConfig>>>,
}

impl Authority {
    /// A fresh key.
    pub(super) fn new() -> Result<Self, AuthorityError> {
        Ok(Self { key: KeyPair::generate()?, made: Mutex::default() })
    }

    /// SHA-256 of the key's public part, in Base64.
    pub(super) fn spki(&self) -> String {
        STANDARD.encode(Sha256::digest(self.key.subject_public_key_info()))
    }

    /// What is spoken with the browser under that name.
    pub(super) fn server(&self, name: &str) -> Result<Arc<ServerConfig>, AuthorityError> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = made.get(name) {
            return Ok(Arc::clone(config));
        }
        let certificate = CertificateParams::new(vec![name.to_owned()])?.self_signed(&self.key)?;
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::clone(made.entry(name.to_owned()).or_insert(Arc::new(config))))
    }
}
