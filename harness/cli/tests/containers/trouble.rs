//! What is wrong with the machine and not with the system: broken, with what to do.

use crate::notes::{Notes, PRODUCT, said};
use crate::waiting::until;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The smallest system, which an engine of the test's own can carry.
const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/containers/tiny");
/// How long anything here may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// What `unshare` is asked for so that an engine of one's own disturbs nobody and ends with the test.
const APART: [&str; 6] = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

#[test]
fn without_an_engine_it_says_how_to_get_one() {
    let notes = Notes::new();
    let output = notes.command(&["check", "--target", "clone"]).env("DOCKER_HOST", "unix:///nowhere.sock").output();
    let output = output.unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(105), "{words}");
    assert!(words.contains("the container engine at `unix:///nowhere.sock` is not there"), "{words}");
    assert!(words.contains("apt-get install docker.io"), "{words}");
}

#[test]
fn without_permission_it_says_whom_to_run_as() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let _engine = UnixListener::bind(at("socket")).unwrap();
    fs::set_permissions(at("socket"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o777)).unwrap();
    // Nobody who is not root can look into the directories where a build may lie.
    fs::copy(PRODUCT, at("runproof")).unwrap();
    copied(TINY, directory.path());
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let product = at("runproof");
    let mut command = match rustix::process::geteuid().is_root() {
        true => Command::new("setpriv"),
        false => Command::new(&product),
    };
    if rustix::process::geteuid().is_root() {
        command.args(nobody).arg(&product);
    }
    let command = command.args(["check", "--target", "clone"]).current_dir(directory.path());
    let output = command.env("DOCKER_HOST", format!("unix://{}", at("socket").display())).output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(105), "{words}");
    assert!(words.contains("permission denied; run as a member of the group `docker`"), "{words}");
}

#[test]
fn an_image_that_is_nowhere_is_named() {
    let notes = Notes::new();
    notes.edit("compose.yaml", "image: runproof/python:3.11", "image: registry.invalid/nobody/none:1");
    let (code, said) = notes.runproof(&["check", "--target", "clone"]);
    assert_eq!(code, 105, "{said}");
    assert!(said.contains("registry.invalid/nobody/none:1"), "{said}");
    assert!(said.contains("docker pull"), "{said}");
}

#[test]
fn a_full_disk_is_named() {
    let notes = Notes::new();
    let small = notes.path("../small");
    let small = tempfile::Builder::new().prefix("small").tempdir_in(Path::new(&small).parent().unwrap()).unwrap();
    let script = "mount -t tmpfs -o size=16k tmpfs \"$TMPDIR\" && exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, "sh", PRODUCT, "check", "--target", "clone"]);
    let output = command.current_dir(notes.path("")).env("TMPDIR", small.path()).output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(105), "{words}");
    assert!(words.contains("No space left on device") && words.contains("TMPDIR"), "{words}");
}

#[test]
fn an_engine_that_dies_in_the_middle_says_nothing_about_the_system() {
    let directory = tempfile::tempdir().unwrap();
    copied(TINY, directory.path());
    let beside = Beside::start(directory.path(), &["check", "--target", "clone", "--out", "evidence"]);
    let ledger = directory.path().join("evidence/ledger.ndjson");
    let up = || fs::read_to_string(&ledger).ok().filter(|text| text.contains(r#""event":"stack-started""#));
    until("a stack", PATIENCE, up);
    fs::write(beside.own.path().join("kill"), "").unwrap();
    let (code, words) = beside.end();
    assert_eq!(code, 103, "{words}");
    assert!(words.contains("BROKEN  the page that is to come is served"), "{words}");
    assert!(words.contains("the container engine at `unix://") && words.contains("start it"), "{words}");
}

/// The product beside an engine of its own.
struct Beside {
    running: Child,
    /// What the engine has.
    own: tempfile::TempDir,
}

impl Beside {
    fn start(directory: &Path, arguments: &[&str]) -> Self {
        let script = directory.join("second.sh");
        let own = tempfile::tempdir().unwrap();
        let mut command = Command::new("unshare");
        command.args(APART).arg(script).arg(own.path()).arg(PRODUCT).args(arguments).current_dir(directory);
        let running = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Self { running, own }
    }

    fn end(self) -> (i32, String) {
        let output = self.running.wait_with_output().unwrap();
        (output.status.code().unwrap_or(-1), said(&output))
    }
}

fn copied(from: &str, to: &Path) {
    let status = Command::new("cp").arg("-r").arg(format!("{from}/.")).arg(to).status().unwrap();
    assert!(status.success(), "{from} is not copied");
}
