//! What sentences ask their world for: names, and how its client sends.

use super::World;
use crate::row::Stop;
use runproof_core::names::Names;
use runproof_core::noun::http::Request;

impl World {
    /// Milliseconds the last action took.
    ///
    /// # Errors
    /// [`Stop::Broken`] for a world without a target.
    pub fn action_ms(&self) -> Result<u64, Stop> {
        Ok(self.scene()?.action_ms)
    }

    /// The names of the system.
    ///
    /// # Errors
    /// [`Stop::Broken`] for a world without a target.
    pub fn names(&self) -> Result<&Names, Stop> {
        Ok(&self.scene()?.names)
    }

    /// SQL of a named query, with names in it filled in.
    ///
    /// # Errors
    /// [`Stop::Plan`] for a query or a name that nobody knows.
    pub fn query(&self, name: &str) -> Result<String, Stop> {
        let scene = self.scene()?;
        let sql =
            scene.names.queries.get(name).ok_or_else(|| Stop::Plan(format!("names.toml has no query `{name}`")))?;
        crate::placeholder::fill(sql, &[&self.kept, &scene.variables])
            .map_err(|n| Stop::Plan(format!("nobody knows `{{{n}}}`")))
    }

    /// Name and text of a named pattern.
    ///
    /// # Errors
    /// [`Stop::Plan`] for a pattern that nobody knows.
    pub fn pattern(&self, name: &str) -> Result<(String, String), Stop> {
        let pattern = self.names()?.patterns.get(name);
        let text = pattern.ok_or_else(|| Stop::Plan(format!("names.toml has no pattern `{name}`")))?;
        Ok((name.to_owned(), text.clone()))
    }

    /// A request as this scenario's client sends it; `line` is `METHOD URL`.
    ///
    /// # Errors
    /// [`Stop::Plan`] when the line is something else.
    pub fn request(&self, line: &str, body: Option<(String, &str)>) -> Result<Request, Stop> {
        let (method, url) = line.split_once(' ').ok_or_else(|| Stop::Plan(format!("`{line}` is not `METHOD URL`")))?;
        let mut headers = self.client.headers.clone();
        let body = body.map(|(text, media)| {
            headers.push(("Content-Type".into(), media.into()));
            text
        });
        Ok(Request {
            method: method.to_owned(),
            url: url.trim().to_owned(),
            headers,
            body,
            key: self.client.key.clone(),
            redirects: self.client.redirects,
            trust: self.client.trust,
            cookies: self.client.cookies,
        })
    }
}
