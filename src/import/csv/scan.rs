//! Finds the fields of one record, going on where it stopped when more text has come.

use memchr::memchr;

use super::needles::{Needles, WORD};

/// The double quote.
pub(super) const QUOTE: u8 = b'"';

/// A field in the text of its record; offsets count bytes from the beginning of the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// Where the field begins, with its quote.
    pub(super) begin: usize,
    /// Where its content begins.
    pub(super) start: usize,
    /// Where its content ends.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Quoted,
    /// In quotes, with doubled quotes in it.
    Doubled,
}

/// What a scan came to.
#[derive(Debug)]
pub(super) enum Scan {
    /// The text ended before the record.
    More,
    /// The record is complete.
    End {
        /// Its bytes without the line end.
        length: usize,
        /// Its line end begins with a CR, so a LF that follows belongs to it.
        cr: bool,
    },
    Fault(Fault),
}

/// Why a record can't be read.
#[derive(Debug)]
pub(super) struct Fault {
    /// The byte of the record.
    pub(super) at: usize,
    pub(super) field: usize,
    pub(super) what: What,
}

/// What is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    QuoteInside,
    TextAfterQuote,
    Unterminated,
    TooManyFields,
}

/// The scan of one record.
pub(super) struct Scanner {
    needles: Needles,
    delimiter: u8,
    state: State,
    /// The bytes of the record that are scanned.
    at: usize,
    /// Where the current field begins.
    begin: usize,
    /// The current field has doubled quotes.
    doubled: bool,
    quotes: bool,
    spans: Vec<Span>,
    most: usize,
}

#[derive(Clone, Copy)]
enum State {
    /// At the beginning of a field, or in one without quotes.
    Plain,
    Quoted,
    /// Behind a quote that closes, unless another one follows.
    Closed,
}

impl Scanner {
    pub(super) fn new(delimiter: u8, most: usize) -> Self {
        Self {
            needles: Needles::new(delimiter),
            delimiter,
            state: State::Plain,
            at: 0,
            begin: 0,
            doubled: false,
            quotes: false,
            spans: Vec::new(),
            most,
        }
    }

    /// Begins a new record.
    pub(super) fn restart(&mut self) {
        self.state = State::Plain;
        self.at = 0;
        self.begin = 0;
        self.doubled = false;
        self.quotes = false;
        self.spans.clear();
    }

    /// Sets the most fields of the records to come.
    pub(super) fn allow(&mut self, most: usize) {
        self.most = most;
    }

    /// Returns the most fields a record may have.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// The fields found so far.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The same, to be pointed somewhere else.
    pub(super) fn spans_mut(&mut self) -> &mut [Span] {
        &mut self.spans
    }

    /// Whether any field of the record is in quotes.
    pub(super) fn quotes(&self) -> bool {
        self.quotes
    }

    /// Returns where the quote stands that isn't closed yet.
    pub(super) fn open_quote(&self) -> Option<usize> {
        matches!(self.state, State::Quoted).then_some(self.begin)
    }

    /// Scans the record; `record` begins where it begins and is at least as long as the last time.
    pub(super) fn scan(&mut self, record: &[u8]) -> Scan {
        loop {
            let step = match self.state {
                State::Plain => self.plain(record),
                State::Quoted => self.quoted(record),
                State::Closed => self.closed(record),
            };
            if let Some(step) = step {
                return step;
            }
        }
    }

    /// Ends the record at the end of the whole text.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        match self.state {
            State::Plain => self.push(Kind::Plain, self.at),
            State::Closed => self.push_quoted(),
            State::Quoted => Err(self.fault(self.begin, What::Unterminated)),
        }
    }

    fn plain(&mut self, record: &[u8]) -> Option<Scan> {
        loop {
            let rest = record.get(self.at..).unwrap_or_default();
            let (word, length) = load(rest);
            let mut hits = self.needles.find(word);
            while hits != 0 {
                let bit = hits.trailing_zeros() & !7;
                let at = self.at + (bit / 8) as usize;
                hits &= hits - 1;
                match (word >> bit) as u8 {
                    QUOTE if at == self.begin => {
                        self.state = State::Quoted;
                        self.quotes = true;
                        self.at = at + 1;
                        return None;
                    }
                    QUOTE => return Some(Scan::Fault(self.fault(at, What::QuoteInside))),
                    byte @ (b'\r' | b'\n') => {
                        return Some(match self.push(Kind::Plain, at) {
                            Ok(()) => Scan::End { length: at, cr: byte == b'\r' },
                            Err(fault) => Scan::Fault(fault),
                        });
                    }
                    _ => {
                        if let Err(fault) = self.push(Kind::Plain, at) {
                            return Some(Scan::Fault(fault));
                        }
                    }
                }
            }
            self.at += length;
            if length < WORD {
                return Some(Scan::More);
            }
        }
    }

    fn quoted(&mut self, record: &[u8]) -> Option<Scan> {
        match memchr(QUOTE, record.get(self.at..).unwrap_or_default()) {
            Some(length) => {
                self.at += length + 1;
                self.state = State::Closed;
                None
            }
            None => {
                self.at = record.len();
                Some(Scan::More)
            }
        }
    }

    fn closed(&mut self, record: &[u8]) -> Option<Scan> {
        let at = self.at;
        match record.get(at).copied() {
            None => return Some(Scan::More),
            Some(QUOTE) => {
                self.doubled = true;
                self.state = State::Quoted;
            }
            Some(byte) if byte == self.delimiter => {
                if let Err(fault) = self.push_quoted() {
                    return Some(Scan::Fault(fault));
                }
                self.state = State::Plain;
            }
            Some(byte @ (b'\r' | b'\n')) => {
                return Some(match self.push_quoted() {
                    Ok(()) => Scan::End { length: at, cr: byte == b'\r' },
                    Err(fault) => Scan::Fault(fault),
                });
            }
            Some(_) => return Some(Scan::Fault(self.fault(at, What::TextAfterQuote))),
        }
        self.at = at + 1;
        None
    }

    /// Ends a field in quotes whose last quote is behind.
    fn push_quoted(&mut self) -> Result<(), Fault> {
        let kind = if self.doubled { Kind::Doubled } else { Kind::Quoted };
        self.doubled = false;
        self.push(kind, self.at)
    }

    /// Ends a field before the byte `end`; one more is taken by the delimiter.
    #[inline]
    fn push(&mut self, kind: Kind, end: usize) -> Result<(), Fault> {
        let begin = self.begin;
        if self.spans.len() >= self.most {
            return Err(self.fault(begin, What::TooManyFields));
        }
        self.spans.push(match kind {
            Kind::Plain => Span { begin, start: begin, end, kind },
            Kind::Quoted | Kind::Doubled => Span { begin, start: begin + 1, end: end - 1, kind },
        });
        self.begin = end + 1;
        Ok(())
    }

    fn fault(&self, at: usize, what: What) -> Fault {
        Fault { at, field: self.spans.len(), what }
    }
}

/// Returns the first bytes as a word, the first one lowest, and how many they are. Behind the end
/// it has NUL, which is never looked for.
#[inline]
fn load(bytes: &[u8]) -> (u64, usize) {
    if let Some(word) = bytes.first_chunk::<WORD>() {
        return (u64::from_le_bytes(*word), WORD);
    }
    let word = bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
    (word, bytes.len())
}
