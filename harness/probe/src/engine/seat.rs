//! Which containers of which engine are looked at, and for how long an answer is waited for.

use super::connect::{NoEngine, SOCKET, connect};
use bollard::Docker;
use bollard::errors::Error;
use runproof_core::duration::Worded;
use runproof_core::noun::obstacle::Obstacle;
use std::future::Future;
use std::time::Duration;

/// Most time until an engine must have said which versions of the API it speaks.
const GREETING: Duration = Duration::from_secs(10);
/// What to do about an engine that is there and does not answer.
const SILENT: &str = "look what it is doing: `systemctl status docker`, `docker info`";

/// The containers of a project, and where their engine listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineSeat {
    /// The compose project.
    pub project: String,
    /// Where the engine listens; by default the socket of this machine.
    pub address: Option<String>,
    /// Whether commands in containers do nothing, and succeed at it: so in a negative control.
    pub idle: bool,
}

impl EngineSeat {
    /// A connection for who asks for the engine itself: that none is there is what is known of it.
    pub(super) async fn connect_to_itself(&self) -> Result<Docker, Obstacle> {
        connect_within(self.address.as_deref(), GREETING).await.map_err(|none| match none.down {
            true => Obstacle::found(none.to_string()),
            false => Obstacle::unseen(none.to_string()),
        })
    }

    /// A connection to the engine, for who asks for something in it.
    pub(super) async fn connect(&self) -> Result<Docker, Obstacle> {
        connect_within(self.address.as_deref(), GREETING).await.map_err(|none| Obstacle::unseen(none.to_string()))
    }
}

async fn connect_within(address: Option<&str>, limit: Duration) -> Result<Docker, NoEngine> {
    let late = |_| {
        let why = format!("does not answer within {}", Worded(limit));
        Err(NoEngine { address: address.unwrap_or(SOCKET).to_owned(), why, advice: SILENT, down: true })
    };
    tokio::time::timeout(limit, connect(address)).await.unwrap_or_else(late)
}

/// The version of the engine at an address.
///
/// # Errors
/// No engine there, no permission, or one that does not answer within `limit`.
pub async fn greeting(address: Option<&str>, limit: Duration) -> Result<String, NoEngine> {
    let fail =
        |why: String| NoEngine { address: address.unwrap_or(SOCKET).to_owned(), why, advice: SILENT, down: true };
    let docker = connect_within(address, limit).await?;
    match tokio::time::timeout(limit, docker.version()).await {
        Ok(Ok(told)) => Ok(told.version.unwrap_or_else(|| "without a version".to_owned())),
        Ok(Err(error)) => Err(fail(format!("does not tell its version: {error}"))),
        Err(_) => Err(fail(format!("does not answer within {}", Worded(limit)))),
    }
}

/// The same for who is not in a runtime, or in one that must not wait: it is asked on a thread of its own.
///
/// # Errors
/// As [`greeting`], in words.
pub fn greeting_aside(address: Option<&str>, limit: Duration) -> Result<String, String> {
    let ask = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
        runtime.block_on(greeting(address, limit)).map_err(|none| none.to_string())
    };
    std::thread::scope(|scope| scope.spawn(ask).join()).unwrap_or_else(|_| Err("the probe itself stumbled".to_owned()))
}

/// Waits for an answer of the engine, and no longer than `limit`.
pub(super) async fn within<T>(
    limit: Duration,
    what: &str,
    asked: impl Future<Output = Result<T, Error>>,
) -> Result<T, Obstacle> {
    match tokio::time::timeout(limit, asked).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Obstacle::unseen(format!("the engine does not tell {what}: {error}"))),
        Err(_) => Err(Obstacle::unseen(format!(
            "the engine does not answer within {} when asked for {what}; {SILENT}",
            Worded(limit)
        ))),
    }
}
