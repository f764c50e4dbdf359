//! Servers behind certificates of every kind.

use super::server::{head_of, json};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// The name that clients ask for.
pub const NAME: &str = "circle.test";

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug)]
pub enum Certificate {
    /// Nothing.
    Good,
    /// Its last day is past.
    Expired,
    /// It is for another name.
    WrongName,
    /// It is its own authority.
    SelfSigned,
}

/// A server of JSON over TLS.
pub struct TlsServer {
    address: SocketAddr,
    /// The authority that the client trusts, in PEM.
    pub authority: String,
}

impl TlsServer {
    /// Serves with such a certificate.
    pub fn with(kind: Certificate) -> Self {
        let issuer = authority();
        let (certificate, key) = leaf(kind, &issuer);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || listener.incoming().flatten().for_each(|s| answer(s, config.clone())));
        Self { address, authority: issuer.pem() }
    }

    /// Its URL by name.
    pub fn url(&self) -> String {
        format!("https://{NAME}:{}", self.address.port())
    }
}

fn answer(stream: TcpStream, config: Arc<ServerConfig>) {
    std::thread::spawn(move || {
        let Ok(connection) = ServerConnection::new(config) else { return };
        let mut stream = StreamOwned::new(connection, stream);
        if !head_of(&mut stream).is_empty() {
            let _ = stream.write_all(&json("{\"status\":\"healthy\"}"));
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Authority of a test");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn leaf(
    kind: Certificate,
    issuer: &CertifiedIssuer<'static, KeyPair>,
) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
    let name = if matches!(kind, Certificate::WrongName) { "elsewhere.test" } else { NAME };
    let last_day = if matches!(kind, Certificate::Expired) { -3 } else { 60 };
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    let now = OffsetDateTime::from_unix_timestamp(runproof_probe::clock::unix_ms() / 1_000).unwrap();
    params.not_before = now - Duration::days(90);
    params.not_after = now + Duration::days(last_day);
    let key = KeyPair::generate().unwrap();
    let certificate = match kind {
        Certificate::SelfSigned => params.self_signed(&key),
        _ => params.signed_by(&key, issuer),
    };
    let der = certificate.unwrap().der().clone();
    (der, PrivateKeyDer::try_from(key.serialize_der()).unwrap())
}
