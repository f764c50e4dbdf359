//! Rules about features, catalogs and the vocabulary.

use crate::sample::Sample;
use std::io;

const HEALTH: &str = "features/demo/health.feature";
const CATALOG: &str = "features/demo/catalog.toml";

#[test]
fn texts_that_cannot_be_read() -> io::Result<()> {
    let broken = "@checklist\nFeature: f\n\n  Scenario: s\n    When a client sends \"GET /\"\n    Whenever it rains\n";
    let told = Sample::good()?
        .with("features/demo/words.feature", broken)?
        .with(CATALOG, "system = \"demo\"\nitems = 3\n")?
        .told_by("syntax")?;
    assert_eq!((told.code, told.findings.len()), (Some(1), 2), "{told:?}");
    assert!(told.findings[0].starts_with("features/demo/catalog.toml:2: syntax: invalid type: integer"), "{told:?}");
    assert_eq!(told.findings[1], "features/demo/words.feature:6: syntax: this is not Gherkin; write it as Gherkin");
    Ok(())
}

#[test]
fn a_step_with_a_misspelt_keyword_is_no_step() -> io::Result<()> {
    let line = "features/demo/health.feature:8: syntax: `Wehn a client sends \"GET https://demo.invalid/\"` is no step; \
                begin it with `Given`, `When`, `Then` or `And`, or say it in the title";
    Sample::good()?.edited(HEALTH, "When a client", "Wehn a client")?.is_red("syntax", &[line])
}

#[test]
fn tags_that_nobody_declared() -> io::Result<()> {
    let lines = [
        "features/demo/health.feature:7: tags: the tag `@this` is not declared; correct it, or declare it in tags.toml",
        "features/demo/health.feature:18: tags: the item `DE-9` is not in features/demo/catalog.toml; correct the tag, or add the item",
    ];
    Sample::good()?.edited(HEALTH, "@DE-1", "@DE-1 @this")?.edited(HEALTH, "DE-2", "DE-9")?.is_red("tags", &lines)
}

#[test]
fn a_repetition_without_a_reason() -> io::Result<()> {
    let line = "features/demo/health.feature:7: tags: a scenario is repeated without a reason; say why in a comment on the line above";
    Sample::good()?.edited(HEALTH, "  @DE-1", "  @DE-1 @retry(2) @lock.name")?.is_red("tags", &[line])?;
    Sample::good()?.edited(HEALTH, "  @DE-1", "  # The name server answers late.\n  @DE-1 @retry(2)")?.is_green("tags")
}

#[test]
fn titles_that_stand_twice() -> io::Result<()> {
    let line = "features/demo/health.feature:18: titles: the title `the start page answers` stands on line 8 too; say what is different about this one";
    Sample::good()?.edited(HEALTH, "other page", "the start page")?.is_red("titles", &[line])
}

#[test]
fn steps_out_of_order() -> io::Result<()> {
    let sample = Sample::good()?
        .edited(HEALTH, "    Given the client keeps cookies", "    When a client connects to \"x\"")?
        .edited(
            HEALTH,
            "invalid/\"\n    Then the response status is 200",
            "invalid/\"\n    Given the client follows redirects",
        )?
        .edited(HEALTH, "    When a client sends \"GET https://demo.invalid/<PATH>\"\n", "")?;
    let lines = [
        "features/demo/health.feature:5: keyword-order: a Background holds only `Given`; move the step into the scenarios",
        "features/demo/health.feature:10: keyword-order: a `Given` follows a `When`; look at what was done first, or set the state up before",
        "features/demo/health.feature:10: keyword-order: the scenario ends without a look; end it with a `Then`",
        "features/demo/health.feature:13: keyword-order: a `Then` stands before any `When`; say first who does or asks what",
    ];
    sample.is_red("keyword-order", &lines)
}

#[test]
fn a_second_question_and_a_second_actor_may_follow_a_look() -> io::Result<()> {
    let again = "    Then the response status is 200\n    Given the client follows redirects\n    \
                 When a client connects to \"x\"\n    Then the response status is 200";
    Sample::good()?.edited(HEALTH, "    Then the response status is 200", again)?.is_green("keyword-order")
}

#[test]
fn features_without_a_kind_and_scenarios_with_two_effects() -> io::Result<()> {
    let sample =
        Sample::good()?.edited(HEALTH, "@checklist @reads", "@reads")?.edited(HEALTH, "  @DE-1", "  @DE-1 @writes")?;
    let lines = [
        "features/demo/health.feature:2: effects: the feature has 0 kinds; give it one of `@checklist`, `@diagnosis`, `@drill`, `@evidence`, `@health`, `@milestone`",
        "features/demo/health.feature:8: effects: the scenario has 2 effects; give it one of `@destroys`, `@reads`, `@writes`",
    ];
    sample.is_red("effects", &lines)
}

#[test]
fn too_many_items_in_one_scenario() -> io::Result<()> {
    let line = "features/demo/health.feature:8: items: 4 items share the scenario; divide the scenario, or give each item a row of examples with a column `ITEM`";
    Sample::good()?.edited(HEALTH, "  @DE-1", "  @DE-1 @DE-2 @DE-3 @DE-4")?.is_red("items", &[line])
}

#[test]
fn catalog_and_features_that_contradict_each_other() -> io::Result<()> {
    let sample = Sample::good()?.edited(HEALTH, "@DE-1", "@DE-3 @DE-4")?;
    let lines = [
        "features/demo/catalog.toml:5: coverage: `DE-1` is covered, but no scenario bears it; write a scenario, or say `covered = false` with a reason",
        "features/demo/catalog.toml:19: coverage: `DE-3` takes its verdict from others, but a scenario bears it; take the tag off the scenario, or `same_as` and `derived_from` out of the item",
        "features/demo/catalog.toml:26: coverage: `DE-4` is not covered, but a scenario bears it; say that it is covered, or take the tag off the scenario",
    ];
    sample.is_red("coverage", &lines)
}

#[test]
fn examples_that_people_cannot_read() -> io::Result<()> {
    let lines = [
        "features/demo/health.feature:17: outlines: the first column of the examples is not `CASE`; say in it what each row shows",
        "features/demo/health.feature:17: outlines: the column `Path` is not in upper case; write heads in capitals, digits and underscores",
    ];
    let sample = Sample::good()?.edited(HEALTH, "| CASE       |", "| WHAT       |")?;
    sample.edited(HEALTH, "| PATH |", "| Path |")?.is_red("outlines", &lines)?;
    let line = "features/demo/health.feature:12: outlines: the title does not name the case; put `<CASE>` into it";
    Sample::good()?.edited(HEALTH, "<CASE> answers", "another page answers")?.is_red("outlines", &[line])
}

#[test]
fn features_that_do_not_fit_on_a_screen() -> io::Result<()> {
    let scenario = |n: usize| {
        format!("\n  Scenario: {n}\n    When a client sends \"GET /\"\n    Then the response status is 200\n")
    };
    let many: String = (0..6).map(scenario).collect();
    let sample = Sample::good()?
        .with(
            "features/demo/many.feature",
            &format!("@checklist @reads\nFeature: many\n{many}{}", "# A line.\n".repeat(40)),
        )?
        .with("features/demo/none.feature", "@checklist @reads\nFeature: none\n")?;
    let lines = [
        "features/demo/many.feature:1: lengths: the feature has 6 scenarios, more than 5; divide it by circumstance",
        "features/demo/many.feature:1: lengths: the feature has 66 lines, more than 60; divide it by circumstance",
        "features/demo/none.feature:1: lengths: the feature has no scenario; write one, or remove the file",
    ];
    let told = sample.told_by("lengths")?;
    assert_eq!((told.code, told.findings.len()), (Some(1), 3), "{told:?}");
    assert!(lines.iter().all(|line| told.findings.iter().any(|f| f == line)), "{told:?}");
    Ok(())
}

#[test]
fn sentences_that_say_how_instead_of_what() -> io::Result<()> {
    for (sentence, what, remedy) in [
        ("the page shows \"#app .title\"", "a selector", "give the thing a name in names.toml"),
        ("the page shows \"input[name=key]\"", "a selector", "give the thing a name in names.toml"),
        (
            "the query \"SELECT id FROM circles\" returns rows",
            "a statement of SQL",
            "give the query a name in names.toml",
        ),
        ("the visitor waits 5 seconds", "waiting", "say `within \"30s\"` before the look"),
        ("it works", "nothing that can be seen", "say what is seen"),
    ] {
        let line = format!("features/demo/health.feature:10: wording: the sentence holds {what}; {remedy}");
        Sample::good()?.edited(HEALTH, "the response status is 200", sentence)?.is_red("wording", &[line.as_str()])?;
    }
    Ok(())
}

#[test]
fn sentences_about_dotted_files_and_paths_are_no_selectors() -> io::Result<()> {
    for sentence in ["the directory holds \".env\"", "the response body contains \"#\"", "the file is \"a[0]/#x\""] {
        Sample::good()?.edited(HEALTH, "the response status is 200", sentence)?.is_green("wording")?;
    }
    Ok(())
}

#[test]
fn a_step_that_is_not_bound() -> io::Result<()> {
    let told =
        Sample::good()?.edited(HEALTH, "the response status is 200", "the answer is fine")?.told_by("binding")?;
    assert_eq!((told.code, told.findings.len()), (Some(1), 1), "{told:?}");
    assert!(told.findings[0].starts_with("features/demo/health.feature:10: binding: "), "{told:?}");
    assert!(told.findings[0].contains("the answer is fine"), "{told:?}");
    Ok(())
}

#[test]
fn a_step_of_a_child_feature_that_is_not_bound() -> io::Result<()> {
    let child = "@checklist @reads\nFeature: child\n\n  Scenario: s\n    When nobody knows what\n    Then the response status is 200\n";
    let told = Sample::good()?.with("features/demo/children/child.feature", child)?.told_by("binding")?;
    assert_eq!((told.code, told.findings.len()), (Some(1), 1), "{told:?}");
    assert!(told.findings[0].starts_with("features/demo/children/child.feature:5: binding: "), "{told:?}");
    Ok(())
}

#[test]
fn a_vocabulary_that_is_outdated_and_not_used() -> io::Result<()> {
    let told = Sample::good()?.with("features/VOCABULARY.md", "# Vocabulary\n\nOld.\n")?.told_by("vocabulary")?;
    let outdated = "features/VOCABULARY.md:3: vocabulary: the page is not what the product writes; \
                    run `cargo run --quiet -- steps --markdown > features/VOCABULARY.md`";
    assert_eq!(told.code, Some(1));
    assert_eq!(told.findings.first().map(String::as_str), Some(outdated));
    let idle = |sentence: &str| told.findings.iter().any(|f| f.contains(&format!("no feature says `{sentence}`")));
    assert!(idle("Given the client follows redirects"), "{told:?}");
    assert!(!idle("Given the client keeps cookies") && !idle("Then the response status is <status>"), "{told:?}");
    Ok(())
}
