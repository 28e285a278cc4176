//! Which shape a source has, and what is said when it's another.

use super::support_tests::{Memory, fault, tell};
use super::{JsonReader, Shape};
use crate::position::{Blocks, SourceError};

fn found(text: &str) -> Shape {
    JsonReader::open(Memory::new(text.as_bytes(), 100), Shape::Auto).unwrap().shape()
}

#[test]
fn the_shape_is_found_out() {
    assert_eq!(found(" \n [1]"), Shape::Array);
    assert_eq!(found("{\"a\":1}\n{\"a\":2}"), Shape::Lines);
    assert_eq!(found("{\"a\":1,}\n{\"a\":2}"), Shape::Lines);
    assert_eq!(found("{\"a\":[]}\n{\"a\":[]}"), Shape::Lines);
    assert_eq!(found("{\"a\":[{}],\n\"b\":[]}\n"), Shape::Tables);
    assert_eq!(found("{}"), Shape::Tables);
    assert_eq!(found("{\"a\":1}"), Shape::Lines);
    assert_eq!(found("{\"}\\\"}\":1,\n\"b\":[]}"), Shape::Lines);
    assert_eq!(found("{\"a\":["), Shape::Tables);
    assert_eq!(found("7"), Shape::Array);
    let big = "x".repeat(300 << 10);
    assert_eq!(found(&format!("{{\"a\":[\"{big}\"],\"b\":[]}}")), Shape::Tables);
    assert_eq!(found(&format!("{{\"a\":1}}\n\"{big}\"")), Shape::Lines);
}

#[test]
fn a_single_object_is_one_record() {
    assert_eq!(tell("{\"a\":1}", Shape::Auto), ["1:1 {\"a\":1}"]);
    assert_eq!(tell("\n{\n\"a\":1}\n", Shape::Auto), ["2:1 {\n\"a\":1}"]);
    assert_eq!(tell("{\n\"a\":1,}\n", Shape::Auto), ["!2:7 expected a member name in double quotes, found `}`"]);
    assert_eq!(tell("{}", Shape::Auto), [""; 0]);
}

#[test]
fn tables_are_named_by_their_keys() {
    let text = "{\"us\\u0065rs\":[{\"a\":1},2] , \"empty\":[], \"ü\" : [[]]}";
    assert_eq!(tell(text, Shape::Tables), ["users 1:16 {\"a\":1}", "users 1:24 2", "ü 1:48 []"]);
}

#[test]
fn lines_go_on_after_a_broken_one() {
    let text = "1\n{\"a\":}\n\r\n2\r[3,]\r\n\"x\ty\"\n4 5\n[\n6";
    assert_eq!(
        tell(text, Shape::Lines),
        [
            "1:1 1",
            "2:6 expected a JSON value, found `}`",
            "4:1 2",
            "5:4 expected a JSON value, found `]`",
            "6:3 a string can't hold the control character U+0009 unescaped",
            "7:3 more text after the value on the same line",
            "8:2 the line ends before the value does: each value must stand on one line",
            "9:1 6",
        ]
    );
    let told = super::support_tests::told(Memory::new(b"\xff\xff 1\n2\xff\n\n3\n{\xff\r4\n\xe2\x82", 3), Shape::Lines);
    let utf8 = "the bytes aren't UTF-8";
    let wanted = [
        format!("1:1 {utf8}"),
        format!("2:2 {utf8}"),
        "4:1 3".into(),
        format!("5:2 {utf8}"),
        "6:1 4".into(),
        format!("7:1 {utf8}"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn other_shapes_end_with_the_error() {
    assert_eq!(tell("[1,2,]", Shape::Array), ["1:2 1", "1:4 2", "!1:6 expected a JSON value, found `]`"]);
    assert_eq!(tell("{\"t\":[1 2],\"u\":[3]}", Shape::Tables), ["t 1:7 1", "!1:9 expected `,` or `]`, found `2`"]);
}

#[test]
fn a_wrong_shape_is_named() {
    for (shape, text, wanted) in [
        (Shape::Array, " 7 ", "1:2 the top level must be an array, found a number"),
        (Shape::Array, "{\"a\":[1]}", "1:1 the top level must be an array, found an object"),
        (Shape::Auto, "\"x\"", "1:1 the top level must be an array, found a string"),
        (Shape::Auto, "null", "1:1 the top level must be an array, found null"),
        (Shape::Tables, "[1]", "1:1 the top level must be an object of arrays, found an array"),
        (Shape::Tables, "{\"a\":[],\"b\":true}", "1:13 \"b\": the member must be an array of records, found a boolean"),
        (
            Shape::Tables,
            "{\"b\":{\"x\":1},\"c\":2}",
            "1:6 \"b\": the member must be an array of records, found an object",
        ),
    ] {
        assert_eq!(fault(text.as_bytes(), shape).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn broken_syntax_goes_before_a_wrong_shape() {
    for (shape, text, wanted) in [
        (Shape::Array, "{\"a\":[1,]}", "1:9 expected a JSON value, found `]`"),
        (Shape::Array, "7 x", "1:3 more text after the end of the value; one value per line would be NDJSON"),
        (Shape::Tables, "[1", "1:3 the text ends before the value does"),
        (Shape::Tables, "{\"a\":tru}", "1:9 expected true, false or null, found `}`"),
        (Shape::Tables, "{\"a\":1,\"b\":[2,],\"c\":3}", "1:15 expected a JSON value, found `]`"),
        (Shape::Tables, "{\"a\":1,\"b\":2,\"a\":[]}", "1:14 the member name \"a\" stands twice in one object"),
        (Shape::Tables, "{\"a\":1,\n\"b\":2", "2:6 the text ends before the value does"),
        (
            Shape::Tables,
            "{\"a\":1}\n{",
            "2:1 more text after the end of the object; one object per line would be NDJSON",
        ),
    ] {
        assert_eq!(fault(text.as_bytes(), shape).as_deref(), Some(wanted), "{text}");
    }
    // Too far away to be looked at: the shape is what can be said.
    let far = format!("{{\"a\":1,\"b\":[{}x]}}", "0,".repeat(2 << 20));
    assert_eq!(
        fault(far.as_bytes(), Shape::Tables).as_deref(),
        Some("1:6 \"a\": the member must be an array of records, found a number")
    );
    let long = format!("\"{}", "x".repeat(3 << 20));
    assert_eq!(
        fault(long.as_bytes(), Shape::Array).as_deref(),
        Some("1:1 the top level must be an array, found a string")
    );
}

#[test]
fn syntax_ahead_looks_at_what_follows() {
    let ahead = |text: &str, shape, limit| {
        let mut reader = JsonReader::open(Memory::new(text.as_bytes(), 100), shape).unwrap();
        reader.next().unwrap().unwrap();
        let error = reader.syntax_ahead(limit).map(|error| error.to_string());
        (error, reader.next().unwrap().is_some())
    };
    assert_eq!(ahead("[1, {}, [2]]", Shape::Array, 1000), (None, false));
    assert_eq!(
        ahead("[1, {}, [2,]]", Shape::Array, 1000),
        (Some("line 1, column 12: expected a JSON value, found `]`".into()), false)
    );
    assert_eq!(ahead("{\"a\":[1],\"b\":2}", Shape::Tables, 1000), (None, false));
    assert_eq!(ahead("1\n2\n3,\n", Shape::Lines, 1000), (None, true));
    let far = format!("[1,{}]]", "0,".repeat(1000));
    assert_eq!(ahead(&far, Shape::Array, 500), (None, false));
    assert!(ahead(&far, Shape::Array, 5000).0.is_some());
}

/// One block, then an error.
struct Broken(bool);

impl Blocks for Broken {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        if std::mem::replace(&mut self.0, true) { Err(SourceError::Changed) } else { Ok(Some(b"[1,2\n".to_vec())) }
    }
}

#[test]
fn errors_of_the_blocks_are_final() {
    let mut reader = JsonReader::open(Broken(false), Shape::Array).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().value.raw(), "1");
    assert_eq!(reader.next().unwrap().unwrap().value.raw(), "2");
    assert!(matches!(reader.next(), Err(SourceError::Changed)));
    assert!(reader.next().unwrap().is_none());
    let mut reader = JsonReader::open(Broken(false), Shape::Lines).unwrap();
    assert!(matches!(reader.next(), Err(SourceError::Syntax { recoverable: true, .. })));
    assert!(matches!(reader.next(), Err(SourceError::Changed)));
    assert!(reader.next().unwrap().is_none());
}
