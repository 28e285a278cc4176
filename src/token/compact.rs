//! The compact form (RFC 7515 section 7.1), split and decoded strictly.

use super::{MAX_TOKEN_BYTES, Reason};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The three parts of a token, as they are written.
pub(super) struct Written<'a> {
    /// What is signed: header and payload.
    pub(super) signed: &'a str,
    pub(super) header: &'a str,
    pub(super) payload: &'a str,
    pub(super) signature: &'a str,
}

impl<'a> Written<'a> {
    /// Splits a token; one newline at its end is tolerated.
    pub(super) fn split(text: &'a str) -> Result<Self, Reason> {
        let token = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Reason::Malformed);
        }
        let last = memchr::memrchr(b'.', token.as_bytes()).ok_or(Reason::Malformed)?;
        let (signed, signature) = (&token[..last], &token[last + 1..]);
        // A fourth part leaves a dot in the payload, which isn't of the alphabet.
        let first = memchr::memchr(b'.', signed.as_bytes()).ok_or(Reason::Malformed)?;
        let (header, payload) = (&signed[..first], &signed[first + 1..]);
        Ok(Self { signed, header, payload, signature })
    }
}

/// The three parts of a token, decoded.
pub(super) struct Parts {
    pub(super) header: Vec<u8>,
    pub(super) payload: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

impl Parts {
    /// Splits a token and decodes all of it.
    pub(super) fn split(text: &str) -> Result<Self, Reason> {
        let written = Written::split(text)?;
        Ok(Self {
            header: decode(written.header)?,
            payload: decode(written.payload)?,
            signature: decode(written.signature)?,
        })
    }
}

/// Decodes base64url without padding, white space, or bits left over (RFC 7515 section 2, RFC 4648 section 3.5).
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Reason> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Reason::Malformed)
}

/// A place for whatever a part of a token decodes to, used again for the next token.
#[derive(Default)]
pub(super) struct Part {
    bytes: Vec<u8>,
    length: usize,
}

impl Part {
    /// Decodes as [`decode`] does, in place of what was there.
    pub(super) fn read(&mut self, text: &str) -> Result<&[u8], Reason> {
        let most = base64::decoded_len_estimate(text.len());
        if self.bytes.len() < most {
            self.bytes.resize(most, 0);
        }
        self.length = URL_SAFE_NO_PAD.decode_slice(text, &mut self.bytes).map_err(|_| Reason::Malformed)?;
        Ok(self.bytes())
    }

    /// Returns what was decoded last.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::MAX_TOKEN_BYTES;
    use super::Parts;

    fn splits(text: &str) -> bool {
        Parts::split(text).is_ok()
    }

    #[test]
    fn three_parts_of_base64url_and_nothing_else() {
        for good in ["e30.e30.AA", "e30..", "e30.e30.AA\n", "e30.e30.AA\r\n", "-_-_.e30.AA"] {
            assert!(splits(good), "{good:?}");
        }
        for bad in [
            "",
            ".",
            "e30",
            "e30.e30",
            "e30.e30.AA.",
            ".e30.e30.AA",
            "e30.e30.AA.AA",
            "e30.e30.AA.AA.AA",
            "e30.e30.AA\n\n",
            "\ne30.e30.AA",
            " e30.e30.AA",
            "e30.e30.AA ",
            "e30. e30.AA",
            "e30.e30.A A",
            "e30.e30.AA\0",
            "e30.e\x0030.AA",
            "e30=.e30.AA",
            "e30.e30.AA==",
            "e30.e30=.AA",
            "e30.e30.AB",
            "e3.e30.AA",
            "e30.e31.AAA.",
            "e30.e30.A",
            "a+/b.e30.AA",
            "e30.e30.A\u{410}",
            "\u{feff}e30.e30.AA",
            "e30.e30.AA\r",
            "e30,e30,AA",
            "e30.e30.%41A",
            "{\"payload\":\"e30\"}",
        ] {
            assert!(!splits(bad), "{bad:?}");
        }
        let sized = |bytes: usize| format!("e30.{}.", "A".repeat(bytes - 5));
        assert!(splits(&sized(MAX_TOKEN_BYTES)) && splits(&(sized(MAX_TOKEN_BYTES) + "\n")));
        assert!(!splits(&sized(MAX_TOKEN_BYTES + 4)));
    }
}
