//! What an engine keeps on disk.
//!
//! The client knows only how newest engines tell it, so that the older form is read here.

use super::connect::SOCKET;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use runproof_core::noun::engine_use::DiskUse;
use serde_json::Value;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};

/// Most time for the sum, for which the engine goes through all of its directories.
const PATIENCE: Duration = Duration::from_secs(30);
/// Most bytes of the answer.
const MOST: usize = 32 << 20;

/// What the engine at an address keeps; why not, in words.
pub(super) async fn disk_use(address: Option<&str>) -> Result<DiskUse, String> {
    let asked = async {
        let address = address.unwrap_or(SOCKET);
        let told = if let Some(path) = address.strip_prefix("unix://") {
            get(UnixStream::connect(path).await.map_err(|e| e.to_string())?).await?
        } else {
            let host = address.split_once("://").map_or(address, |(_, host)| host);
            get(TcpStream::connect(host).await.map_err(|e| e.to_string())?).await?
        };
        summed(&told).ok_or_else(|| "the engine does not tell its disk use".to_owned())
    };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
}

async fn get(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Result<Value, String> {
    let (mut sender, connection) =
        handshake::<_, Empty<Bytes>>(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
    let asked = hyper::Request::get("/system/df").header("Host", "engine").body(Empty::new());
    let asked = asked.map_err(|e| e.to_string())?;
    let answer = async {
        let answer = sender.send_request(asked).await.map_err(|e| e.to_string())?;
        let body = Limited::new(answer.into_body(), MOST).collect().await.map_err(|e| e.to_string())?;
        serde_json::from_slice(&body.to_bytes()).map_err(|e| e.to_string())
    };
    tokio::pin!(answer);
    tokio::select! {
        told = &mut answer => told,
        _ = connection => answer.await,
    }
}

/// The sums of an answer in its older or newer form.
fn summed(told: &Value) -> Option<DiskUse> {
    let newer = |name: &str| told.get(name)?.get("TotalSize")?.as_u64();
    let each = |name: &str, path: &str| {
        let all = told.get(name)?.as_array()?;
        Some(all.iter().filter_map(|one| one.pointer(path)?.as_u64()).fold(0_u64, u64::saturating_add))
    };
    Some(DiskUse {
        images: newer("ImageUsage").or_else(|| told.get("LayersSize")?.as_u64())?,
        // A missing list is an empty one.
        containers: newer("ContainerUsage").or_else(|| each("Containers", "/SizeRw")).unwrap_or_default(),
        volumes: newer("VolumeUsage").or_else(|| each("Volumes", "/UsageData/Size")).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_forms_are_added_up() {
        let older =
            json!({"LayersSize": 7, "Containers": [{"SizeRw": 2}, {}], "Volumes": [{"UsageData": {"Size": 3}}]});
        let newer = json!({"ImageUsage": {"TotalSize": 7}, "ContainerUsage": {"TotalSize": 2}, "VolumeUsage": {"TotalSize": 3}});
        let both = Some(DiskUse { images: 7, containers: 2, volumes: 3 });
        assert_eq!((summed(&older), summed(&newer)), (both, both));
        assert_eq!(summed(&json!({"message": "page not found"})), None);
    }
}
