//! What is typed wrong.

use super::shop::{open_shop, shop};
use crate::tools::Workplace;

#[test]
fn words_that_are_no_command_are_usage_errors() {
    let place = Workplace::new();
    for (name, words) in [
        ("typed-nothing", &[][..]),
        ("typed-unknown-command", &["chek"]),
        ("typed-unknown-flag", &["check", "--tag", "@smoke"]),
        ("typed-flag-without-value", &["check", "--tags"]),
        ("typed-jobs-no-number", &["check", "--jobs", "many"]),
        ("typed-junit-flavor", &["check", "--junit-flavor", "loud"]),
        ("typed-prove-nothing", &["prove"]),
        ("typed-completions-shell", &["completions", "tcsh"]),
        ("typed-stack-without-action", &["stack"]),
    ] {
        place.told(name, &place.run(words).with_code(64));
    }
}

#[test]
fn an_expression_that_is_none_is_a_usage_error() {
    let (place, _server) = open_shop();
    place.told("tags-bad-expression", &place.run(&["check", "--target", "shop", "--tags", "@smoke and"]).with_code(64));
}

#[test]
fn a_system_with_a_name_that_is_none_is_not_begun() {
    let place = Workplace::new();
    place.told("init-bad-name", &place.run(&["init", "--system", "Order Desk"]).with_code(64));
}

#[test]
fn nothing_that_is_there_is_written_over_by_init() {
    let place = shop();
    let before = std::fs::read(place.path("runproof.toml")).unwrap();
    place.told("init-over-something", &place.run(&["init"]).with_code(64));
    assert_eq!(std::fs::read(place.path("runproof.toml")).unwrap(), before);
    assert!(!place.path("features/my-system").exists());
}

#[test]
fn a_reference_stack_that_nobody_has_is_not_started() {
    let place = Workplace::new();
    place.told("stack-unknown", &place.run(&["stack", "up", "nosuch"]).with_code(64));
}

#[test]
fn a_sentence_that_nobody_has_is_not_found() {
    let place = Workplace::new();
    place.told("steps-unknown", &place.run(&["steps", "juggles"]).with_code(64));
}

#[test]
fn a_place_without_scenario_cannot_be_explained() {
    let (place, _server) = open_shop();
    place.told(
        "explain-without-scenario",
        &place.run(&["explain", "--target", "shop", "features/shop/health.feature:1"]).with_code(4),
    );
}

#[test]
fn an_item_without_scenario_cannot_be_proven() {
    let place = Workplace::new();
    place.told("prove-unknown-item", &place.run(&["prove", "IC-NO.1"]).with_code(64));
}
