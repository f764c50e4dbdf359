//! `report.html`: one file that works offline. Markup, style and script are files of their own; here they are joined.

use crate::attachment::Attached;
use crate::embed::{base64, json, template, text};
use crate::error::RenderError;
use crate::headline::Headline;
use crate::ledger_reader::Ledger;
use crate::page_detail::Detail;
use crate::page_run::RunData;
use crate::page_seen::Room;
use crate::pictures::Album;
use crate::words::{subject, summary, verdict_line};
use runproof_core::account::ScenarioAccount;
use runproof_core::exit::Flakiness;
use runproof_core::tally::Tally;
use runproof_core::verdict::{EvidenceClass, Verdict};
use sha2::{Digest, Sha256};
use std::io::Write;

const PAGE: &str = include_str!("../resources/report.html");
const DETAIL: &str = include_str!("../resources/detail.html");
const STYLE: &str = include_str!("../resources/report.css");
const SCRIPTS: [&str; 7] = [
    include_str!("../resources/js/base.js"),
    include_str!("../resources/js/overview.js"),
    include_str!("../resources/js/pictures.js"),
    include_str!("../resources/js/view.js"),
    include_str!("../resources/js/detail.js"),
    include_str!("../resources/js/list.js"),
    include_str!("../resources/js/report.js"),
];

/// Room for what was seen in scenarios that did not pass: 64 KiB each, 24 MiB in all.
const TROUBLED: Room = Room { each: 64 * 1024, left: 24 * 1024 * 1024 };
/// Room for what was seen in all others: 8 KiB each, 8 MiB in all.
const OTHERS: Room = Room { each: 8 * 1024, left: 8 * 1024 * 1024 };

/// Writes the page.
///
/// # Errors
/// When the sink refuses or the ledger cannot be read again.
pub fn write<W: Write>(ledger: &Ledger, mut sink: W) -> Result<(), RenderError> {
    let account = &ledger.account;
    let tally = Tally::of(account);
    let headline = Headline::of(account, &tally, Flakiness::Shown);
    let script = script();
    let album = Album::of(ledger);
    template(&mut sink, PAGE, |sink, name| match name {
        "verdict" => text(sink, headline.verdict.name()),
        "word" => text(sink, headline.word),
        "subject" => text(sink, &subject(account)),
        "started" => text(sink, &account.start.started),
        "simulation" => text(sink, simulation(account.start.class)),
        "line" => text(sink, &verdict_line(account, &tally, Flakiness::Shown)),
        "summary" => text(sink, &summary(account, &tally, Flakiness::Shown, ".").to_string()),
        "style-digest" => Ok(sink.write_all(digest(STYLE).as_bytes())?),
        "script-digest" => Ok(sink.write_all(digest(&script).as_bytes())?),
        "style" => Ok(sink.write_all(STYLE.as_bytes())?),
        "script" => Ok(sink.write_all(script.as_bytes())?),
        "run" => json(sink, &RunData::of(ledger, &tally)?),
        "details" => write_details(ledger, &album, sink),
        "pictures" => album.write(ledger.folder(), sink, |n| {
            [format!("<script type=\"text/plain\" id=\"p{n}\">"), "</script>\n".to_owned()]
        }),
        _ => Ok(()),
    })?;
    sink.flush()?;
    Ok(())
}

/// Writes the details of every scenario, those that did not pass first, one block each.
fn write_details<W: Write>(ledger: &Ledger, album: &Album, sink: &mut W) -> Result<(), RenderError> {
    let attached = Attached::of(&ledger.account);
    let troubled = |s: &&ScenarioAccount| s.verdict() >= Verdict::Inconclusive;
    let scenarios = || ledger.account.scenarios.iter();
    let mut room = TROUBLED;
    for scenario in scenarios().filter(troubled) {
        write_detail(ledger, album, scenario, &attached, &mut room, sink)?;
    }
    let mut room = OTHERS;
    for scenario in scenarios().filter(|s| !troubled(s)) {
        write_detail(ledger, album, scenario, &attached, &mut room, sink)?;
    }
    Ok(())
}

fn write_detail<W: Write>(
    ledger: &Ledger,
    album: &Album,
    scenario: &ScenarioAccount,
    attached: &Attached,
    room: &mut Room,
    sink: &mut W,
) -> Result<(), RenderError> {
    let detail = Detail::of(ledger, album, scenario, attached.path(scenario), room)?;
    template(sink, DETAIL, |sink, name| match name {
        "number" => text(sink, &scenario.plan.scenario.to_string()),
        _ => json(sink, &detail),
    })
}

/// The word that marks a simulated run, for style and reader alike.
fn simulation(class: Option<EvidenceClass>) -> &'static str {
    if class == Some(EvidenceClass::Simulated) { "simulated" } else { "" }
}

/// The parts of the script, each in its place, in one scope.
fn script() -> String {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPTS.concat())
}

/// A digest as a content security policy names it.
fn digest(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}
