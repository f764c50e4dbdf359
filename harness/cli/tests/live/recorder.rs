//! A connection passed on, with everything that was sent through it written down.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Milliseconds since 1970 when its connection came.
    pub at_ms: i64,
    /// Method.
    pub method: String,
    /// Path, without the query.
    pub path: String,
}

/// When connections came, and what was sent through each.
type Connections = Arc<Mutex<Vec<(i64, Vec<u8>)>>>;

/// Something between a client and a server that listens at both.
pub struct Recorder {
    address: SocketAddr,
    connections: Connections,
}

impl Recorder {
    /// Passes everything on to that address, until the process ends.
    pub fn before(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let recorder = Self { address: listener.local_addr().unwrap(), connections: Arc::default() };
        let (connections, upstream) = (recorder.connections.clone(), upstream.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let number = {
                    let mut all = connections.lock().unwrap();
                    all.push((runproof_probe::clock::unix_ms(), Vec::new()));
                    all.len() - 1
                };
                let (connections, upstream) = (connections.clone(), upstream.clone());
                std::thread::spawn(move || {
                    pass_on(stream, &upstream, |piece| connections.lock().unwrap()[number].1.extend(piece));
                });
            }
        });
        recorder
    }

    /// Where clients connect.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Every request; a connection carries one at most.
    #[track_caller]
    pub fn sent(&self) -> Vec<Sent> {
        let connections = self.connections.lock().unwrap();
        connections.iter().filter(|(_, bytes)| !bytes.is_empty()).map(|(at_ms, bytes)| request(*at_ms, bytes)).collect()
    }
}

#[track_caller]
fn request(at_ms: i64, bytes: &[u8]) -> Sent {
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(text.matches(" HTTP/1.1\r\n").count(), 1, "more than one request on a connection: {text}");
    let mut words = text.split(' ');
    let method = words.next().unwrap().to_owned();
    let path = words.next().unwrap().split('?').next().unwrap().to_owned();
    Sent { at_ms, method, path }
}

fn pass_on(client: TcpStream, upstream: &str, mut write_down: impl FnMut(&[u8])) {
    let Ok(server) = TcpStream::connect(upstream) else { return };
    let (mut back, mut forth) = (server.try_clone().unwrap(), server);
    let (mut from, mut to) = (client.try_clone().unwrap(), client);
    let returning = std::thread::spawn(move || {
        let _ = std::io::copy(&mut back, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let mut piece = [0; 8_192];
    while let Ok(n @ 1..) = from.read(&mut piece) {
        write_down(&piece[..n]);
        if forth.write_all(&piece[..n]).is_err() {
            break;
        }
    }
    let _ = forth.shutdown(Shutdown::Write);
    let _ = returning.join();
}
