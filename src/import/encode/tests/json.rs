//! `json` and `jsonb`.

use super::{cells, csv, reason};
use crate::cell::Cell::{self, Bool, Json, Number, String, Text};
use crate::encode::Rules;
use tenantctl_domain::catalog::Kind;

#[test]
fn both() {
    for kind in [Kind::Json, Kind::Jsonb] {
        cells(
            kind,
            &Rules::default(),
            &[
                (Cell::Null, "NULL"),
                (Json(r#"{"b": 1, "a":[ ]}"#), r#"{"b": 1, "a":[ ]}"#),
                (Json("[1e5,\"\\u00e9\"]"), "[1e5,\"\\u00e9\"]"),
                (Number("1.50"), "1.50"),
                (Bool(true), "true"),
                (Bool(false), "false"),
                (String("a\"b\\c"), r#""a\"b\\c""#),
                (String("\n\r\t\u{1}\u{1f}\u{8}é"), r#""\n\r\t\u0001\u001f\u0008é""#),
                (String("{}"), r#""{}""#),
                (String(""), r#""""#),
                (Text("{\"a\":1}"), "{\"a\":1}"),
                (Text("null"), "null"),
                (Text("1"), "1"),
                (Text("\"x\""), "\"x\""),
                (Text("abc"), "!22P02"),
                (Text(""), "!22P02"),
                (Text("{a:1}"), "!22P02"),
                (Text("[1,]"), "!22P02"),
                (Text("[1] x"), "!22P02"),
                (Text("NaN"), "!22P02"),
                (Text("01"), "!22P02"),
            ],
        );
    }
    assert!(reason(Kind::Json, Text("{a")).starts_with("isn't JSON: "));
}

#[test]
fn limits_of_jsonb() {
    let (nul, escaped) = (r#"["\u0000"]"#, r#"["\\u0000"]"#);
    let (pair, high, low) = (r#"["\ud83d\ude00"]"#, r#"["\ud83d"]"#, r#"["\ude00"]"#);
    let (split, twice) = (r#"["\ud83dx\ude00"]"#, r#"["\ud83d\ud83d"]"#);
    let long = format!("[1{}]", "0".repeat(131_072));
    let deep = format!("[0.{}1]", "0".repeat(16_383));
    for text in [nul, escaped, pair, high, low, "[1e400000]", &long, &deep] {
        cells(Kind::Json, &Rules::default(), &[(Json(text), text)]);
    }
    for text in [escaped, pair, "[1e131071]", "[-1.5E-10]", r#"{"e":"1e999999","a\"b":2}"#, "[0e20]"] {
        cells(Kind::Jsonb, &Rules::default(), &[(Json(text), text)]);
    }
    cells(
        Kind::Jsonb,
        &Rules::default(),
        &[
            (Json(nul), "!22P05"),
            (Json(r#"{"a\u0000":1}"#), "!22P05"),
            (Json(high), "!22P02"),
            (Json(low), "!22P02"),
            (Json(split), "!22P02"),
            (Json(twice), "!22P02"),
            (Json("[1e400000]"), "!22003"),
            (Json("{\"a\":{\"b\":-1e131072}}"), "!22003"),
            (Json("[1e-16384]"), "!22003"),
            (Json(&long), "!22003"),
            (Json(&deep), "!22003"),
            (Number("1e999999999999"), "!22003"),
            (String("a\0"), "!22P05"),
            (Text(nul), "!22P05"),
            (Text("1e400000"), "!22003"),
        ],
    );
    csv(Kind::Json, &Rules::default(), &[(nul, nul)]);
    cells(Kind::Json, &Rules::default(), &[(String("a\0"), r#""a\u0000""#)]);
}
