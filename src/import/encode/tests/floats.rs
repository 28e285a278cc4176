//! Floats and booleans.

use super::{cells, csv, encoded, read};
use crate::cell::Cell::{self, Bool, Json, Number, String, Text};
use crate::encode::{Format, Rules};
use tenantctl_domain::catalog::Kind;

#[test]
fn floats() {
    let single = |text| read(&Kind::Float4, Text(text), &Rules::default()).map_err(|fault| fault.sqlstate);
    let double = |text| read(&Kind::Float8, Text(text), &Rules::default()).map_err(|fault| fault.sqlstate);
    for text in ["0", "-0", "1.5", "-2.25", "100", "NaN", "0.1"] {
        assert_eq!(single(text).as_deref(), Ok(text));
        assert_eq!(double(text).as_deref(), Ok(text));
    }
    for text in ["", "abc", "inf", "nan", "infinity", "+1", " 1", "1 ", "1e", "1f", "0x1p3", "1_0", "1,5", "."] {
        assert_eq!(single(text), Err("22P02"), "{text}");
        assert_eq!(double(text), Err("22P02"), "{text}");
    }
    for text in ["1e39", "-1e39", "3.5e38", "1e-46", "-1e-46", "1e999999999999999999"] {
        assert_eq!(single(text), Err("22003"), "{text}");
    }
    for text in ["1e309", "-1e309", "1.8e308", "1e-400", "1e-999999999999999999"] {
        assert_eq!(double(text), Err("22003"), "{text}");
    }
}

#[test]
fn floats_are_rounded_once() {
    let bits = |kind: &Kind, text| {
        encoded(kind, Text(text), Format::Binary, &Rules::default()).expect("a number").split_off(4)
    };
    // Halfway between two reals, plus what a double doesn't see.
    let text = "1.000000059604644775390625000000000000000000001";
    assert_eq!(bits(&Kind::Float4, text), 1.000_000_1_f32.to_be_bytes());
    assert_eq!(bits(&Kind::Float8, "1e3"), 1000_f64.to_be_bytes());
    assert_eq!(bits(&Kind::Float8, "5e-324"), f64::from_bits(1).to_be_bytes());
    assert_eq!(bits(&Kind::Float8, "0e999999999"), 0_f64.to_be_bytes());
    assert_eq!(bits(&Kind::Float8, "-Infinity"), f64::NEG_INFINITY.to_be_bytes());
    assert_eq!(bits(&Kind::Float4, "Infinity"), f32::INFINITY.to_be_bytes());
}

#[test]
fn booleans() {
    let plain = Rules::default();
    for word in ["true", "t", "1", "yes", "TRUE", "True", "YES", "T"] {
        csv(Kind::Bool, &plain, &[(word, "t")]);
    }
    for word in ["false", "f", "0", "no", "FALSE", "No", "F"] {
        csv(Kind::Bool, &plain, &[(word, "f")]);
    }
    for word in ["", "on", "off", "y", "n", "2", "tru", " true", "01"] {
        csv(Kind::Bool, &plain, &[(word, "!22P02")]);
    }
    cells(
        Kind::Bool,
        &plain,
        &[
            (Bool(true), "t"),
            (Bool(false), "f"),
            (String("true"), "t"),
            (String("false"), "f"),
            (String("TRUE"), "!22P02"),
            (String("1"), "!22P02"),
            (String("yes"), "!22P02"),
            (Number("1"), "!22P02"),
            (Json("[]"), "!22P02"),
            (Cell::Null, "NULL"),
        ],
    );
}
