//! An anchor: what the head was at an earlier time, kept apart from the log.

use super::entry::Hash;
use super::hex;
use std::fmt;
use std::str::FromStr;

/// The digits of a hash.
const DIGITS: usize = 64;

/// A place in the log and the hash of the entry there, written `1234:<64 hexadecimal digits>`; a hash alone will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The place, if it is known.
    pub seq: Option<i64>,
    /// The hash.
    pub hash: Hash,
}

/// A text without an anchor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no anchor in it: 64 hexadecimal digits, as audit export --head prints them")]
pub struct InvalidAnchor;

impl Anchor {
    /// Finds the first anchor in a text, such as a ticket or what `audit export --head` printed.
    ///
    /// # Errors
    /// [`InvalidAnchor`] if there is none.
    pub fn find(text: &str) -> Result<Self, InvalidAnchor> {
        let mut alone = None;
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != ':') {
            match word.parse::<Self>() {
                Ok(anchor) if anchor.seq.is_some() => return Ok(anchor),
                Ok(anchor) => alone = alone.or(Some(anchor)),
                Err(_) => {}
            }
        }
        alone.ok_or(InvalidAnchor)
    }
}

impl FromStr for Anchor {
    type Err = InvalidAnchor;

    fn from_str(text: &str) -> Result<Self, InvalidAnchor> {
        let (seq, digits) = match text.split_once(':') {
            Some((seq, digits)) => (Some(seq.parse().map_err(|_| InvalidAnchor)?), digits),
            None => (None, text),
        };
        if digits.len() != DIGITS || seq.is_some_and(|seq: i64| seq < 0) {
            return Err(InvalidAnchor);
        }
        let mut hash = Hash::default();
        for (byte, pair) in hash.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| InvalidAnchor)?;
            let plain = pair.bytes().all(|b| b.is_ascii_hexdigit());
            *byte = u8::from_str_radix(pair, 16).ok().filter(|_| plain).ok_or(InvalidAnchor)?;
        }
        Ok(Self { seq, hash })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "{seq}:{}", hex(&self.hash)),
            None => f.write_str(&hex(&self.hash)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_found_in_what_people_paste() {
        let hash = "ab".repeat(32);
        for (text, seq) in [
            (hash.clone(), None),
            (hash.to_uppercase(), None),
            (format!("12:{hash}"), Some(12)),
            (format!("Hash:    {hash}\nAnchor:  12:{hash}\n"), Some(12)),
            (format!("{{\"hash\": \"{hash}\", \"anchor\": \"12:{hash}\"}}"), Some(12)),
            (format!("position,hash\n12,{hash}\n"), None),
            (format!("> see 0:{hash}, please"), Some(0)),
        ] {
            let found = Anchor::find(&text).expect(&text);
            assert_eq!((found.seq, found.hash), (seq, [0xab; 32]), "{text}");
        }
        for text in
            ["", "12", "ab:cd", &hash[1..], &format!("{hash}00"), &format!("x:{hash}"), &format!("+{}", &hash[1..])]
        {
            assert_eq!(Anchor::find(text), Err(InvalidAnchor), "{text}");
        }
        assert_eq!(Anchor { seq: Some(3), hash: [0xab; 32] }.to_string(), format!("3:{hash}"));
    }
}
