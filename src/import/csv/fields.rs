//! Finishes the fields of a record: takes doubled quotes apart and counts the lines.

use memchr::{memchr, memchr2_iter};

use super::scan::{Kind, QUOTE, Span};

/// Returns the line ends within the fields in quotes, and points every field with doubled quotes to
/// its content in `unescaped`.
pub(super) fn finish(record: &str, spans: &mut [Span], unescaped: &mut String) -> u64 {
    let mut lines = 0;
    unescaped.clear();
    for span in spans {
        if span.kind == Kind::Plain {
            continue;
        }
        let content = record.get(span.start..span.end).unwrap_or_default();
        lines += line_ends(content.as_bytes());
        if span.kind == Kind::Doubled {
            span.start = unescaped.len();
            unescape(content, unescaped);
            span.end = unescaped.len();
        }
    }
    lines
}

/// Counts LF, CR LF and lone CR.
fn line_ends(text: &[u8]) -> u64 {
    let mut count = 0;
    let mut lf_of_pair = None;
    for at in memchr2_iter(b'\r', b'\n', text) {
        if lf_of_pair != Some(at) {
            count += 1;
        }
        lf_of_pair = (text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n')).then_some(at + 1);
    }
    count
}

/// Appends the text with one quote for two; every quote in it is doubled.
fn unescape(mut text: &str, out: &mut String) {
    while let Some(quote) = memchr(QUOTE, text.as_bytes()) {
        out.push_str(text.get(..=quote).unwrap_or_default());
        text = text.get(quote + 2..).unwrap_or_default();
    }
    out.push_str(text);
}
