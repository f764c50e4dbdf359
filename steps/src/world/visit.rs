//! What a world does about browsers: acts that must succeed, pictures of what is wrong, an end for every session.

use super::{Fact, World};
use crate::row::Stop;
use runproof_core::check::Check;
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;

impl World {
    /// What a visitor does has to succeed: only then the scenario goes on. A success proves nothing and is no check.
    pub(super) fn done(&mut self) -> Result<Verdict, Stop> {
        let look = self.look()?;
        if !matches!(look.seen.observation, Observation::Browser(_)) {
            return Ok(Verdict::Passed);
        }
        let check = Check::Browser(ViewCheck::Done);
        let (number, judgement) = (look.number, check.judge(&look.seen.observation));
        let verdict = judgement.verdict;
        if verdict != Verdict::Passed {
            let (check, judgement) = (Box::new(check), Box::new(judgement));
            self.facts.push(Fact::Checked { number, check, judgement, polls: 1 });
        }
        Ok(verdict)
    }

    /// Takes a picture of a page that is not as it should be, unless there is one; it belongs to the look at it.
    pub(super) async fn portray(&mut self) -> Result<(), Stop> {
        let look = self.look()?;
        let number = look.number;
        let Observation::Browser(view) = &look.seen.observation else { return Ok(()) };
        if !view.files.is_empty() {
            return Ok(());
        }
        let visitor = view.visitor.clone();
        let files = self.scene()?.prober.portray(&visitor).await;
        let seen = self.facts.iter_mut().find_map(|fact| match fact {
            Fact::Observed { number: n, seen, .. } if *n == number => Some(seen.as_mut()),
            _ => None,
        });
        if let Some(Observation::Browser(view)) = seen {
            view.files = files;
        }
        Ok(())
    }

    /// Ends what was begun for the scenario, such as browsers.
    pub async fn leave(&mut self) {
        if let Some(scene) = &mut self.scene {
            scene.prober.leave().await;
        }
    }
}
