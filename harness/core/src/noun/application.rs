//! The application itself, started on a restored database: rows that came back are of use only where it can work with them.

use crate::json;
use crate::names::RestoreApplication;
use crate::noun::obstacle::Obstacle;
use crate::noun::query::text_of;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the application is started for, with the SQL of the queries that its answers are compared with, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicationAsked {
    /// What it must answer.
    pub wanted: RestoreApplication,
    /// SQL of the queries.
    pub sql: Vec<String>,
}

/// What an application showed that was started on a restored database.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Application {
    /// The role as which it was to sign in to the database.
    pub role: String,
    /// Milliseconds until it was ready.
    pub started_ms: u64,
    /// What its readiness came to, in words; empty when it is ready.
    pub not_ready: String,
    /// Its answers, beside what the database holds.
    pub answers: Vec<Answered>,
    /// The last it printed, when it was not ready.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_words: String,
    /// Why it could not be started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// One answer of the application beside what the database says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    /// Method and path.
    pub request: String,
    /// The answer in words: status and type, or why there is none.
    pub came: String,
    /// The place in the answer.
    pub place: String,
    /// What stands there; a list is its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Value>,
    /// The query.
    pub query: String,
    /// The first value that it returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Value>,
    /// Why the database could not be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What stands at a place of an answer; a list or an object is the number of its entries.
#[must_use]
pub fn at(document: &Value, place: &str) -> Option<Value> {
    let found = json::at(document, place)?;
    Some(json::entries(found).map_or_else(|| found.clone(), Value::from))
}

impl Application {
    /// Whether it serves what the database holds.
    #[must_use]
    pub fn judge(&self) -> Judgement {
        let expected = format!("the application, as the role {}, serves what was restored", self.role);
        let hint = "start it by hand on a restored database and read its log: rights that it lacks, a schema that is older \
                    than its code, and settings that are in no backup show here";
        if let Some(problem) = &self.problem {
            return problem.judge(expected).hint(hint);
        }
        if !self.not_ready.is_empty() {
            let words = if self.last_words.is_empty() { "nothing" } else { self.last_words.as_str() };
            let actual = format!("{}; the last it printed: {words}", self.not_ready);
            return Judgement::one(false, expected, actual).hint(hint);
        }
        if let Some(problem) = self.answers.iter().find_map(|a| a.problem.as_ref()) {
            return problem.judge(expected).hint(hint);
        }
        let wrong: Vec<String> = self.answers.iter().filter(|a| !a.is_so()).map(Answered::worded).collect();
        let actual = match wrong.is_empty() {
            true => self.answers.iter().map(Answered::worded).collect::<Vec<_>>().join("; "),
            false => wrong.join("; "),
        };
        Judgement::of(self.answers.len() as u64, 1, wrong.is_empty(), expected, actual).hint(
            "it answers from another database than the one that RUNPROOF_DATABASE_URL names, or counts otherwise than the \
             query: look what else its settings point to",
        )
    }
}

impl Answered {
    /// Whether the application says what the database holds.
    #[must_use]
    pub fn is_so(&self) -> bool {
        matches!((&self.said, &self.held), (Some(said), Some(held)) if text_of(said) == text_of(held))
    }

    fn worded(&self) -> String {
        let Self { request, came, place, query, .. } = self;
        let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".into(), json::short);
        let (said, held) = (value(&self.said), value(&self.held));
        format!("`{request}` gave {came} with {said} at `{place}`, and `{query}` says {held}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict;
    use serde_json::json;

    fn answered(said: Value, held: Value) -> Application {
        let answer = Answered {
            request: "GET /api/orders/".into(),
            came: "200, application/json".into(),
            place: "orders".into(),
            said: Some(said),
            query: "orders".into(),
            held: Some(held),
            problem: None,
        };
        Application { role: "shop".into(), answers: vec![answer], ..Application::default() }
    }

    #[test]
    fn what_the_application_says_must_be_what_the_database_holds() {
        assert_eq!(answered(json!(3), json!("3")).judge().verdict, Verdict::Passed);
        let wrong = answered(json!(2), json!(3)).judge();
        assert_eq!(wrong.verdict, Verdict::Failed);
        assert!(wrong.actual.contains("with 2 at `orders`, and `orders` says 3"), "{}", wrong.actual);
    }

    #[test]
    fn an_application_that_was_asked_nothing_shows_nothing() {
        assert_eq!(Application::default().judge().verdict, Verdict::Inconclusive);
        let nothing = Answered::default();
        let silent = Application { answers: vec![nothing], ..Application::default() };
        assert_eq!(silent.judge().verdict, Verdict::Failed);
    }

    #[test]
    fn one_that_is_not_ready_tells_its_last_words() {
        let mut seen = answered(json!(3), json!(3));
        (seen.not_ready, seen.last_words) = ("`/ready` gave 503".into(), "permission denied for table orders".into());
        let judged = seen.judge();
        assert_eq!(judged.verdict, Verdict::Failed);
        assert!(
            judged.actual.ends_with("the last it printed: permission denied for table orders"),
            "{}",
            judged.actual
        );
    }

    #[test]
    fn lists_stand_for_their_length() {
        let document = json!({"orders": [1, 2], "name": "shop"});
        assert_eq!(at(&document, "orders"), Some(json!(2)));
        assert_eq!(at(&document, "name"), Some(json!("shop")));
        assert_eq!(at(&document, "none"), None);
    }
}
