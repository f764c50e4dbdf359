use super::*;
use runproof_core::noun::obstacle::Side;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const KEEP: usize = 64 * 1024;

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

fn ran(command: Command, ms: u64) -> Ended {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(command, Bounds { time: Duration::from_millis(ms), output: KEEP }))
}

/// Whether a process is there and no zombie.
fn alive(pid: &str) -> bool {
    let stat = std::fs::read_to_string(Path::new("/proc").join(pid.trim()).join("stat")).unwrap_or_default();
    stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().next()).is_some_and(|state| state != "Z")
}

/// Whether a process is gone within two seconds.
fn gone(pid: &str) -> bool {
    let deadline = Tick::now().after(Duration::from_secs(2));
    while alive(pid) && !deadline.left().is_zero() {
        std::thread::yield_now();
    }
    !alive(pid)
}

#[test]
fn exit_code_and_both_streams_come_back() {
    let ended = ran(shell("echo out; echo err >&2; exit 7"), 10_000);
    assert_eq!((ended.exit_code, &ended.problem), (Some(7), &None));
    assert_eq!((ended.stdout.text().as_str(), ended.stderr.text().as_str()), ("out\n", "err\n"));
}

#[test]
fn there_is_nothing_to_read() {
    let ended = ran(shell("read answer || echo nothing"), 10_000);
    assert_eq!(ended.stdout.text(), "nothing\n");
}

#[test]
fn a_signal_is_no_exit_code() {
    let ended = ran(shell("kill -SEGV $$"), 10_000);
    assert_eq!((ended.exit_code, ended.problem), (None, Some(Obstacle::found("was ended by signal 11"))));
}

#[test]
fn what_cannot_be_started_is_named() {
    let ended = ran(Command::new("/nowhere/rollback.sh"), 1_000);
    let why = "`/nowhere/rollback.sh` could not be started: no such file or directory";
    assert_eq!((ended.exit_code, ended.problem), (None, Some(Obstacle::found(why))));
}

#[test]
fn a_tool_that_this_machine_lacks_says_nothing_about_the_system() {
    let problem = |command| ran(command, 1_000).problem;
    let why = "`no-such-tool-here` could not be started: no such file or directory";
    assert_eq!(problem(Command::new("no-such-tool-here")), Some(Obstacle::unseen(why)));
    // Nor does a script whose interpreter is a tool that is not here, or one that may not be run.
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("rollback.sh");
    std::fs::write(&script, "#!/usr/bin/no-such-tool-here\n").unwrap();
    let why = |what| format!("`{}` could not be started: {what}", script.display());
    assert_eq!(problem(Command::new(&script)), Some(Obstacle::unseen(why("permission denied"))));
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(problem(Command::new(&script)), Some(Obstacle::unseen(why("no such file or directory"))));
    // A directory to work in that is not there is nobody's command.
    let mut nowhere = Command::new("./rollback.sh");
    nowhere.current_dir(dir.path().join("gone"));
    assert_eq!(problem(nowhere).map(|o| o.side), Some(Side::Probe));
}

#[test]
fn a_relative_program_is_looked_for_where_it_is_run() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new("./rollback.sh");
    command.current_dir(dir.path());
    let why = "`./rollback.sh` could not be started: no such file or directory";
    assert_eq!(ran(command, 1_000).problem, Some(Obstacle::found(why)));
}

#[test]
fn one_that_hangs_is_killed_with_its_children_and_what_it_said_is_kept() {
    let ended = ran(shell("sleep 600 & echo $!; trap '' TERM; wait"), 1_500);
    assert_eq!(ended.exit_code, None);
    assert_eq!(ended.problem, Some(Obstacle::found("was not at its end within 1.50 s and was killed")));
    assert!(ended.took_ms < 6_000, "{}", ended.took_ms);
    let child = ended.stdout.text();
    assert!(!child.trim().is_empty() && gone(&child), "process {child} is still there");
}

#[test]
fn one_whose_caller_stops_waiting_is_killed_with_its_children() {
    let dir = tempfile::tempdir().unwrap();
    let note = dir.path().join("pid");
    let command = shell(&format!("sleep 600 & echo $! > {}; wait", note.display()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let child = runtime.block_on(async {
        let mut job = Box::pin(run(command, Bounds { time: Duration::from_secs(60), output: KEEP }));
        loop {
            assert!(timeout(Duration::from_millis(50), &mut job).await.is_err(), "it ended by itself");
            let child = std::fs::read_to_string(&note).unwrap_or_default();
            if child.ends_with('\n') {
                break child;
            }
        }
    });
    assert!(gone(&child), "process {child} is still there");
}

#[test]
fn one_that_leaves_a_service_behind_does_not_wait_for_it_and_does_not_hurt_it() {
    let ended = ran(shell("(echo early; exec sleep 20) & echo $!"), 60_000);
    assert_eq!((ended.exit_code, &ended.problem), (Some(0), &None));
    assert!(ended.took_ms < 15_000, "it waited for the child");
    let output = ended.stdout.text();
    let child = output.lines().find(|line| *line != "early").unwrap();
    assert!(alive(child), "the child was killed");
    let child = child.parse().ok().and_then(Pid::from_raw).unwrap();
    rustix::process::kill_process(child, Signal::KILL).unwrap();
}

#[test]
fn a_flood_is_drained_and_cut_in_the_middle() {
    let ended = ran(shell("echo first; head -c 30000000 /dev/zero | tr '\\0' x; echo; echo last"), 30_000);
    let text = ended.stdout.text();
    assert_eq!(ended.exit_code, Some(0));
    assert!(text.starts_with("first\nxxx") && text.ends_with("xxx\nlast\n"));
    assert!(text.contains("bytes left out"));
    assert!(text.len() < KEEP + 100, "{}", text.len());
}

#[test]
fn an_endless_flood_ends_with_its_time() {
    let ended = ran(shell("while :; do echo y; done"), 500);
    assert!(ended.problem.is_some() && ended.stdout.cut());
    assert!(ended.took_ms < 5_000, "{}", ended.took_ms);
}
