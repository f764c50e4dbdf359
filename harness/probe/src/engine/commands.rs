//! Commands in the containers of a service.

use super::containers::of_service;
use super::seat::{EngineSeat, within};
use crate::clock::Tick;
use crate::host::kept::Kept;
use crate::subject::{Permit, Subject};
use bollard::Docker;
use bollard::container::LogOutput;
use bollard::exec::{CreateExecOptions, StartExecOptions, StartExecResults};
use futures::StreamExt;
use runproof_core::duration::Worded;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::procedure::ProcedureRun;
use std::time::Duration;

/// Bytes kept of each output stream.
const OUTPUT: usize = 64 * 1024;
/// Most bytes of one piece of output.
const PIECE: usize = 64 * 1024;
/// Most time for one answer of the engine that is not the command itself.
const PATIENCE: Duration = Duration::from_secs(20);
/// What the shell writes before the line is run, followed by the number of its process.
const NUMBER: &str = "runproof-process ";

/// Runs a line of shell in the first running container of a service. It has nothing to read, and the time limit of a
/// procedure, after which it is killed with everything that it started. Before a system that is somebody's it needs a
/// permission `exec SERVICE`.
pub async fn run_in(subject: &Subject, service: &str, line: &str) -> ProcedureRun {
    let begun = Tick::now();
    let mut run = ProcedureRun {
        name: format!("in {service}"),
        arguments: vec![line.to_owned()],
        exit_code: None,
        stdout: String::new(),
        stderr: String::new(),
        took_ms: 0,
        problem: None,
    };
    let (mut stdout, mut stderr) = (Output::numbered(), Output::plain());
    match carry_out(subject, service, line, &mut stdout, &mut stderr).await {
        Ok(code) => run.exit_code = Some(code),
        Err(problem) => run.problem = Some(problem.worded(|why| format!("`{line}` in `{service}`: {why}"))),
    }
    (run.stdout, run.stderr, run.took_ms) = (stdout.kept.text(), stderr.kept.text(), begun.elapsed_ms());
    run
}

async fn carry_out(
    subject: &Subject,
    service: &str,
    line: &str,
    stdout: &mut Output,
    stderr: &mut Output,
) -> Result<i32, Obstacle> {
    let seat = EngineSeat::of(subject)?;
    permitted(subject, service)?;
    let docker = seat.connect().await?;
    let found = of_service(&docker, &seat.project, service).await?;
    let running = found.into_iter().find(|container| container.running);
    let container = running.ok_or_else(|| Obstacle::found("no container of the service runs"))?;
    let line = if seat.idle { "true" } else { line };
    let id = begin(&docker, &container.id, line).await?;
    let limit = subject.procedure_limit;
    let Ok(heard) = tokio::time::timeout(limit, listen(&docker, &id, stdout, stderr)).await else {
        let killed = kill(&docker, &container.id, stdout.number).await;
        let after = if killed { " and was killed" } else { " and may still run" };
        return Err(Obstacle::found(format!("was not at its end within {}{after}", Worded(limit))));
    };
    heard?;
    let ended = within(PATIENCE, "how the command ended", docker.inspect_exec(&id)).await?;
    let code = ended.exit_code.and_then(|code| i32::try_from(code).ok());
    code.ok_or_else(|| Obstacle::unseen("the engine does not tell how it ended"))
}

/// Somebody's containers are entered only where the target allows it.
fn permitted(subject: &Subject, service: &str) -> Result<(), Obstacle> {
    let allowed = match &subject.permit {
        Permit::Everything => true,
        Permit::Reading(allowed) => allowed.iter().any(|(what, name)| what == "exec" && name == service),
    };
    match allowed || !subject.live {
        true => Ok(()),
        false => Err(Obstacle::unseen(format!(
            "the target does not allow it: add `exec {service}` to its `allow_writes` if it is harmless"
        ))),
    }
}

async fn begin(docker: &Docker, container: &str, line: &str) -> Result<String, Obstacle> {
    // The number of the process comes first, so that it can be killed: the engine itself kills no command.
    let script = format!("echo \"{NUMBER}$$\"; exec sh -c \"$0\"");
    let asked = CreateExecOptions {
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        cmd: Some(vec!["sh".to_owned(), "-c".to_owned(), script, line.to_owned()]),
        ..CreateExecOptions::default()
    };
    Ok(within(PATIENCE, "a way into the container", docker.create_exec(container, asked)).await?.id)
}

async fn listen(docker: &Docker, id: &str, stdout: &mut Output, stderr: &mut Output) -> Result<(), Obstacle> {
    let options = StartExecOptions { output_capacity: Some(PIECE), ..StartExecOptions::default() };
    let cannot = |error: bollard::errors::Error| Obstacle::unseen(format!("cannot be run: {error}"));
    let StartExecResults::Attached { mut output, .. } = docker.start_exec(id, Some(options)).await.map_err(cannot)?
    else {
        return Err(Obstacle::unseen("the engine does not hand out its output"));
    };
    while let Some(piece) = output.next().await {
        match piece.map_err(cannot)? {
            LogOutput::StdErr { message } => stderr.push(&message),
            LogOutput::StdOut { message } | LogOutput::StdIn { message } | LogOutput::Console { message } => {
                stdout.push(&message);
            }
        }
    }
    stdout.end();
    Ok(())
}

/// Kills the group of a process that a shell has told the number of.
async fn kill(docker: &Docker, container: &str, number: Option<u32>) -> bool {
    let Some(number) = number else { return false };
    let asked = CreateExecOptions {
        cmd: Some(vec!["sh".to_owned(), "-c".to_owned(), format!("kill -9 -{number} || kill -9 {number}")]),
        attach_stdout: Some(true),
        ..CreateExecOptions::default()
    };
    let kill = async {
        let id = docker.create_exec(container, asked).await?.id;
        if let StartExecResults::Attached { mut output, .. } = docker.start_exec(&id, None).await? {
            while output.next().await.is_some() {}
        }
        docker.inspect_exec(&id).await
    };
    within(PATIENCE, "the end of a command", kill).await.is_ok_and(|ended| ended.exit_code == Some(0))
}

/// What a stream said, without the line that tells the number of the process.
struct Output {
    kept: Kept,
    number: Option<u32>,
    /// The beginning, until it is known whether it tells the number.
    first: Option<Vec<u8>>,
}

impl Output {
    fn plain() -> Self {
        Self { kept: Kept::at_most(OUTPUT), number: None, first: None }
    }

    fn numbered() -> Self {
        Self { first: Some(Vec::new()), ..Self::plain() }
    }

    fn push(&mut self, bytes: &[u8]) {
        let Some(mut first) = self.first.take() else { return self.kept.push(bytes) };
        first.extend_from_slice(bytes);
        match first.iter().position(|byte| *byte == b'\n') {
            None if first.len() <= NUMBER.len() + 10 => self.first = Some(first),
            None => self.kept.push(&first),
            Some(end) => {
                let line = String::from_utf8_lossy(&first[..end]).into_owned();
                self.number = line.strip_prefix(NUMBER).and_then(|number| number.trim().parse().ok());
                let rest = if self.number.is_some() { &first[end + 1..] } else { &first[..] };
                self.kept.push(rest);
            }
        }
    }

    fn end(&mut self) {
        if let Some(first) = self.first.take() {
            self.kept.push(&first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(pieces: &[&str]) -> (String, Option<u32>) {
        let mut output = Output::numbered();
        pieces.iter().for_each(|piece| output.push(piece.as_bytes()));
        output.end();
        (output.kept.text(), output.number)
    }

    #[test]
    fn the_number_of_the_process_is_taken_out_however_it_comes() {
        assert_eq!(heard(&["runproof-process 17\nhello\n"]), ("hello\n".to_owned(), Some(17)));
        assert_eq!(heard(&["runproof-pro", "cess 17\nhel", "lo"]), ("hello".to_owned(), Some(17)));
        assert_eq!(heard(&["no shell here"]), ("no shell here".to_owned(), None));
        assert_eq!(heard(&["short"]), ("short".to_owned(), None));
        assert_eq!(heard(&["another line\nrunproof-process 3\n"]).1, None);
    }
}
