//! Visitors in browsers: what they do and what they see.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::view::Role;
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::visit::{Act, StyleOf, Visit};
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<(Question, Check), Stop>;

/// The visitor who is called so in the first two blanks: a name, or the only one there is.
fn visitor(p: &Phrase) -> String {
    let name = p.text(1);
    if name.is_empty() { "visitor".into() } else { name }
}

fn act(p: &Phrase, act: Act) -> Asked {
    Ok(Question::Browser(Visit { visitor: visitor(p), act }))
}

/// A look of this visitor, and a check on it.
fn look(p: &Phrase, check: ViewCheck) -> Checked {
    Ok((act(p, Act::Looks { style: None })?, Check::Browser(check)))
}

pub fn opens(_: &World, p: &Phrase) -> Asked {
    act(p, Act::Opens { url: p.text(2) })
}

pub fn reloads_afresh(_: &World, p: &Phrase) -> Asked {
    act(p, Act::ReloadsAfresh)
}

pub fn fills(_: &World, p: &Phrase) -> Asked {
    act(p, Act::Fills { field: p.text(2), text: p.text(3) })
}

pub fn fills_key(_: &World, p: &Phrase) -> Asked {
    act(p, Act::FillsKey { field: p.text(2), key: p.text(3) })
}

pub fn presses(_: &World, p: &Phrase) -> Asked {
    act(p, Act::Presses { control: p.text(2), beside: None })
}

pub fn presses_beside(_: &World, p: &Phrase) -> Asked {
    act(p, Act::Presses { control: p.text(2), beside: Some(p.text(3)) })
}

pub fn resizes(_: &World, p: &Phrase) -> Asked {
    let pixels = |blank| u32::try_from(p.number(blank)?).map_err(|_| Stop::Plan("that is no size of a window".into()));
    act(p, Act::Resizes { width: pixels(2)?, height: pixels(3)? })
}

pub fn sees(_: &World, p: &Phrase) -> Checked {
    let text = p.text(3);
    look(p, if p.text(2) == "sees" { ViewCheck::Sees { text } } else { ViewCheck::SeesNot { text } })
}

pub fn sees_element(_: &World, p: &Phrase) -> Checked {
    let (role, name) = (role(p, 3)?, p.text(4));
    look(
        p,
        match p.text(2) == "sees" {
            true => ViewCheck::SeesElement { role, name, enabled: None },
            false => ViewCheck::SeesNoElement { role, name },
        },
    )
}

pub fn can_use(_: &World, p: &Phrase) -> Checked {
    let enabled = Some(p.text(2) == "can use");
    look(p, ViewCheck::SeesElement { role: role(p, 3)?, name: p.text(4), enabled })
}

fn role(p: &Phrase, blank: usize) -> Result<Role, Stop> {
    let word = p.text(blank);
    Role::ALL.into_iter().find(|r| r.word() == word).ok_or_else(|| Stop::Plan(format!("`{word}` is not a role")))
}

pub fn no_hidden_field(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::NoHiddenField)
}

pub fn is_at(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::At { place: p.text(2) })
}

pub fn title(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::Title { is: p.text(2) })
}

pub fn stored(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::Stored { name: p.text(3), present: p.text(2) == "keeps" })
}

pub fn console_clean(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::ConsoleClean)
}

pub fn answered(_: &World, p: &Phrase) -> Checked {
    let line = p.text(3);
    let (method, path) = line.split_once(' ').ok_or_else(|| Stop::Plan(format!("`{line}` is not `METHOD /path`")))?;
    let any_of = p.text(2).split(" or ").map(str::to_owned).collect();
    look(p, ViewCheck::Answered { method: method.to_owned(), path: path.trim().to_owned(), any_of })
}

pub fn asked(_: &World, p: &Phrase) -> Checked {
    let number = p.number(3)?;
    let (least, most) = match p.text(2).as_str() {
        "exactly" => (number, Some(number)),
        "at most" => (0, Some(number)),
        _ => (number, None),
    };
    look(p, ViewCheck::Asked { path: p.text(4), least, most })
}

pub fn only_target(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::OnlyTarget)
}

pub fn style(_: &World, p: &Phrase) -> Checked {
    let (element, property, is) = (p.text(2), p.text(3), p.text(4));
    let style = Some(StyleOf { element: element.clone(), property: property.clone() });
    Ok((act(p, Act::Looks { style })?, Check::Browser(ViewCheck::Style { element, property, is })))
}

pub fn fits_window(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::FitsWindow)
}

pub fn downloaded(_: &World, p: &Phrase) -> Checked {
    look(p, ViewCheck::Downloaded { name: p.text(2), least: 1 })
}
