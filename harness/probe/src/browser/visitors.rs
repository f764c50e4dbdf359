//! The visitors of a scenario: each with a session of their own, begun with their first act.

use super::look::Heard;
use super::session::Session;
use super::trouble::problem;
use crate::guard::Guard;
use crate::subject::Subject;
use runproof_core::noun::view::{PageExchange, Problem, ProblemKind, View, Way};
use runproof_core::noun::visit::{Act, Visit};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Where Chromium is when a page did not come.
const NO_PAGE: &str = "chrome-error://";

/// The sessions of one scenario, by visitor.
#[derive(Default)]
pub(crate) struct Visitors(BTreeMap<String, Visitor>);

struct Visitor {
    session: Session,
    heard: Heard,
}

impl fmt::Debug for Visitors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Visitors {
    /// Does what a visitor does, and looks.
    pub(crate) async fn visit(&mut self, subject: &Arc<Subject>, guard: &Guard, visit: &Visit) -> View {
        let mut view = match self.act(subject, guard, visit).await {
            Ok(view) => view,
            Err(problem) => View { problem: Some(problem), ..View::default() },
        };
        view.visitor.clone_from(&visit.visitor);
        view.act = visit.act.words();
        view
    }

    async fn act(&mut self, subject: &Arc<Subject>, guard: &Guard, visit: &Visit) -> Result<View, Problem> {
        let visitor = self.visitor(subject, guard, visit).await?;
        let since = visitor.session.gate().map_or(0, |gate| gate.book().moment());
        let done = visitor.done(subject, &visit.act).await;
        let settled = matches!(visit.act, Act::Looks { .. }) || visitor.session.rest().await;
        let style = match &visit.act {
            Act::Looks { style } => style.as_ref(),
            _ => None,
        };
        // What kept the act from being done says more than a browser that does not answer because of it.
        let mut view = match (visitor.session.look(subject, style, &mut visitor.heard).await, done.is_ok()) {
            (Ok(view), _) => view,
            (Err(problem), true) => return Err(problem),
            (Err(_), false) => View::default(),
        };
        view.settled = settled;
        view.problem = done.err().or_else(|| not_loaded(&view, &visit.act, since)).map(|p| explained(p, &view, since));
        crate::net::sensitive::learn_view(&subject.redactor, &view);
        if !matches!(visit.act, Act::Looks { .. } | Act::Resizes { .. }) || view.problem.is_some() {
            view.files = visitor.portray(subject, &visit.visitor).await;
        }
        Ok(view)
    }

    /// A picture and the source of what a visitor sees, as paths in the evidence folder.
    pub(crate) async fn portray(&self, subject: &Subject, visitor: &str) -> Vec<String> {
        match self.0.get(visitor) {
            Some(found) => found.portray(subject, visitor).await,
            None => Vec::new(),
        }
    }

    /// Ends every session.
    pub(crate) async fn leave(&mut self) {
        for (_, visitor) in std::mem::take(&mut self.0) {
            visitor.session.end().await;
        }
    }

    async fn visitor(&mut self, subject: &Arc<Subject>, guard: &Guard, visit: &Visit) -> Result<&mut Visitor, Problem> {
        let name = &visit.visitor;
        if !self.0.contains_key(name) {
            if !matches!(visit.act, Act::Opens { .. } | Act::Resizes { .. }) {
                let detail = format!("the visitor `{name}` has not opened a page yet");
                return Err(problem(ProblemKind::Unaskable, detail));
            }
            let seat = subject.browser.as_ref();
            let seat = seat.ok_or_else(|| problem(ProblemKind::NoSession, "there is no browser"))?;
            let session = Session::begin(seat, subject, guard).await?;
            self.0.insert(name.clone(), Visitor { session, heard: Heard::default() });
        }
        self.0.get_mut(name).ok_or_else(|| problem(ProblemKind::NoSession, "the session is gone"))
    }
}

impl Visitor {
    async fn done(&self, subject: &Subject, act: &Act) -> Result<(), Problem> {
        let session = &self.session;
        match act {
            Act::Opens { url } => {
                let address = subject.url(url).ok_or_else(|| {
                    let detail = format!("`{url}` is a path, and the target names no address `edge`");
                    problem(ProblemKind::Unaskable, detail)
                })?;
                // Files of this machine and pages of the browser's own would be read past the gate.
                if !["http://", "https://"].iter().any(|scheme| starts_with(&address, scheme)) {
                    let detail = format!("`{address}` is neither http nor https");
                    return Err(problem(ProblemKind::Unaskable, detail));
                }
                session.gate().inspect(|gate| gate.visited());
                session.drive(session.client.goto(&address)).await
            }
            Act::ReloadsAfresh => session.reload_afresh().await,
            Act::Fills { field, text } => session.fill(subject, field, text).await,
            Act::FillsKey { field, key } => {
                let secret = subject
                    .keys
                    .get(key)
                    .ok_or_else(|| problem(ProblemKind::Unaskable, format!("no key has the alias `{key}`")))?;
                session.fill(subject, field, secret.expose()).await
            }
            Act::Presses { control, beside } => session.press(subject, control, beside.as_deref()).await,
            Act::Resizes { width, height } => session.resize(*width, *height).await,
            Act::Looks { .. } => Ok(()),
        }
    }

    async fn portray(&self, subject: &Subject, visitor: &str) -> Vec<String> {
        let Some(seat) = &subject.browser else { return Vec::new() };
        // A browser that is gone gives no picture; that it is gone is told by the view itself.
        self.session.portray(seat, &subject.redactor, visitor).await.unwrap_or_default()
    }
}

fn starts_with(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
}

/// The problem with what the gate knows of it since the act began: browsers say little about why a page did not come.
fn explained(mut found: Problem, view: &View, since: u64) -> Problem {
    let new = view.exchanges.iter().rev().filter(|e| e.at_ms >= since);
    let last = |ways: &[Way]| new.clone().find(|e| ways.contains(&e.way)).map(PageExchange::words);
    match found.kind {
        ProblemKind::Unreachable => {
            found.detail = last(&[Way::Failed, Way::Refused, Way::Foreign]).unwrap_or(found.detail);
        }
        ProblemKind::Silent => {
            // Of a page that was given up the gate knows what it had waited for.
            if let Some(words) = last(&[Way::Open]).or_else(|| last(&[Way::Failed])) {
                found.detail = format!("{}: {words}", found.detail);
            }
        }
        _ => {}
    }
    found
}

/// A document that did not come, or not whole: drivers say so only sometimes, and show a page of the browser's own.
fn not_loaded(view: &View, act: &Act, since: u64) -> Option<Problem> {
    if view.url.starts_with(NO_PAGE) {
        let said = view.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = match ProblemKind::is_disturbance(&said) {
            true => ProblemKind::Disturbed,
            false => ProblemKind::Unreachable,
        };
        return Some(problem(kind, format!("the browser shows no page; it says `{said}`")));
    }
    if !matches!(act, Act::Opens { .. } | Act::ReloadsAfresh) {
        return None;
    }
    let at = |url: &str| url.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let document = view.exchanges.iter().rev().find(|e| e.at_ms >= since && at(&e.url) == at(&view.url));
    let kept = |e: &&PageExchange| matches!(e.way, Way::Failed | Way::Refused | Way::Foreign);
    document.filter(kept).map(|e| problem(ProblemKind::Unreachable, e.words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_the_browsers_own_is_the_systems_trouble_unless_the_network_changed() {
        let kind = |text: &str| {
            let view = View { url: "chrome-error://chromewebdata/".into(), text: text.into(), ..View::default() };
            not_loaded(&view, &Act::Looks { style: None }, 0).map(|found| found.kind)
        };
        assert_eq!(kind("This site can't be reached\n\nERR_CONNECTION_RESET"), Some(ProblemKind::Unreachable));
        assert_eq!(kind("Your connection was interrupted\n\nERR_NETWORK_CHANGED"), Some(ProblemKind::Disturbed));
    }
}
