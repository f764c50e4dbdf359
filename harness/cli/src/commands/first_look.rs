//! `init --from URL`: looks at a system, read-only, and writes down what can be promised about it.

use super::init;
use crate::ambient;
use crate::complaint::Complaint;
use crate::say;
use crate::settings::NamedTarget;
use crate::subject::{self, Setting};
use crate::survey::{self, Access, Address, Kept, Names, Sight, Trial};
use runproof_core::names::Names as SystemNames;
use runproof_core::noun::http::FailureKind;
use runproof_core::target::{Provider, SecretSource, Target};
use runproof_probe::secret::Redactor;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The longest one request of a first look may take.
const REQUEST: Duration = Duration::from_secs(4);

/// What is asked for.
pub struct Wish<'a> {
    /// The directory to write into.
    pub directory: Option<&'a Path>,
    /// The system's name.
    pub system: &'a str,
    /// Where it is.
    pub from: &'a str,
    /// A PEM file with a further authority to trust.
    pub authority: Option<&'a Path>,
    /// `ALIAS=VARIABLE` of a key.
    pub key: Option<&'a str>,
    /// The header that carries a key.
    pub credential: Option<&'a str>,
}

/// Looks, tries, writes, tells.
pub fn perform(wish: &Wish<'_>) -> Result<u8, Complaint> {
    let prefix = init::prefix(wish.system)?;
    let address =
        Address::parse(wish.from).map_err(|what| usage(what, "write for example `--from https://circle.example`"))?;
    let key = key(wish)?;
    let ip = address
        .ip()
        .map_err(|why| down(&address, &format!("`{}` has no address: {why}", address.host), "look at the name"))?;
    let authority =
        wish.authority.map(|p| std::path::absolute(p).unwrap_or_else(|_| p.to_owned()).display().to_string());
    let unknown = (survey::UNKNOWN_HOST.to_owned(), ip.to_string());
    let named = target(&address, key.clone(), authority.clone(), unknown);
    let base = wish.directory.unwrap_or(Path::new(".")).to_owned();
    init::refuse_what_is_there(&[base.join("runproof.toml"), base.join(format!("features/{}", wish.system))])?;
    let sight = look(&named, &address, wish.credential)?;
    let (kept, dropped) = tried(&sight);
    let asks_unknown = kept.iter().any(|k| k.proposal.steps.iter().any(|(_, s)| s.contains("{unknown}")));
    let names = Names {
        system: wish.system,
        prefix: &prefix,
        address: &address,
        unknown_ip: asks_unknown.then(|| ip.to_string()),
        authority,
        key: key.zip(wish.credential).map(|((alias, variable), c)| (alias, variable, c.to_owned())),
    };
    say::out(&told(&sight, &kept, &dropped, &address));
    let files: Vec<(PathBuf, String)> =
        survey::files(&names, &sight, &kept).into_iter().map(|(path, text)| (base.join(path), text)).collect();
    init::write_all(&files)?;
    say::out(&next(wish.directory, &kept));
    Ok(0)
}

fn usage(what: String, next: &str) -> Complaint {
    Complaint::Usage { what, next: next.into() }
}

fn down(address: &Address, why: &str, next: &str) -> Complaint {
    Complaint::TargetDown { target: address.origin(), why: why.to_owned(), next: next.into() }
}

/// Alias and variable of the key; both flags or none.
fn key(wish: &Wish<'_>) -> Result<Option<(String, String)>, Complaint> {
    let next = "write `--key reader=READER_KEY --credential 'Authorization: Bearer {key}'`";
    match (wish.key, wish.credential) {
        (None, None) => Ok(None),
        (Some(key), Some(credential)) => {
            let (alias, variable) = key.split_once('=').unwrap_or_default();
            let fits = runproof_steps::placeholder::is_name(alias) && !variable.is_empty();
            if !fits || !credential.contains(": ") || !credential.contains("{key}") {
                return Err(usage("`--key` takes ALIAS=VARIABLE, `--credential` a header with `{key}`".into(), next));
            }
            Ok(Some((alias.to_owned(), variable.to_owned())))
        }
        _ => Err(usage("`--key` and `--credential` go together".into(), next)),
    }
}

fn target(
    address: &Address,
    key: Option<(String, String)>,
    authority: Option<String>,
    unknown: (String, String),
) -> NamedTarget {
    let mut target = Target { provider: Provider::Live, authority, resolve: [unknown].into(), ..Target::default() };
    target.urls.insert("edge".into(), address.origin());
    target.urls.extend(address.plain().map(|plain| ("plain".to_owned(), plain)));
    target.keys.extend(key.map(|(alias, variable)| (alias, SecretSource::Env(variable))));
    NamedTarget { name: "here".into(), target, base: PathBuf::new(), waivers_at: vec![] }
}

fn look(named: &NamedTarget, address: &Address, credential: Option<&str>) -> Result<Sight, Complaint> {
    let names = SystemNames { credential: credential.map(str::to_owned), ..SystemNames::default() };
    let setting = Setting {
        names: &names,
        redactor: &Redactor::default(),
        request_limit: REQUEST,
        procedure_limit: REQUEST,
        itself: &[],
        browser: None,
        restore: None,
    };
    let subject = Arc::new(subject::subject(named, &setting)?);
    let broken = |e: std::io::Error| down(address, &e.to_string(), "look at this machine");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(broken)?;
    let sight = runtime.block_on(survey::sight(&Access { address: address.clone(), subject }));
    match &sight.page.failure {
        None if sight.page.response.is_some() => Ok(sight),
        None => Err(down(address, "the start page did not answer in time", "look whether the service runs")),
        Some(failure) => {
            let next = match failure.kind {
                FailureKind::UntrustedCertificate => "name the authority's PEM file with `--authority FILE`",
                FailureKind::Guarded => "the start page leads to another host: look at that one with `--from`",
                kind => kind.advice(),
            };
            Err(down(address, &sight.page.summary(), next))
        }
    }
}

/// Proposals that can turn red, and why the others are not written.
fn tried(sight: &Sight) -> (Vec<Kept>, Vec<(String, String)>) {
    let page = sight.page();
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for proposal in survey::proposals(sight) {
        match survey::trial(proposal, &page) {
            Trial::Kept(one) => kept.push(one),
            Trial::Dropped { title, why } => dropped.push((title, why)),
        }
    }
    (survey::first(kept), dropped)
}

fn told(sight: &Sight, kept: &[Kept], dropped: &[(String, String)], address: &Address) -> String {
    let mut text = format!("looked at {} with {} reading requests, each of GET\n\n", address.origin(), sight.requests);
    for finding in survey::findings(sight) {
        let _ = writeln!(text, "{finding}");
    }
    let _ = writeln!(text, "\n{} scenarios, each tried against canned lies before it was kept:", kept.len());
    for one in kept {
        let now = if one.proposal.mended.is_some() { "  (red now: the promise is broken)" } else { "" };
        let lies = one.faults.len();
        let _ = writeln!(text, "  {:<48} {lies} {}{now}", one.proposal.title, if lies == 1 { "lie" } else { "lies" });
    }
    for (title, why) in dropped {
        let _ = writeln!(text, "  dropped: {title}: {why}");
    }
    text.push('\n');
    text
}

fn next(directory: Option<&Path>, kept: &[Kept]) -> String {
    let place = directory.map(|d| format!("cd {} && ", d.display())).unwrap_or_default();
    let keyed = kept.iter().any(|k| k.proposal.steps.iter().any(|(_, s)| s.contains("signs in with the key")));
    let gate = match keyed {
        true => "the same as a gate after a deploy",
        false => "the same as a gate; it passes only when a scenario reads through the database: give it a key",
    };
    let exe = ambient::itself().ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
    let exe = exe.unwrap_or_else(|| "runproof".into());
    format!(
        "\nnext: {place}{exe} check --target here        everything that was proposed\n\
         \x20     {exe} gate --target here         {gate}\n\
         \x20     {exe} check --target here --watch   again whenever a file changes\n"
    )
}
