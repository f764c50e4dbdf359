//! The same system gives the same verdicts, run for run.

use crate::tools::{Evidence, Server, Workplace, html, json, reply};
use runproof_core::verdict::Verdict;

/// Runs in a row.
const RUNS: usize = 10;

const FEATURE: &str = r#"Feature: a visit

  @reads
  Scenario: the order is placed
    When the visitor opens "/"
    And the visitor fills "Name" with "Ada"
    And the visitor presses "Order"
    Then the visitor sees "Thank you, Ada"
    And the visitor sees the button "Order"
    And the page of the visitor was answered 200 for "GET /api/orders?name=Ada"
    And the page of the visitor asked only the target
    And the visitor has a clean console

  @reads
  Scenario: the order is refused
    When the visitor opens "/"
    And the visitor presses "Order"
    Then the visitor sees "Thank you"
"#;

/// A page that shows what it is answered, some time after it is there.
const PAGE: &str = r#"<!doctype html><title>Shop</title><link rel=icon href=data:,><div id=app></div><script>
setTimeout(() => {
  app.innerHTML = "<label>Name <input></label><button>Order</button><p></p>";
  app.querySelector("button").onclick = async () => {
    const answer = await fetch("/api/orders?name=" + app.querySelector("input").value);
    app.querySelector("p").textContent = answer.ok ? `Thank you, ${(await answer.json()).name}` : "No";
  };
}, 50);
</script>"#;

#[test]
fn ten_runs_give_the_same_verdicts() {
    let server = Server::answering(|path| match path {
        "/" => html(PAGE),
        "/api/orders?name=Ada" => json("{\"name\": \"Ada\"}"),
        _ => reply("404 Not Found", "", ""),
    });
    let place = Workplace::with_shop(&server.url());
    place.write("features/shop/catalog.toml", "system = \"shop\"\ntitle = \"Shop\"\n");
    place
        .write("features/tags.toml", "[tags]\nreads = \"changes nothing\"\n")
        .write("features/shop/visit.feature", FEATURE);
    for run in 0..RUNS {
        let out = format!("evidence-{run}");
        place.run(&["check", "--target", "shop", "--jobs", "2", "--out", &out]).with_code(100);
        let evidence = Evidence::of(&place.path(&out)).complete();
        let verdicts = ["the order is placed", "the order is refused"].map(|title| evidence.verdict(title));
        assert_eq!(verdicts, [Verdict::Passed, Verdict::Failed], "run {run}");
        assert_eq!(evidence.steps("the order is placed"), [Verdict::Passed; 8], "run {run}");
        let pictures = std::fs::read_dir(place.path(&out).join("attachments")).unwrap().flatten();
        assert!(pictures.filter(|f| f.path().extension().is_some_and(|e| e == "png")).count() >= 4, "run {run}");
    }
}
