//! Files, directories, comparisons, archives, env files, free space.

use crate::row::{Row, rows};
use crate::samples::{changed, file, listing};
use runproof_core::check::Check;
use runproof_core::noun::archive::{ArchiveCheck, ArchiveSeen};
use runproof_core::noun::claim::JsonClaim;
use runproof_core::noun::comparison::{Comparison, ComparisonCheck, Part};
use runproof_core::noun::directory::{DirectoryCheck, Listing};
use runproof_core::noun::env_file::{EnvCheck, EnvFile, EnvVariable};
use runproof_core::noun::file::{FileCheck, FileSeen};
use runproof_core::noun::space::{Space, SpaceCheck};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};
use serde_json::json;

pub fn all() -> Vec<Row> {
    [files(), spoiled_files(), directories(), spoiled_directories(), comparisons(), archives(), env_files(), space()]
        .into_iter()
        .flatten()
        .collect()
}

fn of_file(seen: FileSeen, cases: impl IntoIterator<Item = (&'static str, FileCheck, Verdict)>) -> Vec<Row> {
    rows(Check::File, &Observation::File(seen), cases)
}

fn contains(text: &str) -> FileCheck {
    FileCheck::Contains { text: text.into() }
}

fn lacks(text: &str) -> FileCheck {
    FileCheck::Lacks { text: text.into() }
}

fn starts(text: &str) -> FileCheck {
    FileCheck::StartsWith { text: text.into() }
}

fn json_at(path: &str, claim: JsonClaim) -> FileCheck {
    FileCheck::JsonAt { path: path.into(), claim }
}

fn digests(same: Verdict, other: Verdict) -> [(&'static str, FileCheck, Verdict); 2] {
    let is = || "5e1f".to_owned();
    [("digest", FileCheck::Digest { is: is() }, same), ("digest not", FileCheck::DigestNot { is: is() }, other)]
}

fn files() -> Vec<Row> {
    let seen = file(r#"{"debug":false}"#);
    let mut all = of_file(
        seen.clone(),
        [
            ("exists", FileCheck::Exists, Passed),
            ("is not missing", FileCheck::Missing, Failed),
            ("not empty", FileCheck::NotEmpty, Passed),
            ("contains", contains("debug"), Passed),
            ("contains not", contains("secret"), Failed),
            ("contains nothing", contains(""), Inconclusive),
            ("lacks", lacks("secret"), Passed),
            ("lacks not", lacks("debug"), Failed),
            ("begins", starts("{\"debug"), Passed),
            ("begins otherwise", starts("<"), Failed),
            ("begins with nothing", starts(""), Inconclusive),
            ("mode", FileCheck::Mode { mode: 0o600 }, Passed),
            ("another mode", FileCheck::Mode { mode: 0o640 }, Failed),
            ("mode at most", FileCheck::ModeAtMost { mode: 0o640 }, Passed),
            ("mode more than that", FileCheck::ModeAtMost { mode: 0o400 }, Failed),
            ("owner", FileCheck::Owner { name: "deploy".into() }, Passed),
            ("another owner", FileCheck::Owner { name: "root".into() }, Failed),
            ("writable", FileCheck::Writable, Passed),
            ("young", FileCheck::ChangedWithin { seconds: 90 }, Passed),
            ("old", FileCheck::ChangedWithin { seconds: 89 }, Failed),
            ("JSON", json_at("debug", JsonClaim::Is { value: json!(false) }), Passed),
            ("other JSON", json_at("debug", JsonClaim::Is { value: json!(true) }), Failed),
        ],
    );
    all.extend(of_file(seen.clone(), digests(Passed, Failed)));
    let other = changed(seen.clone(), |f| {
        f.sha256 = "0000".into();
        f.writable = false;
    });
    all.extend(of_file(other.clone(), digests(Failed, Passed)));
    all.extend(of_file(other, [("not writable", FileCheck::Writable, Failed)]));
    let gone = FileSeen { file: None, ..seen };
    all.extend(of_file(
        gone.clone(),
        [
            ("missing", FileCheck::Missing, Passed),
            ("nothing exists", FileCheck::Exists, Failed),
            ("nothing lacks", lacks("secret"), Failed),
            ("nothing has a mode", FileCheck::ModeAtMost { mode: 0o777 }, Failed),
        ],
    ));
    all.extend(of_file(gone, digests(Failed, Failed)));
    all
}

fn spoiled_files() -> Vec<Row> {
    let mut all = of_file(file(""), digests(Inconclusive, Failed));
    all.extend(of_file(
        changed(file(""), |f| f.sha256 = "e3b0".into()),
        [
            ("an empty file differs from all others", FileCheck::DigestNot { is: "5e1f".into() }, Inconclusive),
            ("an empty file", FileCheck::NotEmpty, Failed),
            ("an empty file lacks everything", lacks("secret"), Inconclusive),
            ("an empty file is no JSON", json_at("debug", JsonClaim::Absent), Failed),
        ],
    ));
    let cut = changed(file("[1,"), |f| {
        f.cut = true;
        f.bytes = 1 << 30;
    });
    all.extend(of_file(
        cut,
        [
            ("found in the beginning", contains("1"), Passed),
            ("perhaps further on", contains("2"), Inconclusive),
            ("perhaps not lacking", lacks("2"), Inconclusive),
            ("not lacking in the beginning", lacks("1"), Failed),
            ("JSON too long to be kept", json_at("0", JsonClaim::Present), Inconclusive),
        ],
    ));
    let bytes = changed(file("xxxx"), |f| f.text = None);
    all.extend(of_file(
        bytes,
        [("bytes contain no text", contains("x"), Failed), ("bytes cannot be searched", lacks("x"), Inconclusive)],
    ));
    let unread = FileSeen { problem: Some("permission denied".into()), file: None, ..file("x") };
    all.extend(of_file(
        unread,
        [("what cannot be looked at is not missing", FileCheck::Missing, Failed), ("nor lacks", lacks("x"), Failed)],
    ));
    all
}

fn of_directory(seen: Listing, cases: impl IntoIterator<Item = (&'static str, DirectoryCheck, Verdict)>) -> Vec<Row> {
    rows(Check::Directory, &Observation::Directory(seen), cases)
}

fn holds(path: &str) -> DirectoryCheck {
    DirectoryCheck::Holds { path: path.into() }
}

fn holds_not(path: &str) -> DirectoryCheck {
    DirectoryCheck::HoldsNot { path: path.into() }
}

fn at_least(files: u64, glob: &str) -> DirectoryCheck {
    DirectoryCheck::AtLeast { files, glob: glob.into() }
}

fn none_matching(glob: &str) -> DirectoryCheck {
    DirectoryCheck::NoneMatching { glob: glob.into() }
}

fn newest(seconds: u64, glob: &str) -> DirectoryCheck {
    DirectoryCheck::NewestWithin { seconds, glob: glob.into() }
}

fn directories() -> Vec<Row> {
    let seen = listing(&["index.html", "assets/app.js", "assets/lib.js"]);
    let mut all = of_directory(
        seen.clone(),
        [
            ("exists", DirectoryCheck::Exists, Passed),
            ("is not missing", DirectoryCheck::Missing, Failed),
            ("writable", DirectoryCheck::Writable, Passed),
            ("holds", holds("assets/app.js/"), Passed),
            ("holds it not", holds("app.js"), Failed),
            ("does not hold", holds_not(".env"), Passed),
            ("holds it after all", holds_not("index.html"), Failed),
            ("at least", at_least(2, "**/*.js"), Passed),
            ("too few", at_least(3, "assets/*.js"), Failed),
            ("at least none means one", at_least(0, "*.css"), Failed),
            ("none matching", none_matching("*.ps1"), Passed),
            ("one matching", none_matching("**/*.html"), Failed),
            ("newest", newest(120, "**/*.js"), Passed),
            ("newest is old", newest(119, "**/*.js"), Failed),
            ("newest of none", newest(1_000, "*.css"), Failed),
        ],
    );
    let plain = Listing { writable: false, ..seen.clone() };
    all.extend(of_directory(plain, [("not writable", DirectoryCheck::Writable, Failed)]));
    let gone = Listing { entries: None, ..seen };
    all.extend(of_directory(
        gone,
        [
            ("missing", DirectoryCheck::Missing, Passed),
            ("nothing exists", DirectoryCheck::Exists, Failed),
            ("what is not there holds nothing", holds_not(".env"), Failed),
            ("nor matches", none_matching("*.ps1"), Failed),
        ],
    ));
    all
}

fn spoiled_directories() -> Vec<Row> {
    let mut all = of_directory(
        listing(&[]),
        [
            ("an empty directory does not hold it", holds_not(".env"), Inconclusive),
            ("nor match", none_matching("*.ps1"), Inconclusive),
            ("nor hold", holds("index.html"), Failed),
            ("nor anything new", newest(60, "*"), Failed),
        ],
    );
    let cut = Listing { cut: true, ..listing(&["a.js"]) };
    all.extend(of_directory(
        cut,
        [
            ("listed before the cut", holds("a.js"), Passed),
            ("perhaps behind the cut", holds("b.js"), Inconclusive),
            ("perhaps held behind the cut", holds_not("b.js"), Inconclusive),
            ("held before the cut", holds_not("a.js"), Failed),
            ("enough before the cut", at_least(1, "*.js"), Passed),
            ("perhaps enough", at_least(2, "*.js"), Inconclusive),
            ("perhaps matching behind the cut", none_matching("*.css"), Inconclusive),
            ("matching before the cut", none_matching("*.js"), Failed),
            ("new before the cut", newest(60, "*.js"), Passed),
            ("perhaps a newer one", newest(59, "*.js"), Inconclusive),
            ("perhaps one at all", newest(59, "*.css"), Inconclusive),
        ],
    ));
    let unread = Listing { problem: Some("permission denied".into()), entries: None, ..listing(&[]) };
    all.extend(of_directory(
        unread,
        [
            ("what cannot be listed is not missing", DirectoryCheck::Missing, Failed),
            ("nor clean", holds_not("a"), Failed),
        ],
    ));
    all
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
        both(Comparison { problem: Some("locked".into()), ..seen(vec![equal]) }, "unread", Failed, Failed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn archives() -> Vec<Row> {
    let seen = |entries: &[&str], bytes, problem: Option<&str>| {
        let entries = entries.iter().map(|e| (*e).to_owned()).collect();
        let problem = problem.map(str::to_owned);
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
        rows(Check::Archive, &seen(&["db.sql", "media/"], 10, Some("unexpected end")), every(Failed, Failed, Failed)),
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
    let seen = |bytes, free_bytes, problem: Option<&str>| {
        Observation::Space(Space { path: "/".into(), bytes, free_bytes, problem: problem.map(str::to_owned) })
    };
    let free = |what, least_percent, verdict| [(what, SpaceCheck { least_percent }, verdict)];
    [
        rows(Check::Space, &seen(1_000, 100, None), free("enough", 10, Passed)),
        rows(Check::Space, &seen(1_000, 99, None), free("too little", 10, Failed)),
        rows(Check::Space, &seen(u64::MAX, u64::MAX, None), free("as large as can be", 100, Passed)),
        rows(Check::Space, &seen(1_000, 0, None), free("none is wanted", 0, Inconclusive)),
        rows(Check::Space, &seen(0, 0, None), free("a filesystem without size", 1, Failed)),
        rows(Check::Space, &seen(1_000, 1_000, Some("no such path")), free("unmeasured", 10, Failed)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
