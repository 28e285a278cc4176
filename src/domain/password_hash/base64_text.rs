//! Base64 (RFC 4648) in the forms that hashes are written in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use secrecy::zeroize::Zeroizing;

/// Decodes the standard alphabet with padding (section 4).
pub(super) fn padded(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    STANDARD.decode(text).ok().filter(|bytes| !bytes.is_empty()).map(Zeroizing::new)
}

/// Whether it is the standard alphabet without padding.
pub(super) fn is_raw(text: &str) -> bool {
    !text.is_empty() && STANDARD_NO_PAD.decode(text).is_ok()
}

/// Base64 of either alphabet, as the standard one with padding.
pub(super) struct Normal {
    /// The bytes.
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// Their text, in the standard alphabet with padding.
    pub(super) text: String,
    /// It was written another way.
    pub(super) changed: bool,
}

/// Reads base64 of the standard or the URL-safe alphabet, padded or not; none if it is broken,
/// empty, or of both alphabets.
pub(super) fn normalise(text: &str) -> Option<Normal> {
    let url_safe = text.contains(['-', '_']);
    if url_safe && text.contains(['+', '/']) {
        return None;
    }
    let unpadded = text.trim_end_matches('=');
    // Padding is whole or not there at all.
    if unpadded.len() != text.len() && !text.len().is_multiple_of(4) {
        return None;
    }
    let standard = unpadded.replace('-', "+").replace('_', "/");
    let bytes = STANDARD_NO_PAD.decode(&standard).ok().filter(|bytes| !bytes.is_empty())?;
    let normal = STANDARD.encode(&bytes);
    let changed = normal != text;
    Some(Normal { bytes: Zeroizing::new(bytes), text: normal, changed })
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn brings_every_form_into_one_and_refuses_what_is_broken() {
        for (text, normal) in [
            ("Bw==", Some(("Bw==", false))),
            ("Bw", Some(("Bw==", true))),
            ("-_-_", Some(("+/+/", true))),
            ("+/+/", Some(("+/+/", false))),
            ("-_8=", Some(("+/8=", true))),
            ("-/-/", None),
            ("Bw=", None),
            ("Bw===", None),
            ("B", None),
            ("Bx", None),
            ("B w=", None),
            ("", None),
            ("====", None),
        ] {
            let found = normalise(text).map(|n| (n.text, n.changed));
            assert_eq!(found.as_ref().map(|(text, changed)| (text.as_str(), *changed)), normal, "{text:?}");
        }
    }
}
