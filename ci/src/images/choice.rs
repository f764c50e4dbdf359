//! Which image is used: the official one that is there, the equivalent that is there, or one that is made now.

/// What the engine knows about an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its identity, with the name of the digest.
    pub id: String,
    /// Its size in bytes.
    pub size: u64,
    /// The digest of the recipe it was made from, where it is one of ours.
    pub recipe: Option<String>,
}

/// What is done about one image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The official image is there under this reference.
    Official(String, Known),
    /// The equivalent is there and up to date.
    Kept(Known),
    /// The equivalent is made; the one that is out of date is removed afterwards.
    Make(Option<Known>),
}

/// Decides from what is there: official images in order of preference, and the equivalent.
#[must_use]
pub fn between(official: Vec<(String, Option<Known>)>, equivalent: Option<Known>, recipe: &str) -> Choice {
    if let Some((reference, known)) = official.into_iter().find_map(|(r, known)| Some((r, known?))) {
        return Choice::Official(reference, known);
    }
    match equivalent {
        Some(known) if known.recipe.as_deref() == Some(recipe) => Choice::Kept(known),
        other => Choice::Make(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(recipe: Option<&str>) -> Known {
        Known { id: "sha256:1".to_owned(), size: 1, recipe: recipe.map(str::to_owned) }
    }

    #[test]
    fn an_official_image_is_used_even_beside_an_equivalent() {
        let official = vec![("a:1".to_owned(), None), ("a:2".to_owned(), Some(known(None)))];
        let chosen = between(official, Some(known(Some("r"))), "r");
        assert_eq!(chosen, Choice::Official("a:2".to_owned(), known(None)));
    }

    #[test]
    fn an_equivalent_is_kept_only_when_its_recipe_is_the_one_in_the_repository() {
        let none = || vec![("a:1".to_owned(), None)];
        assert_eq!(between(none(), Some(known(Some("r"))), "r"), Choice::Kept(known(Some("r"))));
        assert_eq!(between(none(), Some(known(Some("old"))), "r"), Choice::Make(Some(known(Some("old")))));
        assert_eq!(between(none(), Some(known(None)), "r"), Choice::Make(Some(known(None))));
        assert_eq!(between(none(), None, "r"), Choice::Make(None));
    }
}
