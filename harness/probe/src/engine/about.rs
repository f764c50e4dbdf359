//! The engine itself.

use super::disk::disk_use;
use super::seat::{EngineSeat, within};
use crate::subject::Subject;
use runproof_core::noun::engine_use::EngineSeen;
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;

/// Most time for one answer of the engine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks the engine of the target for versions, storage and disk use.
pub async fn about(subject: &Subject) -> EngineSeen {
    ask(subject).await.unwrap_or_else(|problem| EngineSeen {
        version: String::new(),
        api_version: String::new(),
        storage: String::new(),
        disk: None,
        problem: Some(problem),
    })
}

async fn ask(subject: &Subject) -> Result<EngineSeen, Obstacle> {
    let seat = EngineSeat::of(subject)?;
    let docker = seat.connect_to_itself().await?;
    let version = within(PATIENCE, "its version", docker.version()).await?;
    let facts = within(PATIENCE, "facts of itself", docker.info()).await?;
    Ok(EngineSeen {
        version: version.version.unwrap_or_default(),
        api_version: version.api_version.unwrap_or_default(),
        storage: facts.driver.unwrap_or_default(),
        // What takes long to add up is no reason to know nothing.
        disk: disk_use(seat.address.as_deref()).await.ok(),
        problem: None,
    })
}
