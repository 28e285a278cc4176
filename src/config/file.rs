//! A configuration file: TOML with one flat table of keys.

use super::error::ConfigError;
use super::key::{Key, Kind};
use super::origin::Origin;
use super::places::Place;
use super::read::FileText;
use super::suggest;
use super::value::{Base, Value};
use std::collections::BTreeMap;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The values of a file, by key.
pub(super) type Layer = BTreeMap<&'static str, Value>;

/// Parses what `place` holds. Every value is checked, also where a stronger place overrides it.
pub(super) fn parse(place: &Place, file: &FileText, home: Option<&Path>) -> Result<Layer, ConfigError> {
    let text = &file.text;
    let document = DeTable::parse(text).map_err(|error| {
        let (line, column) = position(text, error.span().map_or(0, |span| span.start));
        ConfigError::Syntax { file: place.file.clone(), line, column, problem: error.message().to_owned() }
    })?;
    let base = Base { dir: place.path.parent().unwrap_or(Path::new("/")), home };
    let mut found: Vec<_> = document.get_ref().iter().collect();
    found.sort_by_key(|(name, _)| name.span().start);
    let mut layer = Layer::new();
    for (name, value) in found {
        let (line, _) = position(text, name.span().start);
        let Some(key) = Key::named(name.get_ref()) else {
            return Err(unknown(place, name.get_ref(), line));
        };
        let written = written(key, value.get_ref()).map_err(|(expected, found)| ConfigError::WrongType {
            file: place.file.clone(),
            key: key.name,
            line,
            expected,
            found,
        })?;
        let origin = Origin::File { role: place.role, file: place.file.clone(), line };
        layer.insert(key.name, Value::parse(key, &written, origin, base)?);
    }
    Ok(layer)
}

fn unknown(place: &Place, name: &str, line: usize) -> ConfigError {
    let key: String = name.chars().take(64).flat_map(char::escape_debug).collect();
    ConfigError::UnknownKey { file: place.file.clone(), key, line, suggestion: suggest::key(name) }
}

/// The value's text if it has the type that `key` takes, else the two types.
fn written(key: &Key, value: &DeValue<'_>) -> Result<String, (&'static str, &'static str)> {
    let expected = match key.kind {
        Kind::Bool => "a boolean",
        Kind::Number { .. } => "an integer",
        Kind::Text | Kind::Url | Kind::Path | Kind::Duration | Kind::Enum(_) => "a string",
    };
    match (key.kind, value) {
        (Kind::Bool, DeValue::Boolean(set)) => Ok(set.to_string()),
        (Kind::Number { .. }, DeValue::Integer(number)) => {
            let parsed = i128::from_str_radix(number.as_str(), number.radix());
            Ok(parsed.map_or_else(|_| number.to_string(), |number| number.to_string()))
        }
        (Kind::Bool | Kind::Number { .. }, _) => Err((expected, type_of(value))),
        (_, DeValue::String(text)) => Ok(text.to_string()),
        _ => Err((expected, type_of(value))),
    }
}

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Line and column of a byte, both from 1, the column in characters.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.matches('\n').count();
    (line, 1 + before.chars().count() - before.get(..line_start).unwrap_or_default().chars().count())
}

#[cfg(test)]
mod tests {
    use super::{Key, Kind, position, written};
    use toml::de::DeValue;

    #[test]
    fn a_position_counts_lines_and_characters() {
        for (text, byte, expected) in [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("ab", 9, (1, 3)),
            ("a\nb", 2, (2, 1)),
            ("a\n", 2, (2, 1)),
            ("a\r\nb = 1", 7, (2, 5)),
            ("é\néé", 5, (2, 2)),
        ] {
            assert_eq!(position(text, byte), expected, "{text:?} {byte}");
        }
    }

    #[test]
    fn a_value_has_the_type_of_its_key() {
        let number = Kind::Number { min: 0, max: 9 };
        for (kind, toml, expected) in [
            (Kind::Bool, "true", Ok("true")),
            (Kind::Bool, "'true'", Err(("a boolean", "a string"))),
            (number, "0x1_0", Ok("16")),
            (number, "-3", Ok("-3")),
            (number, "1_000", Ok("1000")),
            (number, "1.0", Err(("an integer", "a float"))),
            (Kind::Text, "'x'", Ok("x")),
            (Kind::Text, "1", Err(("a string", "an integer"))),
            (Kind::Path, "2020-01-01", Err(("a string", "a date"))),
            (Kind::Duration, "[1]", Err(("a string", "a list"))),
            (Kind::Enum(&["a"]), "{ a = 1 }", Err(("a string", "a table"))),
        ] {
            let key = Key { kind, ..*crate::config::keys::LOG };
            let value = DeValue::parse(toml).expect("valid TOML");
            assert_eq!(written(&key, value.get_ref()), expected.map(str::to_owned), "{toml}");
        }
    }
}
