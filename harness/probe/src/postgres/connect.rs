//! A connection to a server: to its host or socket, encrypted as its address says, within a time limit.

use super::address::{Encryption, Endpoint, Server};
use super::trouble::Trouble;
use crate::clock::Tick;
use crate::net::address::Address;
use crate::net::connect::connect;
use crate::net::failure::classified;
use crate::net::roots;
use crate::net::verifier::{Recorder, Strictness};
use crate::subject::Subject;
use rustls_pki_types::ServerName;
use std::future::Future;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::{Client, Config, NoTls};
use tokio_rustls::TlsConnector;

/// The message `SSLRequest`: its length and the code 80877103 (PostgreSQL's protocol, section 55.7).
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// A client, and the task that moves its messages; both end together.
pub(super) struct Connection {
    /// What statements are given to.
    pub(super) client: Client,
    driver: JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Connects and signs in.
///
/// # Errors
/// When there is no server, no encryption where it is demanded, or no entry.
pub(super) async fn open(subject: &Subject, server: &Server, other: Option<&str>) -> Result<Connection, Trouble> {
    let mut config = server.config.clone();
    if let Some(database) = other {
        config.dbname(database);
    }
    let deadline = Tick::now().after(subject.request_limit);
    let late = || Trouble::System(format!("no connection within {} ms", subject.request_limit.as_millis()));
    let signing_in = async {
        match &server.at {
            Endpoint::Socket(path) => {
                let stream = UnixStream::connect(path).await.map_err(|e| Trouble::from(classified(&e)))?;
                sign_in(&config, stream).await
            }
            Endpoint::Network { host, address, port } => {
                let named = address.map_or_else(|| host.clone(), |ip| ip.to_string());
                let stream = connect(subject, &Address { host: named, port: *port }, deadline).await?;
                encrypted(subject, server.encryption, host, stream, &config).await
            }
        }
    };
    within(deadline, signing_in).await.unwrap_or_else(|| Err(late()))
}

async fn within<T>(deadline: Tick, work: impl Future<Output = T>) -> Option<T> {
    timeout(deadline.left(), work).await.ok()
}

async fn encrypted(
    subject: &Subject,
    encryption: Encryption,
    host: &str,
    mut stream: TcpStream,
    config: &Config,
) -> Result<Connection, Trouble> {
    if encryption == Encryption::None {
        return sign_in(config, stream).await;
    }
    let offered = offers_encryption(&mut stream).await?;
    match (offered, encryption) {
        (false, Encryption::Preferred) => return sign_in(config, stream).await,
        (false, _) => return Err(Trouble::System("it offers no encryption, which the target demands".into())),
        (true, _) => {}
    }
    let recorder = match encryption {
        Encryption::Verified => {
            Recorder::new(Some(roots::trusted(subject).map_err(Trouble::Ours)?), Strictness::Refuse)
        }
        _ => Recorder::new(None, Strictness::Accept),
    };
    let tls = recorder.client(&[]).map_err(|e| Trouble::from(classified(&e)))?;
    let name = ServerName::try_from(host.to_owned()).map_err(|e| Trouble::Ours(format!("`{host}`: {e}")))?;
    let stream = TlsConnector::from(Arc::new(tls)).connect(name, stream).await;
    sign_in(config, stream.map_err(|e| Trouble::from(classified(&e)))?).await
}

/// Asks whether the server encrypts.
async fn offers_encryption(stream: &mut TcpStream) -> Result<bool, Trouble> {
    let failed = |e: std::io::Error| Trouble::from(classified(&e));
    stream.write_all(&SSL_REQUEST).await.map_err(failed)?;
    let mut answer = [0];
    stream.read_exact(&mut answer).await.map_err(failed)?;
    match answer {
        [b'S'] => Ok(true),
        [b'N'] => Ok(false),
        _ => Err(Trouble::System("something else than a PostgreSQL server answers there".into())),
    }
}

async fn sign_in<S>(config: &Config, stream: S) -> Result<Connection, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (client, connection) = Box::pin(config.connect_raw(stream, NoTls)).await?;
    // Its end reaches the client as the end of whatever is asked next.
    let driver = tokio::spawn(async move { drop(connection.await) });
    Ok(Connection { client, driver })
}
