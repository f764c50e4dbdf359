//! Builds, checks and lays out what is handed out.

use super::{apart, elf, gate, start, sums};
use crate::args::Dist;
use crate::product::Product;
use crate::say;
use crate::task::{FOUND, TaskError};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The profile in `Cargo.toml`.
const PROFILE: &str = "dist";
/// Shells, with the file that each looks for.
const SHELLS: [(&str, &str); 3] = [("bash", "runproof.bash"), ("zsh", "_runproof"), ("fish", "runproof.fish")];

/// Does it, and says what came of it.
///
/// # Errors
/// When something could not be built or looked at.
pub fn perform(wish: &Dist) -> Result<ExitCode, TaskError> {
    let root = wish.place.root.clone().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let root = root.canonicalize().map_err(|e| unusable(&root, &e))?;
    let built = match &wish.place.runproof {
        Some(binary) => binary.clone(),
        None => build(&root)?,
    };
    let out = wish.out.clone().unwrap_or_else(|| root.join("dist"));
    let binary = lay_out(&built, &out)?;
    let bytes = fs::read(&binary).map_err(|e| unusable(&binary, &e))?;
    say::line(&format!("binary      {} bytes, about {} MiB", bytes.len(), bytes.len() >> 20));
    let needs = elf::needs(&bytes)
        .map_err(|e| TaskError::Answer { program: binary.display().to_string(), why: e.to_string() })?;
    if needs != elf::Needs::default() {
        let interpreter = needs.interpreter.as_deref().unwrap_or("none");
        say::error(&format!("it is not static: interpreter {interpreter}, {} libraries", needs.libraries));
        return Ok(ExitCode::from(FOUND));
    }
    say::line("static      no interpreter, no library");
    for told in apart::asked(&binary)? {
        say::line(&format!("empty root  {told}"));
    }
    let product = Product::at(&binary, &root);
    say::line(&format!("by name     {} requests of a gate reached localhost", gate::by_name(&product)?));
    say::line(&format!(
        "start       {:.1} ms (median of {})",
        start::median(&product)?.as_secs_f64() * 1e3,
        start::STARTS
    ));
    beside(&product, &out)?;
    let list = sums::of(&out)?;
    write(&out.join(sums::FILE), &list)?;
    say::line(&format!("laid out    {} files and {} in {}", list.lines().count(), sums::FILE, out.display()));
    Ok(ExitCode::SUCCESS)
}

/// Builds the static binary for this machine's own target.
fn build(root: &Path) -> Result<PathBuf, TaskError> {
    let target = host()?;
    // Named as a target of its own, the flags do not reach build scripts and macros, which cannot be static.
    let flags = format!("CARGO_TARGET_{}_RUSTFLAGS", target.to_uppercase().replace('-', "_"));
    let words = ["build", "--locked", "--profile", PROFILE, "--bin", "runproof", "--target", &target];
    let program = format!("cargo {}", words.join(" "));
    let status = Command::new("cargo")
        .args(words)
        .args(["--target-dir", "target"])
        .env(flags, "-C target-feature=+crt-static")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .current_dir(root)
        .status()
        .map_err(|e| TaskError::Program { program: program.clone(), why: e.to_string() })?;
    if !status.success() {
        return Err(TaskError::Program { program, why: status.to_string() });
    }
    Ok(root.join("target").join(target).join(PROFILE).join("runproof"))
}

/// The target that the compiler builds for by itself.
fn host() -> Result<String, TaskError> {
    let program = "rustc -vV";
    let failed = |why: String| TaskError::Program { program: program.into(), why };
    let said = Command::new("rustc").arg("-vV").output().map_err(|e| failed(e.to_string()))?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| failed("it names no host".into()))
}

/// Begins the directory anew, with the binary in it.
fn lay_out(built: &Path, out: &Path) -> Result<PathBuf, TaskError> {
    if out.join(sums::FILE).is_file() {
        fs::remove_dir_all(out).map_err(|e| unusable(out, &e))?;
    } else if fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        let why = "something else is in it; name another directory with `--out`".to_owned();
        return Err(TaskError::File { path: out.to_owned(), why });
    }
    fs::create_dir_all(out).map_err(|e| unusable(out, &e))?;
    let binary = out.join("runproof");
    fs::copy(built, &binary).map_err(|e| unusable(built, &e))?;
    Ok(binary)
}

/// Completions and manual pages, by the binary itself.
fn beside(product: &Product, out: &Path) -> Result<(), TaskError> {
    for (shell, file) in SHELLS {
        let script = product.ask(&["completions", shell])?.good("runproof completions")?;
        write(&out.join("completions").join(file), &script)?;
    }
    let page = product.ask(&["man"])?.good("runproof man")?;
    write(&out.join("man/runproof.1"), &page)?;
    let help = product.ask(&["--help"])?.good("runproof --help")?;
    for command in commands(&help) {
        let page = product.ask(&["man", command])?.good("runproof man COMMAND")?;
        write(&out.join(format!("man/runproof-{command}.1")), &page)?;
    }
    Ok(())
}

/// The commands that a help lists.
fn commands(help: &str) -> impl Iterator<Item = &str> {
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    listed.filter_map(|l| l.strip_prefix("  ").filter(|l| !l.starts_with(' '))?.split_whitespace().next())
}

fn write(path: &Path, text: &str) -> Result<(), TaskError> {
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|e| unusable(path, &e))?;
    fs::write(path, text).map_err(|e| unusable(path, &e))
}

fn unusable(path: &Path, error: &std::io::Error) -> TaskError {
    TaskError::File { path: path.to_owned(), why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_from_the_help() {
        let help = "What it is\n\nUsage: x\n\nCommands:\n  check  Run\n           and more\n  man    Write\n\nOptions:\n  -h\n";
        assert_eq!(commands(help).collect::<Vec<_>>(), ["check", "man"]);
    }

    #[test]
    fn a_directory_that_holds_something_else_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let (built, out) = (home.path().join("built"), home.path().join("out"));
        fs::write(&built, "binary").unwrap();
        fs::create_dir(&out).unwrap();
        fs::write(out.join("mine"), "x").unwrap();
        assert!(lay_out(&built, &out).is_err() && out.join("mine").exists());
        fs::write(out.join(sums::FILE), "").unwrap();
        assert_eq!(lay_out(&built, &out).unwrap(), out.join("runproof"));
        assert!(!out.join("mine").exists());
    }
}
