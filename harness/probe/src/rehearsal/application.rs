//! The application is started on a restored database and asked what only its data can answer.
//!
//! It is the procedure `application` of the target, which serves until it is ended; variables tell it where to listen and
//! which database is its own.

use crate::clock::Tick;
use crate::host::job::{Bounds, run_while};
use crate::lab::Journal;
use crate::net::http::Web;
use crate::outlook::Outlook;
use crate::subject::{Permit, Subject};
use crate::wait::Polling;
use runproof_core::names::RestoreAnswer;
use runproof_core::noun::application::{Answered, Application, ApplicationAsked, at};
use runproof_core::noun::http::{Exchange, Request};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::query::QueryRows;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::process::Command;

/// The name of the procedure.
pub(super) const PROCEDURE: &str = "application";
/// The variable with the address of the restored database, with role and password.
const DATABASE: &str = "RUNPROOF_DATABASE_URL";
/// The variable with the port of the loopback address on which it is to listen.
const PORT: &str = "RUNPROOF_PORT";
/// How long it may take to be ready, when the procedure's limit is longer.
const PATIENCE: Duration = Duration::from_secs(120);
/// Time between two looks at its readiness.
const EVERY: Duration = Duration::from_millis(100);
/// Bytes kept of each stream of what it prints.
const OUTPUT: usize = 16 * 1024;
/// Most characters of its last words that are told.
const WORDS: usize = 600;

/// What an application is started on.
pub(super) struct Ground<'a> {
    /// The target.
    pub(super) subject: &'a Subject,
    /// Address of the restored database, as the role.
    pub(super) address: &'a str,
    /// The role.
    pub(super) role: &'a str,
    /// What the named queries of the answers returned there, in the order of the answers.
    pub(super) held: Vec<QueryRows>,
    /// Who notes its processes.
    pub(super) journal: &'a dyn Journal,
    /// Set by somebody who wants it to end now.
    pub(super) stop: &'a AtomicBool,
}

/// Starts the application, asks it, and ends it.
pub(super) async fn application(ground: &Ground<'_>, asked: &ApplicationAsked) -> Application {
    let mut seen = Application { role: ground.role.to_owned(), ..Application::default() };
    let started = free_port().map_err(|e| Obstacle::unseen(format!("no loopback port is free: {e}")));
    let started = started.and_then(|port| Ok((port, command(ground, port)?)));
    let (port, command) = match started {
        Ok(started) => started,
        Err(obstacle) => return Application { problem: Some(obstacle), ..seen },
    };
    let began = Tick::now();
    let bounds = Bounds { time: ground.subject.procedure_limit, output: OUTPUT };
    let asking = Box::pin(answers(ground, asked, port));
    let (ended, came) = Box::pin(run_while(command, bounds, Some(ground.journal), asking)).await;
    seen.last_words = last_words(ground.subject, &format!("{}{}", ended.stdout.text(), ended.stderr.text()));
    match came {
        Some(Ok((ready_ms, answers))) => {
            (seen.started_ms, seen.answers) = (ready_ms, answers);
            seen.last_words.clear();
        }
        Some(Err(why)) => (seen.started_ms, seen.not_ready) = (began.elapsed_ms(), why),
        None => match (ended.problem, ended.exit_code) {
            (Some(problem), _) => seen.problem = Some(problem.worded(|why| format!("`{PROCEDURE}`: {why}"))),
            (None, code) => {
                let code = code.map_or_else(|| "no code".to_owned(), |code| code.to_string());
                seen.not_ready = format!("`{PROCEDURE}` ended by itself, with {code}, where it should have served");
            }
        },
    }
    seen
}

fn command(ground: &Ground<'_>, port: u16) -> Result<Command, Obstacle> {
    let words = ground.subject.procedures.get(PROCEDURE).and_then(|words| words.split_first());
    let (program, own) = words.ok_or_else(|| Obstacle::unseen(format!("the target has no procedure `{PROCEDURE}`")))?;
    let mut command = Command::new(program);
    command.args(own).env(DATABASE, ground.address).env(PORT, port.to_string());
    if let Some(root) = &ground.subject.root {
        command.current_dir(root);
    }
    Ok(command)
}

/// Waits for it to be ready and asks everything: milliseconds until then, and the answers; else why it is not ready.
async fn answers(ground: &Ground<'_>, asked: &ApplicationAsked, port: u16) -> Result<(u64, Vec<Answered>), String> {
    let base = format!("http://127.0.0.1:{port}");
    let mut web = Web::new(Arc::new(Outlook::on(Arc::new(there(ground.subject, &base)))));
    let began = Tick::now();
    let ready = Request { method: "GET".into(), url: format!("{base}{}", asked.wanted.ready), ..Request::default() };
    let mut polling = Polling::new(EVERY, began.after(PATIENCE.min(ground.subject.procedure_limit)));
    loop {
        let exchange = web.exchange(&ready).await;
        if exchange.response.as_ref().is_some_and(|response| response.status == 200) {
            break;
        }
        if ground.stop.load(Ordering::Relaxed) || !polling.again().await {
            return Err(format!("`{}` gave {}", asked.wanted.ready, worded(&exchange)));
        }
    }
    let ready_ms = began.elapsed_ms();
    let mut answers = Vec::new();
    for (wanted, held) in asked.wanted.answers.iter().zip(&ground.held) {
        answers.push(answered(&mut web, &base, wanted, held).await);
    }
    Ok((ready_ms, answers))
}

/// The application as a subject of its own. On a copy nobody is hurt by a request that writes; the application of a live
/// system may still send mail, so there only what the target lets through goes out.
fn there(subject: &Subject, base: &str) -> Subject {
    Subject {
        urls: [("edge".to_owned(), base.to_owned())].into(),
        keys: subject.keys.clone(),
        credential: subject.credential.clone(),
        permit: if subject.live { subject.permit.clone() } else { Permit::Everything },
        request_limit: subject.request_limit,
        redactor: subject.redactor.clone(),
        ..Subject::default()
    }
}

async fn answered(web: &mut Web, base: &str, wanted: &RestoreAnswer, held: &QueryRows) -> Answered {
    let (method, path) = wanted.request.split_once(' ').unwrap_or(("GET", &wanted.request));
    let headers = wanted.body.as_ref().map(|_| ("content-type".to_owned(), "application/json".to_owned()));
    let request = Request {
        method: method.to_owned(),
        url: format!("{base}{path}"),
        headers: headers.into_iter().collect(),
        body: wanted.body.clone(),
        key: wanted.key.clone(),
        ..Request::default()
    };
    let exchange = web.exchange(&request).await;
    let text = exchange.response.as_ref().and_then(|response| response.body.text.as_deref());
    let document = text.and_then(|text| serde_json::from_str(text).ok());
    let good = exchange.response.as_ref().is_some_and(|response| (200..300).contains(&response.status));
    Answered {
        request: wanted.request.clone(),
        came: worded(&exchange),
        place: wanted.json.clone(),
        said: document.as_ref().filter(|_| good).and_then(|document| at(document, &wanted.json)),
        query: wanted.query.clone(),
        held: held.rows.first().and_then(|row| row.first().cloned()),
        problem: held.problem.clone(),
    }
}

fn worded(exchange: &Exchange) -> String {
    match (&exchange.response, &exchange.failure) {
        (_, Some(failure)) => failure.detail.clone(),
        (Some(response), None) => {
            let kind = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            let kind = kind.map_or("no type", |(_, value)| value.as_str());
            format!("{}, {kind}", response.status)
        }
        (None, None) => "nothing".to_owned(),
    }
}

/// The end of what it printed, without secrets.
fn last_words(subject: &Subject, printed: &str) -> String {
    let printed = subject.redactor.text(PROCEDURE, printed.trim());
    let from = printed.char_indices().rev().nth(WORDS).map_or(0, |(at, _)| at);
    printed[from..].to_owned()
}

/// A port that nobody listens on. Whoever takes it meanwhile answers other things than the restored database holds.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
