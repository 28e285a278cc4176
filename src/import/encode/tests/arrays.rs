//! Arrays.

use super::{array_of, cells, csv, encoded, formats, reason};
use crate::cell::Cell::{self, Bool, Json, Number, String, Text};
use crate::encode::{Format, Rules};
use tenantctl_domain::catalog::Kind;

#[test]
fn from_json() {
    let plain = Rules::default();
    cells(
        array_of(Kind::Int4),
        &plain,
        &[
            (Json("[]"), "{}"),
            (Json("[ ]"), "{}"),
            (Json("[1, 2.0 ,\"3\"]"), r#"{"1","2","3"}"#),
            (Json("[1,null]"), r#"{"1",NULL}"#),
            (Json("[null]"), "{NULL}"),
            (Json("[[1,2],[3,4]]"), r#"{{"1","2"},{"3","4"}}"#),
            (Json("[[[1],[2]],[[3],[4]],[[5],[6]]]"), r#"{{{"1"},{"2"}},{{"3"},{"4"}},{{"5"},{"6"}}}"#),
            (Json("[[[[[[1]]]]]]"), r#"{{{{{{"1"}}}}}}"#),
            (Json("[[[[[[[1]]]]]]]"), "!54000"),
            (Json("[[1,2],[3]]"), "!22P02"),
            (Json("[[1],[3,4]]"), "!22P02"),
            (Json("[[1],2]"), "!22P02"),
            (Json("[1,[2]]"), "!22P02"),
            (Json("[[1],null]"), "!22P02"),
            (Json("[[],[]]"), "!22P02"),
            (Json("[[]]"), "!22P02"),
            (Json("[1.5]"), "!22P02"),
            (Json("[true]"), "!22P02"),
            (Json("[{}]"), "!22P02"),
            (Json("[3000000000]"), "!22003"),
            (Json("{}"), "!22P02"),
            (String("{1}"), "!22P02"),
            (Number("1"), "!22P02"),
            (Bool(true), "!22P02"),
            (Cell::Null, "NULL"),
        ],
    );
    cells(
        array_of(Kind::Text(None)),
        &plain,
        &[
            (
                Json(r#"["a","","NULL","a\"b\\c","\u00e9\n",null,1,true]"#),
                "{\"a\",\"\",\"NULL\",\"a\\\"b\\\\c\",\"é\n\",NULL,\"1\",\"true\"}",
            ),
            (Json(r#"["\u0000"]"#), "!22021"),
            (Json(r#"["\ud800"]"#), "!22P02"),
            (Json("[{}]"), "!42804"),
        ],
    );
    cells(
        array_of(Kind::Jsonb),
        &plain,
        &[
            (Json(r#"[[1,2],[3],{"a":[]},"x",null]"#), r#"{"[1,2]","[3]","{\"a\":[]}","\"x\"",NULL}"#),
            (Json("[1e400000]"), "!22003"),
        ],
    );
    cells(
        array_of(Kind::Numeric(Some((5, 2)))),
        &plain,
        &[(Json("[1,2.5]"), r#"{"1.00","2.50"}"#), (Json("[2.555]"), "!22003")],
    );
    cells(array_of(Kind::Date), &formats(&["%d.%m.%Y"]), &[(Json(r#"["31.12.2024"]"#), r#"{"2024-12-31"}"#)]);
    assert_eq!(reason(array_of(Kind::Int4), Json("[1,\"x\"]")), "has an element (2) that isn't a whole number");
}

#[test]
fn from_literals() {
    let plain = Rules::default();
    csv(
        array_of(Kind::Text(None)),
        &plain,
        &[
            ("{}", "{}"),
            ("{ }", "{}"),
            (r#"{a,"b c",NULL}"#, r#"{"a","b c",NULL}"#),
            ("{ a , b c }", r#"{"a","b c"}"#),
            (r#"{"NULL",null,Null}"#, r#"{"NULL",NULL,NULL}"#),
            (r#"{"a\"b\\c,{}"}"#, r#"{"a\"b\\c,{}"}"#),
            (r#"{""}"#, r#"{""}"#),
            (r"{a\,b,\{,c\ }", r#"{"a,b","{","c "}"#),
            (r"{\NULL}", r#"{"NULL"}"#),
            ("{日本,é}", r#"{"日本","é"}"#),
            ("{{a,b},{c,d}}", r#"{{"a","b"},{"c","d"}}"#),
            (r#"["a",null]"#, r#"{"a",NULL}"#),
            ("[]", "{}"),
            ("", "!22P02"),
            ("{", "!22P02"),
            ("}", "!22P02"),
            ("{a", "!22P02"),
            ("{a,", "!22P02"),
            ("{a,}", "!22P02"),
            ("{,a}", "!22P02"),
            ("{a,,b}", "!22P02"),
            ("{a}b", "!22P02"),
            ("{a} ", "!22P02"),
            (" {a}", "!22P02"),
            ("{\"a}", "!22P02"),
            ("{\"a\"b}", "!22P02"),
            ("{a\"b\"}", "!22P02"),
            ("{a{b}}", "!22P02"),
            ("{a\\", "!22P02"),
            ("{\"a\\", "!22P02"),
            ("{{a},{b,c}}", "!22P02"),
            ("{{a},b}", "!22P02"),
            ("{{},{}}", "!22P02"),
            ("{{{{{{{a}}}}}}}", "!54000"),
            ("a,b", "!22P02"),
            ("[1:2]={a,b}", "!22P02"),
            ("[\"a\"", "!22P02"),
        ],
    );
    csv(
        array_of(Kind::Int4),
        &plain,
        &[("{1, 2}", r#"{"1","2"}"#), ("{01}", r#"{"1"}"#), ("{x}", "!22P02"), ("{\" 1\"}", "!22P02")],
    );
    csv(
        array_of(Kind::Bool),
        &plain,
        &[("{yes,f}", r#"{"t","f"}"#), ("[true,\"false\"]", r#"{"t","f"}"#), ("[1]", "!22P02")],
    );
    csv(array_of(Kind::Jsonb), &plain, &[(r#"{"{\"a\":1}"}"#, r#"{"{\"a\":1}"}"#), ("{a}", "!22P02")]);
    csv(array_of(Kind::Bytea), &plain, &[(r#"{"\\x00ff"}"#, r#"{"\\x00ff"}"#)]);
    let deep = "[".repeat(100_000);
    csv(array_of(Kind::Int4), &plain, &[(&"{".repeat(100_000), "!54000")]);
    assert!(encoded(&array_of(Kind::Int4), Json(&deep), Format::Binary, &plain).is_err());
}

#[test]
fn of_types_of_the_server() {
    let kind = array_of(Kind::Other);
    let store = |cell| encoded(&kind, cell, Format::Text, &Rules::default()).map_err(|fault| fault.sqlstate);
    assert_eq!(store(Text("{(1,1),(0,0);(2,2),(1,1)}")), Ok(b"{(1,1),(0,0);(2,2),(1,1)}".to_vec()));
    assert_eq!(store(Json(r#"["10.0.0.1",null]"#)), Ok(br#"{"10.0.0.1",NULL}"#.to_vec()));
    let twice = array_of(array_of(Kind::Int4));
    let store = |cell| encoded(&twice, cell, Format::Text, &Rules::default()).map_err(|fault| fault.sqlstate);
    assert_eq!(store(Json("[[1,2],[3]]")), Ok(br#"{"{\\"1\\",\\"2\\"}","{\\"3\\"}"}"#.to_vec()));
}
