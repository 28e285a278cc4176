//! Reads CSV with a header.

use super::field::Field;
use super::given::{Given, Unread};
use crate::cell::Cell;
use crate::csv::Record;
use serde_json::Value;

/// What is wrong with a header: nobody could be told apart by it, or two columns are one.
pub(super) fn check(header: &[String]) -> Result<(), String> {
    let mut seen: Vec<(Field, &str)> = Vec::new();
    for name in header {
        let Some(field) = Field::named(name) else { continue };
        if let Some((_, other)) = seen.iter().find(|(known, _)| *known == field) {
            return Err(format!("the columns {other:?} and {name:?} mean the same"));
        }
        seen.push((field, name));
    }
    let addressed = seen.iter().any(|(field, _)| matches!(field, Field::Email | Field::Phone));
    if addressed { Ok(()) } else { Err("the header has neither a column email nor phone".to_owned()) }
}

/// Sorts the cells of a record.
///
/// # Errors
/// What is wrong with it; and whom it is about.
pub(super) fn read(header: &[String], record: &Record<'_>) -> Result<Given, Unread> {
    let mut given = Given::default();
    for (number, name) in header.iter().enumerate() {
        if let Cell::Text(text) = record.cell(number)
            && let Err(reason) = given.set(name, Value::String(text.to_owned()))
        {
            return Err(given.unread(reason));
        }
    }
    Ok(given)
}
