//! The connection to the engine, and why there is none.

use std::path::Path;

use bollard::{API_DEFAULT_VERSION, Docker};

/// Where the engine listens unless somebody says otherwise.
pub const SOCKET: &str = "unix:///var/run/docker.sock";
/// How long one request may take (seconds); following logs and waiting have bounds of their own.
const PATIENCE: u64 = 60;

/// What to do about an engine that lets only others in.
const NOT_LET_IN: &str = "run as a member of the group `docker`, or as root";

/// Why the engine does not answer, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the container engine at `{address}` {why}; {advice}")]
pub struct NoEngine {
    /// The address that was tried.
    pub address: String,
    /// What went wrong.
    pub why: String,
    /// What to do next.
    pub advice: &'static str,
    /// Whether there is no engine, or one that is not well; else it is the looker who is not let in.
    pub down: bool,
}

/// Connects to the engine at `address` (`unix://PATH` or `tcp://HOST:PORT`; the machine's own when none) and agrees on
/// the version of the API with it.
///
/// # Errors
/// No engine there, no permission, or one that does not answer.
pub async fn connect(address: Option<&str>) -> Result<Docker, NoEngine> {
    let address = address.unwrap_or(SOCKET);
    let fail = |why: String, advice| {
        let down = advice != NOT_LET_IN;
        NoEngine { address: address.to_owned(), why, advice, down }
    };
    if let Some(path) = address.strip_prefix("unix://") {
        reachable(Path::new(path)).await.map_err(|(why, advice)| fail(why, advice))?;
    }
    let connected = match address.strip_prefix("unix://") {
        Some(_) => Docker::connect_with_unix(address, PATIENCE, API_DEFAULT_VERSION),
        None => Docker::connect_with_http(address, PATIENCE, API_DEFAULT_VERSION),
    };
    let silent = "look whether it runs: `systemctl status docker`";
    let docker = connected.map_err(|error| fail(format!("cannot be spoken to: {error}"), silent))?;
    docker.negotiate_version().await.map_err(|error| fail(format!("does not answer: {error}"), silent))
}

/// Tells apart what a refused connection can mean.
async fn reachable(path: &Path) -> Result<(), (String, &'static str)> {
    use std::io::ErrorKind;
    match tokio::net::UnixStream::connect(path).await {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err((
            "is not there".to_owned(),
            "install it (`apt-get install docker.io`) or start it (`systemctl start docker`)",
        )),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(("lets only others in: permission denied".to_owned(), NOT_LET_IN))
        }
        Err(error) => {
            Err((format!("does not listen: {error}"), "start it: `systemctl start docker`, as root `dockerd` does too"))
        }
    }
}
