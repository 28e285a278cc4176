//! What is taken out of a record that nobody can change or delete afterwards: e-mail addresses, wherever they stand.

use serde_json::Value;
use std::borrow::Cow;

/// What stands in the place of an address.
pub const REDACTED: &str = "[redacted]";

/// Members that say who did it: the operator's user and host look like an address, and aren't a tenant's.
const ACTORS: [&str; 2] = ["erased_by", "closed_by"];

/// Finds the next sign between a name and its domain, also as a URL has it; returns its place and its length.
fn next_at(text: &str) -> Option<(usize, usize)> {
    [("@", 1), ("%40", 3)].into_iter().filter_map(|(sign, length)| Some((text.find(sign)?, length))).min()
}

/// Takes the addresses out of a text. What may be part of one goes with it (RFC 5322, atext).
pub fn without_addresses(text: &str) -> Cow<'_, str> {
    if next_at(text).is_none() {
        return Cow::Borrowed(text);
    }
    let of_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let of_domain = |c: char| c.is_alphanumeric() || "-.".contains(c);
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((at, sign)) = next_at(rest) {
        let (before, after) = (&rest[..at], &rest[at + sign..]);
        let local = before.trim_end_matches(of_local).len();
        let end = after.find(|c: char| !of_domain(c)).unwrap_or(after.len());
        // A masked password is none, and stands before a host.
        let is_mask = before[local..].chars().all(|c| c == '*');
        if !is_mask && end > 0 {
            kept.push_str(&before[..local]);
            kept.push_str(REDACTED);
        } else {
            kept.push_str(&rest[..at + sign + end]);
        }
        rest = &after[end..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Takes the addresses out of a document.
pub fn redact(document: &mut Value) {
    match document {
        Value::String(text) => {
            if let Cow::Owned(without) = without_addresses(text) {
                *text = without;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => {
            members.iter_mut().filter(|(name, _)| !ACTORS.contains(&name.as_str())).for_each(|(_, value)| redact(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{redact, without_addresses};
    use serde_json::json;

    #[test]
    fn addresses_are_taken_out_and_nothing_else() {
        for (text, expected) in [
            ("nothing", "nothing"),
            ("ann@example.com", "[redacted]"),
            ("user <ann.o'hara+x@mail.example.com> is there", "user <[redacted]> is there"),
            ("GET /users?email=ann%40example.com: 500", "GET [redacted]: 500"),
            ("100%40", "100%40"),
            ("postgresql://a:****@db.example.com/x", "postgresql://a:****@db.example.com/x"),
            ("a@b.c, \"d@e.f\"; g@h", "[redacted], \"[redacted]\"; [redacted]"),
            ("zoë@bücher.example.", "[redacted]"),
            ("at 5 @ noon, @nobody", "at 5 @ noon, @nobody"),
            ("a@@b.c", "a@@b.c"),
            ("@", "@"),
        ] {
            assert_eq!(without_addresses(text), expected, "{text}");
        }
    }

    #[test]
    fn documents_are_gone_through_and_actors_stay() {
        let mut document = json!({
            "owner_email": "ann@example.com", "n": 1, "list": ["x", {"deep": "by bob@example.com"}], "none": null,
            "erased_by": "root@ci.example.com", "closed_by": "root@ci.example.com"
        });
        redact(&mut document);
        let expected = json!({
            "owner_email": "[redacted]", "n": 1, "list": ["x", {"deep": "by [redacted]"}], "none": null,
            "erased_by": "root@ci.example.com", "closed_by": "root@ci.example.com"
        });
        assert_eq!(document, expected);
    }
}
