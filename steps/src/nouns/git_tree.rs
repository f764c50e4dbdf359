//! Git work trees.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::git_tree::{GitCheck, Tracking};
use runproof_core::noun::log::LinesCheck;
use runproof_core::observation::{LineSource, Observation, Question};

type Checked = Result<Check, Stop>;
type AskedMore = Result<(Question, Check), Stop>;

pub fn looks_at(_: &World, p: &Phrase) -> Result<Question, Stop> {
    Ok(Question::GitTree { path: p.text(0), also: vec![] })
}

pub fn clean(_: &World, _: &Phrase) -> Checked {
    Ok(Check::GitTree(GitCheck::Clean))
}

pub fn reachable(_: &World, p: &Phrase) -> Checked {
    Ok(Check::GitTree(GitCheck::Reachable { commits: p.number(0)? }))
}

pub fn pushed(world: &World, p: &Phrase) -> AskedMore {
    ask_more(world, GitCheck::Pushed { remote: p.text(0) })
}

pub fn remote(_: &World, p: &Phrase) -> Checked {
    Ok(Check::GitTree(GitCheck::Remote { name: p.text(0), url: p.text(1) }))
}

pub fn only_under(world: &World, p: &Phrase) -> AskedMore {
    let places = p.text(0).split(',').map(|s| s.trim().to_owned()).collect();
    ask_more(world, GitCheck::OnlyUnder { revision: p.text(1), places })
}

pub fn nothing_under(world: &World, p: &Phrase) -> AskedMore {
    ask_more(world, GitCheck::NothingUnder { revision: p.text(1), place: p.text(0) })
}

pub fn subjects_match(world: &World, p: &Phrase) -> AskedMore {
    let Observation::GitTree(tree) = &world.look()?.seen.observation else {
        return Err(Stop::Plan("the scenario did not look at a git tree before".into()));
    };
    let text = tree.subjects.join("\n");
    let source = LineSource::Text { label: "the commit subjects".into(), text };
    let pattern = Some(world.pattern(&p.text(0))?);
    Ok((Question::Lines { source, pattern }, Check::Lines(LinesCheck::Every)))
}

fn ask_more(world: &World, check: GitCheck) -> AskedMore {
    let Question::GitTree { path, .. } = &world.look()?.question else {
        return Err(Stop::Plan("the scenario did not look at a git tree before".into()));
    };
    let also = check.question().into_iter().collect();
    Ok((Question::GitTree { path: path.clone(), also }, Check::GitTree(check)))
}

pub fn tracking(world: &World, p: &Phrase) -> AskedMore {
    let wanted = match p.text(1).as_str() {
        "tracked" => Tracking::Tracked,
        "ignored" => Tracking::Ignored,
        _ => Tracking::NotTracked,
    };
    ask_more(world, GitCheck::Tracking { file: p.text(0), wanted })
}

pub fn commits_since(world: &World, p: &Phrase) -> AskedMore {
    let (number, revision) = (p.number(1)?, p.text(2));
    let (least, most) = match p.text(0).as_str() {
        "exactly" => (number, number),
        "at least" => (number, u64::MAX),
        _ => (0, number),
    };
    ask_more(world, GitCheck::CommitsSince { revision, least, most })
}
