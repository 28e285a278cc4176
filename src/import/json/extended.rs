//! Scalars that other systems write as objects: MongoDB Extended JSON (v2, and the v1 forms still found in dumps)
//! and the timestamps of Firestore exports.

use std::borrow::Cow;

use super::scan;
use super::value::{Kind, Value};

/// A scalar that was written as an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extended<'a> {
    /// A text: an object ID, an ISO date, a UUID, or a number that isn't finite (`NaN`, `Infinity`, `-Infinity`).
    String(Cow<'a, str>),
    /// A date in milliseconds since 1970-01-01 00:00 UTC.
    Millis(i64),
    /// A number by the grammar of RFC 8259.
    Number(Cow<'a, str>),
    /// Bytes in Base64 (RFC 4648 section 4, padded): the alphabet and the length are checked.
    Base64(Cow<'a, str>),
    /// A time since 1970-01-01 00:00 UTC.
    Timestamp {
        /// Whole seconds.
        seconds: i64,
        /// Nanoseconds, below 1,000,000,000, to be added.
        nanos: u32,
    },
    /// The members are those of such a scalar, but what is in them isn't.
    Malformed(&'static str),
}

/// Recognises a scalar that was written as an object; none for any other value, also where there are more members.
#[must_use]
pub fn scalar(value: Value<'_>) -> Option<Extended<'_>> {
    let mut members = value.members();
    let first = members.next()?;
    let second = members.next();
    if members.next().is_some() {
        return None;
    }
    let (name, content) = (first.key(), first.value());
    match second {
        None if name.starts_with('$') => single(&name, content),
        None => None,
        Some(second) => pair((&name, content), (&second.key(), second.value())),
    }
}

/// An object with one member.
fn single<'a>(name: &str, content: Value<'a>) -> Option<Extended<'a>> {
    let text = content.string();
    Some(match (name, text) {
        ("$oid", Some(id)) if id.len() == 24 && is_hex(&id) => Extended::String(id),
        ("$oid", _) => Extended::Malformed("$oid isn't a string of 24 hexadecimal digits"),
        ("$date", Some(iso)) => Extended::String(iso),
        ("$date", None) => date(content),
        ("$numberDecimal" | "$numberDouble", Some(number)) if is_number(&number) => Extended::Number(number),
        ("$numberDecimal" | "$numberDouble", Some(text)) if matches!(&*text, "NaN" | "Infinity" | "-Infinity") => {
            Extended::String(text)
        }
        ("$numberDecimal", _) => Extended::Malformed("$numberDecimal isn't a number in a string"),
        ("$numberDouble", _) => Extended::Malformed("$numberDouble isn't a number in a string"),
        ("$numberLong", Some(number)) if integer::<i64>(&number).is_some() => Extended::Number(number),
        ("$numberLong", _) => Extended::Malformed("$numberLong isn't a 64-bit integer in a string"),
        ("$numberInt", Some(number)) if integer::<i32>(&number).is_some() => Extended::Number(number),
        ("$numberInt", _) => Extended::Malformed("$numberInt isn't a 32-bit integer in a string"),
        ("$uuid", Some(uuid)) if is_uuid(&uuid) => Extended::String(uuid),
        ("$uuid", _) => Extended::Malformed("$uuid isn't a UUID in a string"),
        ("$binary", _) => match two(content, "base64", "subType") {
            Some((data, subtype)) => binary(data, subtype),
            None => Extended::Malformed("$binary isn't an object of base64 and subType"),
        },
        _ => return None,
    })
}

/// An object with two members, in any order.
fn pair<'a>(one: (&str, Value<'a>), other: (&str, Value<'a>)) -> Option<Extended<'a>> {
    match (one, other) {
        (("$binary", data), ("$type", subtype)) | (("$type", subtype), ("$binary", data)) => {
            Some(binary(data, subtype))
        }
        (("_seconds", seconds), ("_nanoseconds", nanos))
        | (("_nanoseconds", nanos), ("_seconds", seconds))
        | (("seconds", seconds), ("nanoseconds", nanos))
        | (("nanoseconds", nanos), ("seconds", seconds)) => timestamp(seconds, nanos),
        _ => None,
    }
}

/// The two members of an object that has no others.
fn two<'a>(object: Value<'a>, one: &str, other: &str) -> Option<(Value<'a>, Value<'a>)> {
    let find = |name: &str| object.members().find(|member| member.key() == name).map(|member| member.value());
    if object.members().count() == 2 { find(one).zip(find(other)) } else { None }
}

/// A date that isn't a string: milliseconds, as a number (v1) or in a `$numberLong` (v2).
fn date(content: Value<'_>) -> Extended<'_> {
    let millis = match content.kind() {
        Kind::Number => integer(content.raw()),
        _ => {
            let mut members = content.members();
            match (members.next(), members.next()) {
                (Some(member), None) if member.key() == "$numberLong" => {
                    member.value().string().and_then(|text| integer(&text))
                }
                _ => None,
            }
        }
    };
    millis.map_or(Extended::Malformed("$date is neither a string nor a 64-bit count of milliseconds"), Extended::Millis)
}

fn binary<'a>(data: Value<'a>, subtype: Value<'a>) -> Extended<'a> {
    let subtype_fits = subtype.string().is_some_and(|text| matches!(text.len(), 1 | 2) && is_hex(&text));
    match data.string() {
        _ if !subtype_fits => Extended::Malformed("the subtype of $binary isn't a string of hexadecimal digits"),
        Some(text) if is_base64(&text) => Extended::Base64(text),
        _ => Extended::Malformed("$binary isn't Base64"),
    }
}

/// An ordinary object may have such members, too: what doesn't fit isn't malformed but no timestamp.
fn timestamp<'a>(seconds: Value<'a>, nanos: Value<'a>) -> Option<Extended<'a>> {
    let number = |value: Value<'a>| (value.kind() == Kind::Number).then(|| value.raw());
    let seconds = integer(number(seconds)?)?;
    let nanos = integer(number(nanos)?).filter(|nanos| *nanos < 1_000_000_000)?;
    Some(Extended::Timestamp { seconds, nanos })
}

/// A number by the grammar of JSON.
fn is_number(text: &str) -> bool {
    scan::number(text.as_bytes(), 0) == Ok(text.len())
}

/// An integer by the grammar of JSON that fits in the type.
fn integer<T: std::str::FromStr>(text: &str) -> Option<T> {
    if is_number(text) { text.parse().ok() } else { None }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_base64(text: &str) -> bool {
    let data = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    text.len().is_multiple_of(4)
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}
