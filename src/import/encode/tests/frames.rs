//! What stands around fields.

use super::{Rules, typed};
use crate::cell::Cell;
use crate::encode::{Format, encode, field_separator, header, row_begin, row_end, trailer};
use tenantctl_domain::catalog::Kind;

/// A stream of two rows.
fn stream(format: Format) -> Vec<u8> {
    let (number, text) = (typed(Kind::Int4), typed(Kind::Text(None)));
    let rules = Rules::default();
    let mut out = Vec::new();
    header(format, &mut out);
    for (first, second) in [(Cell::Number("7"), Cell::String("a\tb")), (Cell::Null, Cell::Text(""))] {
        row_begin(format, 2, &mut out);
        encode(first, &number, format, &rules, &mut out).expect("a number");
        field_separator(format, &mut out);
        encode(second, &text, format, &rules, &mut out).expect("a text");
        row_end(format, &mut out);
    }
    trailer(format, &mut out);
    out
}

#[test]
fn in_text() {
    assert_eq!(stream(Format::Text), b"7\ta\\tb\n\\N\t\n");
}

#[test]
fn in_binary() {
    let mut expected = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
    expected.extend(b"\0\x02\0\0\0\x04\0\0\0\x07\0\0\0\x03a\tb");
    expected.extend(b"\0\x02\xff\xff\xff\xff\0\0\0\0\xff\xff");
    assert_eq!(stream(Format::Binary), expected);
}
