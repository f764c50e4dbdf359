//! An order desk: a page with its files before an API, well or telling one lie.

use crate::tools::{Server, html, json, path_of, reply};
use std::sync::{Arc, Mutex};

/// The start page.
pub const PAGE: &str = "<!doctype html><title>Order desk</title><link rel=\"stylesheet\" href=\"/assets/app.css\">\
                        <div id=\"app\"></div><script type=\"module\" src=\"/assets/app.js\"></script>";
const SCRIPT: &str =
    "const base=\"/api\";get(\"/orders/\");get(\"/health/\");get(\"/secrets/\");get(\"/logout/\");fetch(`${base}/x`)";
const TYPE_JS: &str = "Content-Type: text/javascript\r\n";
const PROTECTED: &str = "Content-Type: text/html\r\nX-Frame-Options: DENY\r\nX-Content-Type-Options: nosniff\r\n";
const COOKIE: &str = "Set-Cookie: session=1; HttpOnly; SameSite=Lax\r\n";

/// What the desk does instead of what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Nothing.
    None,
    /// Every answer is an empty 200.
    Empty,
    /// Every path and host shows the page.
    PageForAll,
    /// Every path shows an error page with 200.
    ErrorPage,
    /// Lists have no entries.
    NoEntries,
    /// The script of another build is gone.
    LostScript,
    /// The script calls the machine it was built on.
    Development,
    /// Pages carry no protecting header, cookies no flag.
    Bare,
    /// Everybody may read secrets.
    OpenDoor,
    /// Data fails while health is well.
    BlindHealth,
}

/// A desk whose lie can be changed while it runs.
pub struct Desk {
    /// The server.
    pub server: Server,
    lie: Arc<Mutex<Lie>>,
}

impl Desk {
    /// A desk that tells this lie.
    pub fn telling(lie: Lie) -> Self {
        let lie = Arc::new(Mutex::new(lie));
        let told = lie.clone();
        let server = Server::serving(move |head, stream| {
            let lie = *told.lock().unwrap();
            std::io::Write::write_all(stream, &answer(head, lie))
        });
        Self { server, lie }
    }

    /// Tells another lie from now on.
    pub fn tell(&self, lie: Lie) {
        *self.lie.lock().unwrap() = lie;
    }
}

fn answer(head: &str, lie: Lie) -> Vec<u8> {
    let path = path_of(head);
    let unknown = head.to_ascii_lowercase().contains("host: unknown-host.invalid");
    match lie {
        Lie::Empty => reply("200 OK", "", ""),
        Lie::PageForAll if !path.starts_with("/assets/") => page(lie),
        Lie::ErrorPage => html("<h1>Something went wrong</h1>"),
        _ if unknown => reply("404 Not Found", "Content-Type: text/plain\r\n", "nobody"),
        _ => well(path, lie),
    }
}

fn page(lie: Lie) -> Vec<u8> {
    match lie {
        Lie::Bare => reply("200 OK", "Content-Type: text/html\r\nSet-Cookie: session=1\r\n", PAGE),
        _ => reply("200 OK", &format!("{PROTECTED}{COOKIE}"), PAGE),
    }
}

fn well(path: &str, lie: Lie) -> Vec<u8> {
    match path {
        "/assets/app.js" if lie == Lie::LostScript => reply("404 Not Found", "Content-Type: text/plain\r\n", "gone"),
        "/assets/app.js" if lie == Lie::Development => {
            reply("200 OK", TYPE_JS, SCRIPT.replace("\"/api\"", "\"http://localhost:8000/api\""))
        }
        "/assets/app.js" => reply("200 OK", TYPE_JS, SCRIPT),
        "/assets/app.css" => reply("200 OK", "Content-Type: text/css\r\n", "body{}"),
        "/api/health/" => json("{\"status\":\"healthy\"}"),
        "/api/orders/" if lie == Lie::NoEntries => json("[]"),
        "/api/orders/" if lie == Lie::BlindHealth => reply("500 Internal Server Error", "", "no database"),
        "/api/orders/" => json("[{\"id\":1}]"),
        "/api/secrets/" if lie == Lie::OpenDoor => json("[{\"secret\":1}]"),
        "/api/secrets/" => reply("401 Unauthorized", "Content-Type: application/json\r\n", "{\"error\":\"no key\"}"),
        "/api/orders" | "/api/health" => {
            reply("301 Moved Permanently", &format!("Location: {path}/\r\nContent-Type: text/html\r\n"), "moved")
        }
        _ if path.starts_with("/api/") => {
            reply("404 Not Found", "Content-Type: application/json\r\n", "{\"error\":\"no such path\"}")
        }
        _ => page(lie),
    }
}
