//! Texts, UUIDs, bytes, enums and types of the server's own.

use std::sync::Arc;

use super::{cells, csv, encoded, reason};
use crate::cell::Cell::{self, Bool, Json, Number, String, Text};
use crate::encode::{Format, Rules, binary};
use tenantctl_domain::catalog::Kind;

#[test]
fn texts() {
    let plain = Rules::default();
    let same = ["", " a ", "abc", "naïve 日本 🎉", r"\N", r"\.", "a\tb\nc\rd\\e", r"\\", "NULL", "\u{1}\u{b}\u{c}"];
    for text in same {
        csv(Kind::Text(None), &plain, &[(text, text)]);
        cells(Kind::Text(None), &plain, &[(String(text), text)]);
    }
    cells(
        Kind::Text(None),
        &plain,
        &[
            (Number("1.50"), "1.50"),
            (Bool(true), "true"),
            (Bool(false), "false"),
            (Json("{}"), "!42804"),
            (Json("[1]"), "!42804"),
            (Cell::Null, "NULL"),
            (Text("a\0b"), "!22021"),
        ],
    );
    csv(
        Kind::Text(Some(3)),
        &plain,
        &[
            ("abc", "abc"),
            ("日本語", "日本語"),
            ("", ""),
            ("abcd", "!22001"),
            ("ab  ", "!22001"),
            ("日本語x", "!22001"),
        ],
    );
    csv(Kind::PaddedText(2), &plain, &[("ab", "ab"), ("a", "a"), ("a  ", "!22001"), ("abc", "!22001")]);
    assert_eq!(reason(Kind::Text(Some(3)), Text("abcd")), "has 4 characters, the column varchar(3) holds 3");
    assert_eq!(reason(Kind::Text(None), Json("[]")), "is a JSON array, not a text: map it to a json column");
}

#[test]
fn uuids() {
    let uuid = "0189f7e4-12ab-7cde-8f01-23456789abcd";
    csv(
        Kind::Uuid,
        &Rules::default(),
        &[
            (uuid, uuid),
            (&uuid.to_uppercase(), uuid),
            (&uuid.replace('-', ""), uuid),
            ("", "!22P02"),
            ("{0189f7e4-12ab-7cde-8f01-23456789abcd}", "!22P02"),
            ("0189f7e4-12ab-7cde-8f01-23456789abc", "!22P02"),
            ("0189f7e4-12ab-7cde-8f01-23456789abcg", "!22P02"),
            ("0189f7e4_12ab_7cde_8f01_23456789abcd", "!22P02"),
            ("0189f7e412ab7cde8f0123456789abcg", "!22P02"),
            (" 189f7e4-12ab-7cde-8f01-23456789abcd", "!22P02"),
            ("0189-f7e4-12ab-7cde-8f01-2345-6789-abcd", "!22P02"),
            ("0189f7e4-12ab7-cde-8f01-23456789abcd", "!22P02"),
        ],
    );
    cells(Kind::Uuid, &Rules::default(), &[(String(uuid), uuid), (Number("1"), "!22P02"), (Bool(true), "!22P02")]);
}

#[test]
fn bytes() {
    csv(
        Kind::Bytea,
        &Rules::default(),
        &[
            (r"\x", r"\x"),
            (r"\x00ff10", r"\x00ff10"),
            (r"\x0", "!22P02"),
            (r"\x0g", "!22P02"),
            (r"\X00", "!22P02"),
            (r"\x00 ff", "!22P02"),
            (r"\000", "!22P02"),
            ("00ff", "!22P02"),
            ("", "!22P02"),
            ("AP8=", "!22P02"),
        ],
    );
    let shouted = encoded(&Kind::Bytea, String(r"\xFFaB"), Format::Binary, &Rules::default());
    assert_eq!(shouted, Ok(vec![0, 0, 0, 2, 0xff, 0xab]));
    cells(
        Kind::Bytea,
        &Rules::default(),
        &[(String(r"\x0a"), r"\x0a"), (Number("1"), "!22P02"), (Json("{}"), "!22P02")],
    );
}

#[test]
fn enums() {
    let mood = || Kind::Enum(Arc::from(["sad", "Ok", "so, so", "1"].map(str::to_owned)));
    csv(
        mood(),
        &Rules::default(),
        &[
            ("sad", "sad"),
            ("Ok", "Ok"),
            ("so, so", "so, so"),
            ("1", "1"),
            ("ok", "!22P02"),
            ("", "!22P02"),
            ("sad ", "!22P02"),
        ],
    );
    cells(
        mood(),
        &Rules::default(),
        &[(String("sad"), "sad"), (Number("1"), "!22P02"), (Bool(true), "!22P02"), (Json("[]"), "!22P02")],
    );
    assert_eq!(reason(mood(), Text("OK")), "isn't one of sad, Ok, so, so, 1; did you mean Ok?");
    assert_eq!(reason(mood(), Text("glad")), "isn't one of sad, Ok, so, so, 1");
    let many = Kind::Enum((0..12).map(|number| format!("l{number}")).collect());
    assert_eq!(reason(many, Text("x")), "isn't one of l0, l1, l2, l3, l4, l5, l6, l7, l8, l9 and 2 more");
}

#[test]
fn types_of_the_server() {
    let store = |cell| encoded(&Kind::Other, cell, Format::Text, &Rules::default()).map_err(|fault| fault.sqlstate);
    assert_eq!(store(Text("10.0.0.1\t")), Ok(br"10.0.0.1\t".to_vec()));
    assert_eq!(store(String("a")), Ok(b"a".to_vec()));
    assert_eq!(store(Number("5")), Ok(b"5".to_vec()));
    assert_eq!(store(Bool(true)), Ok(b"true".to_vec()));
    assert_eq!(store(Json(r#"{"a":"\n"}"#)), Ok(br#"{"a":"\\n"}"#.to_vec()));
    assert_eq!(store(Text("\0")), Err("22021"));
    assert_eq!(store(Cell::Null), Ok(br"\N".to_vec()));
    let in_binary = encoded(&Kind::Other, Text("a"), Format::Binary, &Rules::default());
    assert_eq!(in_binary.map_err(|fault| fault.sqlstate), Err("0A000"));
    assert!(!binary(&Kind::Other) && !binary(&super::array_of(Kind::Other)));
    assert!(!binary(&super::array_of(super::array_of(Kind::Int4))));
    assert!(binary(&Kind::Jsonb) && binary(&super::array_of(Kind::Int4)));
}
