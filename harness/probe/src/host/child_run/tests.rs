use super::*;
use crate::host::test_subject::subject;
use runproof_core::verdict::Verdict;
use std::time::Duration;
use tempfile::TempDir;

/// A subject whose product is a shell script with the words of the call as its arguments; `$4` is the evidence.
fn product(script: &str) -> (TempDir, Subject) {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("product.sh");
    std::fs::write(&at, script).unwrap();
    let mut subject = subject(dir.path());
    subject.itself = vec!["sh".into(), at.display().to_string()];
    (dir, subject)
}

fn asked(subject: &Subject, says: &[(&str, &str)]) -> ChildRun {
    let says: Vec<_> = says.iter().map(|(f, t)| ((*f).to_owned(), (*t).to_owned())).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(child_run(subject, "children/x.feature", &says))
}

const LEDGER: &str = r#"{"at_ms":0,"event":"scenario-planned","scenario":0,"system":"","path":"x.feature","line":3,"feature":"X","title":"It answers","tags":[],"items":[],"effect":"reads","needs":[],"steps":4}
{"at_ms":1,"event":"attempt-started","scenario":0,"attempt":1,"stack":"s"}
{"at_ms":2,"event":"step-finished","scenario":0,"attempt":1,"step":0,"keyword":"Given ","text":"a value","line":4,"verdict":"passed","took_us":1}
{"at_ms":3,"event":"observed","observation":0,"scenario":0,"attempt":1,"step":1,"took_ms":1,"seen":{"saw":"value","text":"x"}}
{"at_ms":3,"event":"step-finished","scenario":0,"attempt":1,"step":1,"keyword":"When ","text":"it is asked","line":5,"verdict":"passed","took_us":1}
{"at_ms":3,"event":"step-finished","scenario":0,"attempt":1,"step":2,"keyword":"And ","text":"it is asked again","line":6,"verdict":"skipped","reason":"no \"x\"","took_us":1}
{"at_ms":4,"event":"step-finished","scenario":0,"attempt":1,"step":3,"keyword":"Then ","text":"it answers","line":7,"verdict":"failed","reason":"silence","took_us":1}
{"at_ms":5,"event":"attempt-finished","scenario":0,"attempt":1,"verdict":"failed","reason":"silence","took_ms":4}
"#;

fn writing(ledger: &str, end: &str) -> String {
    format!(
        "[ \"$1 $2 $3\" = 'check children/x.feature --out' ] || exit 64\n\
         cat > \"$4/ledger.ndjson\" <<'EOF'\n{ledger}EOF\n\
         mkdir \"$4/attachments\"; echo '<p>5 &lt; 6 &amp; it&#39;s</p>' > \"$4/report.html\"; : > \"$4/junit.xml\"\n\
         echo last words; {end}"
    )
}

#[test]
fn a_run_is_read_back_from_its_evidence() {
    let (_dir, subject) = product(&writing(LEDGER, "exit 100"));
    let says = [("report.html", "5 < 6 & it's"), ("report.html", "7"), ("ledger.ndjson", "no \"x\""), ("gone", "x")];
    let seen = asked(&subject, &says);
    assert_eq!((seen.problem.as_deref(), seen.exit_code, seen.tail.as_str()), (None, Some(100), "last words"));
    assert_eq!(seen.scenarios, [("It answers".to_owned(), Verdict::Failed)]);
    let steps: Vec<_> = seen.steps.iter().map(|(text, verdict, _)| (text.as_str(), *verdict)).collect();
    assert_eq!(steps[2..], [("it is asked again", Verdict::Skipped), ("it answers", Verdict::Failed)]);
    assert_eq!((seen.questions, seen.observations), (1, 1));
    let files: Vec<_> = seen.files.iter().map(|(file, bytes)| (file.as_str(), *bytes > 0)).collect();
    assert_eq!(files, [("junit.xml", false), ("ledger.ndjson", true), ("report.html", true)]);
    assert_eq!(seen.says.iter().map(|(_, _, yes)| *yes).collect::<Vec<_>>(), [true, false, true, false]);
}

#[test]
fn a_run_without_a_ledger_ended_all_the_same() {
    let (_dir, subject) = product("echo 'unbound step' >&2; exit 94");
    let seen = asked(&subject, &[]);
    assert_eq!((seen.problem.as_deref(), seen.exit_code, seen.tail.as_str()), (None, Some(94), "unbound step"));
    assert_eq!(seen.scenarios, []);
}

#[test]
fn a_run_that_dies_leaves_what_it_wrote() {
    let torn = format!("{LEDGER}{{\"at_ms\":6,\"event\":\"st");
    let (_dir, subject) =
        product(&format!("printf %s '{}' > \"$4/ledger.ndjson\"; kill -KILL $$", torn.replace('\'', "")));
    let seen = asked(&subject, &[]);
    assert_eq!(seen.problem.as_deref(), Some("the child run: was ended by signal 9"));
    assert_eq!((seen.exit_code, seen.scenarios.len()), (None, 1));
}

#[test]
fn a_run_that_hangs_is_ended() {
    let (_dir, mut subject) = product("sleep 600");
    subject.procedure_limit = Duration::from_millis(300);
    assert_eq!(
        asked(&subject, &[]).problem.as_deref(),
        Some("the child run: was not at its end within 300 ms and was killed")
    );
}

#[test]
fn what_cannot_be_started_or_read_is_a_problem() {
    let (_dir, mut subject) = product(&writing("{}\n", "exit 0"));
    assert!(asked(&subject, &[]).problem.unwrap().starts_with("line 1 of the ledger is no entry: "));
    assert!(asked(&subject, &[("../x", "y")]).problem.unwrap().contains("not a path below the evidence"));
    subject.itself = vec!["/nowhere/runproof".into()];
    assert!(asked(&subject, &[]).problem.unwrap().contains("`/nowhere/runproof` could not be started"));
    subject.itself = Vec::new();
    assert_eq!(asked(&subject, &[]).problem.as_deref(), Some("no command is known that runs a child feature"));
}
