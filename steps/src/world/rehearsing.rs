//! What a restore drill is to look at: what `[restore]` of names.toml says, with its names looked up.

use super::World;
use crate::row::Stop;
use runproof_core::names::{RestoreAnswer, RestoreApplication};
use runproof_core::noun::application::ApplicationAsked;
use runproof_core::noun::backup::Choice;
use runproof_core::noun::rehearsal::Rehearsing;

/// The target's own database.
const MAIN: &str = "main";
/// The procedure that starts the application.
const STARTS: &str = "application";

impl World {
    /// What the drill is to do.
    pub(super) fn rehearsing(&self, choice: Choice, reads_source: bool) -> Result<Rehearsing, Stop> {
        let named = &self.names()?.restore;
        let queries =
            named.ask.iter().map(|name| Ok((name.clone(), self.query(name)?))).collect::<Result<_, Stop>>()?;
        let files = named.files.as_ref().map(|f| Ok::<_, Stop>((f.clone(), self.query(&f.query)?))).transpose()?;
        let source = || named.beside.clone().unwrap_or_else(|| MAIN.into());
        Ok(Rehearsing {
            choice,
            queries,
            newest: named.newest.clone(),
            beside: reads_source.then(source),
            files,
            role: named.role.clone(),
            application: named.application.as_ref().map(|wanted| self.application(wanted)).transpose()?,
        })
    }

    /// Whether the target says how its application is started, and names.toml what it is asked.
    pub(super) fn starts_application(&self) -> Result<bool, Stop> {
        let procedures = &self.scene()?.prober.subject().procedures;
        Ok(self.names()?.restore.application.is_some() && procedures.contains_key(STARTS))
    }

    fn application(&self, wanted: &RestoreApplication) -> Result<ApplicationAsked, Stop> {
        if wanted.answers.is_empty() {
            return Err(Stop::Plan("`[restore.application]` has no `answers`: health alone shows no data".into()));
        }
        let sql = wanted.answers.iter().map(|answer| self.query(&answer.query)).collect::<Result<_, Stop>>()?;
        let ready = self.expanded(&wanted.ready)?;
        let answers = wanted.answers.iter().map(|answer| self.asked(answer)).collect::<Result<_, Stop>>()?;
        Ok(ApplicationAsked { wanted: RestoreApplication { ready, answers }, sql })
    }

    fn asked(&self, answer: &RestoreAnswer) -> Result<RestoreAnswer, Stop> {
        let body = answer.body.as_ref().map(|body| self.expanded(body)).transpose()?;
        Ok(RestoreAnswer { request: self.expanded(&answer.request)?, body, ..answer.clone() })
    }

    fn expanded(&self, text: &str) -> Result<String, Stop> {
        let filled = crate::placeholder::fill(text, &[&self.kept, &self.scene()?.variables]);
        filled.map_err(|name| Stop::Plan(format!("nobody knows `{{{name}}}`")))
    }
}
