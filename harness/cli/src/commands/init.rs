//! `init`: a target file, a catalog and a first feature for a system of one's own.

use crate::complaint::Complaint;
use crate::say;
use runproof_steps::placeholder;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Files by path, with `SYSTEM` and `URL` to be filled in.
const FILES: [(&str, &str); 5] = [
    ("runproof.toml", include_str!("../../resources/init/runproof.toml")),
    ("features/SYSTEM/catalog.toml", include_str!("../../resources/init/catalog.toml")),
    ("features/SYSTEM/names.toml", include_str!("../../resources/init/names.toml")),
    ("features/SYSTEM/health.feature", include_str!("../../resources/init/health.feature")),
    ("features/tags.toml", include_str!("../../resources/init/tags.toml")),
];

/// The target that a compose file adds, with `COMPOSE` to be filled in.
const CLONE: &str = include_str!("../../resources/init/clone.toml");

/// Writes the files; nothing that is there is written over.
pub fn perform(directory: Option<&Path>, system: &str, url: &str, compose: Option<&Path>) -> Result<u8, Complaint> {
    let prefix = prefix(system)?;
    let base = directory.unwrap_or(Path::new(".")).to_owned();
    let fill = |text: &str| text.replace("SYSTEM", system).replace("PREFIX", &prefix).replace("URL", url);
    let mut files: Vec<(PathBuf, String)> =
        FILES.iter().map(|(path, text)| (base.join(fill(path)), fill(text))).collect();
    if let (Some(compose), Some((_, targets))) = (compose, files.first_mut()) {
        let compose = seen_from(directory, compose)?;
        targets.push_str(&fill(CLONE).replace("\"COMPOSE\"", &toml::Value::from(compose).to_string()));
    }
    write_all(&files)?;
    let place = if directory.is_some() { format!("cd {} && ", base.display()) } else { String::new() };
    let target = if compose.is_some() { "clone" } else { "here" };
    say::line(&format!("\nnext: {place}runproof check --target {target}"));
    Ok(0)
}

/// How a target file in `directory` names the compose file, which must be there.
fn seen_from(directory: Option<&Path>, compose: &Path) -> Result<String, Complaint> {
    if !compose.is_file() {
        let next = "name the file that `docker compose` would read".into();
        return Err(Complaint::Usage { what: format!("there is no compose file `{}`", compose.display()), next });
    }
    // Paths count from the target file.
    let path = if directory.is_some() { std::path::absolute(compose) } else { Ok(compose.to_owned()) };
    let path = path.map_err(|e| Complaint::Evidence { path: compose.to_owned(), why: e.to_string() })?;
    Ok(path.display().to_string())
}

/// What the ids of a system's items begin with: the first letters of its words.
pub fn prefix(system: &str) -> Result<String, Complaint> {
    if !placeholder::is_name(&system.replace('-', "_")) {
        let next = "use lower-case letters, digits and dashes, for example `order-desk`".into();
        return Err(Complaint::Usage { what: format!("`{system}` is no name for a system"), next });
    }
    Ok(system.split('-').filter_map(|w| w.chars().next()).collect::<String>().to_uppercase())
}

/// Refuses when one of these paths is there already.
pub fn refuse_what_is_there(paths: &[PathBuf]) -> Result<(), Complaint> {
    let Some(path) = paths.iter().find(|path| path.exists()) else { return Ok(()) };
    let next = "name another directory; nothing is written over".into();
    Err(Complaint::Usage { what: format!("{} is already there", path.display()), next })
}

/// Writes all files or, when one is there already, none.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<(), Complaint> {
    refuse_what_is_there(&files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>())?;
    for (path, text) in files {
        write(path, text).map_err(|e| Complaint::Evidence { path: path.clone(), why: e.to_string() })?;
        say::line(&format!("wrote {}", path.display()));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let parent = path.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(parent)?;
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
