//! Examples of the documents can be typed: their commands and flags exist.

use crate::finding::Finding;
use crate::house::House;
use crate::product::Product;
use crate::repository::is_sample_data;
use crate::task::TaskError;
use std::collections::BTreeMap;

/// How an example that calls the product begins.
const CALLS: [&str; 3] = ["$ runproof ", "$ cargo run -- ", "$ cargo run --quiet -- "];
/// What ends a command.
const ENDS: [&str; 8] = ["|", "||", "&&", ";", ">", ">>", "2>", "#"];

/// What the help of a command lists.
#[derive(Clone, Default)]
struct Help {
    commands: Vec<String>,
    /// Flags, and whether each takes a value.
    flags: BTreeMap<String, bool>,
}

/// Examples that the product does not understand.
///
/// # Errors
/// When the product cannot be asked.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut helps = BTreeMap::new();
    let mut found = Vec::new();
    for (path, text) in house.repository.ending(".md").filter(|(path, _)| !is_sample_data(path)) {
        for (line, words) in examples(text) {
            if let Some(wrong) = first_unknown(house.product()?, &mut helps, &words)? {
                found.push(Finding::fails(
                    path,
                    line,
                    format!("the product does not know {wrong}"),
                    "correct the example",
                ));
            }
        }
    }
    Ok(found)
}

/// Line and words of every call in a block fenced as `console`.
fn examples(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut console = false;
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            console = !console && info.trim() == "console";
        }
        let call = CALLS.iter().find_map(|c| format!("{} ", line.trim()).strip_prefix(c).map(str::to_owned));
        found.extend(call.filter(|_| console).map(|call| (number + 1, words(&call))));
    }
    found
}

/// The words of a command line, up to what ends it; quotes keep words together.
fn words(call: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in call.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, c) if c.is_whitespace() => words.push(String::new()),
            _ => words.iter_mut().next_back().into_iter().for_each(|w| w.push(c)),
        }
    }
    words.into_iter().filter(|w| !w.is_empty()).take_while(|w| !ENDS.contains(&w.as_str())).collect()
}

/// The first command or flag of a call that the product's help does not list.
fn first_unknown(
    product: &Product,
    helps: &mut BTreeMap<Vec<String>, Help>,
    words: &[String],
) -> Result<Option<String>, TaskError> {
    let mut at: Vec<String> = vec![];
    let mut help = help_of(product, helps, &at)?;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word.starts_with('-') && word.len() > 1 {
            let (flag, joined) = word.split_once('=').map_or((word.as_str(), false), |(flag, _)| (flag, true));
            match help.flags.get(flag) {
                None => return Ok(Some(format!("the flag `{flag}` of `runproof {}`", at.join(" ")))),
                Some(true) if !joined => drop(words.next()),
                Some(_) => {}
            }
        } else if help.commands.contains(word) {
            at.push(word.clone());
            help = help_of(product, helps, &at)?;
        } else if !help.commands.is_empty() {
            return Ok(Some(format!("the command `{word}`")));
        }
    }
    Ok(None)
}

fn help_of(product: &Product, helps: &mut BTreeMap<Vec<String>, Help>, at: &[String]) -> Result<Help, TaskError> {
    if let Some(help) = helps.get(at) {
        return Ok(help.clone());
    }
    let asked: Vec<String> = at.iter().cloned().chain(["--help".to_owned()]).collect();
    let help = parsed(&product.ask(&asked)?.good("runproof --help")?);
    helps.insert(at.to_vec(), help.clone());
    Ok(help)
}

fn parsed(text: &str) -> Help {
    let mut help = Help::default();
    let mut section = "";
    for line in text.lines() {
        if !line.starts_with(' ') && line.ends_with(':') {
            section = line;
        }
        if section == "Commands:" {
            help.commands.extend(line.strip_prefix("  ").and_then(|l| l.split_whitespace().next()).map(str::to_owned));
        }
        if section == "Options:" && line.trim_start().starts_with('-') {
            let takes_value = line.contains('<');
            let flags = line.split_whitespace().map(|w| w.trim_end_matches(',')).take_while(|w| w.starts_with('-'));
            help.flags.extend(flags.map(|f| (f.to_owned(), takes_value)));
        }
    }
    help
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_end_where_the_shell_ends_them() {
        let text =
            "```console\n$ runproof check --tags '@a and @b' | tail\n$ ls\nok\n```\n```sh\n$ runproof nope\n```\n";
        assert_eq!(examples(text), [(2, ["check", "--tags", "@a and @b"].map(str::to_owned).to_vec())]);
    }

    #[test]
    fn help_is_read() {
        let help = parsed(
            "Usage: x\n\nCommands:\n  check  Run\n  man    Write\n\nOptions:\n      --out <DIR>\n          -- words\n  -h, --help\n          Print\n",
        );
        assert_eq!(help.commands, ["check", "man"]);
        assert_eq!(help.flags.get("--out"), Some(&true));
        assert_eq!(help.flags.get("-h"), Some(&false));
    }
}
