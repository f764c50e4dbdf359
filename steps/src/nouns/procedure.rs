//! Procedures, logs, time.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::log::{LinesCheck, Window};
use runproof_core::noun::procedure::ProcedureCheck;
use runproof_core::noun::value::{ElapsedCheck, ValueCheck};
use runproof_core::observation::{LineSource, Observation, Question};

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;
type AskedMore = Result<(Question, Check), Stop>;

pub fn runs(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Procedure { name: p.text(0), arguments: vec![] })
}

pub fn runs_with(_: &World, p: &Phrase) -> Asked {
    let arguments = p.text(1).split_whitespace().map(str::to_owned).collect();
    Ok(Question::Procedure { name: p.text(0), arguments })
}

pub fn prints_matching(world: &World, p: &Phrase) -> AskedMore {
    let (name, text) = match (&world.look()?.seen.observation, &world.look()?.question) {
        (Observation::Procedure(run), _) => (run.name.clone(), run.output()),
        (_, Question::Lines { source: LineSource::Text { label, text }, .. }) => (label.clone(), text.clone()),
        _ => return Err(Stop::Plan("the scenario did not run a procedure before".into())),
    };
    let source = LineSource::Text { label: name, text };
    let pattern = Some(world.pattern(&p.text(0))?);
    Ok((Question::Lines { source, pattern }, Check::Lines(LinesCheck::AtLeast { lines: 1 })))
}

pub fn reads_last_lines(_: &World, p: &Phrase) -> Asked {
    log(p.text(1), Window::Lines { last: p.number(0)? })
}

pub fn reads_last_span(_: &World, p: &Phrase) -> Asked {
    log(p.text(0), Window::Seconds { last: p.duration(1)?.as_secs() })
}

pub fn reads_since_start(world: &World, p: &Phrase) -> Asked {
    log(p.text(0), Window::Since { unix_ms: world.began_unix_ms })
}

fn log(name: String, window: Window) -> Asked {
    Ok(Question::Lines { source: LineSource::Log { name, window }, pattern: None })
}

fn lines(world: &World, pattern: Option<(String, String)>, check: LinesCheck) -> AskedMore {
    match &world.look()?.question {
        Question::Lines { source: source @ LineSource::Log { .. }, .. } => {
            Ok((Question::Lines { source: source.clone(), pattern }, Check::Lines(check)))
        }
        _ => Err(Stop::Plan("the scenario did not read a log before".into())),
    }
}

pub fn took_at_most(world: &World, p: &Phrase) -> AskedMore {
    let at_most_ms = u64::try_from(p.duration(0)?.as_millis()).unwrap_or(u64::MAX);
    Ok((Question::Elapsed { ms: world.action_ms()? }, Check::Elapsed(ElapsedCheck { at_most_ms })))
}

pub fn succeeds(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Procedure(ProcedureCheck::ExitsWith { code: 0 }))
}

pub fn exits_with(_: &World, p: &Phrase) -> Checked {
    let code = i32::try_from(p.number(0)?).map_err(|_| Stop::Plan("an exit code is at most 255".into()))?;
    Ok(Check::Procedure(ProcedureCheck::ExitsWith { code }))
}

pub fn prints(_: &World, p: &Phrase) -> Checked {
    let text = p.text(1);
    let wanted = p.text(0) == "prints";
    Ok(Check::Procedure(if wanted { ProcedureCheck::Prints { text } } else { ProcedureCheck::PrintsNot { text } }))
}

pub fn log_holds(world: &World, p: &Phrase) -> AskedMore {
    lines(world, None, counted(p)?)
}

pub fn log_holds_matching(world: &World, p: &Phrase) -> AskedMore {
    lines(world, Some(world.pattern(&p.text(2))?), counted(p)?)
}

pub fn log_holds_none(world: &World, p: &Phrase) -> AskedMore {
    lines(world, Some(world.pattern(&p.text(0))?), LinesCheck::AtMost { lines: 0 })
}

fn counted(p: &Phrase) -> Result<LinesCheck, Stop> {
    let lines = p.number(1)?;
    match p.text(0).as_str() {
        "at least" => Ok(LinesCheck::AtLeast { lines }),
        "at most" => Ok(LinesCheck::AtMost { lines }),
        _ => Ok(LinesCheck::Exactly { lines }),
    }
}

pub fn value(_: &World, p: &Phrase) -> AskedMore {
    let (seen, text) = (p.text(0), p.text(2));
    let check = if p.text(1) == "is" { ValueCheck::Is { text } } else { ValueCheck::IsNot { text } };
    Ok((Question::Value { text: seen }, Check::Value(check)))
}
