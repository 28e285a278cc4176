//! JSON (RFC 8259) read strictly: a member that occurs twice is an error at any depth, text is borrowed where it can be.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// Above this many members a set finds the duplicates faster than comparing each with each.
const FEW: usize = 24;
/// Members that an object of a token mostly has at most.
const USUAL: usize = 12;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// Text.
    Text(Cow<'a, str>),
    /// A list.
    Array(Vec<Json<'a>>),
    /// An object.
    Object(Object<'a>),
}

impl Json<'_> {
    /// Returns the text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Returns the value for printing.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.to_string()),
            Self::Array(items) => Value::Array(items.iter().map(Json::to_value).collect()),
            Self::Object(object) => Value::Object(object.to_map()),
        }
    }
}

/// An object: its members in order, each name once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Object<'a> {
    /// Reads an object in UTF-8; none if it is anything else, has a name twice or is nested more than 127 deep.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        match serde_json::from_str(text).ok()? {
            Json::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns a member.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value)
    }

    /// Returns the members for printing.
    pub fn to_map(&self) -> Map<String, Value> {
        self.0.iter().map(|(name, value)| (name.to_string(), value.to_value())).collect()
    }

    fn has_duplicates(&self) -> bool {
        if self.0.len() > FEW {
            let mut seen = HashSet::with_capacity(self.0.len());
            return !self.0.iter().all(|(name, _)| seen.insert(name));
        }
        self.0.iter().enumerate().any(|(at, (name, _))| self.0[..at].iter().any(|(other, _)| other == name))
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// A member's name.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(Reader)? {
            Json::Text(text) => Ok(Self(text)),
            _ => Err(de::Error::custom("a name is text")),
        }
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("not finite"))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some((Name(name), value)) = members.next_entry()? {
            if object.0.is_empty() {
                object.0.reserve(USUAL);
            }
            object.0.push((name, value));
        }
        if object.has_duplicates() {
            return Err(de::Error::custom("a member occurs twice"));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::Object;
    use serde_json::{Value, json};

    #[test]
    fn reads_what_is_json_once_and_nothing_else() {
        for good in [r#"{}"#, r#" {"a":[1,-2,1.5,"x\n",true,null,{"a":{"a":1}}],"b":{"a":1}} "#] {
            let expected: Value = serde_json::from_str(good).expect("json");
            assert_eq!(Object::read(good.as_bytes()).map(|o| Value::Object(o.to_map())), Some(expected), "{good}");
        }
        let many = |last: &str| {
            let members: Vec<_> =
                (0..100).map(|n| format!(r#""m{n}":{n}"#)).chain([format!(r#""{last}":1"#)]).collect();
            format!("{{{}}}", members.join(","))
        };
        assert!(Object::read(many("other").as_bytes()).is_some());
        let deep = format!("{}1{}", r#"{"a":"#.repeat(5000), "}".repeat(5000));
        for bad in [
            "",
            "[]",
            "1",
            "null",
            r#""a""#,
            "{",
            r#"{"a":1,}"#,
            r#"{"a":1}x"#,
            r#"{"a":1} {}"#,
            r#"{a:1}"#,
            "{'a':1}",
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"b":2,"\u0061":3}"#,
            r#"{"x":{"a":1,"a":2}}"#,
            r#"{"x":[{"a":1,"a":2}]}"#,
            r#"{"a":NaN}"#,
            r#"{"a":1e400}"#,
            r#"{"a":Infinity}"#,
            r#"{"a":01}"#,
            r#"{"a":+1}"#,
            r#"{"a":.5}"#,
            r#"{"a":"\ud800"}"#,
            "{\"a\":\"\n\"}",
            "\u{feff}{}",
            "{}\0",
            "{\"a\":1//x\n}",
            &deep,
            &many("m7"),
        ] {
            assert_eq!(Object::read(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(Object::read(b"{\"a\":\"\xff\"}"), None);
    }

    #[test]
    fn a_member_named_like_an_internal_of_the_parser_is_a_member() {
        let text = br#"{"$serde_json::private::RawValue":"{\"sub\":\"x\"}"}"#;
        let map = Object::read(text).expect("an object").to_map();
        assert_eq!(map["$serde_json::private::RawValue"], json!(r#"{"sub":"x"}"#));
    }
}
