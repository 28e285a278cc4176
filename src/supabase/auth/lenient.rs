//! Reading of answers where a member that isn't what it should be is as good as none.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads a member, or takes its default.
///
/// # Errors
/// Never but for text that isn't JSON.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(from)?).unwrap_or_default())
}

/// Reads a text; an empty one is none.
///
/// # Errors
/// As for [`or_default`].
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = or_default(from)?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Reads a time in the form of RFC 3339; the server's zero time, of the year 1, is none.
///
/// # Errors
/// As for [`or_default`].
pub(super) fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let time: Option<DateTime<Utc>> = or_default(from)?;
    Ok(time.filter(|time| time.timestamp() > 0))
}
