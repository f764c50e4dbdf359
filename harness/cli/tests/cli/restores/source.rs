//! A server of the tests with a shop on it, and a dump of the shop.

use runproof_fixtures::postgres::{Binaries, Cluster, Server};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::thread;
use tempfile::TempDir;

const PASSWORD: &str = "words-of-the-tests";
const SHOP: &str = "
    CREATE ROLE shop; CREATE TABLE customers (id serial PRIMARY KEY, name text, since timestamptz DEFAULT now());
    ALTER TABLE customers OWNER TO shop;
    CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, note text);
    CREATE INDEX by_note ON orders (note);
    INSERT INTO customers (name) VALUES ('Ü'), (E'tab\\t'), (NULL);
    INSERT INTO orders (customer, note) SELECT 1 + i % 3, md5(i::text) FROM generate_series(1, 5000) i";

/// The shop.
pub struct Shop {
    _directory: TempDir,
    /// The address of its database.
    pub url: String,
    /// A dump of it, packed by gzip.
    pub dump: PathBuf,
    /// The directory of PostgreSQL's programs.
    pub programs: PathBuf,
}

static SHOP_OF_ALL: OnceLock<Shop> = OnceLock::new();

/// The shop of this process.
pub fn shop() -> &'static Shop {
    SHOP_OF_ALL.get_or_init(|| {
        let (made, ready) = channel();
        // The kernel ends a server with the thread that started it.
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let (shop, server) = runtime.block_on(open());
            made.send(shop).unwrap();
            loop {
                thread::park();
                let _ = &server;
            }
        });
        ready.recv().unwrap()
    })
}

async fn open() -> (Shop, Server) {
    let directory = tempfile::tempdir().unwrap();
    let binaries = Binaries::find().unwrap();
    let cluster = Cluster::create(&binaries, &directory.path().join("data"), PASSWORD).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).unwrap().port();
    let server = Server::start(&binaries, &cluster, port, &directory.path().join("log")).await.unwrap();
    let client = |name: &str| binaries.client(name, port, PASSWORD);
    let said = client("psql").args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", SHOP]).output();
    assert!(said.unwrap().status.success());
    let dump = directory.path().join("shop.sql.gz");
    let dumped = client("pg_dump").args(["-Z", "6", "-d", "postgres", "-f"]).arg(&dump).status();
    assert!(dumped.unwrap().success());
    let url = format!("postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres?sslmode=disable");
    let programs = binaries.directory().to_owned();
    (Shop { _directory: directory, url, dump, programs }, server)
}

/// The dump of the shop as SQL.
pub fn sql() -> String {
    let unpacked = std::process::Command::new("gunzip").arg("-c").arg(&shop().dump).output().unwrap();
    String::from_utf8(unpacked.stdout).unwrap()
}

/// The file packed by gzip.
pub fn packed(at: &Path) {
    assert!(std::process::Command::new("gzip").arg(at).status().unwrap().success());
}
