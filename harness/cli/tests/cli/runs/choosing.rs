//! Which scenarios are taken.

use crate::errors::CATALOG;
use crate::tools::{Server, Workplace, json, shop};

const FEATURE: &str = "@lock.shop
Feature: choosing

  @reads @S-HC.1
  Scenario: first
    When a client sends \"GET /first\"
    Then the response status is 200

  @reads @smoke-test @IC-M5.3
  Scenario Outline: <CASE>
    When a client sends \"GET <PATH>\"
    Then the response status is 200

    Examples: some rows
      | CASE  | PATH   |
      # a comment between rows
      | one   | /one   |

      | two   | /two   |
      # another
      | three | /three |

  @reads @smoke
  Scenario: last
    When a client sends \"GET /last\"
    Then the response status is 200
";

fn place() -> (Workplace, Server) {
    let server = Server::answering(|_| json("{}"));
    let place = Workplace::new();
    place.write("runproof.toml", shop(&server.url(), "")).write("features/shop/catalog.toml", CATALOG);
    place.write("features/shop/a.feature", FEATURE);
    (place, server)
}

/// Titles in the order in which they are listed.
#[track_caller]
fn chosen(words: &[&str]) -> Vec<String> {
    let (place, _server) = place();
    let ended = place.run(&[&["list", "--target", "shop"], words].concat()).with_code(0);
    let scenarios = ended.stdout.lines().filter(|l| l.starts_with("  "));
    scenarios.map(|l| l.split_whitespace().nth(2).unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_line_chooses_the_scenario_that_stands_there() {
    for (line, title) in [(4, "first"), (5, "first"), (7, "first"), (23, "last"), (24, "last"), (26, "last")] {
        assert_eq!(chosen(&[&format!("features/shop/a.feature:{line}")]), [title], "line {line}");
    }
}

#[test]
fn rows_of_an_outline_are_chosen_by_their_true_line() {
    for (line, text) in
        FEATURE.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with("| ") && !l.contains("CASE"))
    {
        let title = text.split_whitespace().nth(1).unwrap();
        assert_eq!(chosen(&[&format!("features/shop/a.feature:{}", line + 1)]), [title], "line {}", line + 1);
    }
}

#[test]
fn the_heading_of_an_outline_chooses_all_its_rows() {
    for line in [9, 10, 11, 12] {
        assert_eq!(chosen(&[&format!("features/shop/a.feature:{line}")]), ["one", "two", "three"], "line {line}");
    }
}

#[test]
fn tags_with_dots_and_dashes_are_tags() {
    assert_eq!(chosen(&["--tags", "@S-HC.1"]), ["first"]);
    assert_eq!(chosen(&["--tags", "@smoke-test and @IC-M5.3"]), ["one", "two", "three"]);
    assert_eq!(chosen(&["--tags", "@lock.shop and not (@IC-M5.3 or @S-HC.1)"]), ["last"]);
    assert_eq!(chosen(&["--mode", "smoke"]), ["last"]);
}

#[test]
fn places_and_tags_choose_together() {
    assert_eq!(chosen(&["features/shop", "--tags", "not @reads or @smoke"]), ["last"]);
    assert_eq!(chosen(&["features/shop/a.feature:5", "features/shop/a.feature:25"]), ["first", "last"]);
}

#[test]
fn only_what_was_chosen_is_run() {
    let (place, server) = place();
    let row = FEATURE.lines().position(|l| l.contains("| two ")).unwrap() + 1;
    place.run(&["check", "--target", "shop", &format!("features/shop/a.feature:{row}")]).with_code(0);
    let paths: Vec<String> = server.heads().iter().map(|h| crate::tools::path_of(h).to_owned()).collect();
    assert_eq!(paths, ["/two"]);
}
