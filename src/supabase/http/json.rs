//! JSON as a client reads it: strict in form, lenient in content.

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// Reads a whole document. Unknown fields are the type's business; a key that comes twice in an object is a fault,
/// because two readers may take two different values.
///
/// The fault's text holds names and places, never a value of the document: it may be a key or a password.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice::<Unique>(bytes).map_err(|error| describe(&error))?;
    serde_json::from_slice(bytes).map_err(|error| describe(&error))
}

fn describe(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = match error.classify() {
        serde_json::error::Category::Data if text.starts_with("missing field") => text.split(" at line").next(),
        serde_json::error::Category::Data if text.starts_with("a key comes twice") => Some("a key comes twice"),
        serde_json::error::Category::Data => Some("a value of another type than expected"),
        serde_json::error::Category::Eof => Some("it ends too early"),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => Some("it is no JSON"),
    };
    format!("{} (line {}, column {})", what.unwrap_or_default(), error.line(), error.column())
}

/// Any document without a key that comes twice.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Unique, E> {
        Ok(Unique)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Unique, A::Error> {
        while items.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unique, A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !seen.insert(key) {
                return Err(de::Error::custom("a key comes twice"));
            }
            entries.next_value::<Unique>()?;
        }
        Ok(Unique)
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Project {
        r#ref: String,
        size: Option<u32>,
    }

    #[test]
    fn says_what_is_wrong_without_saying_the_value() {
        for (text, expected) in [
            (r#"{"ref":"a"}"#, None),
            (r#"{"ref":"a","new":{"x":[1,2.5,null,true]}}"#, None),
            (r#"{"size":1}"#, Some("missing field `ref` (line 1, column 10)")),
            (r#"{"ref":"a","ref":"b"}"#, Some("a key comes twice (line 1, column 16)")),
            (r#"{"ref":"a","deep":[{"x":1,"x":1}]}"#, Some("a key comes twice (line 1, column 29)")),
            (r#"{"ref":"a","size":"sb_secret_x"}"#, Some("a value of another type than expected (line 1, column 31)")),
            (r#"{"ref":"a""#, Some("it ends too early (line 1, column 10)")),
            (r#"{"ref":"a"} x"#, Some("it is no JSON (line 1, column 13)")),
            ("<html>", Some("it is no JSON (line 1, column 1)")),
            ("", Some("it ends too early (line 1, column 0)")),
        ] {
            assert_eq!(read::<Project>(text.as_bytes()).err().as_deref(), expected, "{text}");
        }
        assert!(read::<serde_json::Value>("[".repeat(100_000).as_bytes()).is_err());
    }
}
