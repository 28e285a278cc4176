//! The words of one statement, without its comments.

use super::lexer::{Kind, Token, lex};

/// PostgreSQL cuts a longer name (NAMEDATALEN − 1, PostgreSQL manual 4.1.1).
const MAX_NAME_BYTES: usize = 63;

/// The tokens of one statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase<'a> {
    pub(super) script: &'a str,
    pub(super) tokens: &'a [Token],
}

impl<'a> Phrase<'a> {
    /// Returns the byte at which the first token begins.
    pub(super) fn start(&self) -> usize {
        self.tokens.first().map_or(0, |token| token.start)
    }

    /// Returns the byte at which the last token ends.
    pub(super) fn end(&self) -> usize {
        self.tokens.last().map_or(0, |token| token.end)
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.script[token.start..token.end])
    }

    /// Returns whether the tokens from `index` on are these key words.
    pub(super) fn are(&self, index: usize, words: &[&str]) -> bool {
        words.iter().zip(index..).all(|(word, index)| self.is(index, word))
    }

    /// Returns whether the token is this key word.
    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.kind(index) == Some(Kind::Word) && self.text(index).eq_ignore_ascii_case(word)
    }

    /// Returns the first of these key words that the token is.
    pub(super) fn one_of<'w>(&self, index: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.is(index, word))
    }

    pub(super) fn symbol(&self, index: usize, symbol: u8) -> bool {
        self.kind(index) == Some(Kind::Symbol(symbol))
    }

    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// Returns the indexes of the tokens that no parentheses hold.
    pub(super) fn outside_parentheses(&self) -> impl Iterator<Item = usize> {
        let mut depth = 0_usize;
        self.tokens.iter().enumerate().filter_map(move |(index, token)| {
            match token.kind {
                Kind::Symbol(b'(') => depth += 1,
                Kind::Symbol(b')') => depth = depth.saturating_sub(1),
                _ if depth == 0 => return Some(index),
                _ => {}
            }
            None
        })
    }

    /// Returns the index behind the group that the `(` at `index` begins, or `index` if there is none.
    pub(super) fn behind_group(&self, index: usize) -> usize {
        if !self.symbol(index, b'(') {
            return index;
        }
        let mut depth = 0_usize;
        for (token, at) in self.tokens[index..].iter().zip(index..) {
            match token.kind {
                Kind::Symbol(b'(') => depth += 1,
                Kind::Symbol(b')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.tokens.len()
    }

    /// Returns the name that begins at `index` as the catalog holds it, and the index behind it.
    pub(super) fn name(&self, index: usize) -> Option<(String, usize)> {
        let text = self.text(index);
        let (mut name, next) = match self.kind(index)? {
            Kind::Word => (text.to_ascii_lowercase(), index + 1),
            Kind::QuotedName => (text.get(1..text.len() - 1)?.replace("\"\"", "\""), index + 1),
            Kind::UnicodeName => {
                let raw = text.get(3..text.len() - 1)?.replace("\"\"", "\"");
                let uescape = self.is(index + 1, "UESCAPE") && self.kind(index + 2) == Some(Kind::Text);
                let escape = if uescape { self.text(index + 2).chars().nth(1)? } else { '\\' };
                (unescape(&raw, escape)?, if uescape { index + 3 } else { index + 1 })
            }
            _ => return None,
        };
        name.truncate(name.floor_char_boundary(MAX_NAME_BYTES));
        Some((name, next))
    }
}

/// Returns the text of `U&"…"` (PostgreSQL manual 4.1.1): `\XXXX`, `\+XXXXXX` and `\\`.
fn unescape(raw: &str, escape: char) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        let mut unit = [0; 2];
        if first != escape {
            units.extend_from_slice(first.encode_utf16(&mut unit));
        } else if let Some(behind) = rest.strip_prefix(escape) {
            units.extend_from_slice(escape.encode_utf16(&mut unit));
            rest = behind;
        } else if let Some(long) = rest.strip_prefix('+') {
            let code = u32::from_str_radix(long.get(..6)?, 16).ok()?;
            units.extend_from_slice(char::from_u32(code)?.encode_utf16(&mut unit));
            rest = &long[6..];
        } else {
            units.push(u16::from_str_radix(rest.get(..4)?, 16).ok()?);
            rest = &rest[4..];
        }
    }
    String::from_utf16(&units).ok()
}

/// Returns the index that `CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON …` builds: the schema, if
/// the statement names one, and the name, both as the catalog holds them. The schema is the table's, as an index
/// always is in its table's schema (PostgreSQL manual, CREATE INDEX). An index without a name is `None`.
pub fn concurrent_index_name(statement: &str) -> Option<(Option<String>, String)> {
    let (tokens, _) = lex(statement);
    let phrase = Phrase { script: statement, tokens: &tokens };
    let mut at = 1 + usize::from(phrase.is(1, "UNIQUE"));
    if !phrase.is(0, "CREATE") || !phrase.are(at, &["INDEX", "CONCURRENTLY"]) {
        return None;
    }
    at += 2;
    if phrase.are(at, &["IF", "NOT", "EXISTS"]) {
        at += 3;
    }
    if phrase.is(at, "ON") {
        return None;
    }
    let (name, at) = phrase.name(at)?;
    if !phrase.is(at, "ON") {
        return None;
    }
    let (mut table, mut at) = phrase.name(at + 1 + usize::from(phrase.is(at + 1, "ONLY")))?;
    let mut schema = None;
    while phrase.symbol(at, b'.') {
        let (next, behind) = phrase.name(at + 1)?;
        schema = Some(std::mem::replace(&mut table, next));
        at = behind;
    }
    Some((schema, name))
}

#[cfg(test)]
mod tests {
    use super::concurrent_index_name;

    #[test]
    fn names_the_index() {
        let long = format!("create index concurrently {} on t (a)", "é".repeat(40));
        let cut = "é".repeat(31);
        for (statement, expected) in [
            ("create index concurrently i on t (a)", Some((None, "i"))),
            ("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS My_Idx ON S.T (a)", Some((Some("s"), "my_idx"))),
            (
                "create /* x */ index -- y\n concurrently \"My \"\"Idx\" on only \"S.s\" . t(a)",
                Some((Some("S.s"), "My \"Idx")),
            ),
            ("create index concurrently i on db.s.t using gin (a)", Some((Some("s"), "i"))),
            ("create index concurrently if on t (a)", Some((None, "if"))),
            ("create index concurrently U&\"d!0061t\\!!!+01F600\" uescape '!' on t (a)", Some((None, "dat\\!😀"))),
            ("create index concurrently U&\"\\D83D\\DE00\" on t (a)", Some((None, "😀"))),
            ("create index concurrently U&\"\\D83D\" on t (a)", None),
            ("create index concurrently a$b on \u{e9}.t (a)", Some((Some("é"), "a$b"))),
            (long.as_str(), Some((None, cut.as_str()))),
            ("create index concurrently on t (a)", None),
            ("create index i on t (a)", None),
            ("create index \"concurrently\" on t (a)", None),
            ("drop index concurrently i", None),
            ("reindex index concurrently i", None),
            ("", None),
        ] {
            let expected =
                expected.map(|(schema, name): (Option<&str>, &str)| (schema.map(str::to_owned), name.to_owned()));
            assert_eq!(concurrent_index_name(statement), expected, "{statement:?}");
        }
    }
}
