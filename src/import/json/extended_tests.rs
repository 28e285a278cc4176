//! Scalars written as objects.

use super::{Extended, Tape, parse, scalar};

fn told(text: &str) -> String {
    let mut tape = Tape::new();
    match scalar(parse(text, &mut tape).unwrap()) {
        None => "none".into(),
        Some(Extended::String(text)) => format!("string {text}"),
        Some(Extended::Millis(millis)) => format!("millis {millis}"),
        Some(Extended::Number(number)) => format!("number {number}"),
        Some(Extended::Base64(text)) => format!("base64 {text}"),
        Some(Extended::Timestamp { seconds, nanos }) => format!("timestamp {seconds} {nanos}"),
        Some(Extended::Malformed(_)) => "malformed".into(),
    }
}

#[test]
fn scalars_are_recognised() {
    for (text, wanted) in [
        (r#"{"$oid":"507f1f77bcf86cd799439011"}"#, "string 507f1f77bcf86cd799439011"),
        (r#"{"\u0024oid":"507f1f77bcf86cd79943901\u0031"}"#, "string 507f1f77bcf86cd799439011"),
        (r#"{"$date":"2024-05-06T07:08:09Z"}"#, "string 2024-05-06T07:08:09Z"),
        (r#"{"$date":{"$numberLong":"-1700000000000"}}"#, "millis -1700000000000"),
        (r#"{"$date":1700000000000}"#, "millis 1700000000000"),
        (r#"{"$numberDecimal":"1.2300E+5"}"#, "number 1.2300E+5"),
        (r#"{"$numberDecimal":"NaN"}"#, "string NaN"),
        (r#"{"$numberDouble":"-Infinity"}"#, "string -Infinity"),
        (r#"{"$numberDouble":"-0.0"}"#, "number -0.0"),
        (r#"{"$numberLong":"9223372036854775807"}"#, "number 9223372036854775807"),
        (r#"{"$numberInt":"-7"}"#, "number -7"),
        (r#"{"$uuid":"3b241101-e2bb-4255-8caf-4136c566a962"}"#, "string 3b241101-e2bb-4255-8caf-4136c566a962"),
        (r#"{"$binary":{"base64":"aGk=","subType":"00"}}"#, "base64 aGk="),
        (r#"{"$binary":{"subType":"0","base64":""}}"#, "base64 "),
        (r#"{"$binary":"YWJj","$type":"00"}"#, "base64 YWJj"),
        (r#"{"$type":"04","$binary":"YQ=="}"#, "base64 YQ=="),
        (r#"{"_seconds":1700000000,"_nanoseconds":999999999}"#, "timestamp 1700000000 999999999"),
        (r#"{"nanoseconds":0,"seconds":-1}"#, "timestamp -1 0"),
    ] {
        assert_eq!(told(text), wanted, "{text}");
    }
}

#[test]
fn ordinary_values_are_left_alone() {
    for text in [
        "1",
        "null",
        "\"$oid\"",
        "[]",
        "{}",
        r#"["$oid"]"#,
        r#"{"oid":"507f1f77bcf86cd799439011"}"#,
        r#"{"$oid":"507f1f77bcf86cd799439011","x":1}"#,
        r#"{"$date":"2024-05-06","$numberLong":"1"}"#,
        r#"{"$regex":"a"}"#,
        r#"{"$binary":"YWJj","$type":"00","x":1}"#,
        r#"{"seconds":1}"#,
        r#"{"seconds":1,"_nanoseconds":2}"#,
        r#"{"seconds":1,"nanoseconds":1000000000}"#,
        r#"{"seconds":1,"nanoseconds":-1}"#,
        r#"{"seconds":1.5,"nanoseconds":1}"#,
        r#"{"seconds":"1","nanoseconds":1}"#,
    ] {
        assert_eq!(told(text), "none", "{text}");
    }
}

#[test]
fn wrong_content_is_malformed() {
    for text in [
        r#"{"$oid":"507f1f77bcf86cd79943901"}"#,
        r#"{"$oid":"507f1f77bcf86cd79943901x"}"#,
        r#"{"$oid":7}"#,
        r#"{"$date":null}"#,
        r#"{"$date":1.5}"#,
        r#"{"$date":{"$numberLong":"x"}}"#,
        r#"{"$date":{"$numberLong":"1","x":2}}"#,
        r#"{"$date":99999999999999999999}"#,
        r#"{"$numberLong":"9223372036854775808"}"#,
        r#"{"$numberLong":"+1"}"#,
        r#"{"$numberLong":1}"#,
        r#"{"$numberInt":"2147483648"}"#,
        r#"{"$numberDecimal":"1."}"#,
        r#"{"$numberDecimal":"-"}"#,
        r#"{"$numberDouble":"inf"}"#,
        r#"{"$uuid":"3b241101e2bb42558caf4136c566a962"}"#,
        r#"{"$binary":"YWJj"}"#,
        r#"{"$binary":{"base64":"YWJj"}}"#,
        r#"{"$binary":{"base64":"YWJ","subType":"00"}}"#,
        r#"{"$binary":{"base64":"Y-Jj","subType":"00"}}"#,
        r#"{"$binary":{"base64":"YWJj","subType":"zz"}}"#,
        r#"{"$binary":"YWJj","$type":0}"#,
    ] {
        assert_eq!(told(text), "malformed", "{text}");
    }
}
