//! `gate`: look at a running system, read-only, within a deadline, and say one thing.

use super::check;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::library::Library;
use crate::plan::make::{self, Wish};
use crate::run::conduct::Conduct;
use crate::run::restoring::Draw;
use crate::settings::{NamedTarget, Settings};
use runproof_core::duration;
use runproof_core::ledger::GateRule;
use runproof_core::target::{Provider, Target};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

/// The pack for any web service.
const ANY: &str = "any";
/// The mode that a system's gate runs.
const SMOKE: &str = "smoke";
/// How long the first connection may take.
const FIRST_CONNECTION: Duration = Duration::from_secs(5);

/// Looks and reports.
pub fn perform(global: &Global, url: Option<&str>, system: Option<&str>, deadline: &str) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = match url {
        Some(url) => bare(url, system)?,
        None => settings.target(global.target.as_deref())?,
    };
    refuse_own_stack(&named)?;
    let surface = named.target.system == ANY;
    let wish = Wish {
        system: Some(named.target.system.clone()),
        tags: global.tags.clone(),
        mode: (!surface).then(|| global.mode.clone().unwrap_or_else(|| SMOKE.into())),
        profile: global.profile.clone(),
        gentle: true,
        ..Wish::default()
    };
    let beside = named.base.join("features");
    let mut library = Library::carried();
    if url.is_none() && beside.is_dir() {
        let mut own = Library::read(&[beside])?;
        own.complete_with(library);
        library = own;
    }
    let plan = make::plan(&library, &named, &wish)?;
    if plan.scenarios.is_empty() {
        return Err(Complaint::Nothing {
            asked: format!("the mode `{}` of `{}`", wish.mode.unwrap_or_default(), named.target.system),
        });
    }
    reach(&named)?;
    let mut durations = settings.durations()?;
    let limit = duration::parse(deadline)
        .map_err(|e| Complaint::Usage { what: e.to_string(), next: "correct `--deadline`".into() })?;
    durations.run = durations.run.min(limit);
    let gate = if surface { GateRule::Surface } else { GateRule::System };
    let ran = Conduct { command: "gate", global, named, durations, plan, gate, drill: None, draw: Draw::default() }
        .perform()?;
    check::tell(global, &ran);
    Ok(ran.code)
}

/// A target made of nothing but an address. Its name is the address without the user's part: names are written down.
fn bare(url: &str, system: Option<&str>) -> Result<NamedTarget, Complaint> {
    let address = url.trim_end_matches('/');
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let (authority, path) = rest.split_once('/').map_or((rest, String::new()), |(a, p)| (a, format!("/{p}")));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (name_only, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let port_fits = port.is_none_or(|p| p.parse::<u16>().is_ok_and(|n| n > 0));
    let name_fits = !name_only.is_empty() && !name_only.contains(char::is_whitespace);
    if !matches!(scheme, "http" | "https") || !port_fits || !name_fits {
        let what = format!("`{}` is not an address", url.rsplit_once('@').map_or(url, |(_, rest)| rest));
        return Err(Complaint::Usage { what, next: "write for example `runproof gate https://circle.example`".into() });
    }
    let mut target = Target { system: system.unwrap_or(ANY).into(), provider: Provider::Live, ..Target::default() };
    target.urls.insert("edge".into(), address.to_owned());
    target.urls.insert("plain".into(), format!("http://{name_only}"));
    let name = format!("{scheme}://{host}{path}");
    Ok(NamedTarget { name, target, base: PathBuf::new(), waivers_at: vec![] })
}

fn refuse_own_stack(named: &NamedTarget) -> Result<(), Complaint> {
    if named.target.provider == Provider::Live {
        return Ok(());
    }
    Err(Complaint::Usage {
        what: format!("the gate looks at a running system, and the target `{}` is not one", named.name),
        next: "name an address, or a target with `provider = \"live\"`; `runproof check` runs a stack of its own"
            .into(),
    })
}

/// One connection before anything else: a target that cannot be reached is no finding about it.
fn reach(named: &NamedTarget) -> Result<(), Complaint> {
    let url = named.target.urls.get("edge").map(String::as_str).unwrap_or_default();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default().rsplit('@').next().unwrap_or_default();
    let default = if url.starts_with("https://") { 443 } else { 80 };
    let (host, port) = match authority.rsplit_once(':').map(|(h, p)| (h, p.parse::<u16>())) {
        Some((host, Ok(port))) => (host.trim_matches(['[', ']']), port),
        _ => (authority, default),
    };
    let host = named.target.resolve.get(host).map_or(host, String::as_str);
    let down = |why: String, next: &str| Complaint::TargetDown { target: named.name.clone(), why, next: next.into() };
    let addresses = (host, port).to_socket_addrs().map_err(|e| {
        down(format!("`{host}` has no address: {e}"), "look at the name and at the resolver of this machine")
    })?;
    let mut last = "no address at all".to_owned();
    for address in addresses {
        match TcpStream::connect_timeout(&address, FIRST_CONNECTION) {
            Ok(_) => return Ok(()),
            Err(error) => last = format!("{address}: {error}"),
        }
    }
    Err(down(last, "look whether the service runs, on which port, and whether a firewall stands between"))
}
