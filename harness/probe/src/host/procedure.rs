//! Procedures: commands that the target names.

use super::job::{Bounds, run};
use crate::subject::Subject;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::procedure::ProcedureRun;
use tokio::process::Command;

/// Bytes kept of each output stream.
const OUTPUT: usize = 64 * 1024;

/// Runs a procedure in the target's root, with the given arguments behind its own.
///
/// It has nothing to read, a process group of its own, and the subject's time limit, after which the whole group is
/// killed. A program that is not where the target says, is not at its end in time or is ended by a signal is a fact about
/// the system; one that cannot be started is not. Any exit code is no problem.
pub async fn procedure(subject: &Subject, name: &str, arguments: &[String]) -> ProcedureRun {
    let mut seen = ProcedureRun {
        name: name.to_owned(),
        arguments: arguments.to_vec(),
        exit_code: None,
        stdout: String::new(),
        stderr: String::new(),
        took_ms: 0,
        problem: None,
    };
    let Some(words) = subject.procedures.get(name) else {
        seen.problem = Some(Obstacle::unseen(format!("the target names no procedure `{name}`")));
        return seen;
    };
    let Some((program, own)) = words.split_first() else {
        seen.problem = Some(Obstacle::unseen(format!("the procedure `{name}` is empty")));
        return seen;
    };
    let mut command = Command::new(program);
    command.args(own).args(arguments);
    if let Some(root) = &subject.root {
        command.current_dir(root);
    }
    let ended = run(command, Bounds { time: subject.procedure_limit, output: OUTPUT }).await;
    seen.exit_code = ended.exit_code;
    seen.stdout = ended.stdout.text();
    seen.stderr = ended.stderr.text();
    seen.took_ms = ended.took_ms;
    seen.problem = ended.problem.map(|o| o.worded(|why| format!("`{name}`: {why}")));
    seen
}
