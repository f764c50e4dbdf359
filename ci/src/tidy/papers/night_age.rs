//! What runs only at night ran not too long ago.

use crate::clock;
use crate::finding::Finding;
use crate::house::House;
use crate::night::RESULTS;
use crate::task::TaskError;
use time::Date;
use time::macros::format_description;

/// Days after which a night must be repeated.
const OLDEST: i64 = 30;
const REMEDY: &str = "run `cargo ci night` and commit what it wrote";

/// No night, or one that is too long ago.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    if house.repository.text("ci/Cargo.toml").is_none() {
        return Ok(vec![]);
    }
    let dated = house.repository.paths().filter_map(|path| Some((date(path.strip_prefix(RESULTS)?)?, path)));
    let Some((newest, path)) = dated.max() else {
        return Ok(vec![Finding::warns(RESULTS, 1, "no night is written down yet", REMEDY)]);
    };
    let days = (clock::today() - newest).whole_days();
    let late = (days > OLDEST)
        .then(|| Finding::fails(path, 1, format!("the last night is {days} days ago, more than {OLDEST}"), REMEDY));
    Ok(late.into_iter().collect())
}

fn date(name: &str) -> Option<Date> {
    Date::parse(name.strip_suffix(".json")?, format_description!("[year]-[month]-[day]")).ok()
}
