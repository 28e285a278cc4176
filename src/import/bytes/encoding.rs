//! Encodings by name.

use encoding_rs::Encoding;

/// Returns the encoding with this label of the WHATWG standard, such as `utf-8`, `windows-1252` or
/// `latin1`; neither case nor spaces around it matter.
///
/// # Errors
/// A text that names the label.
pub fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| format!("{label:?} isn't the name of an encoding that can be read"))
}
