//! A bare loop of requests: as many threads as the product has jobs, each with one client.

use crate::args::Connections;
use crate::error::BenchError;
use reqwest::Client;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

/// Sends so many requests and looks at status and JSON of each.
///
/// # Errors
/// When one of them is not answered as it should.
pub fn send(address: SocketAddr, count: u32, jobs: usize, connections: Connections) -> Result<(), BenchError> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let url = format!("http://{address}/health");
    let next = AtomicU32::new(0);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| work(&url, &next, count, connections))).collect();
        workers.into_iter().try_for_each(|w| w.join().map_err(|_| BenchError::work("a worker", "it panicked"))?)
    })
}

fn work(url: &str, next: &AtomicU32, count: u32, connections: Connections) -> Result<(), BenchError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| BenchError::work("the runtime", e))?;
    let idle = usize::from(connections == Connections::Kept);
    let client = Client::builder().no_proxy().pool_max_idle_per_host(idle).build();
    let client = client.map_err(|e| BenchError::work("the client", e))?;
    runtime.block_on(async {
        while next.fetch_add(1, Ordering::Relaxed) < count {
            look(&client, url).await?;
        }
        Ok(())
    })
}

async fn look(client: &Client, url: &str) -> Result<(), BenchError> {
    let failed = |e: reqwest::Error| BenchError::work(url, e);
    let answer = client.get(url).send().await.map_err(failed)?;
    let status = answer.status();
    let body = answer.bytes().await.map_err(failed)?;
    let json: Value = serde_json::from_slice(&body).map_err(|e| BenchError::work(url, e))?;
    match status == 200 && json["status"] == "healthy" {
        true => Ok(()),
        false => Err(BenchError::work(url, format!("{status} {json}"))),
    }
}
