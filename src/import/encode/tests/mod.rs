//! Tests of the encoding: tables of values, properties, and a server's opinion.

mod arrays;
mod dates;
mod decode;
mod floats;
mod frames;
mod json;
mod numbers;
mod properties;
mod texts;

use super::{DateFormat, Format, Rules, encode};
use crate::cell::{Cell, ValueFault};
use tenantctl_domain::catalog::{ColumnType, Kind};

/// A type of this kind with the name and OID that PostgreSQL gives it.
pub(super) fn typed(kind: Kind) -> ColumnType {
    let (oid, name) = match &kind {
        Kind::Bool => (16, "boolean".to_owned()),
        Kind::Int2 => (21, "smallint".into()),
        Kind::Int4 => (23, "integer".into()),
        Kind::Int8 => (20, "bigint".into()),
        Kind::Float4 => (700, "real".into()),
        Kind::Float8 => (701, "double precision".into()),
        Kind::Numeric(None) => (1700, "numeric".into()),
        Kind::Numeric(Some((precision, scale))) => (1700, format!("numeric({precision},{scale})")),
        Kind::Text(None) => (25, "text".into()),
        Kind::Text(Some(limit)) => (1043, format!("varchar({limit})")),
        Kind::PaddedText(limit) => (1042, format!("char({limit})")),
        Kind::Bytea => (17, "bytea".into()),
        Kind::Uuid => (2950, "uuid".into()),
        Kind::Date => (1082, "date".into()),
        Kind::Time(digits) => (1083, format!("time({digits})")),
        Kind::Timestamp(digits) => (1114, format!("timestamp({digits})")),
        Kind::TimestampTz(digits) => (1184, format!("timestamptz({digits})")),
        Kind::Json => (114, "json".into()),
        Kind::Jsonb => (3802, "jsonb".into()),
        Kind::Enum(_) => (50_000, "mood".into()),
        Kind::Array(element) => (element.oid + 1, format!("{}[]", element.name)),
        Kind::Other => (869, "inet".into()),
    };
    ColumnType { oid, name, kind }
}

/// An array type of elements of this kind.
pub(super) fn array_of(kind: Kind) -> Kind {
    Kind::Array(Box::new(typed(kind)))
}

/// Rules by their date formats.
pub(super) fn formats(formats: &[&str]) -> Rules {
    let date_formats = formats.iter().map(|format| DateFormat::parse(format).expect(format)).collect();
    Rules { round: false, date_formats }
}

/// Rules that round.
pub(super) fn rounding() -> Rules {
    Rules { round: true, ..Rules::default() }
}

/// Encodes in one format, and checks that a fault leaves what was there.
pub(super) fn encoded(kind: &Kind, cell: Cell<'_>, format: Format, rules: &Rules) -> Result<Vec<u8>, ValueFault> {
    let mut out = b"before".to_vec();
    let result = encode(cell, &typed(kind.clone()), format, rules, &mut out);
    if result.is_err() {
        assert_eq!(out, b"before");
    }
    assert_eq!(out.get(..6), Some(&b"before"[..]));
    result.map(|()| out.split_off(6))
}

/// Encodes in both formats, which have to agree, and gives the value as text.
pub(super) fn read(kind: &Kind, cell: Cell<'_>, rules: &Rules) -> Result<String, ValueFault> {
    let binary = encoded(kind, cell, Format::Binary, rules);
    let text = encoded(kind, cell, Format::Text, rules).map(|text| decode::unescape(&text));
    match (binary, text) {
        (Ok(binary), Ok(text)) => {
            assert_eq!(decode::field(kind, &binary), text, "{kind:?} {cell:?}");
            Ok(text)
        }
        (Err(binary), Err(text)) => {
            assert_eq!(binary, text);
            Err(text)
        }
        (binary, text) => panic!("{kind:?} {cell:?}: {binary:?} in binary, {text:?} in text"),
    }
}

/// Checks CSV cells: what is stored, or `!` and the code of the fault.
pub(super) fn csv(kind: Kind, rules: &Rules, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        check(&kind, Cell::Text(text), rules, expected);
    }
}

/// Checks cells: what is stored, or `!` and the code of the fault.
pub(super) fn cells(kind: Kind, rules: &Rules, cases: &[(Cell<'_>, &str)]) {
    for (cell, expected) in cases {
        check(&kind, *cell, rules, expected);
    }
}

/// Checks one cell.
fn check(kind: &Kind, cell: Cell<'_>, rules: &Rules, expected: &str) {
    let found = match read(kind, cell, rules) {
        Ok(text) => text,
        Err(fault) => {
            assert!(!fault.reason.is_empty() && fault.reason.starts_with(char::is_lowercase), "{}", fault.reason);
            format!("!{}", fault.sqlstate)
        }
    };
    assert_eq!(found, expected, "{cell:?} as {}", typed(kind.clone()).name);
}

/// The reason of a fault.
pub(super) fn reason(kind: Kind, cell: Cell<'_>) -> String {
    read(&kind, cell, &Rules::default()).expect_err("a fault").reason
}
