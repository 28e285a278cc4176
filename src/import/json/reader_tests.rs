//! Values, cells and what the reader does with its memory.

use std::borrow::Cow;

use super::support_tests::{Memory, tell, told};
use super::{JsonReader, Kind, Shape, Tape, parse};
use crate::cell::Cell;

#[test]
fn values_give_what_was_written() {
    let text = " {\"a\": [1.50, -0, 1e400], \"b\\n\": \"x\\u00e9\\ud83d\\ude39\\/\\b\\f\\n\\r\\t\\\"\\\\y\", \"c\":null,\"d\":true , \
                \"e\":false,\"f\":{ } , \"\":\"plain €\"} ";
    let mut tape = Tape::new();
    let value = parse(text, &mut tape).unwrap();
    assert_eq!((value.kind(), value.raw()), (Kind::Object, text.trim()));
    let members: Vec<_> = value.members().collect();
    let keys: Vec<_> = members.iter().map(|member| member.key()).collect();
    assert_eq!(keys, ["a", "b\n", "c", "d", "e", "f", ""]);
    assert!(matches!(keys[0], Cow::Borrowed(_)) && matches!(keys[1], Cow::Owned(_)));
    assert_eq!(members[1].key_raw(), "\"b\\n\"");
    let elements: Vec<_> = members[0].value().elements().map(|value| value.raw()).collect();
    assert_eq!(elements, ["1.50", "-0", "1e400"]);
    assert_eq!(
        members[0].value().members().count() + value.elements().count() + members[2].value().elements().count(),
        0
    );
    let mut scratch = String::from("left alone");
    assert_eq!(members[0].value().cell(&mut scratch), Cell::Json("[1.50, -0, 1e400]"));
    assert_eq!(members[2].value().cell(&mut scratch), Cell::Null);
    assert_eq!(members[3].value().cell(&mut scratch), Cell::Bool(true));
    assert_eq!(members[4].value().cell(&mut scratch), Cell::Bool(false));
    assert_eq!(members[5].value().cell(&mut scratch), Cell::Json("{ }"));
    assert_eq!(members[6].value().cell(&mut scratch), Cell::String("plain €"));
    assert_eq!(scratch, "left alone");
    assert_eq!(members[1].value().cell(&mut scratch), Cell::String("xé😹/\u{8}\u{c}\n\r\t\"\\y"));
    let kinds: Vec<_> = members.iter().map(|member| member.value().kind()).collect();
    assert_eq!(kinds, [Kind::Array, Kind::String, Kind::Null, Kind::Bool, Kind::Bool, Kind::Object, Kind::String]);
    assert_eq!(members[0].value().elements().next().unwrap().cell(&mut scratch), Cell::Number("1.50"));
}

#[test]
fn empty_containers_hold_nothing() {
    assert_eq!(tell("[]", Shape::Array), [""; 0]);
    assert_eq!(tell(" [ ] ", Shape::Array), [""; 0]);
    assert_eq!(tell("{ }", Shape::Tables), [""; 0]);
    assert_eq!(tell("{\"a\":[ ]}", Shape::Tables), [""; 0]);
}

#[test]
fn numbers_are_not_cut_by_blocks() {
    for (text, shape, wanted) in [
        ("[12,34.5e+10]", Shape::Array, vec!["1:2 12", "1:5 34.5e+10"]),
        ("1234\n-5.25", Shape::Lines, vec!["1:1 1234", "2:1 -5.25"]),
    ] {
        for size in 1..text.len() {
            assert_eq!(told(Memory::new(text.as_bytes(), size), shape), wanted, "{size}");
        }
    }
}

#[test]
fn large_records_cost_no_square() {
    // 8 MB in blocks of 64 bytes: parsing from the start for each block would take minutes.
    let text = format!("[{{\"a\":\"{}\",\"b\":[{}0]}}]", "x".repeat(4 << 20), "1,".repeat(2 << 20));
    let mut reader = JsonReader::open(Memory::new(text.as_bytes(), 64), Shape::Array).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().value.raw().len(), text.len() - 2);
    assert!(reader.next().unwrap().is_none());
}

#[test]
fn white_space_is_not_kept() {
    let text = format!("[{}1{}]", " \n".repeat(500_000), "\r\n".repeat(500_000));
    assert_eq!(tell(&text, Shape::Array), ["500001:1 1"]);
    let broken = format!("[{}1{}x]", "\r\n".repeat(100_000), "\r\n".repeat(100_000));
    for size in [1, 7, 100_000] {
        let told = told(Memory::new(broken.as_bytes(), size), Shape::Array);
        assert_eq!(told, ["100001:1 1", "!200001:1 expected `,` or `]`, found `x`"], "{size}");
    }
}

#[test]
fn blocks_of_any_size_will_do() {
    let text = format!("[{}\"€\"]", "\"é𝄞\",".repeat(100_000));
    let whole = tell(&text, Shape::Array);
    assert_eq!(whole.len(), 100_001);
    assert!(told(Memory::new(text.as_bytes(), 1001), Shape::Array) == whole);
    let empty = vec![Vec::new(), b"[1".to_vec(), Vec::new(), b"2]".to_vec(), Vec::new()];
    assert_eq!(told(Memory(empty.into_iter()), Shape::Array), ["1:2 12"]);
}

#[test]
fn a_number_before_invalid_bytes_is_no_record() {
    assert_eq!(told(Memory::new(b"[1,23\xff]", 3), Shape::Array), ["1:2 1", "!1:6 the bytes aren't UTF-8"]);
}

#[test]
fn every_byte_at_every_place_in_a_string() {
    for byte in 0..0x80_u8 {
        for place in 0..20 {
            let text = format!("\"{}{}{}\"", "é".repeat(place / 2), "x".repeat(place), char::from(byte));
            let text = format!("{text}{}", "y".repeat(20 - place));
            let fault = super::support_tests::parse_fault(&text).unwrap();
            let column = place / 2 + place + 2;
            let wanted = match byte {
                0..0x20 => format!("1:{column} a string can't hold "),
                b'"' => format!("1:{} more text after ", column + 1),
                // The quote after it is escaped.
                b'\\' => format!("1:{} the text ends ", text.chars().count() + 1),
                _ => format!("1:{} more text after ", column + 2),
            };
            assert!(fault.starts_with(&wanted), "{text:?}: {fault}");
        }
    }
}
