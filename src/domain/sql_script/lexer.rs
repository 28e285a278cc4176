//! PostgreSQL's tokens, as far as the ends of statements and their words need them (PostgreSQL manual 4.1 and
//! the server's `scan.l`). Blanks and comments are no tokens.

use super::{BYTE_ORDER_MARK, ScriptError, line_column};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A key word or an unquoted identifier.
    Word,
    /// `"…"`.
    QuotedName,
    /// `U&"…"`.
    UnicodeName,
    /// A string constant of any kind, dollar quotes included.
    Text,
    /// A run of digits.
    Number,
    /// Any other ASCII character.
    Symbol(u8),
}

/// A token and the bytes that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Returns the tokens up to the end or up to what has no end.
pub(super) fn lex(script: &str) -> (Vec<Token>, Option<ScriptError>) {
    let mut tokens = Vec::new();
    let mut at = if script.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    loop {
        match next(script, at) {
            Ok(Some(token)) => {
                at = token.end;
                tokens.push(token);
            }
            Ok(None) => return (tokens, None),
            Err(error) => return (tokens, Some(error)),
        }
    }
}

fn next(script: &str, from: usize) -> Result<Option<Token>, ScriptError> {
    let bytes = script.as_bytes();
    let mut start = from;
    loop {
        match bytes.get(start) {
            None => return Ok(None),
            Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) => start += 1,
            Some(b'-') if bytes.get(start + 1) == Some(&b'-') => start = line_comment_end(bytes, start),
            Some(b'/') if bytes.get(start + 1) == Some(&b'*') => {
                let end = block_comment_end(bytes, start);
                start = end.ok_or_else(|| ScriptError::Comment(line_column(script, start)))?;
            }
            Some(_) => break,
        }
    }
    let (kind, end) = token(script, start)?;
    match bytes[start..end].iter().position(|&b| b == 0) {
        Some(nul) => Err(ScriptError::Nul(line_column(script, start + nul))),
        None => Ok(Some(Token { kind, start, end })),
    }
}

fn token(script: &str, start: usize) -> Result<(Kind, usize), ScriptError> {
    let bytes = script.as_bytes();
    let text = |quote: usize, escapes| match quoted_end(bytes, quote, escapes) {
        Some(end) => Ok((Kind::Text, end)),
        None => Err(ScriptError::String(line_column(script, start))),
    };
    let name = |quote: usize, kind| match quoted_end(bytes, quote, false) {
        Some(end) => Ok((kind, end)),
        None => Err(ScriptError::Identifier(line_column(script, start))),
    };
    match (bytes[start], bytes.get(start + 1), bytes.get(start + 2)) {
        (b'\'', ..) => text(start, false),
        (b'e' | b'E', Some(b'\''), _) => text(start + 1, true),
        (b'b' | b'B' | b'x' | b'X' | b'n' | b'N', Some(b'\''), _) => text(start + 1, false),
        (b'u' | b'U', Some(b'&'), Some(b'\'')) => text(start + 2, false),
        (b'"', ..) => name(start, Kind::QuotedName),
        (b'u' | b'U', Some(b'&'), Some(b'"')) => name(start + 2, Kind::UnicodeName),
        (b'$', ..) => match dollar_delimiter(script, start) {
            None => Ok((Kind::Symbol(b'$'), start + 1)),
            Some(delimiter) => match script[start + delimiter.len()..].find(delimiter) {
                Some(inner) => Ok((Kind::Text, start + inner + 2 * delimiter.len())),
                None => {
                    let at = line_column(script, start);
                    Err(ScriptError::DollarQuote { delimiter: delimiter.to_owned(), at })
                }
            },
        },
        (b'0'..=b'9', ..) => Ok((Kind::Number, run_end(bytes, start, |b| b.is_ascii_digit()))),
        (first, ..) if begins_name(first) => {
            Ok((Kind::Word, run_end(bytes, start, |b| begins_name(b) || b.is_ascii_digit() || b == b'$')))
        }
        (symbol, ..) => Ok((Kind::Symbol(symbol), start + 1)),
    }
}

/// Every byte of a character outside ASCII belongs to a name, to the server as well.
fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn run_end(bytes: &[u8], start: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|&b| !belongs(b)).map_or(bytes.len(), |length| start + length)
}

fn line_comment_end(bytes: &[u8], start: usize) -> usize {
    run_end(bytes, start, |b| b != b'\n' && b != b'\r')
}

/// Block comments nest (PostgreSQL manual 4.1.5).
fn block_comment_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start + 2, 1_usize);
    while depth > 0 {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'/', Some(b'*')) => (at, depth) = (at + 2, depth + 1),
            (b'*', Some(b'/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
    }
    Some(at)
}

/// Returns the end of what the quote at `open` begins; a doubled quote is one inside.
fn quoted_end(bytes: &[u8], open: usize, escapes: bool) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if escapes => at += 2,
            byte if byte != quote => at += 1,
            _ if bytes.get(at + 1) == Some(&quote) => at += 2,
            _ => match continuation(bytes, at + 1).filter(|_| escapes) {
                Some(next) => at = next,
                None => return Some(at + 1),
            },
        }
    }
}

/// A string goes on in a quote behind blanks with a line end among them (PostgreSQL manual 4.1.2.1), and one
/// that began with `E'` keeps its escapes there. Other strings may as well be taken for two.
fn continuation(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut new_line) = (from, false);
    loop {
        match bytes.get(at)? {
            b'\n' | b'\r' => (at, new_line) = (at + 1, true),
            b' ' | b'\t' | 0x0b | 0x0c => at += 1,
            b'-' if bytes.get(at + 1) == Some(&b'-') => at = line_comment_end(bytes, at),
            b'\'' if new_line => return Some(at + 1),
            _ => return None,
        }
    }
}

/// Returns `$$` or `$tag$`; a tag is a name without `$` (PostgreSQL manual 4.1.2.4).
fn dollar_delimiter(script: &str, start: usize) -> Option<&str> {
    let bytes = script.as_bytes();
    let end = run_end(bytes, start + 1, |b| begins_name(b) || b.is_ascii_digit());
    let tag_fits = bytes.get(start + 1).is_some_and(|b| !b.is_ascii_digit());
    (tag_fits && bytes.get(end) == Some(&b'$')).then(|| &script[start..=end])
}

#[cfg(test)]
mod tests {
    use super::lex;

    #[test]
    fn cuts_as_the_server_does() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" -- a\n/* b /* c */ */\t", &[]),
            ("/*/*/**/*/*/x", &["x"]),
            ("a-- b\rc", &["a", "c"]),
            ("1+--2\n3", &["1", "+", "3"]),
            ("1 - 2; 3 / 4; -", &["1", "-", "2", ";", "3", "/", "4", ";", "-"]),
            ("a*/*b*/", &["a", "*"]),
            ("'it''s' 'a\\' b", &["'it''s'", "'a\\'", "b"]),
            ("e'a\\'b' E'\\\\' E'''' x", &["e'a\\'b'", "E'\\\\'", "E''''", "x"]),
            ("E'a' -- b\n'c\\'d' e", &["E'a' -- b\n'c\\'d'", "e"]),
            ("E'a' 'c\\'", &["E'a'", "'c\\'"]),
            ("E'a' /*\n*/ 'c\\'", &["E'a'", "'c\\'"]),
            ("E'a'\nb", &["E'a'", "b"]),
            ("E'\\ä'b", &["E'\\ä'", "b"]),
            ("U&'\\' b'1' X'F' n'\\'", &["U&'\\'", "b'1'", "X'F'", "n'\\'"]),
            ("type'\\' u&a xu&'\\'", &["type", "'\\'", "u", "&", "a", "xu", "&", "'\\'"]),
            ("\"a\"\"';\" U&\"\\\" b", &["\"a\"\"';\"", "U&\"\\\"", "b"]),
            ("$$a'b$$c", &["$$a'b$$", "c"]),
            ("$t$ $$ $T$ $t$x$", &["$t$ $$ $T$ $t$", "x$"]),
            ("$a$ $b$a$", &["$a$ $b$a$"]),
            ("$é1$ ; $é1$", &["$é1$ ; $é1$"]),
            ("a$b$c é$$ _$1", &["a$b$c", "é$$", "_$1"]),
            ("$1$a$x$a$", &["$", "1", "$a$x$a$"]),
            ("$1a$ $ $a", &["$", "1", "a$", "$", "$", "a"]),
            ("1$$'$$", &["1", "$$'$$"]),
            ("a.b[1]::int;\\g", &["a", ".", "b", "[", "1", "]", ":", ":", "int", ";", "\\", "g"]),
            ("\u{feff}a\u{feff}", &["a\u{feff}"]),
        ];
        for &(script, expected) in cases {
            let (tokens, error) = lex(script);
            assert_eq!(error, None, "{script:?}");
            let pieces: Vec<&str> = tokens.iter().map(|t| &script[t.start..t.end]).collect();
            assert_eq!(pieces, expected, "{script:?}");
        }
    }
}
