//! Where errors and values are said to be.

use super::support_tests::{fault, parse_fault, tell};
use super::{JsonReader, Shape, Tape, parse};
use crate::position::Position;

/// Shape, text, and what the first error says.
const FAULTS: &[(Shape, &str, &str)] = &[
    (Shape::Array, "", "1:1 the text is empty: expected a JSON value"),
    (Shape::Lines, "", "1:1 the text is empty: expected a JSON value"),
    (Shape::Tables, "", "1:1 the text is empty: expected a JSON value"),
    (Shape::Auto, "", "1:1 the text is empty: expected a JSON value"),
    (Shape::Array, " \n ", "2:2 the text is empty: expected a JSON value"),
    (Shape::Array, "[1,2,]", "1:6 expected a JSON value, found `]`"),
    (Shape::Array, "[{\"a\":1,}]", "1:9 expected a member name in double quotes, found `}`"),
    (Shape::Array, "[\n{\"ä€𝄞\": x}]", "2:9 expected a JSON value, found `x`"),
    (Shape::Array, "[\r\n\r\n  01]", "3:3 a number can't begin with a needless 0"),
    (Shape::Array, "[\r\r 1.]", "3:4 expected a digit, found `]`"),
    (Shape::Array, "[-]", "1:3 expected a digit, found `]`"),
    (Shape::Array, "[nul]", "1:5 expected true, false or null, found `]`"),
    (Shape::Array, "[NaN]", "1:2 expected a JSON value, found `N`"),
    (Shape::Array, "[+1]", "1:2 expected a JSON value, found `+`"),
    (Shape::Array, "[1 2]", "1:4 expected `,` or `]`, found `2`"),
    (Shape::Array, "[{\"a\":1 \"b\":2}]", "1:9 expected `,` or `}`, found `\"`"),
    (Shape::Array, "[{\"a\" 1}]", "1:7 expected `:` after the member name, found `1`"),
    (Shape::Array, "[{a:1}]", "1:3 expected a member name in double quotes, found `a`"),
    (Shape::Array, "[\"tab\there\"]", "1:6 a string can't hold the control character U+0009 unescaped"),
    (Shape::Array, "[\"line\nend\"]", "1:7 a string can't hold a line end unescaped"),
    (Shape::Array, "[\"\\x41\"]", "1:4 a backslash can't be followed by `x`"),
    (Shape::Array, "[\"\\u12g4\"]", "1:7 expected four hexadecimal digits after \\u, found `g`"),
    (Shape::Array, "[\"ab\\ud800\"]", "1:5 an escaped surrogate without its other half"),
    (Shape::Array, "[{\"k\":1,\n\"\\u006b\":2}]", "2:1 the member name \"\\u006b\" stands twice in one object"),
    (Shape::Array, "[1]\n[2]", "2:1 more text after the end of the array"),
    (Shape::Array, "[1,\n", "2:1 the text ends before the value does"),
    (Shape::Array, "[{\"a\":\"b", "1:9 the text ends before the value does"),
    (Shape::Array, "\u{feff}[]", "1:1 expected a JSON value, found a byte order mark"),
    (Shape::Array, "[\u{a0}1]", "1:2 expected a JSON value, found `\u{a0}`"),
    (Shape::Array, "// c\n[]", "1:1 expected a JSON value, found `/`"),
    (Shape::Lines, "1\n\n{\"a\":\n1}", "3:6 the line ends before the value does: each value must stand on one line"),
    (Shape::Lines, "{\"a\":1} {\"a\":2}", "1:9 more text after the value on the same line"),
    (Shape::Lines, "1\r2\r\n[3", "3:3 the text ends before the value does"),
    (
        Shape::Tables,
        "{\"a\":[]}\n{\"a\":[]}",
        "2:1 more text after the end of the object; one object per line would be NDJSON",
    ),
    (Shape::Tables, "{\"a\":[],\n \"a\":[]}", "2:2 the member name \"a\" stands twice in one object"),
    (Shape::Tables, "{\"a\":[1,2 3]}", "1:11 expected `,` or `]`, found `3`"),
    (Shape::Tables, "{\"a\":[]", "1:8 the text ends before the value does"),
    (Shape::Tables, "{\"a\" []}", "1:6 expected `:` after the member name, found `[`"),
    (Shape::Tables, "{\"a\":[],}", "1:9 expected a member name in double quotes, found `}`"),
    (Shape::Tables, "{\"a\":[1} ", "1:8 expected `,` or `]`, found `}`"),
];

#[test]
fn errors_are_at_the_offending_character() {
    for (shape, text, wanted) in FAULTS {
        assert_eq!(fault(text.as_bytes(), *shape).as_deref(), Some(*wanted), "{text:?}");
    }
}

#[test]
fn invalid_utf8_is_at_its_first_byte() {
    for (bytes, at) in [
        (&b"[\"\xc3\xa9\xff\"]"[..], "1:4"),
        (b"[1,\n\"\xc0\xaf\"]", "2:2"),
        (b"[\"\xed\xa0\x80\"]", "1:3"),
        (b"[\"\xf5\x80\x80\x80\"]", "1:3"),
        (b"[\"\xe2\x82\"]", "1:3"),
        (b"[\"\xe2\x82", "1:3"),
        (b"[1]\xff", "1:4"),
        (b"\xff\xfe[", "1:1"),
    ] {
        assert_eq!(fault(bytes, Shape::Array), Some(format!("{at} the bytes aren't UTF-8")), "{bytes:?}");
    }
}

#[test]
fn positions_in_memory_count_leading_space() {
    assert_eq!(parse_fault("\n \n  [1,]").unwrap(), "3:6 expected a JSON value, found `]`");
    assert_eq!(parse_fault("").unwrap(), "1:1 the text is empty: expected a JSON value");
    assert_eq!(
        parse_fault("\"é\" \r\n 1").unwrap(),
        "2:2 more text after the end of the value; one value per line would be NDJSON"
    );
    assert!(parse("{\"a\":[1]}", &mut Tape::new()).is_ok());
}

#[test]
fn records_are_where_they_begin() {
    let wanted = ["1:3 1", "2:1 \"é\"", "2:6 {}", "4:2 [\r]", "6:1 2"];
    assert_eq!(tell("[ 1,\n\"é\", {},\r\n\r\n [\r],\r\n2]", Shape::Array), wanted);
    assert_eq!(tell("\r\n 1\r2 \n\n\r\n3", Shape::Lines), ["2:2 1", "3:1 2", "6:1 3"]);
}

#[test]
fn inner_values_have_positions() {
    let text = "[0,\n {\"ä\": 1,\r\n  \"b\": {\"c\":\r[2, \"€\", 3]}}]";
    let blocks = super::support_tests::Memory::new(text.as_bytes(), 5);
    let mut reader = JsonReader::open(blocks, Shape::Array).unwrap();
    reader.next().unwrap().unwrap();
    let item = reader.next().unwrap().unwrap();
    let members: Vec<_> = item.value.members().collect();
    let inner = members[1].value().members().next().unwrap();
    let last = inner.value().elements().last().unwrap();
    assert_eq!(last.raw(), "3");
    let all = [
        item.at,
        item.position_of_key(&members[0]),
        item.position(&members[0].value()),
        item.position_of_key(&members[1]),
        item.position(&members[1].value()),
        item.position_of_key(&inner),
        item.position(&inner.value()),
        item.position(&last),
    ];
    let wanted = [(2, 2), (2, 3), (2, 8), (3, 3), (3, 8), (3, 9), (4, 1), (4, 10)];
    assert_eq!(all, wanted.map(|(line, column)| Position { line, column }));
}
