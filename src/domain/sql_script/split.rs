//! A script cut into its statements.

use super::lexer::{Kind, Token, lex};
use super::phrase::Phrase;
use super::{BYTE_ORDER_MARK, Place, ScriptError, line_column};
use std::ops::Range;

/// A statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    /// From its first word to its last token: without the `;`, and without comments and blanks around it.
    pub text: &'a str,
    /// The byte of the script at which it begins.
    pub offset: usize,
    /// The line of the script in which it begins, from 1.
    pub line: usize,
    /// The character of the line at which it begins, from 1.
    pub column: usize,
}

impl Statement<'_> {
    /// Returns where in the script it begins.
    pub fn place(&self) -> Place {
        Place { line: self.line, column: self.column }
    }

    /// Returns the place in the script of an error's position: the server counts characters of the text that it
    /// was sent, from 1 (PostgreSQL manual, "Error and Notice Message Fields", `P`). A position behind the text is
    /// the text's end.
    pub fn place_of(&self, position: usize) -> Place {
        let passed = self.text.char_indices().nth(position.saturating_sub(1));
        self.place().after(&self.text[..passed.map_or(self.text.len(), |(offset, _)| offset)])
    }
}

/// Returns the statements of a script, comments and empty statements left out. A `;` ends none inside quotes,
/// comments, parentheses (`CREATE RULE … DO (a; b)`) and bodies of functions (`BEGIN ATOMIC … END`).
///
/// # Errors
/// [`ScriptError`] for a quote, comment or body without an end, and for a NUL.
pub fn split(script: &str) -> Result<Vec<Statement<'_>>, ScriptError> {
    let pieces = Pieces::read(script);
    if let Some(error) = pieces.error {
        return Err(error);
    }
    let mut passed = if script.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let mut place = Place::START;
    let statement = |phrase: Phrase<'_>| {
        let offset = phrase.start();
        place = place.after(&script[passed..offset]);
        passed = offset;
        Statement { text: &script[offset..phrase.end()], offset, line: place.line, column: place.column }
    };
    Ok(pieces.phrases().map(statement).collect())
}

/// The tokens of a script and where its statements are among them.
pub(super) struct Pieces<'a> {
    script: &'a str,
    tokens: Vec<Token>,
    /// Of each statement, none of them empty. With an error the last one is what stands before it.
    ranges: Vec<Range<usize>>,
    pub(super) error: Option<ScriptError>,
}

impl<'a> Pieces<'a> {
    pub(super) fn read(script: &'a str) -> Self {
        let (tokens, error) = lex(script);
        let mut pieces = Self { script, tokens, ranges: Vec::new(), error };
        pieces.cut();
        pieces
    }

    pub(super) fn phrases(&self) -> impl Iterator<Item = Phrase<'_>> {
        self.ranges.iter().map(|range| self.phrase(range.clone()))
    }

    fn phrase(&self, range: Range<usize>) -> Phrase<'_> {
        Phrase { script: self.script, tokens: &self.tokens[range] }
    }

    fn cut(&mut self) {
        let count = self.tokens.len();
        // Where the statement begins; where the innermost one, inside bodies, begins; the open bodies.
        let (mut start, mut inner, mut bodies) = (0, 0, Vec::new());
        let mut depth = 0_usize;
        for at in 0..count {
            match self.tokens[at].kind {
                Kind::Symbol(b'(') => depth += 1,
                Kind::Symbol(b')') => depth = depth.saturating_sub(1),
                Kind::Symbol(b';') if depth == 0 => {
                    inner = at + 1;
                    if bodies.is_empty() {
                        self.push(start..at);
                        start = at + 1;
                    }
                }
                Kind::Word if depth == 0 => {
                    let words = self.phrase(inner..count);
                    let word = at - inner;
                    if word > 0 && words.are(word - 1, &["BEGIN", "ATOMIC"]) && creates_routine(words) {
                        bodies.push(self.tokens[at - 1].start);
                        inner = at + 1;
                    } else if word == 0 && words.is(0, "END") {
                        // In a body every statement has its `;`, so an END that begins one ends the body, and
                        // that of a CASE, or one that is a column's label, never stands there.
                        bodies.pop();
                    }
                }
                _ => {}
            }
        }
        self.push(start..count);
        if let (None, Some(&begin)) = (&self.error, bodies.last()) {
            self.error = Some(ScriptError::RoutineBody(line_column(self.script, begin)));
        }
    }

    fn push(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.ranges.push(range);
        }
    }
}

fn creates_routine(words: Phrase<'_>) -> bool {
    let kind = if words.are(1, &["OR", "REPLACE"]) { 3 } else { 1 };
    words.is(0, "CREATE") && words.one_of(kind, &["FUNCTION", "PROCEDURE"]).is_some()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn ends_statements_only_where_the_server_does() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" ;; -- a;\n /* b; */ ;\r\n", &[]),
            ("\u{feff}", &[]),
            ("\u{feff}select 1", &["select 1"]),
            ("/* a */ select 1 -- b\n; /* c */ select /*;*/ 2 /* d */", &["select 1", "select /*;*/ 2"]),
            ("a';'b;c\";\"d;$$;$$;$e$;$$;$e$;E'\\';'", &["a';'b", "c\";\"d", "$$;$$", "$e$;$$;$e$", "E'\\';'"]),
            ("'\\';select 1", &["'\\'", "select 1"]),
            ("select a$b$c; select 2; -- $b$", &["select a$b$c", "select 2"]),
            (
                "create rule r as on insert to t do also (insert into u values (1); delete from v); select 1",
                &["create rule r as on insert to t do also (insert into u values (1); delete from v)", "select 1"],
            ),
            ("select 1); select 2", &["select 1)", "select 2"]),
            ("select (1; select 2", &["select (1; select 2"]),
            ("do $$ begin; commit; end $$; x", &["do $$ begin; commit; end $$", "x"]),
            (
                "create function f() returns int begin atomic select 1; select case when a then 2 end; end; x",
                &["create function f() returns int begin atomic select 1; select case when a then 2 end; end", "x"],
            ),
            (
                "CREATE OR REPLACE PROCEDURE p() BEGIN /* ; */ ATOMIC; SELECT 1 AS END; SELECT 2 \"end\"; END; x",
                &["CREATE OR REPLACE PROCEDURE p() BEGIN /* ; */ ATOMIC; SELECT 1 AS END; SELECT 2 \"end\"; END", "x"],
            ),
            ("create function f() begin atomic end; x", &["create function f() begin atomic end", "x"]),
            (
                "create function f() begin atomic select case a when 1 then case when b then 1 end end; end volatile; x",
                &[
                    "create function f() begin atomic select case a when 1 then case when b then 1 end end; end volatile",
                    "x",
                ],
            ),
            (
                "create function f() begin atomic create function g() begin atomic select 1; end; end; x",
                &["create function f() begin atomic create function g() begin atomic select 1; end; end", "x"],
            ),
            (
                "create function f() begin atomic select begin atomic; end; end",
                &["create function f() begin atomic select begin atomic; end", "end"],
            ),
            ("create function f(begin atomic) as $$;$$; x", &["create function f(begin atomic) as $$;$$", "x"]),
            (
                "begin; end; create table begin(a int); begin atomic; x",
                &["begin", "end", "create table begin(a int)", "begin atomic", "x"],
            ),
        ];
        for &(script, expected) in cases {
            let statements = split(script).expect(script);
            let texts: Vec<&str> = statements.iter().map(|s| s.text).collect();
            assert_eq!(texts, expected, "{script:?}");
        }
    }

    #[test]
    fn says_where_statements_and_their_errors_are() {
        let script = "\u{feff}select 1;\r\n -- é\r\n/* é */ select\r\n  'é', oops; x";
        let statements = split(script).expect("a good script");
        let places: Vec<_> = statements.iter().map(|s| (s.line, s.column)).collect();
        assert_eq!(places, [(1, 1), (3, 9), (4, 14)]);
        assert!(statements.iter().all(|s| script[s.offset..].starts_with(s.text)));
        for (position, place) in
            [(0, (3, 9)), (1, (3, 9)), (7, (3, 15)), (11, (4, 3)), (16, (4, 8)), (20, (4, 12)), (99, (4, 12))]
        {
            let found = statements[1].place_of(position);
            assert_eq!((found.line, found.column), place, "position {position}");
        }
    }
}
