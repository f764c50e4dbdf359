//! The static binary before a server that is reached by a name: names are resolved at run time, in the way of the machine
//! it runs on, and a static binary has to bring that along.

use crate::product::Product;
use crate::task::TaskError;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// The name, which every machine resolves.
const NAME: &str = "localhost";
/// How long the server waits for a request that was begun.
const PATIENCE: Duration = Duration::from_secs(10);
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\nConnection: close\r\n\r\n<!doctype html><p>here";

/// Lets the gate look at a server by its name; answers how many requests arrived.
///
/// # Errors
/// When the gate did not get through to the server.
pub fn by_name(product: &Product) -> Result<usize, TaskError> {
    let words = |port: u16| format!("gate http://{NAME}:{port}");
    let broken = |e: std::io::Error| TaskError::Program { program: "a server on loopback".into(), why: e.to_string() };
    let listener = TcpListener::bind((NAME, 0)).map_err(broken)?;
    let port = listener.local_addr().map_err(broken)?.port();
    let (served, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let serving = {
        let (served, over) = (served.clone(), over.clone());
        std::thread::spawn(move || serve(&listener, &served, &over))
    };
    let out = tempfile::tempdir().map_err(broken)?;
    let evidence = out.path().join("evidence").display().to_string();
    let url = format!("http://{NAME}:{port}");
    let answer = product.ask(&["gate", &url, "--out", &evidence]);
    over.store(true, Ordering::SeqCst);
    let _ = TcpStream::connect((NAME, port));
    let _ = serving.join();
    let (answer, served) = (answer?, served.load(Ordering::SeqCst));
    // Whether the page is a good one does not matter here; that the name led to it does.
    match (served, answer.code) {
        (0, _) | (_, None | Some(105)) => {
            let why = format!("{served} requests arrived; it said: {} {}", answer.out.trim(), answer.err.trim());
            Err(TaskError::Program { program: words(port), why })
        }
        _ => Ok(served),
    }
}

fn serve(listener: &TcpListener, served: &AtomicUsize, over: &AtomicBool) {
    for mut stream in listener.incoming().flatten() {
        if over.load(Ordering::SeqCst) {
            return;
        }
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let mut head = [0; 8192];
        // The gate first connects without a word.
        if stream.read(&mut head).is_ok_and(|n| n > 0) {
            served.fetch_add(1, Ordering::SeqCst);
            let _ = stream.write_all(ANSWER);
        }
    }
}
