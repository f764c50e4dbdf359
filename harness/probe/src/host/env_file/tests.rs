use super::*;
use proptest::prelude::*;

fn parsed(text: &str) -> Vec<(String, String)> {
    parse(text)
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn quotes_exports_and_comments() {
    let text = "# DJANGO_DEBUG=True\n\nexport SECRET_KEY='a #b\"c'  # note\r\nDEBUG=False # off\nURL = http://x/#top\n\
                EMPTY=\nNAME=\"say \\\"hi\\\"\\nthere\"\nnot a variable\n1BAD=x\nLAST=end";
    let wanted = [
        pair("SECRET_KEY", "a #b\"c"),
        pair("DEBUG", "False"),
        pair("URL", "http://x/#top"),
        pair("EMPTY", ""),
        pair("NAME", "say \"hi\"\nthere"),
        pair("LAST", "end"),
    ];
    assert_eq!(parsed(text), wanted);
}

#[test]
fn a_quoted_value_may_run_over_several_lines_and_an_open_quote_ends_with_its_line() {
    assert_eq!(parsed("KEY=\"one\ntwo\"\nNEXT=x"), [pair("KEY", "one\ntwo"), pair("NEXT", "x")]);
    assert_eq!(parsed("KEY='open\nNEXT=x"), [pair("KEY", "'open"), pair("NEXT", "x")]);
}

#[test]
fn values_stay_inside_and_answers_come_out() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join(".env");
    std::fs::write(&at, "SECRET_KEY=django-insecure-0123456789\nDEBUG=False\nDEBUG=True\n").unwrap();
    let equals = [pair("DEBUG", "False")];
    let starts = [pair("SECRET_KEY", "django-insecure-"), pair("OTHER", "x")];
    let seen = read(&at, ".env", &equals, &starts).unwrap().unwrap();
    assert_eq!(seen.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["SECRET_KEY", "DEBUG", "DEBUG"]);
    assert_eq!(seen[0].length, 26);
    assert_eq!(seen[0].starts, [("django-insecure-".to_owned(), true)]);
    assert_eq!(seen[1].equals, [("False".to_owned(), true)]);
    assert_eq!(seen[2].equals, [("False".to_owned(), false)]);
    assert!(!serde_json::to_string(&seen).unwrap().contains("0123456789"));
}

#[test]
fn no_file_is_no_problem_and_a_directory_is_one() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read(&dir.path().join(".env"), ".env", &[], &[]), Ok(None));
    assert_eq!(read(dir.path(), "settings", &[], &[]), Err(Obstacle::found("`settings` is a directory, not a file")));
    let long = dir.path().join("long");
    std::fs::write(&long, vec![b'#'; usize::try_from(MOST + 1).unwrap()]).unwrap();
    let too_long = Obstacle::unseen("`long` is longer than the 1024 KiB that are read");
    assert_eq!(read(&long, "long", &[], &[]), Err(too_long));
}

proptest! {
    #[test]
    fn no_text_makes_it_stumble(text in ".{0,200}", quotes in "[A-Z='\"\\\\ \n#é]{0,40}") {
        parse(&text);
        parse(&quotes);
    }

    #[test]
    fn what_is_written_in_single_quotes_is_read_back(value in "[^']{0,40}") {
        prop_assert_eq!(parse(&format!("A='{value}'\nB=1")), [pair("A", &value), pair("B", "1")]);
    }
}
