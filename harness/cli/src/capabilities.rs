//! What machine and target have.

use crate::{ambient, browsers};
use runproof_core::capability::{Capability, Found};
use runproof_core::target::{Provider, Target};
use runproof_probe::browser::Kind;
use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

/// Looks for every capability.
#[must_use]
pub fn found(target: &Target) -> Vec<Found> {
    Capability::ALL.into_iter().map(|c| one(c, target)).collect()
}

/// Looks for every capability that the target itself tells of, and for those tools that somebody asks for: each of
/// them is a program that has to be started.
#[must_use]
pub fn found_of(target: &Target, asked_for: &BTreeSet<Capability>) -> Vec<Found> {
    let wanted = |c: &Capability| !is_tool(*c) || asked_for.contains(c);
    Capability::ALL.into_iter().filter(wanted).map(|c| one(c, target)).collect()
}

fn is_tool(capability: Capability) -> bool {
    use Capability::{
        Apt, Browser, Caddy, Engine, Git, Internet, Node, Objects, Postgres, Python, Registry, Rsync, Ssh,
    };
    let with_others = matches!(capability, Internet | Ssh | Engine | Postgres | Rsync | Apt | Registry | Objects);
    with_others || matches!(capability, Git | Node | Python | Caddy | Browser)
}

fn one(capability: Capability, target: &Target) -> Found {
    let named = |present: bool, what: &str| {
        (present, if present { format!("{what} named by the target") } else { "not named by the target".into() })
    };
    let edge = target.urls.get("edge");
    let (present, detail) = match capability {
        Capability::Http => named(edge.is_some(), "edge"),
        Capability::Tls => named(edge.is_some_and(|e| e.starts_with("https://")), "https edge"),
        Capability::Database => named(target.database.is_some(), "database"),
        Capability::Files => named(target.root.is_some(), "root"),
        Capability::Logs => named(!target.logs.is_empty(), "logs"),
        Capability::Procedures => named(!target.procedures.is_empty(), "procedures"),
        Capability::Documents => named(target.documents.is_some(), "documents"),
        Capability::Dns => named(target.resolver.is_some() || target.provider == Provider::Live, "resolver"),
        Capability::Live => (target.provider == Provider::Live, "by the target's provider".into()),
        Capability::Itself => {
            ambient::itself().map_or_else(|e| (false, e.to_string()), |path| (true, path.display().to_string()))
        }
        Capability::Git => with_root(target, tool("git")),
        Capability::Node => tool("node"),
        Capability::Python => tool("python3"),
        Capability::Caddy => tool("caddy"),
        Capability::Postgres => postgres(),
        Capability::Rsync => tool("rsync"),
        Capability::Apt => tool("apt-get"),
        Capability::Registry if target.provider == Provider::Live => (true, "that of the target's images".into()),
        Capability::Registry => tool("docker-registry"),
        Capability::Objects if target.provider == Provider::Live => (true, "that of the target's backups".into()),
        Capability::Objects => Some(tool("weed")).filter(|(there, _)| !there).unwrap_or_else(|| tool("aws")),
        Capability::Browser => browser(target),
        Capability::Engine => engine(target),
        Capability::Ssh => shell(target),
        Capability::Internet => package_index(),
    };
    Found { capability, present, detail }
}

/// Tools that look at the target's files are of no use without them.
fn with_root(target: &Target, found: (bool, String)) -> (bool, String) {
    match target.root {
        Some(_) => found,
        None => (false, "the target names no `root` to look at".into()),
    }
}

/// Both programs must start, and belong to each other.
fn browser(target: &Target) -> (bool, String) {
    match browsers::kind(target) {
        Err(why) => (false, why),
        Ok(Kind::Remote { url }) => (true, format!("WebDriver at {url}")),
        Ok(Kind::Local { browser, driver }) => {
            let name = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let (browser, driver) = (tool(&name(&browser)), tool(&name(&driver)));
            match browser.0 && driver.0 {
                true => (true, format!("{}; {}; {}", browser.1, driver.1, browsers::network().words())),
                false => (false, format!("{}; {}", browser.1, driver.1)),
            }
        }
    }
}

/// What the stacks of a system cannot do without and the machine does not have.
#[must_use]
pub fn lacking(required: &[Capability], target: &Target) -> Option<Capability> {
    required.iter().copied().find(|capability| !one(*capability, target).present)
}

/// The programs of a server, wherever the distribution keeps them.
fn postgres() -> (bool, String) {
    match runproof_fixtures::postgres::Binaries::find() {
        Ok(binaries) => (true, binaries.directory().display().to_string()),
        Err(error) => (false, error.to_string()),
    }
}

/// A procedure of the target must use it; on a stack of the run's own, both ends must be there.
fn shell(target: &Target) -> (bool, String) {
    // Others are told how to call it in their surroundings, as `RSYNC_RSH=ssh -i KEY`.
    let calls = |word: &String| word.split([' ', '=']).any(|part| part == "ssh");
    if !target.procedures.values().any(|words| words.iter().any(calls)) {
        return (false, "no procedure of the target uses `ssh`".into());
    }
    let server = ambient::program("sshd").is_some() || std::path::Path::new("/usr/sbin/sshd").is_file();
    if target.provider != Provider::Live && !server {
        return (false, "no `sshd` on this machine".into());
    }
    tool("ssh")
}

/// Seconds in which a package index must answer, names and all.
const INDEX_LIMIT: &str = "20";

/// Whether pip reaches the index that it is configured to use; asked once and for a short time.
fn package_index() -> (bool, String) {
    let python = tool("python3");
    let Some(path) = ambient::program("python3").filter(|_| python.0) else { return python };
    let venv = Command::new(&path).args(["-c", "import ensurepip, venv"]).output();
    if !venv.is_ok_and(|output| output.status.success()) {
        return (false, "python3 makes no environments with pip: no `ensurepip`".into());
    }
    let asked = ["-m", "pip", "index", "versions", "pip", "--timeout", "5", "--retries", "0"];
    match Command::new("timeout").arg(INDEX_LIMIT).arg(path).args(asked).stdin(std::process::Stdio::null()).output() {
        Ok(output) if output.status.success() => (true, "pip reaches a package index".into()),
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let last = words.lines().rfind(|l| !l.trim().is_empty()).unwrap_or("pip said nothing");
            (false, format!("pip reaches no package index: {last}"))
        }
        Err(error) => (false, format!("python3 does not start: {error}")),
    }
}

/// Most time an engine may take to say who it is.
const ENGINE_LIMIT: Duration = Duration::from_secs(5);

/// The target must name containers, and their engine must answer.
fn engine(target: &Target) -> (bool, String) {
    let Some(at) = &target.engine else { return (false, "the target names no `engine`".into()) };
    let address = at.address.clone().or_else(ambient::engine);
    match runproof_probe::engine::greeting_aside(address.as_deref(), ENGINE_LIMIT) {
        Ok(version) => (true, format!("engine {version}, project `{}`", at.project)),
        Err(why) => (false, why),
    }
}

fn tool(name: &str) -> (bool, String) {
    let Some(path) = ambient::program(name) else { return (false, format!("no `{name}` on the search path")) };
    let argument = match name {
        "caddy" | "weed" => "version",
        "ssh" => "-V",
        _ => "--version",
    };
    match Command::new(&path).arg(argument).output() {
        Ok(output) if output.status.success() => {
            // `ssh` tells its version on the other stream.
            let told = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
            let words = String::from_utf8_lossy(told);
            (true, words.lines().next().unwrap_or_default().to_owned())
        }
        Ok(output) => (false, format!("{} does not start: {}", path.display(), output.status)),
        Err(error) => (false, format!("{} does not start: {error}", path.display())),
    }
}
