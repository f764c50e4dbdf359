//! Files, directories, archives, env files, free space.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::archive::ArchiveCheck;
use runproof_core::noun::directory::DirectoryCheck;
use runproof_core::noun::env_file::EnvCheck;
use runproof_core::noun::file::FileCheck;
use runproof_core::noun::log::LinesCheck;
use runproof_core::noun::space::SpaceCheck;
use runproof_core::observation::{LineSource, Question};

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;
type AskedMore = Result<(Question, Check), Stop>;

fn file(check: FileCheck) -> Checked {
    Ok(Check::File(check))
}

fn directory(check: DirectoryCheck) -> Checked {
    Ok(Check::Directory(check))
}

pub fn looks_at(_: &World, p: &Phrase) -> Asked {
    Ok(Question::File { path: p.text(0) })
}

pub fn starts_with(_: &World, p: &Phrase) -> Checked {
    file(FileCheck::StartsWith { text: p.text(0) })
}

pub fn owner(_: &World, p: &Phrase) -> Checked {
    file(FileCheck::Owner { name: p.text(0) })
}

pub fn changed_within(_: &World, p: &Phrase) -> Checked {
    file(FileCheck::ChangedWithin { seconds: p.duration(0)?.as_secs() })
}

pub fn lists(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Directory { path: p.text(0) })
}

pub fn holds_none_matching(_: &World, p: &Phrase) -> Checked {
    directory(DirectoryCheck::NoneMatching { glob: p.text(0) })
}

pub fn newest_within(_: &World, p: &Phrase) -> Checked {
    directory(DirectoryCheck::NewestWithin { glob: p.text(0), seconds: p.duration(1)?.as_secs() })
}

pub fn opens_archive(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Archive { path: p.text(0) })
}

pub fn archive_complete(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Archive(ArchiveCheck::Complete))
}

pub fn archive_entries(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Archive(ArchiveCheck::AtLeast { entries: p.number(0)? }))
}

pub fn reads_env(_: &World, p: &Phrase) -> Asked {
    Ok(Question::EnvFile { path: p.text(0), equals: vec![], starts: vec![] })
}

pub fn env_names(_: &World, p: &Phrase) -> Checked {
    Ok(Check::EnvFile(EnvCheck::Names { names: p.column()? }))
}

pub fn env_set(_: &World, p: &Phrase) -> Checked {
    Ok(Check::EnvFile(EnvCheck::Set { name: p.text(0) }))
}

pub fn env_length(_: &World, p: &Phrase) -> Checked {
    Ok(Check::EnvFile(EnvCheck::LengthAtLeast { name: p.text(0), characters: p.number(1)? }))
}

pub fn env_is(world: &World, p: &Phrase) -> AskedMore {
    let (name, value) = (p.text(0), p.text(1));
    let question =
        Question::EnvFile { path: env_path(world)?, equals: vec![(name.clone(), value.clone())], starts: vec![] };
    Ok((question, Check::EnvFile(EnvCheck::Is { name, value })))
}

pub fn env_starts_not(world: &World, p: &Phrase) -> AskedMore {
    let (name, text) = (p.text(0), p.text(1));
    let question =
        Question::EnvFile { path: env_path(world)?, equals: vec![], starts: vec![(name.clone(), text.clone())] };
    Ok((question, Check::EnvFile(EnvCheck::StartsNot { name, text })))
}

fn env_path(world: &World) -> Result<String, Stop> {
    match &world.look()?.question {
        Question::EnvFile { path, .. } => Ok(path.clone()),
        _ => Err(Stop::Plan("the scenario did not read an env file before".into())),
    }
}

pub fn measures_space(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Space { path: p.text(0) })
}

pub fn percent_free(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Space(SpaceCheck { least_percent: p.number(0)? }))
}

pub fn existence(_: &World, p: &Phrase) -> Checked {
    Ok(match (p.text(0).as_str(), p.text(1).as_str()) {
        ("file", "exists") => Check::File(FileCheck::Exists),
        ("file", _) => Check::File(FileCheck::Missing),
        (_, "exists") => Check::Directory(DirectoryCheck::Exists),
        _ => Check::Directory(DirectoryCheck::Missing),
    })
}

pub fn writable(_: &World, p: &Phrase) -> Checked {
    if p.text(0) == "file" { file(FileCheck::Writable) } else { directory(DirectoryCheck::Writable) }
}

pub fn holds(_: &World, p: &Phrase) -> Checked {
    let (what, wanted, entry) = (p.text(0), p.text(1) == "holds", p.text(2));
    match (what.as_str(), wanted) {
        ("directory", true) => directory(DirectoryCheck::Holds { path: entry }),
        ("directory", false) => directory(DirectoryCheck::HoldsNot { path: entry }),
        (_, true) => Ok(Check::Archive(ArchiveCheck::Holds { entry })),
        (_, false) => Err(Stop::Plan("say what the archive holds".into())),
    }
}

pub fn holds_matching(_: &World, p: &Phrase) -> Checked {
    match p.text(0).as_str() {
        "at least" => directory(DirectoryCheck::AtLeast { files: p.number(1)?, glob: p.text(2) }),
        other => Err(Stop::Plan(format!("files are counted with `at least`, not with `{other}`"))),
    }
}

pub fn mode(_: &World, p: &Phrase) -> Checked {
    let mode = p.mode(1)?;
    file(if p.text(0) == "mode is" { FileCheck::Mode { mode } } else { FileCheck::ModeAtMost { mode } })
}

pub fn matches(world: &World, p: &Phrase) -> AskedMore {
    let path = match &world.look()?.question {
        Question::File { path } => path.clone(),
        _ => return Err(Stop::Plan("the scenario did not look at a file before".into())),
    };
    let check = if p.text(0) == "matches" { LinesCheck::AtLeast { lines: 1 } } else { LinesCheck::AtMost { lines: 0 } };
    let pattern = Some(world.pattern(&p.text(1))?);
    Ok((Question::Lines { source: LineSource::File { path }, pattern }, Check::Lines(check)))
}
