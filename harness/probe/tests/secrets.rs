//! Properties of masking: nothing gets through, nothing else is touched, and masking twice is masking once.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use runproof_core::noun::directory::{Entry, Listing};
use runproof_core::noun::http::{Body, Exchange, Request, Response};
use runproof_core::observation::Observation;
use runproof_probe::secret::Redactor;
use serde_json::{Value, json};

fn knowing(secret: &str) -> Redactor {
    let redactor = Redactor::default();
    redactor.learn("key test", None, secret);
    redactor
}

fn percent(text: &str, keeps: &str, upper: bool) -> String {
    let byte = |b: u8| match char::from(b) {
        c if c.is_ascii_alphanumeric() || keeps.contains(c) => c.to_string(),
        _ if upper => format!("%{b:02X}"),
        _ => format!("%{b:02x}"),
    };
    text.bytes().map(byte).collect()
}

fn form(text: &str) -> String {
    percent(text, "*-._ ", true).replace(' ', "+")
}

fn ascii_json(text: &str) -> String {
    let unit = |u: u16| match char::from_u32(u32::from(u)) {
        Some(c) if c.is_ascii_graphic() && !"\"\\<>&'".contains(c) => c.to_string(),
        _ => format!("\\u{u:04x}"),
    };
    text.encode_utf16().map(unit).collect()
}

fn json_text(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#x27;")
}

/// Every form of a secret, with `before` in front of it inside of the base64 ones.
fn forms(secret: &str, before: &str) -> Vec<String> {
    let inside = format!("{before}{secret}");
    vec![
        secret.to_owned(),
        json_text(secret),
        json_text(&json_text(secret)),
        ascii_json(secret),
        percent(secret, "-._~", true),
        percent(secret, "-._~", false),
        percent(secret, "-._~!'()*", true),
        percent(&percent(secret, "", true), "", true),
        form(secret),
        html(secret),
        json_text(&html(secret)),
        secret.replace('\'', r"'\''"),
        STANDARD.encode(&inside),
        STANDARD_NO_PAD.encode(&inside),
        URL_SAFE.encode(&inside),
        URL_SAFE_NO_PAD.encode(&inside),
        percent(&STANDARD.encode(&inside), "-._~", true),
        STANDARD.encode(format!("{inside}:after")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_form_of_a_secret_survives(
        secret in r#"[!-~ éß😀"\\%&+/]{8,40}"#,
        before in "[a-z]{0,2}",
        left in r#"[a-z \n"\\%&=]{0,12}"#,
        right in r#"[a-z \n"\\%&=]{0,12}"#,
    ) {
        let redactor = knowing(&secret);
        for (number, form) in forms(&secret, &before).into_iter().enumerate() {
            let masked = redactor.text("test", &format!("{left}{form}{right}"));
            prop_assert!(masked.contains("[masked key test]"), "form {number}: {masked}");
            // In base64 the neighbours of the secret stay: what is before and after it, and the padding.
            let neighbours = [4, 4, 4, 4, 12, 13].get(number.wrapping_sub(12)).copied().unwrap_or(0);
            let rest = masked.replace("[masked key test]", "");
            prop_assert!(rest.len() <= left.len() + right.len() + neighbours, "form {number}: {form} in {masked}");
            prop_assert_eq!(redactor.text("test", &masked), masked);
        }
    }

    #[test]
    fn no_beginning_of_six_or_more_characters_survives(secret in "[!-~é]{8,40}", length in 6_usize..40) {
        let redactor = knowing(&secret);
        let beginning: String = secret.chars().take(length).collect();
        prop_assert_eq!(redactor.text("test", &format!("<{beginning}>")).contains(&beginning), false);
    }

    #[test]
    fn text_without_hits_is_the_same_to_the_byte(text in r#"[a-z \n"\\%&+=;#é]{0,200}"#) {
        let redactor = knowing("0123456789ABCDEF");
        prop_assume!(!redactor.hits(&text));
        prop_assert_eq!(redactor.text("test", &text), text);
        prop_assert_eq!(redactor.drain_masks(), vec![]);
    }

    #[test]
    fn masking_twice_is_masking_once(text in r#"(secret|token=|[a-c"'\\ =]|://u:p@|\[masked |key test\]|abcabcabc){0,30}"#) {
        let redactor = Redactor::default();
        redactor.learn("key test", None, "abcabcabcabc");
        redactor.learn("other", Some("secret"), "secrettoken=]abc");
        let once = redactor.text("test", &text);
        prop_assert!(!redactor.hits(&once), "{once}");
        prop_assert_eq!(redactor.text("test", &once), once);
    }

    #[test]
    fn a_hit_in_a_text_is_a_hit_in_its_json(secret in r#"[!-~ é😀"\\']{8,20}"#, left in r#"[a-z"\\]{0,5}"#) {
        let redactor = knowing(&secret);
        for form in forms(&secret, "x") {
            let text = format!("{left}{form}");
            let value = redactor.typed("test", json!({ "a": [text.clone()] }));
            prop_assert_eq!(value["a"][0].as_str().unwrap(), redactor.text("test", &text));
        }
    }
}

#[test]
fn the_public_name_stays_and_one_more_character_does_not() {
    let redactor = Redactor::default();
    redactor.learn("key facilitator", Some("facilitator"), "facilitator-key-123");
    assert_eq!(redactor.text("x", "the facilitator signs in"), "the facilitator signs in");
    assert_eq!(
        redactor.text("x", "facilitator-key-123 and facilitator-ke"),
        "[masked key facilitator] and [masked key facilitator]"
    );
    assert_eq!(redactor.text("x", "facilitator-"), "[masked key facilitator]");
    let encoded = STANDARD.encode("facilitator");
    assert_eq!(redactor.text("x", &encoded), encoded);
}

#[test]
fn short_secrets_are_masked_whole_or_not_at_all() {
    let redactor = Redactor::default();
    redactor.learn("pin", None, "4711");
    redactor.learn("tiny", None, "abc");
    assert_eq!(redactor.text("x", "pin 4711, not 471, abc"), "pin [masked pin], not 471, abc");
}

#[test]
fn overlapping_secrets_leave_nothing_between_them() {
    let redactor = Redactor::default();
    redactor.learn("one", None, "abcdefXYZ");
    redactor.learn("two", None, "efgh12345");
    assert_eq!(redactor.text("x", "-abcdefgh12345-"), "-[masked one]-");
}

#[test]
fn a_foreign_mask_hides_nothing() {
    let redactor = knowing("facilitator-key-123");
    assert_eq!(redactor.text("x", "[masked facilitator-key-123]"), "[masked [masked key test]]");
}

#[test]
fn the_users_password_of_a_basic_header_is_found_in_wrapped_base64() {
    let redactor = knowing("correct horse battery staple");
    let text = STANDARD.encode("admin:correct horse battery staple");
    let wrapped = format!("{}\r\n{}", &text[..20], &text[20..]);
    let masked = redactor.text("x", &wrapped);
    assert!(masked.contains("[masked key test]") && !masked.contains(&text[24..40]), "{masked}");
}

fn exchange(text: &str) -> Observation {
    let body = Body { bytes: 1, sha256: String::new(), text: Some(text.into()), cut: false };
    let response = Response { status: 200, headers: vec![("x-a".into(), text.into())], body };
    let request = Request { method: "GET".into(), url: format!("/{text}"), ..Request::default() };
    Observation::Http(Exchange { request, response: Some(response), failure: None, hops: vec![], took_ms: 1 })
}

#[test]
fn observations_are_masked_in_every_text() {
    let redactor = knowing("s3cr3t-v4lu3");
    let masked = redactor.observation("http", exchange("s3cr3t-v4lu3"));
    assert_eq!(masked, exchange("[masked key test]"));
    assert_eq!(redactor.drain_masks(), [("key test".to_owned(), "http".to_owned(), 3)]);
    assert_eq!(redactor.observation("http", exchange("plain")), exchange("plain"));
}

#[test]
fn a_secret_that_begins_like_a_field_does_not_break_the_shape() {
    let redactor = Redactor::default();
    redactor.learn("field", None, "response-to-all");
    redactor.learn("tag", None, "directory-key");
    redactor.learn("name", None, "bytes-and-more");
    let masked = redactor.observation("http", exchange("response-to-all directory-key"));
    assert_eq!(masked, exchange("[masked field] [masked tag]"));
    let entry = |path: &str| Entry { path: path.into(), file: true, bytes: 1, age_seconds: 1, sha256: None };
    let listing = |path: &str, entry_path: &str| {
        let entries = Some(vec![entry(entry_path)]);
        Observation::Directory(Listing { path: path.into(), entries, writable: true, cut: false, problem: None })
    };
    let masked = redactor.observation("directory", listing("/x/directory-key", "plain"));
    assert_eq!(masked, listing("/x/[masked tag]", "plain"));
    assert_eq!(redactor.drain_masks().iter().map(|m| m.2).sum::<u64>(), 6 + 1);
}

#[test]
fn values_are_masked_with_the_names_of_members() {
    let redactor = knowing("s3cr3t-v4lu3");
    let mut value = json!({ "s3cr3t-v4lu3": 1, "a": ["x s3cr3t-v4lu3", 12, null], "[masked key test]": 2 });
    redactor.value("test", &mut value);
    let wanted: Value =
        json!({ "[masked key test]'": 1, "a": ["x [masked key test]", 12, null], "[masked key test]": 2 });
    assert_eq!(value, wanted);
}

#[test]
fn json_in_a_body_stays_json() {
    let redactor = knowing("n\"quoted\"secret");
    for body in [
        json!({ "k": "n\"quoted\"secret", "l": "\nn\"quoted\"secret" }).to_string(),
        json!({ "k": "PASSWORD=\"abcdefgh\"", "l": "TOKEN=abcdefgh", "m": 1 }).to_string(),
        json!({ "k": json!({ "in": "n\"quoted\"secret" }).to_string() }).to_string(),
    ] {
        let masked = redactor.text("body", &body);
        assert!(masked.contains("[masked "), "{masked}");
        assert!(serde_json::from_str::<Value>(&masked).is_ok(), "{masked}");
    }
}

#[test]
fn large_texts_are_masked_in_reasonable_time() {
    let redactor = Redactor::default();
    for n in 0..20 {
        redactor.learn(&format!("key {n}"), None, &format!("{n:02}-facilitator-key-{n}"));
    }
    redactor.learn("same", None, &"a".repeat(60));
    let text = format!("{}{}", "\\\"%41&amp;+ ".repeat(10_000), "a".repeat(50_000));
    let began = runproof_probe::clock::Tick::now();
    let masked = redactor.text("x", &text);
    assert!(masked.ends_with("[masked same]"));
    assert!(began.elapsed_ms() < 5_000, "{} ms", began.elapsed_ms());
}

#[test]
fn a_redactor_does_not_print_what_it_knows() {
    assert_eq!(format!("{:?}", knowing("s3cr3t-v4lu3")), "Redactor(***)");
}
