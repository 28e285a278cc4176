//! Text that came from data can't move the cursor, hide itself or reverse a line.

use std::borrow::Cow;
use std::fmt::Write;

/// Tells whether `character` could do something to a terminal besides being shown: control
/// characters, direction marks, invisible characters, line separators, tags.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns `text` on one line, with every character that would act on a terminal escaped
/// (`\n`, `\t`, `\x1b`, `\u{202e}`).
///
/// The joiner inside an emoji is escaped too: an id that looks like another is worse.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    escape_with(text, acts, |escaped, character| {
        let written = match character {
            '\n' => escaped.write_str("\\n"),
            '\r' => escaped.write_str("\\r"),
            '\t' => escaped.write_str("\\t"),
            '\0'..='\x7f' => write!(escaped, "\\x{:02x}", u32::from(character)),
            _ => write!(escaped, "\\u{{{:x}}}", u32::from(character)),
        };
        debug_assert!(written.is_ok(), "writing to a String can't fail");
    })
}

/// Escapes in a JSON text the characters that JSON allows and a terminal would obey: the
/// document means the same. Line breaks between the values stay.
pub(super) fn escape_json(json: &str) -> Cow<'_, str> {
    let escaped = |character| acts(character) && character != '\n';
    escape_with(json, escaped, |escaped, character| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let written = write!(escaped, "\\u{unit:04x}");
            debug_assert!(written.is_ok(), "writing to a String can't fail");
        }
    })
}

/// Splits `text` into its lines, each sanitised.
pub(super) fn sanitized_lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.lines().filter(|line| !line.trim().is_empty()).map(sanitize)
}

fn escape_with(text: &str, is_escaped: impl Fn(char) -> bool, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    let Some(first) = text.find(&is_escaped) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut escaped = String::from(clean);
    for character in rest.chars() {
        if is_escaped(character) {
            escape(&mut escaped, character);
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::{escape_json, sanitize, sanitized_lines};
    use std::borrow::Cow;

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        let cases = [
            ("plain äöü 日本語 👍", "plain äöü 日本語 👍"),
            ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\0\x07\x7f", "\\x00\\x07\\x7f"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{61c}\u{200e}\u{200f}", "\\u{61c}\\u{200e}\\u{200f}"),
            ("\u{202a}\u{202e}\u{2066}\u{2069}", "\\u{202a}\\u{202e}\\u{2066}\\u{2069}"),
            ("\u{200b}\u{200d}\u{feff}", "\\u{200b}\\u{200d}\\u{feff}"),
            ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("\u{e0041}", "\\u{e0041}"),
        ];
        for (given, expected) in cases {
            assert_eq!(sanitize(given), expected, "{given:?}");
        }
        assert!(matches!(sanitize("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn escaped_json_means_the_same() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\nz";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert_eq!(escaped, "\"a\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41\\nz\"");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    #[test]
    fn lines_keep_their_breaks_and_nothing_else() {
        let lines: Vec<_> = sanitized_lines("one\r\n\n  two\x1b[2J\nthree").collect();
        assert_eq!(lines, ["one", "  two\\x1b[2J", "three"]);
    }
}
