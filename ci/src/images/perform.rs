//! Looks at what is there, makes what is not, and says what is used for what.

use super::apt;
use super::bootstrap;
use super::choice::{self, Choice, Known};
use super::engine::{self, Order};
use super::mirror::{self, Mirror};
use super::recipes::{self, BASE, RECIPES, Recipe};
use super::room;
use super::table::{self, How, Row};
use super::trouble::Trouble;
use crate::args::Images;
use crate::clock;
use crate::say;
use crate::task::TaskError;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Does it. What was done before something went wrong is said too.
///
/// # Errors
/// When an image cannot be had.
pub fn perform(wish: &Images) -> Result<ExitCode, TaskError> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = wish.root.as_deref().unwrap_or_else(|| here.parent().unwrap_or(here));
    let storage = engine::reach()?;
    engine::sweep_old()?;
    let mut works = Works { storage, root: root.to_owned(), wish, rows: vec![] };
    let done = recipes::named(&wish.only).into_iter().try_for_each(|recipe| works.have(recipe).map(drop));
    if !works.rows.is_empty() {
        table::lines(&works.rows).iter().for_each(|line| say::line(line.trim_end()));
    }
    done?;
    Ok(ExitCode::SUCCESS)
}

/// What is under way.
struct Works<'a> {
    storage: PathBuf,
    root: PathBuf,
    wish: &'a Images,
    rows: Vec<Row>,
}

impl Works<'_> {
    /// Sees to it that an image is there; answers its reference.
    fn have(&mut self, recipe: &'static Recipe) -> Result<String, Trouble> {
        if let Some(row) = self.rows.iter().find(|r| r.wanted == recipe.wanted()) {
            return Ok(row.used.clone());
        }
        let digest = recipe.digest(&self.root)?;
        let tag = recipe.equivalent(&self.wish.repository);
        let (used, how, known, took) = match choose(recipe, &tag, &digest)? {
            Choice::Official(reference, known) => (reference, How::Official, known, Duration::ZERO),
            Choice::Kept(known) => (tag, How::Kept, known, Duration::ZERO),
            Choice::Make(old) => {
                let (known, took) = self.make(recipe, &tag, &digest)?;
                if let Some(old) = old.filter(|old| old.id != known.id) {
                    engine::forget(&old.id)?;
                }
                (tag, How::Made, known, took)
            }
        };
        self.rows.push(Row { wanted: recipe.wanted(), used: used.clone(), how, known, took });
        Ok(used)
    }

    /// Makes the equivalent, its base before it.
    fn make(&mut self, recipe: &'static Recipe, tag: &str, digest: &str) -> Result<(Known, Duration), Trouble> {
        let base = if recipe.name == BASE { None } else { Some(self.base()?) };
        room::on_disk(&self.storage, recipe.space)?;
        let mirror = match (self.mirror(), &base) {
            (Some(mirror), _) => mirror,
            (None, Some(base)) => Mirror { main: format!("of {base}"), security: None },
            (None, None) => return Err(Trouble::NoMirror(self.wish.apt.clone())),
        };
        say::line(&format!("making {tag}, which takes a minute or two"));
        let (made, took) = clock::timed(|| match &base {
            None => bootstrap::make(recipe, &self.root, tag, digest, &mirror),
            Some(base) => {
                let order = Order { root: &self.root, base, tag, digest, mirror: &mirror.main };
                engine::build(recipe, &order)
            }
        });
        made?;
        let gone = || Trouble::Answer { image: tag.to_owned(), why: "it was made and is not there".to_owned() };
        Ok((engine::inspect(tag)?.ok_or_else(gone)?, took))
    }

    fn base(&mut self) -> Result<String, Trouble> {
        let missing = || Trouble::NoRecipe { path: recipes::DIRECTORY.into(), why: format!("there is no `{BASE}`") };
        let base = RECIPES.iter().find(|r| r.name == BASE).ok_or_else(missing)?;
        self.have(base)
    }

    fn mirror(&self) -> Option<Mirror> {
        match &self.wish.mirror {
            Some(main) => Some(Mirror { main: main.clone(), security: None }),
            None => mirror::among(&apt::entries(&self.wish.apt)),
        }
    }
}

fn choose(recipe: &Recipe, tag: &str, digest: &str) -> Result<Choice, Trouble> {
    let look = |reference: &&str| Ok(((*reference).to_owned(), engine::inspect(reference)?));
    let official = recipe.official.iter().map(look).collect::<Result<Vec<_>, Trouble>>()?;
    Ok(choice::between(official, engine::inspect(tag)?, digest))
}
