//! A server on loopback that sends exactly the bytes a test wants.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long a server waits for the rest of a request.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server; it ends with the test.
pub struct Server {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    over: Arc<AtomicBool>,
}

impl Server {
    /// Serves every connection with `serve`, which gets the request's head and the connection, on a thread of its own.
    pub fn serving(serve: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), heads: Arc::default(), over: Arc::default() };
        let (heads, over, serve) = (server.heads.clone(), server.over.clone(), Arc::new(serve));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (heads, serve) = (heads.clone(), serve.clone());
                std::thread::spawn(move || one(stream, &heads, serve.as_ref()));
            }
        });
        server
    }

    /// Answers every request by its path.
    pub fn answering(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::serving(move |head, stream| stream.write_all(&answer(path_of(head))))
    }

    /// Its address as a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests so far, as their heads.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// A URL where nobody listens.
    pub fn nobody() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn one(mut stream: TcpStream, heads: &Mutex<Vec<String>>, serve: &dyn Fn(&str, &mut TcpStream) -> std::io::Result<()>) {
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let head = head_of(&mut stream);
    if head.is_empty() {
        return;
    }
    heads.lock().unwrap().push(head.clone());
    let _ = serve(&head, &mut stream);
}

/// A request up to its empty line.
pub fn head_of(stream: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// The path in a request's first line.
pub fn path_of(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

/// An answer with this status, further headers (each with its line end) and body.
pub fn reply(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len())
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// `200` with a page.
pub fn html(body: &str) -> Vec<u8> {
    reply("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body)
}

/// `200` with JSON.
pub fn json(body: &str) -> Vec<u8> {
    reply("200 OK", "Content-Type: application/json\r\n", body)
}
