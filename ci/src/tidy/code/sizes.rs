//! Small files, short functions.

use crate::finding::Finding;
use crate::house::House;
use crate::repository::is_sample_data;
use crate::rust::Source;
use crate::task::TaskError;

/// Lines of a source file that are shown.
const LONG_FILE: usize = 300;
/// Lines of a source file that are too many.
const TOO_LONG_FILE: usize = 500;
/// Lines of a function that are too many.
const TOO_LONG_FUNCTION: usize = 60;
/// Functions of a file that are shown, those of tests not counted.
const MANY_FUNCTIONS: usize = 20;

/// Files that are lists.
const LISTS: [&str; 1] = ["steps/src/sentences.rs"];
/// What stands on one of the first lines of a file that a program wrote.
const GENERATED: &str = "@generated";
/// Ends of names of source files.
const SOURCE: [&str; 5] = [".rs", ".js", ".css", ".html", ".sh"];

/// Files and functions that are too long.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let ours = house.repository.texts().filter(|(path, text)| is_source(path) && !is_list(path, text));
    let files = ours.filter_map(|(path, text)| of_file(path, text.lines().count()));
    let rust = house.rust();
    let functions = rust.iter().flat_map(|(path, source)| of_functions(path, source));
    Ok(files.chain(functions).collect())
}

fn is_source(path: &str) -> bool {
    SOURCE.iter().any(|end| path.ends_with(end)) && !is_sample_data(path)
}

fn is_list(path: &str, text: &str) -> bool {
    LISTS.contains(&path) || text.lines().take(3).any(|l| l.contains(GENERATED))
}

fn of_file(path: &str, lines: usize) -> Option<Finding> {
    let what = format!("the file has {lines} lines");
    match lines {
        ..=LONG_FILE => None,
        _ if lines <= TOO_LONG_FILE => {
            Some(Finding::warns(path, 1, what, format!("divide it by subject; {LONG_FILE} are wanted")))
        }
        _ => Some(Finding::fails(path, 1, what, format!("divide it by subject; {TOO_LONG_FILE} is the limit"))),
    }
}

fn of_functions(path: &str, source: &Source<'_>) -> Vec<Finding> {
    let functions = source.functions();
    let long = functions.iter().filter(|f| f.lines > TOO_LONG_FUNCTION).map(|f| {
        let what = format!("the function `{}` has {} lines", f.name, f.lines);
        Finding::fails(path, f.line, what, format!("divide it; {TOO_LONG_FUNCTION} is the limit"))
    });
    let counted = functions.iter().filter(|f| !path.contains("/tests") && !source.in_tests(f.at)).count();
    let many = (counted > MANY_FUNCTIONS).then(|| {
        Finding::warns(
            path,
            1,
            format!("the file has {counted} functions"),
            format!("divide it by subject; {MANY_FUNCTIONS} are wanted"),
        )
    });
    long.chain(many).collect()
}
