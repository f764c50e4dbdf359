use super::*;
use std::fs;

const DUMP: &str = "-- Dumped from database version 15.3\nCREATE TABLE a (x int);\nCREATE TABLE b (x int);\n\
                    COPY public.a (x) FROM stdin;\n\\.\nCOPY public.b (x) FROM stdin;\n1\n2\n\\.\n\
                    COPY public.c (x) FROM stdin;\n3\n\\.\n";

fn made(mutation: Mutation, packing: Packing) -> (Vec<u8>, Vec<u8>) {
    let place = tempfile::tempdir().unwrap();
    let (original, copy) = (place.path().join("original"), place.path().join("copy"));
    let mut packer = Packer::onto(&original, packing).unwrap();
    packer.write_all(DUMP.as_bytes()).unwrap();
    packer.finish().unwrap();
    let before = fs::read(&original).unwrap();
    tampered(&original, &copy, mutation, packing).unwrap();
    assert_eq!(fs::read(&original).unwrap(), before);
    (before, fs::read(&copy).unwrap())
}

fn unpacked(bytes: &[u8], packing: Packing) -> String {
    let mut text = String::new();
    match packing {
        Packing::None => text.push_str(std::str::from_utf8(bytes).unwrap()),
        Packing::Gzip => drop(MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap()),
        Packing::Zstd => drop(zstd::Decoder::new(bytes).unwrap().read_to_string(&mut text).unwrap()),
    }
    text
}

#[test]
fn rows_of_the_first_table_that_has_any_are_left_out_and_nothing_else() {
    for packing in [Packing::None, Packing::Gzip, Packing::Zstd] {
        let (_, copy) = made(Mutation::RowsRemoved, packing);
        assert_eq!(unpacked(&copy, packing), DUMP.replace("1\n2\n", ""));
    }
}

#[test]
fn a_newer_server_is_named_and_the_rest_is_as_it_was() {
    let (_, copy) = made(Mutation::WrongMajor, Packing::Gzip);
    assert_eq!(unpacked(&copy, Packing::Gzip), DUMP.replace("version 15.3", "version 99.3"));
}

#[test]
fn one_byte_is_another() {
    let (before, copy) = made(Mutation::Flipped, Packing::Gzip);
    let other = before.iter().zip(&copy).filter(|(a, b)| a != b).count();
    assert_eq!((before.len(), other), (copy.len(), 1));
}

#[test]
fn the_end_is_missing_or_everything() {
    let (before, copy) = made(Mutation::Truncated, Packing::Zstd);
    assert!(before.starts_with(&copy) && copy.len() < before.len());
    assert!(made(Mutation::Emptied, Packing::Gzip).1.is_empty());
    assert!(unpacked(&made(Mutation::OtherContent, Packing::Gzip).1, Packing::Gzip).contains("Bad Gateway"));
}
