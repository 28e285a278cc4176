//! Labels: `key=value` pairs that an operator puts on a tenant.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

/// One `key=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// 1 to 63 of `a-z`, `0-9`, `-`, `_`, `.`, `/`, a letter first.
    pub key: String,
    /// Up to 255 characters without control characters.
    pub value: String,
}

/// A text that is no label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLabel {
    /// No `=`.
    #[error("a label is written key=value")]
    NoEquals,
    /// The key.
    #[error("a label's key is 1 to 63 of a-z, 0-9, '-', '_', '.' or '/', a letter first")]
    Key,
    /// The value.
    #[error("a label's value has up to 255 characters and no control characters")]
    Value,
}

impl FromStr for Label {
    type Err = InvalidLabel;

    fn from_str(text: &str) -> Result<Self, InvalidLabel> {
        let (key, value) = text.split_once('=').ok_or(InvalidLabel::NoEquals)?;
        let key_fits = (1..=63).contains(&key.len())
            && key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_./".contains(&b));
        if !key_fits {
            return Err(InvalidLabel::Key);
        }
        if value.chars().count() > 255 || value.chars().any(char::is_control) {
            return Err(InvalidLabel::Value);
        }
        Ok(Self { key: key.to_owned(), value: value.to_owned() })
    }
}

/// A tenant's labels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Labels(pub BTreeMap<String, String>);

impl FromIterator<Label> for Labels {
    fn from_iter<I: IntoIterator<Item = Label>>(labels: I) -> Self {
        Self(labels.into_iter().map(|l| (l.key, l.value)).collect())
    }
}

impl std::fmt::Display for Labels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pairs: Vec<String> = self.0.iter().map(|(key, value)| format!("{key}={value}")).collect();
        f.write_str(&pairs.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn reads_and_refuses() {
        for (text, good) in [
            ("tier=pro", true),
            ("tier=", true),
            ("a/b.c=x=y", true),
            ("tier", false),
            ("=x", false),
            ("Tier=x", false),
            ("1a=x", false),
            ("tier=a\nb", false),
        ] {
            assert_eq!(text.parse::<Label>().is_ok(), good, "{text:?}");
        }
    }
}
