//! Target files, catalogs and keys that cannot stand.

use super::shop::{CATALOG, HEALTHY, shop, target};
use crate::tools::{Ended, Workplace};

/// Checks the shop with these further lines in its target.
#[track_caller]
fn with_target(name: &str, more: &str, words: &[&str]) -> Ended {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    target(&place, more);
    told(&place, name, words)
}

/// Checks the shop with this catalog.
#[track_caller]
fn with_catalog(name: &str, more: &str) -> Ended {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    place.write("features/shop/catalog.toml", format!("{CATALOG}{more}"));
    told(&place, name, &[])
}

#[track_caller]
fn told(place: &Workplace, name: &str, words: &[&str]) -> Ended {
    let ended = place.run(&[&["check", "--target", "shop"], words].concat());
    place.told(name, &ended);
    ended
}

#[test]
fn an_unknown_key_of_a_target_is_refused_with_a_suggestion() {
    with_target("target-key-mistyped", "alow_writes = [\"POST /orders\"]\n", &[]).with_code(78);
}

#[test]
fn a_target_file_that_is_no_toml_is_refused_at_its_line() {
    with_target("target-no-toml", "vars = { a = \n", &[]).with_code(78);
}

#[test]
fn an_unknown_provider_is_refused_with_a_suggestion() {
    let place = shop();
    place.write("runproof.toml", "[targets.shop]\nsystem = \"shop\"\nprovider = \"embeded\"\n");
    told(&place, "target-provider-mistyped", &[]).with_code(78);
}

#[test]
fn an_unknown_target_is_refused_with_a_suggestion() {
    let place = shop();
    place.told("target-unknown-near", &place.run(&["check", "--target", "shp"]).with_code(78));
    place.told("target-unknown-far", &place.run(&["check", "--target", "production"]).with_code(78));
}

#[test]
fn a_target_file_that_is_not_there_is_told() {
    let place = shop();
    place.told("target-file-not-there", &place.run(&["check", "--config", "elsewhere.toml"]).with_code(78));
}

#[test]
fn a_live_target_without_address_is_refused() {
    let place = shop();
    place.write("runproof.toml", "[targets.shop]\nsystem = \"shop\"\nprovider = \"live\"\n");
    told(&place, "target-without-address", &[]).with_code(78);
}

#[test]
fn an_address_without_scheme_is_refused() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    place.write("runproof.toml", crate::tools::shop("127.0.0.1:9", ""));
    told(&place, "target-address-without-scheme", &[]).with_code(78);
}

#[test]
fn containers_without_a_compose_file_and_a_compose_file_without_containers_are_refused() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    let file = crate::tools::shop("https://shop.example", "").replace("\"live\"", "\"containers\"");
    place.write("runproof.toml", file);
    told(&place, "target-of-containers", &[]).with_code(78);
    with_target("target-with-compose", "compose = \"compose.yaml\"\n", &[]).with_code(78);
}

#[test]
fn a_waiver_for_an_item_that_nobody_knows_is_refused_at_its_line() {
    let waiver = |item: &str| {
        format!("[[targets.shop.waivers]]\nitem = \"{item}\"\nreason = \"r\"\nowner = \"ops\"\nuntil = 2027-01-31\n")
    };
    with_target("waiver-of-target-near", &waiver("S-HC.11"), &[]).with_code(78);
    with_target("waiver-of-target-far", &waiver("IC-M9.1"), &[]).with_code(78);
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    let profile = "title = \"as built\"\n\n".to_owned() + &waiver("S-HC-1").replace("targets.shop.", "");
    place.write("features/shop/profiles/as-built.toml", profile);
    // Of a profile that this run does not take, too: it will be taken one day.
    told(&place, "waiver-of-profile", &[]).with_code(78);
}

#[test]
fn an_unknown_profile_is_refused() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    place.write("features/shop/profiles/as-built.toml", "title = \"as built\"\n");
    told(&place, "profile-unknown", &["--profile", "as-buit"]).with_code(78);
}

#[test]
fn a_profile_that_extends_itself_is_refused() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY);
    place.write("features/shop/profiles/round.toml", "title = \"round\"\nextends = \"round\"\n");
    told(&place, "profile-extends-itself", &["--profile", "round"]).with_code(78);
}

#[test]
fn an_unknown_mode_is_refused_with_those_that_are_known() {
    with_target("mode-unknown", "", &["--mode", "strict"]).with_code(64);
}

#[test]
fn a_secret_that_stands_in_the_target_is_refused() {
    let ended =
        with_target("key-literal", "keys = { reader = { made = \"Zq8w-literal-Secret-19\" } }\n", &[]).with_code(78);
    assert!(!ended.stderr.contains("Zq8w"), "{}", ended.stderr);
}

#[test]
fn a_secret_that_stands_in_the_target_as_a_text_is_refused_without_repeating_it() {
    let ended = with_target("key-literal-text", "keys = { reader = \"Zq8w-literal-Secret-19\" }\n", &[]).with_code(78);
    assert!(!ended.stderr.contains("Zq8w"), "{}", ended.stderr);
}

#[test]
fn a_key_whose_variable_is_not_set_is_told_before_anything_starts() {
    with_target("key-variable-not-set", "keys = { reader = { env = \"SHOP_KEY\" } }\n", &[]).with_code(78);
}

#[test]
fn a_key_whose_file_is_missing_is_told_before_anything_starts() {
    with_target("key-file-missing", "keys = { reader = { file = \"keys/reader\" } }\n", &[]).with_code(78);
}

#[test]
fn a_key_whose_file_is_empty_is_told_before_anything_starts() {
    let place = shop();
    place.write("features/shop/health.feature", HEALTHY).write("reader.key", "\n");
    told(&place, "key-file-empty", &[]).with_code(78);
}

#[test]
fn a_limit_that_is_no_duration_is_refused() {
    with_target("limit-bad", "\n[limits]\nstep = \"soon\"\n", &[]).with_code(78);
}

#[test]
fn a_catalog_that_runs_in_a_circle_is_refused() {
    let item = |id: &str, of: &str| {
        format!(
            "\n[[items]]\nid = \"{id}\"\nsource = \"runbook\"\ntext = \"a line\"\ntier = \"core\"\nderived_from = [\"{of}\"]\n"
        )
    };
    with_catalog("catalog-circle", &(item("S-A", "S-B") + &item("S-B", "S-A"))).with_code(78);
}

#[test]
fn a_catalog_that_refers_to_nothing_is_refused() {
    let item =
        "\n[[items]]\nid = \"S-A\"\nsource = \"runbook\"\ntext = \"a line\"\ntier = \"core\"\nsame_as = \"S-HC.9\"\n";
    with_catalog("catalog-unknown-reference", item).with_code(78);
}

#[test]
fn an_item_without_fault_is_refused() {
    let item = "\n[[items]]\nid = \"S-A\"\nsource = \"runbook\"\ntext = \"a line\"\ntier = \"core\"\n";
    with_catalog("catalog-item-without-fault", item).with_code(78);
}

#[test]
fn an_item_with_an_unknown_field_is_refused_with_a_suggestion() {
    let item = "\n[[items]]\nid = \"S-A\"\nsource = \"runbook\"\ntext = \"a line\"\ntier = \"core\"\nfault = [\"stop service:web\"]\n";
    with_catalog("catalog-field-mistyped", item).with_code(78);
}

#[test]
fn an_item_that_stands_twice_is_refused() {
    let item = "\n[[items]]\nid = \"S-HC.1\"\nsource = \"runbook\"\ntext = \"a line\"\ntier = \"core\"\nfaults = [\"stop service:web\"]\n";
    with_catalog("catalog-item-twice", item).with_code(78);
}
