//! How the scenario's client sends its requests.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::noun::http::{Cookies, Redirects, Trust};

pub fn follows_redirects(world: &mut World, _: &Phrase) -> Result<(), Stop> {
    world.client.redirects = Redirects::Followed;
    Ok(())
}

pub fn keeps_cookies(world: &mut World, _: &Phrase) -> Result<(), Stop> {
    world.client.cookies = Cookies::Kept;
    Ok(())
}

pub fn ignores_certificates(world: &mut World, _: &Phrase) -> Result<(), Stop> {
    world.client.trust = Trust::Ignored;
    Ok(())
}

pub fn signs_in(world: &mut World, phrase: &Phrase) -> Result<(), Stop> {
    if let Some(name) = credential_header(world)? {
        world.client.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(&name));
    }
    world.client.key = Some(phrase.text(0));
    Ok(())
}

/// Sets a header anew; one that carries a credential takes the place of the key.
pub fn sends_header(world: &mut World, phrase: &Phrase) -> Result<(), Stop> {
    let (name, value) = (phrase.text(0), phrase.text(1));
    if credential_header(world)?.is_some_and(|c| c.eq_ignore_ascii_case(&name)) {
        world.client.key = None;
    }
    world.client.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(&name));
    world.client.headers.push((name, value));
    Ok(())
}

/// The name of the header that carries a key in this system.
fn credential_header(world: &World) -> Result<Option<String>, Stop> {
    let credential = world.names()?.credential.as_deref();
    Ok(credential.and_then(|c| c.split_once(':')).map(|(name, _)| name.trim().to_owned()))
}

pub fn sends_cookie(world: &mut World, phrase: &Phrase) -> Result<(), Stop> {
    let pair = format!("{}={}", phrase.text(0), phrase.text(1));
    match world.client.headers.iter_mut().find(|(n, _)| n == "Cookie") {
        Some((_, cookies)) => *cookies = format!("{cookies}; {pair}"),
        None => world.client.headers.push(("Cookie".into(), pair)),
    }
    Ok(())
}

pub fn value_is_kept(world: &mut World, phrase: &Phrase) -> Result<(), Stop> {
    world.kept.insert(phrase.text(1), phrase.text(0));
    Ok(())
}
