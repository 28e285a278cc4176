//! Enums.

use super::fault;
use crate::cell::{Cell, ValueFault};

/// How many labels a fault lists.
const LISTED: usize = 10;

/// Appends a label, which has to be one of the enum's exactly.
pub(super) fn append(cell: Cell<'_>, labels: &[String], out: &mut Vec<u8>) -> Result<(), ValueFault> {
    let (Cell::Text(text) | Cell::String(text)) = cell else {
        return Err(fault::not(cell, &format!("a label ({})", list(labels))));
    };
    if labels.iter().any(|label| label == text) {
        out.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    Err(unknown(text, labels))
}

/// The fault of an unknown label.
#[cold]
fn unknown(text: &str, labels: &[String]) -> ValueFault {
    let lower = text.to_lowercase();
    let near = labels.iter().find(|label| label.to_lowercase() == lower);
    let hint = near.map(|label| format!("; did you mean {label}?")).unwrap_or_default();
    fault::new(fault::MALFORMED, format!("isn't one of {}{hint}", list(labels)))
}

/// The labels, the first ten.
fn list(labels: &[String]) -> String {
    let mut listed = labels.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if labels.len() > LISTED {
        listed.push_str(&format!(" and {} more", labels.len() - LISTED));
    }
    listed
}
