//! The grammar of RFC 8259: one value from a text to a tape.

use super::escape;
use super::fault::{MAX_DEPTH, MAX_RECORD, Stop, What};
use super::names::Seen;
use super::scan;
use super::tape::{Tag, Tape};

/// Parses the value at the very beginning of `text` and returns the byte after it. What follows isn't looked at:
/// a number that reaches the end of `text` may go on in text still to come.
///
/// # Errors
/// Says where the text isn't JSON; [`What::End`] where it ends too early.
pub(super) fn first_value(text: &str, tape: &mut Tape) -> Result<usize, Stop> {
    tape.clear();
    let all = text.as_bytes();
    // No more than this is looked at, so that offsets fit in a node.
    let bytes = all.get(..=MAX_RECORD).unwrap_or(all);
    let mut parser = Parser { text, bytes, at: 0, tape };
    match parser.value(0) {
        Err(Stop { what: What::End, .. }) if bytes.len() > MAX_RECORD => Err(Stop::new(0, What::TooLarge)),
        Err(stop) => Err(stop),
        Ok(()) if parser.at > MAX_RECORD => Err(Stop::new(0, What::TooLarge)),
        Ok(()) => Ok(parser.at),
    }
}

struct Parser<'p> {
    text: &'p str,
    bytes: &'p [u8],
    at: usize,
    tape: &'p mut Tape,
}

impl Parser<'_> {
    /// A value inside `depth` arrays and objects.
    fn value(&mut self, depth: u32) -> Result<(), Stop> {
        match self.bytes.get(self.at) {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'-' | b'0'..=b'9') => {
                let end = scan::number(self.bytes, self.at)?;
                self.tape.scalar(Tag::Number, self.at, end);
                self.at = end;
                Ok(())
            }
            Some(b't') => self.literal(b"true", Tag::True),
            Some(b'f') => self.literal(b"false", Tag::False),
            Some(b'n') => self.literal(b"null", Tag::Null),
            _ => Err(self.unexpected(What::Value)),
        }
    }

    /// The fault at the current byte, or the end if there's none.
    #[cold]
    fn unexpected(&self, what: What) -> Stop {
        Stop::new(self.at, if self.at < self.bytes.len() { what } else { What::End })
    }

    #[inline]
    fn space(&mut self) {
        self.at = scan::space(self.bytes, self.at);
    }

    fn literal(&mut self, word: &[u8], tag: Tag) -> Result<(), Stop> {
        let start = self.at;
        for byte in word {
            if self.bytes.get(self.at) != Some(byte) {
                return Err(self.unexpected(What::Literal));
            }
            self.at += 1;
        }
        self.tape.scalar(tag, start, self.at);
        Ok(())
    }

    #[inline]
    fn string(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let mut at = start + 1;
        let mut escaped = false;
        loop {
            at = scan::plain(self.bytes, at);
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at = escape::check(self.bytes, at)?;
                }
                Some(_) => return Err(Stop::new(at, What::Control)),
                None => return Err(Stop::new(at, What::End)),
            }
        }
        self.at = at + 1;
        self.tape.string(escaped, start, self.at);
        Ok(())
    }

    fn array(&mut self, depth: u32) -> Result<(), Stop> {
        let open = self.enter(Tag::Array, depth)?;
        if self.bytes.get(self.at) == Some(&b']') {
            self.at += 1;
        } else {
            loop {
                self.value(depth + 1)?;
                self.space();
                match self.bytes.get(self.at) {
                    Some(b',') => self.at += 1,
                    Some(b']') => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(self.unexpected(What::CommaOrBracket)),
                }
                self.space();
            }
        }
        self.tape.close(open, self.at);
        Ok(())
    }

    fn object(&mut self, depth: u32) -> Result<(), Stop> {
        let open = self.enter(Tag::Object, depth)?;
        if self.bytes.get(self.at) == Some(&b'}') {
            self.at += 1;
            self.tape.close(open, self.at);
            return Ok(());
        }
        let mut seen = Seen::default();
        loop {
            self.name(open, &mut seen)?;
            self.value(depth + 1)?;
            self.space();
            match self.bytes.get(self.at) {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                _ => return Err(self.unexpected(What::CommaOrBrace)),
            }
            self.space();
        }
        self.tape.close(open, self.at);
        match seen.finish(self.text, self.tape, open) {
            Some(at) => Err(Stop::new(at, What::Duplicate)),
            None => Ok(()),
        }
    }

    /// A bracket or brace and the white space after it.
    #[inline]
    fn enter(&mut self, tag: Tag, depth: u32) -> Result<usize, Stop> {
        if depth >= MAX_DEPTH {
            return Err(Stop::new(self.at, What::TooDeep));
        }
        let open = self.tape.open(tag, self.at);
        self.at += 1;
        self.space();
        Ok(open)
    }

    /// A member name up to where its value begins.
    #[inline]
    fn name(&mut self, open: usize, seen: &mut Seen) -> Result<(), Stop> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return Err(self.unexpected(What::Name));
        }
        let (start, key) = (self.at, self.tape.next());
        self.string()?;
        if seen.repeats(self.text, self.tape, open, key) {
            return Err(Stop::new(start, What::Duplicate));
        }
        self.space();
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(self.unexpected(What::Colon));
        }
        self.at += 1;
        self.space();
        Ok(())
    }
}
