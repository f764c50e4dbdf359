//! Features that cannot be bound: sentences, tags and names that nobody knows.

use super::shop::{HEALTHY, checked, checked_steps, shop, with_steps};

const ASKED: &str = "When a client sends \"GET /orders\"";
const ANSWERED: &str = "Then the response status is 200";

#[test]
fn an_unbound_step_is_refused_with_a_near_sentence() {
    checked_steps("step-unbound-near", &[ASKED, "Then the reponse status is 200"])
        .with_code(94)
        .saying("did you mean `Then the response status is ");
}

#[test]
fn an_unbound_step_far_from_everything_points_to_the_vocabulary() {
    checked_steps("step-unbound-far", &["When somebody dances", ANSWERED]).with_code(94);
}

#[test]
fn a_sentence_under_the_wrong_keyword_is_unbound() {
    checked_steps("step-under-wrong-keyword", &["Given a client sends \"GET /orders\"", ANSWERED])
        .with_code(94)
        .saying("`When`");
}

#[test]
fn a_tag_that_nobody_knows_is_refused_in_a_feature() {
    checked("tag-unknown-in-feature", &with_steps("@reads @smok", &[ASKED, ANSWERED])).with_code(94);
}

#[test]
fn a_tag_that_nobody_knows_is_refused_in_an_expression() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    let ended = place.run(&["check", "--target", "shop", "--tags", "@smoke or @S-HC.2"]).with_code(94);
    place.told("tag-unknown-in-expression", &ended);
}

#[test]
fn a_variable_that_nobody_knows_is_refused() {
    checked_steps("variable-unknown", &["When a client sends \"GET {healt_path}\"", ANSWERED]).with_code(94);
}

#[test]
fn a_variable_kept_only_later_is_refused() {
    let steps = ["When a client sends \"GET /orders/{order}\"", "Then the response JSON \"id\" is kept as \"order\""];
    checked_steps("variable-kept-too-late", &steps).with_code(94);
}

#[test]
fn a_pattern_that_nobody_knows_is_refused() {
    let steps = [
        "When the operator reads the last 5 lines of the log \"app\"",
        "Then the log holds no line matching \"error\"",
    ];
    checked_steps("pattern-unknown", &steps).with_code(94);
}

#[test]
fn a_query_that_nobody_knows_is_refused() {
    let steps = ["When the operator runs the query \"order\"", "Then the query returns the value 1"];
    checked_steps("query-unknown", &steps).with_code(94);
}

#[test]
fn a_key_that_nobody_knows_is_refused() {
    checked_steps("key-unknown", &["Given the client signs in with the key \"raeder\"", ASKED, ANSWERED]).with_code(94);
}

#[test]
fn a_procedure_that_nobody_knows_is_refused() {
    let steps = ["When the operator runs the procedure \"deploy\"", "Then the procedure succeeds"];
    checked_steps("procedure-unknown", &steps).with_code(94);
}

#[test]
fn a_log_that_nobody_knows_is_refused() {
    let steps = ["When the operator reads the last 5 lines of the log \"aps\"", "Then the log holds at least 1 lines"];
    checked_steps("log-unknown", &steps).with_code(94);
}

#[test]
fn within_on_a_writing_request_is_refused() {
    let steps = ["When a client sends \"POST /orders\"", "Then within \"5s\" the response status is 201"];
    checked("within-on-a-post", &with_steps("@writes", &steps)).with_code(94);
}

#[test]
fn within_on_something_that_is_no_check_is_refused() {
    checked_steps("within-on-a-when", &["When within \"5s\" a client sends \"GET /orders\"", ANSWERED]).with_code(94);
}

#[test]
fn a_writing_request_in_a_scenario_that_reads_is_refused() {
    checked_steps("post-in-a-reading-scenario", &["When a client sends \"POST /orders\"", ANSWERED]).with_code(94);
}

#[test]
fn a_message_in_a_scenario_that_reads_is_refused() {
    let steps = ["When a client sends \"GET it\" over a WebSocket at \"/ws?a=1\"", "Then the WebSocket is open"];
    checked_steps("message-in-a-reading-scenario", &steps).with_code(94);
}

#[test]
fn a_duration_that_is_none_is_refused() {
    checked_steps("duration-bad", &[ASKED, "Then the response took at most \"half a second\""]).with_code(94);
}

#[test]
fn a_deadline_of_a_check_that_is_no_duration_is_refused() {
    checked_steps("within-bad-duration", &[ASKED, "Then within \"soon\" the response status is 200"]).with_code(94);
}
