//! Runproof: turns an operations runbook into executable proof.

fn main() -> std::process::ExitCode {
    runproof::door()
}
