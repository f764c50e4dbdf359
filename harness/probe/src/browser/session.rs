//! One browser session: driver, gate and profile, which end together.

use super::commands::{Chrome, Console};
use super::driver::{Driver, Kind};
use super::seat::Seat;
use super::trouble::{failed, not_begun, problem, unanswered};
use super::ways::Inside;
use crate::clock::Tick;
use crate::gate::Gate;
use crate::guard::Guard;
use crate::lab::Made;
use crate::subject::Subject;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use runproof_core::noun::view::{Problem, ProblemKind};
use serde_json::{Map, Value, json};
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long the driver may take for a command, beyond the time a page may take to load.
const DRIVING: Duration = Duration::from_secs(20);
/// A page may take as long to load as so many requests.
const LOADS: u32 = 2;
/// How long a session may take to begin; measured: 0.4 to 1.5 s, several at once more.
const BEGINNING: Duration = Duration::from_secs(45);
/// How long a service may take to end a session.
const ENDING: Duration = Duration::from_secs(3);
/// How long a browser that was killed may still write into its profile.
const DYING: Duration = Duration::from_millis(1_500);
/// The size of a page until somebody changes it.
const SIZE: (u32, u32) = (1280, 900);

/// A script of this directory, behind the one that all of them share.
macro_rules! script {
    ($file:literal) => {
        concat!(include_str!("page/common.js"), include_str!(concat!("page/", $file)))
    };
}
pub(super) use script;

/// A session and everything that ends with it.
pub(super) struct Session {
    /// The way to the browser.
    pub(super) client: Client,
    driver: Driver,
    gate: Option<Gate>,
    profile: Profile,
    load: Duration,
    chromium: bool,
}

/// The directory of a browser's profile; gone with the session.
struct Profile {
    path: PathBuf,
    seat: Arc<Seat>,
}

impl Profile {
    fn make(seat: &Arc<Seat>) -> std::io::Result<Self> {
        let path = seat.scratch.join(format!("browser-{}", seat.next()));
        seat.journal.made(&Made::Directory { path: path.clone() });
        std::fs::create_dir_all(path.join("downloads"))?;
        Ok(Self { path, seat: Arc::clone(seat) })
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A browser that is just dying may still write. What is left after that is removed with the run's scratch.
        let until = Tick::now().after(DYING);
        while std::fs::remove_dir_all(&self.path).is_err_and(|e| e.kind() != NotFound) {
            if until.left().is_zero() {
                return;
            }
            std::thread::yield_now();
        }
        self.seat.journal.gone(&Made::Directory { path: self.path.clone() });
    }
}

impl Session {
    /// Begins a session.
    ///
    /// # Errors
    /// What kept it from beginning: never the system.
    pub(super) async fn begin(seat: &Arc<Seat>, subject: &Arc<Subject>, guard: &Guard) -> Result<Self, Problem> {
        let no = |what: &str, e: std::io::Error| problem(ProblemKind::NoSession, format!("{what}: {e}"));
        let profile = Profile::make(seat).map_err(|e| no("no directory for the browser's profile", e))?;
        let driver = Driver::start(seat, &profile.path).await;
        let mut driver = driver.map_err(|e| no("the browser's driver did not start", e))?;
        let way_out = driver.way_out.take();
        let gate = seat.guarded().then(|| Gate::open(subject, guard, way_out)).transpose();
        let gate = gate.map_err(|e| no("the browser's way out could not be guarded", e))?;
        let load = subject.request_limit;
        let wanted = wanted(&seat.kind, &profile.path, gate.as_ref(), load);
        let connecting = async {
            match driver.ways.clone() {
                Some(ways) => ClientBuilder::new(Inside(ways)).capabilities(wanted).connect(&driver.url).await,
                None => ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver.url).await,
            }
        };
        let client = match timeout(BEGINNING, connecting).await {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => return Err(not_begun(&error)),
            Err(_) => {
                let detail = format!("no browser session began within {} s", BEGINNING.as_secs());
                return Err(problem(ProblemKind::NoSession, detail));
            }
        };
        let browser = client.capabilities().and_then(|c| c.get("browserName")).and_then(Value::as_str);
        let chromium = browser.is_some_and(|name| name.contains("chrom"));
        let session = Self { client, driver, gate, profile, load, chromium };
        session.prepare().await?;
        Ok(session)
    }

    async fn prepare(&self) -> Result<(), Problem> {
        // Whatever the browser wants to show at its start, it is let go of before a visitor comes.
        self.drive(self.client.goto("about:blank")).await?;
        self.resize(SIZE.0, SIZE.1).await?;
        if self.chromium {
            let parameters = json!({ "behavior": "allow", "downloadPath": self.downloads() });
            self.chrome("Browser.setDownloadBehavior", parameters).await?;
        }
        Ok(())
    }

    /// The gate, when there is one.
    pub(super) fn gate(&self) -> Option<&Gate> {
        self.gate.as_ref()
    }

    /// Whether it understands commands of Chromium's own protocol.
    pub(super) fn is_chromium(&self) -> bool {
        self.chromium
    }

    /// Where downloads go.
    pub(super) fn downloads(&self) -> PathBuf {
        self.profile.path.join("downloads")
    }

    /// Runs a command of the driver, within bounds.
    ///
    /// # Errors
    /// What its error means.
    pub(super) async fn drive<T>(
        &self,
        command: impl Future<Output = Result<T, fantoccini::error::CmdError>>,
    ) -> Result<T, Problem> {
        let limit = self.load * LOADS + DRIVING;
        match timeout(limit, command).await {
            Ok(done) => done.map_err(|e| failed(&e)),
            Err(_) => Err(unanswered(limit)),
        }
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// As [`Session::drive`].
    pub(super) async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Problem> {
        self.drive(self.client.execute(script, arguments)).await
    }

    /// Runs a command of Chromium's own protocol.
    ///
    /// # Errors
    /// As [`Session::drive`].
    pub(super) async fn chrome(&self, command: &'static str, parameters: Value) -> Result<Value, Problem> {
        self.drive(self.client.issue_cmd(Chrome { command, parameters })).await
    }

    /// Level and text of what the console was told since the last time; nothing for a browser that does not say.
    pub(super) async fn console(&self) -> Option<Vec<(String, String)>> {
        if !self.chromium {
            return None;
        }
        let lines = self.drive(self.client.issue_cmd(Console)).await.ok()?;
        let text = |line: &Value, member: &str| line.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(lines.as_array()?.iter().map(|line| (text(line, "level"), text(line, "message"))).collect())
    }

    /// Gives the page this size.
    ///
    /// # Errors
    /// As [`Session::drive`].
    pub(super) async fn resize(&self, width: u32, height: u32) -> Result<(), Problem> {
        if !self.chromium {
            return self.drive(self.client.set_window_size(width, height)).await;
        }
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.chrome("Emulation.setDeviceMetricsOverride", size).await.map(drop)
    }

    /// Loads the page again, past every cache.
    ///
    /// # Errors
    /// As [`Session::drive`].
    pub(super) async fn reload_afresh(&self) -> Result<(), Problem> {
        if !self.chromium {
            return self.drive(self.client.refresh()).await;
        }
        self.chrome("Network.enable", json!({})).await?;
        self.chrome("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
        let reloaded = self.drive(self.client.refresh()).await;
        self.chrome("Network.setCacheDisabled", json!({ "cacheDisabled": false })).await?;
        reloaded
    }

    /// Ends the session with driver, browser, gate and profile.
    pub(super) async fn end(self) {
        let Self { client, driver, gate, profile, .. } = self;
        // A driver of one's own is killed with its browser, which has nothing left to put in order; taking leave of it
        // would cost 0.1 to 0.4 s. A service goes on, and must know.
        if !driver.is_own() {
            drop(timeout(ENDING, client.close()).await);
        }
        driver.end().await;
        drop(gate);
        drop(profile);
    }
}

/// The session that is wanted from the driver.
fn wanted(kind: &Kind, profile: &Path, gate: Option<&Gate>, load: Duration) -> Map<String, Value> {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
        "--password-store=basic",
        "--hide-scrollbars",
    ]
    .map(str::to_owned)
    .into();
    if let Some(gate) = gate {
        arguments.extend([
            format!("--proxy-server=http://{}", gate.address()),
            "--proxy-bypass-list=<-loopback>".to_owned(),
            format!("--ignore-certificate-errors-spki-list={}", gate.spki()),
            // Nothing but the proxy is reached by name.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1".to_owned(),
        ]);
    }
    // A browser as packaged may open a page of its packager's at its start.
    let blank = json!({ "restore_on_startup": 4, "startup_urls": ["about:blank"] });
    // Packets that no proxy sees do not leave; the switch for that is not heeded by every Chromium.
    let packets = json!({ "ip_handling_policy": "disable_non_proxied_udp" });
    let prefs = json!({
        "session": blank, "homepage": "about:blank", "homepage_is_newtabpage": false, "webrtc": packets,
    });
    let mut options = json!({ "prefs": prefs });
    if let Kind::Local { browser, .. } = kind {
        arguments.push(format!("--user-data-dir={}", profile.join("profile").display()));
        options["binary"] = json!(browser.display().to_string());
    }
    options["args"] = json!(arguments);
    let load = u64::try_from((load * LOADS).as_millis()).unwrap_or(u64::MAX);
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "pageLoad": load, "script": 10_000 },
        "unhandledPromptBehavior": "dismiss",
    });
    wanted.as_object().cloned().unwrap_or_default()
}
