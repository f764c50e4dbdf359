//! Files.

use crate::row::{Row, rows};
use crate::samples::{changed, file};
use runproof_core::check::Check;
use runproof_core::noun::claim::JsonClaim;
use runproof_core::noun::file::{FileCheck, FileSeen};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Failed, Inconclusive, Passed};
use serde_json::json;

pub fn all() -> Vec<Row> {
    [files(), spoiled_files()].into_iter().flatten().collect()
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
    let other = FileSeen { problem: Some(Obstacle::found("a directory")), file: None, ..file("x") };
    all.extend(of_file(
        other,
        [("another thing is not missing", FileCheck::Missing, Failed), ("nor lacks", lacks("x"), Failed)],
    ));
    all
}
