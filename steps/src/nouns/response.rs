//! What an answer must be like.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::claim::HeaderClaim;
use runproof_core::noun::http::FailureKind;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::page::PageCheck;

type Checked = Result<Check, Stop>;

fn http(check: HttpCheck) -> Checked {
    Ok(Check::Http(check))
}

fn header(phrase: &Phrase, claim: HeaderClaim) -> Checked {
    http(HttpCheck::Header { name: phrase.text(0), claim })
}

pub fn status(_: &World, p: &Phrase) -> Checked {
    http(HttpCheck::Status { any_of: p.text(0).split(" or ").map(str::to_owned).collect() })
}

pub fn format(_: &World, p: &Phrase) -> Checked {
    http(if p.text(0) == "JSON" { HttpCheck::Json } else { HttpCheck::Html })
}

pub fn media_type(_: &World, p: &Phrase) -> Checked {
    http(HttpCheck::MediaType { is: p.text(0).to_ascii_lowercase() })
}

pub fn header_value(_: &World, p: &Phrase) -> Checked {
    let text = p.text(2);
    header(p, if p.text(1) == "is" { HeaderClaim::Is { text } } else { HeaderClaim::Contains { text } })
}

pub fn header_presence(_: &World, p: &Phrase) -> Checked {
    header(p, if p.text(1) == "present" { HeaderClaim::Present } else { HeaderClaim::Absent })
}

pub fn header_times(_: &World, p: &Phrase) -> Checked {
    header(p, HeaderClaim::Times { times: p.number(1)? })
}

pub fn header_once(_: &World, p: &Phrase) -> Checked {
    header(p, HeaderClaim::Times { times: 1 })
}

pub fn cookie_present(_: &World, p: &Phrase) -> Checked {
    http(HttpCheck::Cookie { name: p.text(0), flag: None })
}

pub fn cookie_flag(_: &World, p: &Phrase) -> Checked {
    http(HttpCheck::Cookie { name: p.text(0), flag: Some(p.text(1)) })
}

pub fn took_at_most(_: &World, p: &Phrase) -> Checked {
    let ms = u64::try_from(p.duration(0)?.as_millis()).unwrap_or(u64::MAX);
    http(HttpCheck::TookAtMost { ms })
}

pub fn ends_with(_: &World, p: &Phrase) -> Checked {
    let words = p.text(0);
    let kind = FailureKind::ALL.into_iter().find(|k| k.words() == words);
    let known = || FailureKind::ALL.map(FailureKind::words).join("`, `");
    let kind =
        kind.ok_or_else(|| Stop::Plan(format!("a request cannot end with `{words}`; known are `{}`", known())))?;
    http(HttpCheck::EndsWith { kind })
}

pub fn assets_typed(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Page(PageCheck::AssetsTyped))
}

pub fn names_assets(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Page(PageCheck::Names { least: p.number(0)? }))
}

pub fn asset_contains(_: &World, p: &Phrase) -> Checked {
    let text = p.text(1);
    let check =
        if p.text(0) == "some" { PageCheck::SomeAssetContains { text } } else { PageCheck::NoAssetContains { text } };
    Ok(Check::Page(check))
}
