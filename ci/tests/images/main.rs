//! `cargo ci images`: which image is used and what is said when one cannot be had, with a client of an engine that only plays one.
//!
//! The test with a real engine is `images_engine`, see there.

mod engine;

use engine::{Engine, Told};
use std::io;

const BOTH: [&str; 4] = ["images", "--only", "debian,caddy", "--repository=ours"];

#[test]
fn official_images_that_are_there_are_used_and_nothing_is_made() -> io::Result<()> {
    let engine = Engine::new()?.with_image("debian:12", "sha256:1111111111111111", 100 << 20, None)?.with_image(
        "caddy:2-alpine",
        "sha256:2222222222222222",
        50 << 20,
        None,
    )?;
    let told = engine.asked(&BOTH)?;
    let want = "wanted          used                      id               size   took\n\
                debian:12-slim  debian:12       official  111111111111  100 MiB  0.0 s\n\
                caddy:2-alpine  caddy:2-alpine  official  222222222222   50 MiB  0.0 s\n";
    assert_eq!(told, Told { code: Some(0), out: want.to_owned(), err: String::new() });
    assert_eq!(engine.made()?, "");
    Ok(())
}

#[test]
fn an_equivalent_is_made_on_the_official_base_and_the_one_that_is_out_of_date_is_removed() -> io::Result<()> {
    let engine = Engine::new()?.with_image("debian:12-slim", "sha256:1111111111111111", 1 << 20, None)?.with_image(
        "ours/caddy:2",
        "sha256:3333333333333333",
        1 << 20,
        Some("other"),
    )?;
    let told = engine.asked(&["images", "--only", "caddy", "--repository=ours"])?;
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(told.out.contains("debian:12-slim  debian:12-slim  official "), "{told:?}");
    assert!(told.out.contains("caddy:2-alpine  ours/caddy:2    equivalent, made now  444444444444  "), "{told:?}");
    let made = engine.made()?;
    assert!(made.contains("build --network host ") && made.contains(" BASE=debian:12-slim "), "{made}");
    assert!(made.ends_with("image rm sha256:3333333333333333\n"), "{made}");
    // The second time nothing is left to do, also when the base is not asked for.
    let again = engine.asked(&["images", "--only", "caddy", "--repository=ours"])?;
    assert!(again.out.contains("ours/caddy:2  equivalent  444444444444"), "{again:?}");
    assert_eq!(engine.made()?, made);
    Ok(())
}

#[test]
fn a_build_that_fails_says_why_and_is_swept_up() -> io::Result<()> {
    let engine = Engine::new()?.with_image("debian:12", "sha256:1111111111111111", 1 << 20, None)?;
    engine.fails_to_build("E: Failed to fetch http://mirror.example/caddy.deb")?;
    let told = engine.asked(&BOTH)?;
    assert_eq!(told.code, Some(2), "{told:?}");
    let mirror =
        "look at the network and at the mirror `http://mirror.example/debian`, or name another with `--mirror URL`";
    let want = format!(
        "packages for `ours/caddy:2` could not be fetched:\n  E: Failed to fetch http://mirror.example/caddy.deb\n{mirror}\n"
    );
    assert_eq!(told.err, want);
    assert!(told.out.contains("debian:12-slim  debian:12  official "), "what was there is said: {told:?}");
    assert!(engine.made()?.contains("image prune --force --filter label=runproof.build=caddy-"), "{}", engine.made()?);
    engine.fails_to_build("write /var/lib/x: No space left on device")?;
    let told = engine.asked(&BOTH)?;
    assert!(told.err.starts_with("the disk was full while `ours/caddy:2` was made; free some space"), "{told:?}");
    Ok(())
}

#[test]
fn an_engine_that_cannot_be_asked_is_told_with_what_to_do() -> io::Result<()> {
    let engine = Engine::new()?;
    engine.answers_nobody("Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?")?;
    let told = engine.asked(&BOTH)?;
    assert_eq!((told.code, told.out.as_str()), (Some(2), ""), "{told:?}");
    assert!(told.err.starts_with("no container engine answers: `Cannot connect"), "{told:?}");
    assert!(told.err.contains("start one with `dockerd` as root"), "{told:?}");
    engine.answers_nobody("permission denied while trying to connect to the Docker daemon socket")?;
    let told = engine.asked(&BOTH)?;
    assert!(told.err.contains("run as root, or as a member of the group `docker`"), "{told:?}");
    engine.goes_away()?;
    let told = engine.asked(&BOTH)?;
    assert!(
        told.err.starts_with("there is no `docker` on this machine; install Debian's package `docker.io`"),
        "{told:?}"
    );
    Ok(())
}

#[test]
fn a_base_needs_a_mirror_and_an_image_a_name() -> io::Result<()> {
    let engine = Engine::new()?;
    engine.forgets_the_mirror()?;
    let told = engine.asked(&BOTH)?;
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.err.ends_with("` names no mirror of Debian; name one with `--mirror URL`\n"), "{told:?}");
    let told = engine.asked(&["images", "--only", "busybox"])?;
    assert!(told.err.contains("[possible values: debian, caddy, postgres, redis, python, node, nginx]"), "{told:?}");
    Ok(())
}
