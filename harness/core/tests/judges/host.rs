//! Comparisons, archives, env files, free space.

use crate::row::{Row, rows};
use runproof_core::check::Check;
use runproof_core::noun::archive::{ArchiveCheck, ArchiveSeen};
use runproof_core::noun::comparison::{Comparison, ComparisonCheck, Part};
use runproof_core::noun::env_file::{EnvCheck, EnvFile, EnvVariable};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::space::{Space, SpaceCheck};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [comparisons(), archives(), env_files(), space()].into_iter().flatten().collect()
}

fn comparisons() -> Vec<Row> {
    type Side = Option<(u64, String)>;
    let side = |size, digest: &str| -> Side { Some((size, digest.to_owned())) };
    let seen = |parts: Vec<(Side, Side)>| {
        let part = |(first, second)| Part { name: "t".into(), first, second };
        let parts = parts.into_iter().map(part).collect();
        Comparison { first: "main".into(), second: "backup".into(), parts, left_out: vec![], problem: None }
    };
    let both = |seen: Comparison, what: &'static str, same, within| {
        let cases = [(what, ComparisonCheck::Same, same), (what, ComparisonCheck::FirstInSecond, within)];
        rows(Check::Comparison, &Observation::Comparison(seen), cases)
    };
    let equal = (side(3, "aa"), side(3, "aa"));
    [
        both(seen(vec![equal.clone()]), "equal", Passed, Passed),
        both(seen(vec![equal.clone(), (None, side(1, "bb"))]), "more on the second side", Failed, Passed),
        both(seen(vec![equal.clone(), (side(1, "bb"), None)]), "less on the second side", Failed, Failed),
        both(seen(vec![(side(3, "aa"), side(3, "bb"))]), "other content", Failed, Failed),
        both(seen(vec![]), "nothing on both sides", Inconclusive, Inconclusive),
        both(seen(vec![(side(0, "e3"), side(0, "e3"))]), "zero rows on both sides", Inconclusive, Inconclusive),
        both(Comparison { problem: Some(Obstacle::found("locked")), ..seen(vec![equal]) }, "unread", Failed, Failed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn archives() -> Vec<Row> {
    let seen = |entries: &[&str], bytes, problem: Option<Obstacle>| {
        let entries = entries.iter().map(|e| (*e).to_owned()).collect();
        Observation::Archive(ArchiveSeen { path: "a.tar.gz".into(), entries, bytes, problem })
    };
    let every = |complete, holds, least| {
        [
            ("complete", ArchiveCheck::Complete, complete),
            ("holds", ArchiveCheck::Holds { entry: "db.sql".into() }, holds),
            ("at least", ArchiveCheck::AtLeast { entries: 2 }, least),
        ]
    };
    [
        rows(Check::Archive, &seen(&["db.sql", "media/"], 10, None), every(Passed, Passed, Passed)),
        rows(Check::Archive, &seen(&["other"], 10, None), every(Passed, Failed, Failed)),
        rows(Check::Archive, &seen(&["db.sql", "media/"], 0, None), every(Failed, Passed, Passed)),
        rows(Check::Archive, &seen(&[], 0, None), every(Failed, Failed, Failed)),
        rows(
            Check::Archive,
            &seen(&["db.sql", "media/"], 10, Some(Obstacle::found("unexpected end"))),
            every(Failed, Failed, Failed),
        ),
        rows(
            Check::Archive,
            &seen(&[], 0, None),
            [("at least none of an empty archive", ArchiveCheck::AtLeast { entries: 0 }, Inconclusive)],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn env_files() -> Vec<Row> {
    let variable = |name: &str, length| EnvVariable {
        name: name.into(),
        length,
        equals: vec![("prod".into(), length == 4)],
        starts: vec![("django-insecure-".into(), length == 40)],
    };
    let variables = Some(vec![variable("MODE", 4), variable("SECRET", 40), variable("EMPTY", 0)]);
    let seen = EnvFile { path: ".env".into(), variables, problem: None };
    let names = |names: &[&str]| EnvCheck::Names { names: names.iter().map(|n| (*n).to_owned()).collect() };
    let set = |name: &str| EnvCheck::Set { name: name.into() };
    let long = |name: &str, characters| EnvCheck::LengthAtLeast { name: name.into(), characters };
    let is = |name: &str, value: &str| EnvCheck::Is { name: name.into(), value: value.into() };
    let starts_not = |name: &str, text: &str| EnvCheck::StartsNot { name: name.into(), text: text.into() };
    let whole = [
        ("names", names(&["MODE", "SECRET"]), Passed),
        ("names not all", names(&["MODE", "GONE"]), Failed),
        ("names none in particular", names(&[]), Inconclusive),
        ("set", set("MODE"), Passed),
        ("set to nothing", set("EMPTY"), Failed),
        ("not set", set("GONE"), Failed),
        ("long", long("SECRET", 40), Passed),
        ("too short", long("SECRET", 41), Failed),
        ("is", is("MODE", "prod"), Passed),
        ("is not", is("SECRET", "prod"), Failed),
        ("is not there", is("GONE", "prod"), Failed),
        ("was not asked", is("MODE", "test"), Broken),
        ("does not start", starts_not("MODE", "django-insecure-"), Passed),
        ("starts", starts_not("SECRET", "django-insecure-"), Failed),
        ("no value starts with nothing", starts_not("EMPTY", "django-insecure-"), Inconclusive),
        ("what is not there does not start", starts_not("GONE", "django-insecure-"), Failed),
        ("was not asked either", starts_not("MODE", "x"), Broken),
    ];
    let none = [("no file", set("MODE"), Failed), ("no file starts", starts_not("MODE", "django-insecure-"), Failed)];
    [
        rows(Check::EnvFile, &Observation::EnvFile(seen.clone()), whole),
        rows(Check::EnvFile, &Observation::EnvFile(EnvFile { variables: None, ..seen }), none),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn space() -> Vec<Row> {
    let seen = |bytes, free_bytes, problem: Option<Obstacle>| {
        Observation::Space(Space { path: "/".into(), bytes, free_bytes, problem })
    };
    let free = |what, least_percent, verdict| [(what, SpaceCheck { least_percent }, verdict)];
    [
        rows(Check::Space, &seen(1_000, 100, None), free("enough", 10, Passed)),
        rows(Check::Space, &seen(1_000, 99, None), free("too little", 10, Failed)),
        rows(Check::Space, &seen(u64::MAX, u64::MAX, None), free("as large as can be", 100, Passed)),
        rows(Check::Space, &seen(1_000, 0, None), free("none is wanted", 0, Inconclusive)),
        rows(Check::Space, &seen(0, 0, None), free("a filesystem without size", 1, Failed)),
        rows(Check::Space, &seen(1_000, 1_000, Some(Obstacle::found("no such path"))), free("unmeasured", 10, Failed)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
