//! An entry, and its hash.

use aws_lc_rs::digest::{SHA256, digest};
use std::borrow::Cow;
use uuid::Uuid;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What the first entry is chained to.
pub const ORIGIN: Hash = [0; 32];

/// An entry as it is stored.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its place, from 1.
    pub seq: i64,
    /// When, as PostgreSQL writes it in the time zone UTC.
    pub at: &'a str,
    /// Ties begin and end together.
    pub run_id: Uuid,
    /// `begin` or `end`.
    pub phase: &'a str,
    /// The command.
    pub action: &'a str,
    /// Who.
    pub actor: &'a str,
    /// The tenant.
    pub tenant_uuid: Option<Uuid>,
    /// The id that it had then.
    pub tenant_id: Option<&'a str>,
    /// How it ended.
    pub outcome: Option<&'a str>,
    /// The rest, as PostgreSQL writes its `jsonb`.
    pub detail: &'a str,
    /// The hash of the entry before.
    pub prev_hash: &'a [u8],
    /// Its own.
    pub hash: &'a [u8],
}

impl Entry<'_> {
    /// Computes the hash that it would have at `seq` after `prev`; `buffer` is only there to be used again.
    ///
    /// It is the SHA-256 of `prev` and of a JSON array, written as PostgreSQL writes a `jsonb`: no value can be mistaken
    /// for the border between two others.
    pub fn hash_at(&self, seq: i64, prev: &[u8], buffer: &mut Vec<u8>) -> Hash {
        buffer.clear();
        buffer.extend_from_slice(prev);
        buffer.push(b'[');
        buffer.extend_from_slice(seq.to_string().as_bytes());
        let texts = [Some(self.phase), Some(self.action), Some(self.actor)];
        push_text(buffer, Some(&canonical_time(self.at)));
        push_uuid(buffer, Some(self.run_id));
        texts.into_iter().for_each(|text| push_text(buffer, text));
        push_uuid(buffer, self.tenant_uuid);
        push_text(buffer, self.tenant_id);
        push_text(buffer, self.outcome);
        buffer.extend_from_slice(b", ");
        buffer.extend_from_slice(self.detail.as_bytes());
        buffer.push(b']');
        let mut hash = ORIGIN;
        hash.copy_from_slice(digest(&SHA256, buffer).as_ref());
        hash
    }
}

/// Rewrites `2026-11-24 10:57:19.12+00` as `2026-11-24T10:57:19.120000`, as it is hashed. What isn't of that form stays
/// as it is, and then doesn't fit its hash.
pub fn canonical_time(text: &str) -> Cow<'_, str> {
    let parts = text.strip_suffix("+00").and_then(|text| text.split_once(' '));
    let Some((date, time)) = parts.filter(|(date, time)| date.len() == 10 && time.len() >= 8) else {
        return Cow::Borrowed(text);
    };
    let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
    Cow::Owned(format!("{date}T{whole}.{fraction:0<6}"))
}

fn push_uuid(buffer: &mut Vec<u8>, uuid: Option<Uuid>) {
    let mut text = Uuid::encode_buffer();
    push_text(buffer, uuid.map(|uuid| &*uuid.hyphenated().encode_lower(&mut text)));
}

fn push_text(buffer: &mut Vec<u8>, text: Option<&str>) {
    buffer.extend_from_slice(b", ");
    let Some(text) = text else {
        buffer.extend_from_slice(b"null");
        return;
    };
    buffer.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => buffer.extend_from_slice(&[b'\\', byte]),
            0x08 => buffer.extend_from_slice(b"\\b"),
            0x0c => buffer.extend_from_slice(b"\\f"),
            b'\n' => buffer.extend_from_slice(b"\\n"),
            b'\r' => buffer.extend_from_slice(b"\\r"),
            b'\t' => buffer.extend_from_slice(b"\\t"),
            0..0x20 => buffer.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => buffer.push(byte),
        }
    }
    buffer.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::super::hex;
    use super::*;

    #[test]
    fn times_are_written_with_six_decimals() {
        for (text, expected) in [
            ("2026-11-24 10:57:19+00", "2026-11-24T10:57:19.000000"),
            ("2026-11-24 10:57:19.1+00", "2026-11-24T10:57:19.100000"),
            ("2026-11-24 10:57:19.123456+00", "2026-11-24T10:57:19.123456"),
            ("2026-11-24 10:57:19+01", "2026-11-24 10:57:19+01"),
            ("2026-11-24 10:57:19+00 BC", "2026-11-24 10:57:19+00 BC"),
            ("infinity", "infinity"),
            ("", ""),
        ] {
            assert_eq!(canonical_time(text), expected);
        }
    }

    /// The expected values are PostgreSQL's: `control_plane.policy_sync_hash` of the same row.
    #[test]
    fn the_hash_is_the_databases() {
        let entry = Entry {
            seq: 7,
            at: "2026-11-24 10:57:19.12+00",
            run_id: Uuid::from_u128(0xd4f2_b0ca_510d_4599_b119_bcf4_d23e_35e1),
            phase: "end",
            action: "tab\t\"quote\" \\ \u{1}\u{7f} caf\u{e9} \u{1f600}",
            actor: "ann@host pid 1",
            tenant_uuid: None,
            tenant_id: Some("acme-corp"),
            outcome: None,
            detail: r#"{"a": [1.50, null], "bb": "x"}"#,
            prev_hash: &ORIGIN,
            hash: &ORIGIN,
        };
        let hash = entry.hash_at(entry.seq, &ORIGIN, &mut Vec::new());
        assert_eq!(hex(&hash), "38d91f6304b37979c639820462a439d315cb18d28322674b3f0d52471b5e3b23");
    }
}
