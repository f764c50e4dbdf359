//! A real browser for one test: a driver of its own, a profile of its own, ended by its process group.

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;
use url::{ParseError, Url};

/// Keys as WebDriver names them.
pub const ENTER: char = '\u{e007}';
pub const ESCAPE: char = '\u{e00c}';
pub const TAB: char = '\u{e004}';
pub const CONTROL: char = '\u{e009}';

/// A browser in which one page is looked at.
pub struct Browser {
    pub client: Client,
    // Held until the end: a driver whose output nobody holds could end while it writes.
    _output: BufReader<ChildStdout>,
    driver: Driver,
    _profile: TempDir,
}

/// A driver with everything that it started.
struct Driver(Child);

/// A command beyond the standard: its place, and its body.
#[derive(Debug)]
struct Further(&'static str, Value);

impl WebDriverCompatibleCommand for Further {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}

impl Browser {
    /// Begins; `None` when this machine has no browser, which is then said.
    ///
    /// A browser or driver that is there and does not work fails the test.
    pub async fn begin() -> Option<Self> {
        let profile = tempfile::tempdir().unwrap();
        let (driver, output, port) = Driver::start(profile.path())?;
        let folder = format!("--user-data-dir={}", profile.path().join("profile").display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // Smooth scrolling moves what is about to be clicked.
            "--force-prefers-reduced-motion",
            "--window-size=1200,900",
            &folder,
        ];
        let wanted = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let wanted: Capabilities = serde_json::from_value(wanted).unwrap();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&format!("http://127.0.0.1:{port}")).await.unwrap();
        let browser = Self { client, _output: output, driver, _profile: profile };
        browser.run("return navigator.userAgent").await;
        Some(browser)
    }

    /// Opens a page of this machine, at a view of it.
    pub async fn open(&self, page: &Path, view: &str) {
        self.client.goto("about:blank").await.unwrap();
        // What the browser says about its own beginning is not about the page.
        self.log("browser").await;
        self.log("performance").await;
        self.client.goto(&format!("file://{}#{view}", page.display())).await.unwrap();
    }

    /// The value that a script returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// The text that a script returns.
    pub async fn text(&self, script: &str) -> String {
        self.run(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: &[char]) {
        let actions: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() })))
            .collect();
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.client.issue_cmd(Further("actions", body)).await.unwrap();
    }

    /// Presses a key while another is held.
    pub async fn press_with(&self, held: char, key: char) {
        let one = |kind: &str, key: char| json!({ "type": kind, "value": key.to_string() });
        let actions = [one("keyDown", held), one("keyDown", key), one("keyUp", key), one("keyUp", held)];
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.client.issue_cmd(Further("actions", body)).await.unwrap();
    }

    /// Clicks the first element that a selector finds, as a pointer does: what covers it fails the test.
    pub async fn click(&self, selector: &str) {
        let element = self.client.find(fantoccini::Locator::Css(selector)).await.unwrap();
        element.click().await.unwrap();
    }

    /// A command of the browser's own protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Further("goog/cdp/execute", body)).await.unwrap()
    }

    /// Entries of a log since it was last read.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.client.issue_cmd(Further("se/log", json!({ "type": kind }))).await.unwrap();
        entries.as_array().cloned().unwrap_or_default()
    }

    /// Shows pages for a medium and a colour scheme.
    pub async fn emulate(&self, media: &str, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await;
    }

    /// Gives pages another size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Ends the session in order; a test that does not come here ends it all the same.
    pub async fn end(self) {
        self.client.close().await.unwrap();
        drop(self.driver);
    }
}

impl Driver {
    fn start(home: &Path) -> Option<(Self, BufReader<ChildStdout>, u16)> {
        for (program, package) in [("chromium", "chromium"), ("chromedriver", "chromium-driver")] {
            let tried = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            if tried.is_err_and(|e| e.kind() == ErrorKind::NotFound) {
                println!("no browser: install `{package}` to run this test");
                return None;
            }
        }
        let spawned = Command::new("chromedriver")
            .arg("--port=0")
            .envs(["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"].map(|name| (name, home)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let mut driver = Self(spawned.unwrap());
        let mut output = BufReader::new(driver.0.stdout.take().unwrap());
        let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once(" started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        Some((driver, output, port.expect("chromedriver says its port before it ends")))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The group: a browser must not outlive the driver of a test that failed.
        let group = format!("-{}", self.0.id());
        let killed = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        drop((killed, self.0.wait()));
    }
}
