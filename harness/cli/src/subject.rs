//! From a target as written to a subject that can be probed.

use crate::ambient;
use crate::complaint::Complaint;
use crate::settings::NamedTarget;
use runproof_core::names::Names;
use runproof_core::target::{BackupsAt, Database, EngineAt, LogAt, Provider, SecretSource, Target};
use runproof_probe::browser::Seat;
use runproof_probe::engine::EngineSeat;
use runproof_probe::postgres::Server;
use runproof_probe::rehearsal::RestoreSeat;
use runproof_probe::secret::{Redactor, Secret};
use runproof_probe::subject::{BackupPlace, KeyAt, LogPlace, Permit, Store, Subject};
use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a subject is made with besides the target.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The names of the system.
    pub names: &'a Names,
    /// Where masks are kept.
    pub redactor: &'a Redactor,
    /// Time limit of one request.
    pub request_limit: Duration,
    /// Time limit of one procedure.
    pub procedure_limit: Duration,
    /// The command that runs a child feature.
    pub itself: &'a [String],
    /// Where browsers come from, when there are any.
    pub browser: Option<&'a Arc<Seat>>,
    /// What restores backups, when the run brings it along.
    pub restore: Option<&'a RestoreSeat>,
}

/// Makes a subject; every key is read now, so that a missing one is known before anything starts.
///
/// # Errors
/// When a key is missing or an address is malformed.
pub fn subject(named: &NamedTarget, setting: &Setting<'_>) -> Result<Subject, Complaint> {
    let target = &named.target;
    let wrong = |what: String, next: &str| Complaint::Settings {
        place: format!("target `{}`", named.name),
        what,
        next: next.into(),
    };
    let path = |text: &String| absolute(&named.base, text);
    let keys = keys(named, setting.redactor).map_err(|(what, next)| wrong(what, &next))?;
    for (address, url) in &target.urls {
        learn_credentials(setting.redactor, url);
        if !has_scheme_and_host(url) {
            let what = format!("`urls.{address}` is no address with scheme and host");
            return Err(wrong(what, "write for example `https://circle.example`"));
        }
    }
    let resolve = addresses(&target.resolve).map_err(|(what, next)| wrong(what, next))?;
    let connect_to = connections(&target.connect_to).map_err(|(what, next)| wrong(what, next))?;
    let of_server = |source: &SecretSource| {
        server(&named.base, source, setting.redactor).map_err(|(what, next)| wrong(what, &next))
    };
    let store = |database: &Database| match database {
        Database::Sqlite(file) => Ok(Store::Sqlite(path(file))),
        Database::Url(source) => of_server(source),
    };
    let live = target.provider == Provider::Live;
    Ok(Subject {
        urls: target.urls.clone(),
        keys,
        credential: credential(setting.names),
        root: target.root.as_ref().map(path),
        attestations: path(&target.attestations.clone().unwrap_or_else(|| "attestations".into())),
        database: target.database.as_ref().map(store).transpose()?,
        backups: backups(&named.base, target.backups.as_ref(), setting.redactor)
            .map_err(|(what, next)| wrong(what, &next))?,
        restore: setting.restore.cloned(),
        logs: target.logs.iter().map(|(name, at)| (name.clone(), log_place(&named.base, at))).collect(),
        procedures: target.procedures.clone(),
        resolve,
        connect_to,
        resolver: resolver(target).map_err(|(what, next)| wrong(what, next))?,
        authority: target.authority.as_ref().map(path),
        stand_ins: target.stand_ins.clone(),
        selectors: setting.names.selectors.clone(),
        console_allowed: setting.names.console_allowed.clone(),
        browser: setting.browser.cloned(),
        volatile: setting.names.volatile.clone(),
        permit: Permit::Reading(writes(target.allow_writes.iter().chain(harmless(setting.names, live)))),
        live,
        rate: target.rate.as_deref().map(rate).transpose().map_err(|(what, next)| wrong(what, next))?,
        engine: target.engine.as_ref().map(seat),
        budgets: budgets(&target.budgets).map_err(|(what, next)| wrong(what, next))?,
        request_limit: setting.request_limit,
        procedure_limit: setting.procedure_limit,
        itself: setting.itself.to_vec(),
        redactor: setting.redactor.clone(),
    })
}

/// The keys by alias, which the redactor learns, or what is wrong with one and what to do.
fn keys(named: &NamedTarget, redactor: &Redactor) -> Result<BTreeMap<String, Secret>, (String, String)> {
    let key = |(alias, source): (&String, &SecretSource)| {
        let secret = kept(&named.base, &format!("key `{alias}`"), source)?;
        redactor.learn(&format!("key {alias}"), Some(alias), &secret);
        Ok((alias.clone(), Secret::new(secret)))
    };
    named.target.keys.iter().map(key).collect()
}

/// Where backups are kept, or what is wrong with it and what to write.
fn backups(base: &Path, at: Option<&BackupsAt>, redactor: &Redactor) -> Result<Option<BackupPlace>, (String, String)> {
    let Some(at) = at else { return Ok(None) };
    let cadence = at.cadence.as_deref().map(runproof_core::duration::parse).transpose();
    let cadence = cadence.map_err(|e| (format!("`backups.cadence`: {e}"), "write for example `1d`".into()))?;
    if at.pattern.is_empty() || at.pattern.contains('/') {
        let what = format!("`backups.pattern` is `{}`, which is no pattern of a name", at.pattern);
        return Err((what, "write for example `shop_*.sql.gz`; the directory stands in `dir`".into()));
    }
    let recovery_point = at.rpo.as_deref().map(runproof_core::duration::parse).transpose();
    let recovery_point =
        recovery_point.map_err(|e| (format!("`backups.rpo`: {e}"), "write for example `1d`".into()))?;
    let key = match &at.key {
        None => None,
        // Its path is handed on, and whoever opens it finds out whether it is there.
        Some(SecretSource::File(path)) => Some(KeyAt::File(absolute(base, path))),
        Some(source) => {
            let key = kept(base, "key of the backups", source)?;
            redactor.learn("key of the backups", None, &key);
            Some(KeyAt::Value(Secret::new(key)))
        }
    };
    let (directory, pattern) = (absolute(base, &at.dir), at.pattern.clone());
    Ok(Some(BackupPlace { directory, pattern, cadence, recovery_point, key }))
}

fn log_place(base: &Path, at: &LogAt) -> LogPlace {
    match at {
        LogAt::File(file) => LogPlace::File(absolute(base, file)),
        LogAt::Service(log) => LogPlace::Service(log.service.clone()),
    }
}

fn seat(at: &EngineAt) -> EngineSeat {
    EngineSeat { project: at.project.clone(), address: at.address.clone().or_else(ambient::engine), idle: false }
}

/// The header that carries a key: its name, and its value with `{key}`.
fn credential(names: &Names) -> Option<(String, String)> {
    let (name, value) = names.credential.as_deref()?.split_once(": ")?;
    Some((name.into(), value.into()))
}

/// The addresses that names stand for, or what is wrong with one and what to write.
fn addresses(written: &BTreeMap<String, String>) -> Result<BTreeMap<String, IpAddr>, (String, &'static str)> {
    let address = |(name, text): (&String, &String)| match text.parse() {
        Ok(ip) => Ok((name.clone(), ip)),
        Err(_) => Err((format!("`resolve.{name}` is `{text}`, which is no address"), "write for example `127.0.0.1`")),
    };
    written.iter().map(address).collect()
}

/// Where connections really go, by host and port.
type Connections = BTreeMap<(String, u16), SocketAddr>;

/// Where connections really go, or what is wrong with one and what to write. Clients tell a name's
/// ports apart only where the URL does not write them.
fn connections(written: &BTreeMap<String, String>) -> Result<Connections, (String, &'static str)> {
    let next = "write for example `\"circle.example:443\" = \"127.0.0.1:8443\"`, with port 80 or 443 on the left";
    let connection = |(from, to): (&String, &String)| {
        let host = from.rsplit_once(':').and_then(|(host, port)| Some((host.to_ascii_lowercase(), port.parse().ok()?)));
        match (host, to.parse()) {
            (Some((host, port @ (80 | 443))), Ok(to)) if !host.is_empty() => Ok(((host, port), to)),
            _ => Err((format!("`connect_to.\"{from}\"` is `{to}`"), next)),
        }
    };
    written.iter().map(connection).collect()
}

/// Objectives by drill, or what is wrong with one and what to write.
fn budgets(written: &BTreeMap<String, String>) -> Result<BTreeMap<String, Duration>, (String, &'static str)> {
    let budget = |(name, text): (&String, &String)| match runproof_core::duration::parse(text) {
        Ok(span) => Ok((name.clone(), span)),
        Err(_) => Err((format!("`budgets.{name}` is `{text}`, which is no duration"), "write for example `2m`")),
    };
    written.iter().map(budget).collect()
}

/// The DNS server that a target names.
fn resolver(target: &Target) -> Result<Option<SocketAddr>, (String, &'static str)> {
    target.resolver.as_deref().map(socket_address).transpose()
}

/// The address of a DNS server, or what is wrong with it and what to write.
fn socket_address(text: &str) -> Result<SocketAddr, (String, &'static str)> {
    text.parse().map_err(|_| (format!("`resolver` is `{text}`"), "write for example `192.0.2.53:53`"))
}

/// Requests a second, or what is wrong and what to write.
fn rate(text: &str) -> Result<u32, (String, &'static str)> {
    let read = text.strip_suffix("/s").and_then(|n| n.trim().parse().ok()).filter(|n| (1..=1_000).contains(n));
    read.ok_or_else(|| {
        (format!("`rate` is `{text}`"), "write for example `20/s`: at least 1 and at most 1000 a second")
    })
}

fn has_scheme_and_host(url: &str) -> bool {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/'))
}

/// On a system that is somebody's, only what the target itself allows is written.
fn harmless(names: &Names, live: bool) -> &[String] {
    if live { &[] } else { &names.harmless_writes }
}

fn writes<'a>(requests: impl Iterator<Item = &'a String>) -> Vec<(String, String)> {
    requests.filter_map(|r| r.split_once(' ')).map(|(method, path)| (method.to_owned(), path.to_owned())).collect()
}

/// A PostgreSQL server by an address that is kept elsewhere.
fn server(base: &Path, source: &SecretSource, redactor: &Redactor) -> Result<Store, (String, String)> {
    let address = kept(base, "address of the database", source)?;
    let server = Server::parse(&address)
        .map_err(|e| (format!("the address of the database cannot be used: {e}"), e.next.clone()))?;
    for secret in server.secrets() {
        redactor.learn("database password", None, secret);
    }
    Ok(Store::Postgres(Box::new(server)))
}

/// What is kept in the environment or in a file, or what is wrong and what to do about it.
fn kept(base: &Path, what: &str, source: &SecretSource) -> Result<String, (String, String)> {
    let value = match source {
        SecretSource::Made(value) => value.clone(),
        SecretSource::Env(name) => ambient::variable(name).ok_or_else(|| {
            (
                format!("the variable `{name}` of the {what} is not set"),
                format!("set {name}, or take the {what} out of the target"),
            )
        })?,
        SecretSource::File(file) => {
            let path = absolute(base, file);
            let text = fs::read_to_string(&path).map_err(|e| {
                (
                    format!("the file {} of the {what} cannot be read: {e}", path.display()),
                    format!("put the {what} there, readable for you alone"),
                )
            })?;
            text.lines().next().unwrap_or_default().trim().to_owned()
        }
    };
    match value.is_empty() {
        true => Err((format!("the {what} is empty"), "give it a value, or take it out of the target".into())),
        false => Ok(value),
    }
}

fn learn_credentials(redactor: &Redactor, url: &str) {
    let authority = url.split_once("://").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
    if let Some((user_info, _)) = authority.and_then(|a| a.rsplit_once('@')) {
        let password = user_info.split_once(':').map_or(user_info, |(_, password)| password);
        redactor.learn("url credential", None, password);
    }
}

fn absolute(base: &Path, path: &str) -> PathBuf {
    let joined = base.join(path);
    std::path::absolute(&joined).unwrap_or(joined)
}
