//! What a new migration file is called. No I/O.

use chrono::{DateTime, Utc};
use std::fmt;
use std::str::FromStr;

/// Longest name, in characters: with the version and `.sql` it stays far below the 255 bytes of a file's name.
const LONGEST: usize = 100;

/// The description part of a migration file's name: `a-z`, `0-9` and single `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(String);

/// Why a text names no migration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    /// No letter and no digit.
    #[error("a migration's name needs a letter or a digit")]
    Empty,
    /// Too long, in characters.
    #[error("a migration's name has at most {LONGEST} characters, not {0}")]
    Length(usize),
    /// A character that can't be written in ASCII without a guess, or that acts on a terminal.
    #[error("a migration's name may not contain {}; it consists of letters a-z, digits, blanks, - and _", shown(*.0))]
    Character(char),
    /// The ending is added, and a path is `--dir`'s.
    #[error("a migration's name is only the description: its version and .sql are added")]
    Ending,
}

fn shown(character: char) -> String {
    if character.is_ascii_graphic() { format!("{character:?}") } else { format!("U+{:04X}", u32::from(character)) }
}

impl FromStr for Slug {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim_matches(' ');
        if text.to_ascii_lowercase().ends_with(".sql") {
            return Err(InvalidName::Ending);
        }
        let stray = |c: &char| !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '-' | '_');
        if let Some(c) = text.chars().find(stray) {
            return Err(InvalidName::Character(c));
        }
        if text.len() > LONGEST {
            return Err(InvalidName::Length(text.len()));
        }
        let words = text.split([' ', '-', '_']).filter(|word| !word.is_empty());
        let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_");
        if slug.is_empty() { Err(InvalidName::Empty) } else { Ok(Self(slug)) }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the next version: the moment in UTC to the second, or one more than the newest file if that isn't older, so
/// that no file sorts before one that may have been applied. None after the largest number there is.
pub fn next_version(newest: i64, now: DateTime<Utc>) -> Option<i64> {
    let stamp: i64 = now.format("%Y%m%d%H%M%S").to_string().parse().ok()?;
    newest.checked_add(1).map(|after| after.max(stamp))
}

#[cfg(test)]
mod tests {
    use super::{InvalidName, Slug, next_version};
    use chrono::DateTime;

    #[test]
    fn makes_slugs() {
        for (text, slug) in [
            ("add notes", "add_notes"),
            ("  Add--Notes_2 ", "add_notes_2"),
            ("down", "down"),
            ("x", "x"),
            (&"a".repeat(100), &"a".repeat(100)),
        ] {
            assert_eq!(text.parse::<Slug>().map(|s| s.to_string()), Ok(slug.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_other_names() {
        use InvalidName::{Character, Empty, Ending, Length};
        let long = "a".repeat(101);
        for (text, reason) in [
            ("", Empty),
            ("  ", Empty),
            ("-_-", Empty),
            (&long, Length(101)),
            ("notes.sql", Ending),
            ("1_notes.SQL", Ending),
            ("../notes", Character('.')),
            ("a/b", Character('/')),
            ("a\\b", Character('\\')),
            ("a\nb", Character('\n')),
            ("a\0b", Character('\0')),
            ("a\u{1b}[2J", Character('\u{1b}')),
            ("café", Character('é')),
            ("a'b", Character('\'')),
        ] {
            assert_eq!(text.parse::<Slug>(), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn a_version_is_newer_than_every_file() {
        let now = DateTime::from_timestamp(1_796_008_689, 0).expect("a time");
        for (newest, expected) in [
            (0, Some(20_261_130_031_809)),
            (7, Some(20_261_130_031_809)),
            (20_261_130_031_808, Some(20_261_130_031_809)),
            (20_261_130_031_809, Some(20_261_130_031_810)),
            (20_990_101_000_001, Some(20_990_101_000_002)),
            (i64::MAX - 1, Some(i64::MAX)),
            (i64::MAX, None),
        ] {
            assert_eq!(next_version(newest, now), expected, "{newest}");
        }
    }
}
