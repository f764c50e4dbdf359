//! What machine and target have.

use crate::{ambient, browsers};
use runproof_core::capability::{Capability, Found};
use runproof_core::target::{Provider, Target};
use runproof_probe::browser::Kind;
use std::collections::BTreeSet;
use std::process::Command;

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
    use Capability::{Browser, Caddy, Git, Node, Python};
    matches!(capability, Git | Node | Python | Caddy | Browser)
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
        Capability::Browser => browser(target),
        Capability::Engine => not_yet("the container engine is not asked yet"),
        Capability::Ssh => not_yet("hosts are not reached by SSH yet"),
        Capability::Internet => not_yet("nothing needs the open internet yet"),
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
            (browser.0 && driver.0, format!("{}; {}", browser.1, driver.1))
        }
    }
}

fn not_yet(why: &str) -> (bool, String) {
    (false, why.into())
}

fn tool(name: &str) -> (bool, String) {
    let Some(path) = ambient::program(name) else { return (false, format!("no `{name}` on the search path")) };
    let argument = if name == "caddy" { "version" } else { "--version" };
    match Command::new(&path).arg(argument).output() {
        Ok(output) if output.status.success() => {
            let words = String::from_utf8_lossy(&output.stdout);
            (true, words.lines().next().unwrap_or_default().to_owned())
        }
        Ok(output) => (false, format!("{} does not start: {}", path.display(), output.status)),
        Err(error) => (false, format!("{} does not start: {error}", path.display())),
    }
}
