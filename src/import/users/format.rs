//! What a file of users is.

use super::field::Field;
use super::firebase_line::split;

/// What a file of users is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserFormat {
    /// JSON: `{"users": […]}`, an array, or one object a line. Which of them are Firebase's, each record says.
    Json,
    /// CSV with a header.
    Csv,
    /// The CSV of `firebase auth:export`: 28 columns without a header.
    FirebaseCsv,
}

impl UserFormat {
    /// The names that a flag takes.
    pub const NAMES: [&'static str; 3] = ["json", "csv", "firebase-csv"];

    /// Reads a flag's value.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "json" | "ndjson" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "firebase-csv" => Some(Self::FirebaseCsv),
            _ => None,
        }
    }

    /// Tells it from the beginning of a file.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let head = head.trim_ascii_start();
        if matches!(head.first(), Some(b'{' | b'[')) {
            return Some(Self::Json);
        }
        let line = head.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
        let line = String::from_utf8_lossy(line);
        let delimiter = delimiter(&line);
        let has_name = |name: &str| Field::named(name.trim_matches('"')).is_some();
        if line.split(delimiter).any(has_name) {
            return Some(Self::Csv);
        }
        let columns = split(&line);
        let verified = columns.get(2).is_some_and(|text| matches!(text.as_ref(), "true" | "false" | ""));
        (columns.len() >= 26 && verified).then_some(Self::FirebaseCsv)
    }
}

/// Returns what stands between the names of a header.
pub(super) fn delimiter(header: &str) -> char {
    [',', '\t', ';'].into_iter().max_by_key(|c| (header.matches(*c).count(), *c == ',')).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::UserFormat::{self, *};

    #[test]
    fn tells_the_formats_apart() {
        let firebase = format!("uid1,a@b.c,true,{},", ",".repeat(24));
        for (text, format) in [
            (" \n{\"users\": []}", Some(Json)),
            ("[{}]", Some(Json)),
            ("email,role\na@b.c,x", Some(Csv)),
            ("\"E-Mail\";\"role\"\r\n", Some(Csv)),
            ("phone_number\n+49", Some(Csv)),
            ("first\temail\n", Some(Csv)),
            (&firebase, Some(FirebaseCsv)),
            ("a,b,c\n", None),
            ("", None),
        ] {
            assert_eq!(UserFormat::of(text.as_bytes()), format, "{text}");
        }
    }
}
