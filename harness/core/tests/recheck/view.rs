//! Acts of visitors, what they see, and every check on it.

use crate::atoms::{every_kind, flag, number, one_of, some_text, text};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::view::{ConsoleLine, Download, Element, PageExchange, Problem, ProblemKind, Role, View, Way};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::visit::{Act, StyleOf, Visit};

fn role() -> BoxedStrategy<Role> {
    one_of(Role::ALL)
}

fn size() -> BoxedStrategy<(u32, u32, u32)> {
    prop_oneof![Just((1280, 900, 1280)), any::<(u32, u32, u32)>()].boxed()
}

every_kind! {
    /// Every act.
    act: Act {
        Act::Opens { .. } => text().prop_map(|url| Act::Opens { url }),
        Act::ReloadsAfresh => Just(Act::ReloadsAfresh),
        Act::Fills { .. } => (text(), text()).prop_map(|(field, text)| Act::Fills { field, text }),
        Act::FillsKey { .. } => (text(), text()).prop_map(|(field, key)| Act::FillsKey { field, key }),
        Act::Presses { .. } => (text(), some_text()).prop_map(|(control, beside)| Act::Presses { control, beside }),
        Act::Resizes { .. } => any::<(u32, u32)>().prop_map(|(width, height)| Act::Resizes { width, height }),
        Act::Looks { .. } => {
            let style = (text(), text()).prop_map(|(element, property)| StyleOf { element, property });
            option::of(style).prop_map(|style| Act::Looks { style })
        },
    }
}

pub fn visit() -> BoxedStrategy<Visit> {
    (text(), act()).prop_map(|(visitor, act)| Visit { visitor, act }).boxed()
}

fn element() -> BoxedStrategy<Element> {
    (role(), text(), flag(), flag(), flag())
        .prop_map(|(role, name, enabled, filled, hides)| Element { role, name, enabled, filled, hides })
        .boxed()
}

fn page_exchange() -> BoxedStrategy<PageExchange> {
    let way = one_of([Way::Through, Way::StandIn, Way::Foreign, Way::Refused, Way::Failed, Way::Open]);
    let status = prop_oneof![Just(None), Just(Some(200)), Just(Some(502)), any::<u16>().prop_map(Some)];
    let url = prop_oneof![Just("https://a/api/x".to_owned()), text()];
    (one_of(["GET", "POST"]), url, status, text(), text(), (number(), number(), number()), way, text())
        .prop_map(|(method, url, status, media, excerpt, (bytes, at_ms, took_ms), way, why)| PageExchange {
            method: method.into(),
            url,
            status,
            media,
            bytes,
            excerpt,
            at_ms,
            took_ms,
            way,
            why,
        })
        .boxed()
}

fn console_line() -> BoxedStrategy<ConsoleLine> {
    (prop_oneof![Just("SEVERE".to_owned()), text()], text(), flag())
        .prop_map(|(level, text, allowed)| ConsoleLine { level, text, allowed })
        .boxed()
}

pub fn view() -> BoxedStrategy<View> {
    let download = (text(), number(), text()).prop_map(|(name, bytes, sha256)| Download { name, bytes, sha256 });
    let problem = (one_of(ProblemKind::ALL), text()).prop_map(|(kind, detail)| Problem { kind, detail });
    let page = (text(), text(), text(), text(), text(), flag(), vec(element(), 0..4));
    let kept = (btree_map(text(), text(), 0..3), size(), some_text(), option::of(vec(console_line(), 0..3)));
    let session = (vec(page_exchange(), 0..4), flag(), number(), vec(download, 0..2), flag(), vec(text(), 0..2));
    (page, kept, session, option::weighted(0.15, problem))
        .prop_map(|(page, kept, session, problem)| {
            let (visitor, act, url, title, text, cut, elements) = page;
            let (storage, size, style, console) = kept;
            let (exchanges, guarded, dropped, downloads, settled, files) = session;
            View {
                visitor,
                act,
                url,
                title,
                text,
                cut,
                elements,
                storage,
                size,
                style,
                console,
                exchanges,
                guarded,
                dropped,
                downloads,
                settled,
                files,
                problem,
            }
        })
        .boxed()
}

every_kind! {
    /// Every check on a view.
    view_check: ViewCheck {
        ViewCheck::Done => Just(ViewCheck::Done),
        ViewCheck::Sees { .. } => text().prop_map(|text| ViewCheck::Sees { text }),
        ViewCheck::SeesNot { .. } => text().prop_map(|text| ViewCheck::SeesNot { text }),
        ViewCheck::SeesElement { .. } => (role(), text(), option::of(flag()))
            .prop_map(|(role, name, enabled)| ViewCheck::SeesElement { role, name, enabled }),
        ViewCheck::SeesNoElement { .. } =>
            (role(), text()).prop_map(|(role, name)| ViewCheck::SeesNoElement { role, name }),
        ViewCheck::NoHiddenField => Just(ViewCheck::NoHiddenField),
        ViewCheck::At { .. } => text().prop_map(|place| ViewCheck::At { place }),
        ViewCheck::Title { .. } => text().prop_map(|is| ViewCheck::Title { is }),
        ViewCheck::Stored { .. } => (text(), flag()).prop_map(|(name, present)| ViewCheck::Stored { name, present }),
        ViewCheck::ConsoleClean => Just(ViewCheck::ConsoleClean),
        ViewCheck::Answered { .. } => (one_of(["GET", "POST"]), text(), vec(text(), 0..3)).prop_map(
            |(method, path, any_of)| ViewCheck::Answered { method: method.into(), path, any_of }
        ),
        ViewCheck::Asked { .. } => (text(), number(), option::of(number()))
            .prop_map(|(path, least, most)| ViewCheck::Asked { path, least, most }),
        ViewCheck::OnlyTarget => Just(ViewCheck::OnlyTarget),
        ViewCheck::Style { .. } => (text(), text(), text())
            .prop_map(|(element, property, is)| ViewCheck::Style { element, property, is }),
        ViewCheck::FitsWindow => Just(ViewCheck::FitsWindow),
        ViewCheck::Downloaded { .. } => (text(), number()).prop_map(|(name, least)| ViewCheck::Downloaded { name, least }),
    }
}
