//! Attestations and runs of the product itself.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::attestation::AttestationCheck;
use runproof_core::noun::child_run::ChildCheck;
use runproof_core::observation::Question;
use runproof_core::verdict::Verdict;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;
type AskedMore = Result<(Question, Check), Stop>;

pub fn reviews(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Attestation { item: p.text(0) })
}

pub fn signed_off(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Attestation(AttestationCheck { role: p.text(0) }))
}

pub fn runs_child(world: &World, p: &Phrase) -> Asked {
    Ok(Question::ChildRun { feature: beside(&world.feature, &p.text(0)), says: vec![] })
}

/// A path as written in a feature, counted from the feature's directory.
fn beside(feature: &str, path: &str) -> String {
    let mut parts: Vec<&str> = feature.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

pub fn exit_code(_: &World, p: &Phrase) -> Checked {
    let code = i32::try_from(p.number(0)?).map_err(|_| Stop::Plan("an exit code is at most 255".into()))?;
    Ok(Check::ChildRun(ChildCheck::ExitCode { code }))
}

pub fn scenario(_: &World, p: &Phrase) -> Checked {
    Ok(Check::ChildRun(ChildCheck::Scenario { title: p.text(0), verdict: verdict(&p.text(1))? }))
}

pub fn step(_: &World, p: &Phrase) -> Checked {
    Ok(Check::ChildRun(ChildCheck::Step { text: p.text(0), verdict: verdict(&p.text(1))? }))
}

pub fn observation_per_question(_: &World, _: &Phrase) -> Checked {
    Ok(Check::ChildRun(ChildCheck::ObservationPerQuestion))
}

pub fn holds(_: &World, p: &Phrase) -> Checked {
    Ok(Check::ChildRun(ChildCheck::Holds { file: p.text(0) }))
}

fn verdict(name: &str) -> Result<Verdict, Stop> {
    let known = || Verdict::ALL.map(Verdict::name).join("`, `");
    Verdict::from_name(name).ok_or_else(|| Stop::Plan(format!("`{name}` is not a verdict; known are `{}`", known())))
}

pub fn says(world: &World, p: &Phrase) -> AskedMore {
    let file = if p.text(0) == "report" { "report.html" } else { "ledger.ndjson" }.to_owned();
    let text = p.text(1);
    let Question::ChildRun { feature, .. } = &world.look()?.question else {
        return Err(Stop::Plan("the scenario did not run a child feature before".into()));
    };
    let question = Question::ChildRun { feature: feature.clone(), says: vec![(file.clone(), text.clone())] };
    Ok((question, Check::ChildRun(ChildCheck::Says { file, text })))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn children_are_named_from_their_feature() {
        assert_eq!(beside("features/a/evidence/x.feature", "../children/y.feature"), "features/a/children/y.feature");
        assert_eq!(beside("/abs/x.feature", "y.feature"), "/abs/y.feature");
    }
}
