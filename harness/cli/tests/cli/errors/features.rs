//! Files that are no features.

use super::shop::{checked, shop};
use rustix::fs::{CWD, FileType, Mode, mknodat};

#[test]
fn a_file_without_a_feature_line_is_refused_with_what_is_missing() {
    checked("feature-without-feature-line", "Scenario: orders are listed\n  When a client sends \"GET /orders\"\n")
        .with_code(94);
}

#[test]
fn a_text_block_that_is_not_closed_is_refused_at_its_line() {
    let text = "Feature: orders\n\n  Scenario: a cup is ordered\n    When a client sends \"POST /orders\" with JSON\n      \"\"\"\n      {\"cup\": 1}\n";
    checked("feature-open-text-block", text).with_code(94);
}

#[test]
fn a_table_row_that_does_not_fit_is_refused_at_its_line() {
    let text = "Feature: orders\n\n  Scenario: a cup is ordered\n    When a client sends \"POST /orders\" with the form\n      | item | cup |\n      | size | small\n";
    checked("feature-table-row-not-closed", text)
        .with_code(94)
        .saying("a table row does not fit\n  --> features/shop/orders.feature:6");
}

#[test]
fn a_table_row_with_too_few_cells_is_refused_at_its_line() {
    let text = "Feature: orders\n\n  @reads\n  Scenario Outline: <CASE>\n    When a client sends \"GET <PATH>\"\n    Then the response status is 200\n\n    Examples:\n      | CASE | PATH |\n      | one  | /1   |\n      | two  |\n";
    checked("feature-table-row-too-short", text)
        .with_code(94)
        .saying("a table row does not fit\n  --> features/shop/orders.feature:11");
}

#[test]
fn a_word_that_is_no_keyword_is_refused_at_its_line() {
    let text = "Feature: orders\n\n  Scenario: orders are listed\n    Whenever a client sends \"GET /orders\"\n";
    checked("feature-unknown-keyword", text).with_code(94).saying("features/shop/orders.feature:4");
}

#[test]
fn a_scenario_without_steps_is_refused() {
    checked("feature-empty-scenario", "Feature: orders\n\n  Scenario: orders are listed\n").with_code(94);
}

#[test]
fn a_feature_without_scenarios_is_refused() {
    checked("feature-without-scenarios", "Feature: orders\n").with_code(94);
}

#[test]
fn an_empty_file_is_refused() {
    checked("feature-empty-file", "").with_code(94);
}

#[test]
fn an_outline_without_rows_is_refused() {
    let text = "Feature: orders\n\n  @reads\n  Scenario Outline: <CASE>\n    When a client sends \"GET <PATH>\"\n    Then the response status is 200\n\n    Examples:\n      | CASE | PATH |\n";
    checked("feature-outline-without-rows", text).with_code(94);
}

#[test]
fn an_outline_without_examples_is_refused() {
    let text = "Feature: orders\n\n  @reads\n  Scenario Outline: <CASE>\n    When a client sends \"GET <PATH>\"\n    Then the response status is 200\n";
    checked("feature-outline-without-examples", text).with_code(94);
}

#[test]
fn a_step_with_a_misspelled_keyword_is_not_taken_for_a_description() {
    let steps =
        ["Givn the client follows redirects", "When a client sends \"GET /orders\"", "Then the response status is 200"];
    checked("feature-keyword-misspelled-above", &super::shop::with_steps("@reads", &steps)).with_code(94);
    let steps = ["When a client sends \"GET /orders\"", "Then the response status is 200", "Andd the response is JSON"];
    checked("feature-keyword-misspelled-below", &super::shop::with_steps("@reads", &steps)).with_code(94);
}

#[test]
fn a_file_that_is_not_utf_8_is_refused() {
    let place = shop();
    place.write("features/shop/orders.feature", b"Feature: orders \xff\xfe\n");
    place.told("feature-not-utf-8", &place.run(&["check", "--target", "shop"]).with_code(78));
}

#[test]
fn a_file_of_five_megabytes_is_refused_unread() {
    let place = shop();
    let line = "    # nothing\n";
    place.write("features/shop/orders.feature", format!("Feature: orders\n{}", line.repeat(5_000_000 / line.len())));
    place.told("feature-five-megabytes", &place.run(&["check", "--target", "shop"]).with_code(78));
}

#[test]
fn a_pipe_and_a_device_are_no_features() {
    let place = shop();
    mknodat(CWD, place.path("orders.feature"), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    place.told("path-is-a-pipe", &place.run(&["check", "--target", "shop", "orders.feature"]).with_code(78));
    place.told("path-is-a-device", &place.run(&["check", "--target", "shop", "/dev/zero"]).with_code(78));
}

#[test]
fn a_pipe_below_a_directory_of_features_does_not_hold_up_the_run() {
    let place = shop();
    place.write("features/shop/health.feature", super::shop::HEALTHY);
    mknodat(CWD, place.path("features/shop/pipe.feature"), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    place.told("pipe-below-features", &place.run(&["list", "--target", "shop"]));
}

#[test]
fn a_path_that_is_not_there_is_told() {
    let place = shop();
    place.told(
        "path-not-there",
        &place.run(&["check", "--target", "shop", "features/shop/nothing.feature"]).with_code(78),
    );
}

#[test]
fn every_flaw_is_told_at_once() {
    let place = shop();
    place.write("features/shop/one.feature", "Scenario: without a feature\n");
    place.write(
        "features/shop/two.feature",
        super::shop::with_steps(
            "@reads @nobody",
            &["When a client sneds \"GET /\"", "Then the response status is 200"],
        ),
    );
    place.told("several-flaws-at-once", &place.run(&["check", "--target", "shop"]).with_code(94));
}
