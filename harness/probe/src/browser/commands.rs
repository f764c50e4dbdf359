//! Commands of Chromium's driver beyond the standard.

use fantoccini::wd::WebDriverCompatibleCommand;
use hyper::http::Method;
use reqwest::Url;
use serde_json::Value;

/// A command of the browser's own protocol.
#[derive(Debug)]
pub(super) struct Chrome {
    /// Its name.
    pub(super) command: &'static str,
    /// Its parameters.
    pub(super) parameters: Value,
}

/// What the console was told since the last question.
#[derive(Debug)]
pub(super) struct Console;

impl WebDriverCompatibleCommand for Chrome {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        within(base, session, "goog/cdp/execute")
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = serde_json::json!({ "cmd": self.command, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl WebDriverCompatibleCommand for Console {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        within(base, session, "se/log")
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(r#"{"type":"browser"}"#.to_owned()))
    }
}

fn within(base: &Url, session: Option<&str>, command: &str) -> Result<Url, url::ParseError> {
    base.join(&format!("session/{}/{command}", session.unwrap_or_default()))
}
