//! Dumps in pieces of any size.

use super::{Contents, Phase, Scanner};
use proptest::collection::vec;
use proptest::prelude::*;
use runproof_core::noun::dump_flaw::FlawKind;
use runproof_core::noun::rows::RowSum;
use sha2::{Digest as _, Sha256};

const BEGIN: &str = "--\n-- PostgreSQL database dump\n--\n\n\\restrict k3y\n\n-- Dumped from database version 15.18 (Debian 15)\n\
                     -- Dumped by pg_dump version 16.3\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n";
const END: &str = "\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict k3y\n\n";

fn scan(sql: &[u8], step: usize) -> Contents {
    let mut scanner = Scanner::new();
    for piece in sql.chunks(step.max(1)) {
        scanner.feed(piece);
    }
    scanner.finish()
}

fn dump(body: &str) -> Contents {
    let sql = format!("{BEGIN}{body}{END}");
    let whole = scan(sql.as_bytes(), usize::MAX);
    for step in [1, 2, 3, 7] {
        assert_eq!(format!("{whole:?}"), format!("{:?}", scan(sql.as_bytes(), step)), "in pieces of {step}");
    }
    whole
}

fn rows(contents: &Contents) -> Vec<(&str, u64)> {
    contents.tables.iter().map(|t| (t.held.table.as_str(), t.held.rows)).collect()
}

fn kinds(contents: &Contents) -> Vec<FlawKind> {
    contents.flaws.iter().map(|f| f.kind).collect()
}

fn digest_of<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut sum = RowSum::default();
    lines.into_iter().for_each(|line| sum.add(&Sha256::digest(line).into()));
    sum.hex()
}

#[test]
fn the_head_of_a_dump_is_told() {
    let seen = dump("CREATE TABLE public.t (id int);\n");
    assert_eq!((seen.server.as_deref(), seen.tool.as_deref()), (Some("15.18 (Debian 15)"), Some("16.3")));
    assert_eq!((seen.encoding.as_deref(), kinds(&seen)), (Some("UTF8"), vec![]));
    assert_eq!((rows(&seen), seen.tables[0].made, seen.tables[0].filled), (vec![("public.t", 0)], true, false));
}

#[test]
fn names_are_read_as_they_are_meant() {
    let body = "CREATE TABLE public.\"Ünï \"\"q\"\"\" (a text);\nCOPY public.\"Ünï \"\"q\"\"\" (\"a;b\", c) FROM stdin;\nx\t1\n\\.\n\
                COPY public.Users (id) FROM stdin;\n\\.\n";
    let seen = dump(body);
    assert_eq!(rows(&seen), [("public.users", 0), ("public.Ünï \"q\"", 1)]);
    assert_eq!(kinds(&seen), []);
}

#[test]
fn what_looks_like_a_statement_inside_of_a_function_is_none() {
    let body = "CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS $$\nCOPY public.t FROM stdin;\n\\.\n$$;\n\
                CREATE FUNCTION public.g() RETURNS text LANGUAGE plpgsql AS $_$ begin return $$a;$$ || $1; end $_$;\n\
                CREATE FUNCTION public.h() RETURNS void LANGUAGE sql BEGIN ATOMIC\n INSERT INTO public.t VALUES (1); \
                SELECT CASE WHEN true THEN 1 END;\nEND;\n/* COPY x FROM stdin; /* ; */ */\nCOMMENT ON TABLE public.t IS 'a; \\';\n\
                COPY public.t (id) FROM stdin;\n7\n\\.\n";
    let seen = dump(body);
    assert_eq!((rows(&seen), kinds(&seen)), (vec![("public.t", 1)], vec![]));
}

#[test]
fn rows_of_inserts_have_the_digests_of_the_same_rows_in_a_copy() {
    let copied = dump(
        "COPY public.t (a, b, c, d) FROM stdin;\n1\tit's (a, b); \\\\ \\t\tt\t\\N\n-2\t\\N\tf\t1.5e10\n3\t\t\\N\t101\n\\.\n",
    );
    let inserted = dump(
        "INSERT INTO public.t VALUES (1, 'it''s (a, b); \\ \t', true, NULL);\n\
         INSERT INTO public.t (a, b, c, d, g) VALUES (-2, NULL, false, '1.5e10', DEFAULT),\n\t(3, '', NULL, B'101') \
         ON CONFLICT DO NOTHING;\n",
    );
    assert_eq!(rows(&copied), [("public.t", 3)]);
    assert_eq!(copied.tables[0].held, inserted.tables[0].held);
    let other = dump("INSERT INTO public.t VALUES (1, 'it''s (a, b); \\ \t', true, 'NULL');\n");
    assert_ne!(copied.tables[0].held.digest, other.tables[0].held.digest);
}

#[test]
fn old_dumps_escape_in_literals_and_name_the_schema_once() {
    let seen = dump(
        "SET standard_conforming_strings = off;\nSET search_path = shop, pg_catalog;\nINSERT INTO t VALUES ('a\\'b;');\n",
    );
    assert_eq!((rows(&seen), kinds(&seen)), (vec![("shop.t", 1)], vec![]));
    assert_eq!(seen.tables[0].held.digest, digest_of(["a'b;"]));
}

#[test]
fn what_a_dump_needs_and_sets_is_listed() {
    let seen = dump(
        "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;\nALTER TABLE public.t OWNER TO \"Shop Owner\";\n\
         GRANT SELECT ON TABLE public.t TO looker, PUBLIC;\nREVOKE ALL ON SCHEMA public FROM postgres;\n\
         ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO reader;\n\
         CREATE POLICY p ON public.t TO visitor USING (true);\nSELECT pg_catalog.setval('public.t_id_seq', 42, true);\n\
         SELECT pg_catalog.lo_create('16400');\nSELECT pg_catalog.lowrite(0, '\\x00');\n",
    );
    assert_eq!(seen.extensions, ["pgcrypto"]);
    assert_eq!(seen.roles, ["Shop Owner", "app", "looker", "postgres", "reader", "visitor"]);
    assert_eq!((seen.sequences, seen.large_objects), (1, 1));
}

#[test]
fn a_dump_that_stops_says_where() {
    let rows = format!("{BEGIN}COPY public.t (a) FROM stdin;\n1\n2");
    let seen = scan(rows.as_bytes(), 5);
    assert_eq!(seen.flaws[0].what, "the dump stops among the rows of public.t");
    let statement = format!("{BEGIN}CREATE TABLE public.t (\n");
    assert!(
        scan(statement.as_bytes(), 5).flaws[0]
            .what
            .contains("in the middle of the statement `CREATE TABLE public.t (`")
    );
    assert_eq!(kinds(&scan(BEGIN.as_bytes(), 5)), [FlawKind::Unfinished]);
}

#[test]
fn guards_must_be_a_pair() {
    let without = format!("{BEGIN}\n-- PostgreSQL database dump complete\n");
    assert_eq!(kinds(&scan(without.as_bytes(), 9)), [FlawKind::Unpaired]);
    let other = format!("{BEGIN}{}", END.replace("k3y", "other"));
    assert_eq!(kinds(&scan(other.as_bytes(), 9)), [FlawKind::Unpaired, FlawKind::Unpaired]);
}

#[test]
fn commands_are_told_wherever_psql_would_take_them_and_nowhere_else() {
    for body in [
        "\\! rm -rf /\n",
        "SELECT 1;  \\! rm\n",
        "SELECT 1 \\gexec\n",
        "INSERT INTO t VALUES (1) \\g\n",
        "\\copy t from x\n",
    ] {
        assert_eq!(kinds(&dump(body)), [FlawKind::Command], "{body}");
    }
    let quiet = "SELECT '\\! a', E'\\\\! b', $$\\! c$$, \"\\! d\"; -- \\! e\n/* \\! f */\nCOPY public.t (a) FROM stdin;\n\\\\! g\n\\.\n";
    assert_eq!(kinds(&dump(quiet)), []);
    let last = format!("{BEGIN}{END}\\! rm");
    assert_eq!(kinds(&scan(last.as_bytes(), 3)), [FlawKind::Command]);
}

#[test]
fn messages_and_torn_rows_are_told() {
    let seen = dump("pg_dump: error: query failed: it's gone\nCOPY public.t (a, b) FROM stdin;\n1\t2\n3\n\\.\n");
    assert_eq!(kinds(&seen), [FlawKind::Complaint, FlawKind::Malformed]);
    assert_eq!(seen.flaws[1].what, "row 2 of public.t has 1 fields for 2 columns");
    assert!(seen.flaws[0].what.contains("`pg_dump: error: query failed: it's gone`"), "{}", seen.flaws[0].what);
}

#[test]
fn something_else_is_named_by_its_beginning() {
    let seen = scan(b"<!doctype html>\n<title>Log in</title>", 4);
    assert_eq!(
        seen.flaws[0].what,
        "it is not a PostgreSQL dump: it begins with `<!doctype html> <title>Log in</title>`"
    );
}

#[test]
fn phases_begin_where_the_entries_of_a_dump_say() {
    let parts = [
        "--\n-- Name: t; Type: TABLE; Schema: public; Owner: app\n--\n\nCREATE TABLE public.t (a int);\n\n--\n",
        "-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: app\n--\n\nCOPY public.t (a) FROM stdin;\n1\n2\n\\.\n\n--\n",
        "-- Name: t t_pkey; Type: CONSTRAINT; Schema: public; Owner: app\n--\n\nALTER TABLE ONLY public.t\n    ADD CONSTRAINT t_pkey \
         PRIMARY KEY (a);\n--\n-- Name: i; Type: INDEX; Schema: public; Owner: app\n--\nCREATE INDEX i ON public.t (a);\n--\n",
        "-- Name: t f; Type: FK CONSTRAINT; Schema: public; Owner: app\n--\nALTER TABLE ONLY public.t\n    ADD CONSTRAINT f \
         FOREIGN KEY (a) REFERENCES public.t(a);\n",
    ];
    let sql = format!("{BEGIN}{}{END}", parts.concat());
    for step in [1, 10, 4_096] {
        let (mut scanner, mut began, mut at) = (Scanner::new(), Vec::new(), 0);
        for piece in sql.as_bytes().chunks(step) {
            began.extend(scanner.feed(piece).into_iter().map(|m| (m.phase, at + m.at)));
            at += piece.len();
        }
        let phases: Vec<Phase> = began.iter().map(|(phase, _)| *phase).collect();
        assert_eq!(phases, [Phase::Load, Phase::Index, Phase::Constraints]);
        for (_, at) in &began {
            assert!(sql[..*at].ends_with("Owner: app\n"), "{}", &sql[..*at]);
        }
        let shares = scanner.finish().shares;
        assert_eq!(shares.map(|s| s.rows), [0, 2, 0, 0]);
        assert_eq!(shares.map(|s| s.statements), [3, 1, 2, 1]);
        assert_eq!(shares.iter().map(|s| s.bytes).sum::<u64>(), sql.len() as u64);
    }
}

#[test]
fn memory_does_not_grow_with_a_row_or_a_literal() {
    let mut scanner = Scanner::new();
    scanner.feed(BEGIN.as_bytes());
    let megabyte = vec![b'x'; 1 << 20];
    for begin in
        ["COPY public.t (a) FROM stdin;\n", "INSERT INTO public.u VALUES ('", "SELECT f($$", "SELECT f('", "-- "]
    {
        scanner.feed(begin.as_bytes());
        (0..8).for_each(|_| drop(scanner.feed(&megabyte)));
        assert!(format!("{scanner:?}").len() < 2 << 20, "{begin}");
        let end = match begin {
            _ if begin.starts_with("COPY") => "\n\\.\n",
            _ if begin.starts_with("INS") => "');\n",
            _ if begin.ends_with("$$") => "$$);\n",
            _ if begin.ends_with('\'') => "');\n",
            _ => "\n",
        };
        scanner.feed(end.as_bytes());
    }
    scanner.feed(END.as_bytes());
    let seen = scanner.finish();
    assert_eq!((rows(&seen), kinds(&seen)), (vec![("public.t", 1), ("public.u", 1)], vec![]));
}

/// A value as `COPY` writes it.
fn copied(value: Option<&str>) -> String {
    let Some(value) = value else { return "\\N".into() };
    value.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}

proptest! {
    #[test]
    fn any_rows_are_counted_right_however_they_are_cut(
        table in vec(vec(proptest::option::of("[a-zé\\\\.\n\t\r'\";$ -]{0,12}"), 3), 0..20),
        step in 1_usize..60,
    ) {
        let lines: Vec<String> = table
            .iter()
            .map(|row| row.iter().map(|v| copied(v.as_deref())).collect::<Vec<_>>().join("\t"))
            .collect();
        let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let sql = format!("{BEGIN}COPY public.t (a, b, c) FROM stdin;\n{body}\\.\n{END}");
        let seen = scan(sql.as_bytes(), step);
        prop_assert_eq!(rows(&seen), [("public.t", lines.len() as u64)]);
        prop_assert_eq!(&seen.tables[0].held.digest, &digest_of(lines.iter().map(String::as_str)));
        prop_assert_eq!(kinds(&seen), []);
        let values = |row: &Vec<Option<String>>| {
            row.iter()
                .map(|v| v.as_ref().map_or("NULL".into(), |v| format!("'{}'", v.replace('\'', "''"))))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let inserts: String = table.iter().map(|row| format!("INSERT INTO public.t VALUES ({});\n", values(row))).collect();
        let inserted = scan(format!("{BEGIN}{inserts}{END}").as_bytes(), step);
        if !lines.is_empty() {
            prop_assert_eq!(&inserted.tables[0].held, &seen.tables[0].held);
        }
        prop_assert_eq!(kinds(&inserted), []);
    }

    #[test]
    fn arbitrary_bytes_are_read_to_their_end_alike_in_any_pieces(
        bytes in vec(prop_oneof![
            any::<u8>().prop_map(|b| vec![b]),
            prop::sample::select(vec![
                "COPY t FROM stdin;\n", "\\.\n", "INSERT INTO t VALUES (", "'", "$$", "$a$", "--", "\n", ";", "/*", "*/", "\"",
                "(", ")", ",", "E'", "\\", "BEGIN", "END", "CREATE FUNCTION ", "\\restrict x\n", "pg_dump: ", "\r\n",
            ]).prop_map(|text| text.as_bytes().to_vec()),
        ], 0..80),
        step in 1_usize..40,
    ) {
        let bytes = bytes.concat();
        prop_assert_eq!(format!("{:?}", scan(&bytes, step)), format!("{:?}", scan(&bytes, usize::MAX)));
    }
}
