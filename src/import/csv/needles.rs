//! Finds the bytes that mean something outside of quotes, eight bytes at a time.

/// The bytes of a word.
pub(super) const WORD: usize = 8;

const EACH: u64 = 0x0101_0101_0101_0101;
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The delimiter, the quote, CR and LF, each repeated over a word.
///
/// Fields are short, so a call of memchr for each would cost more than the search itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needles {
    delimiter: u64,
}

impl Needles {
    /// The delimiter must be ASCII.
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter: EACH * u64::from(delimiter) }
    }

    /// Returns a word with the high bit of every byte set that is one of the needles, the first
    /// byte lowest.
    #[inline]
    pub(super) fn find(self, word: u64) -> u64 {
        const QUOTE: u64 = EACH * b'"' as u64;
        const CR: u64 = EACH * b'\r' as u64;
        const LF: u64 = EACH * b'\n' as u64;
        // Seven bits are compared: the sum keeps its high bit clear only if they are equal, and
        // never carries into the next byte. The eighth is that of `word`: no needle has it.
        let seven = word & LOW;
        let differs =
            ((seven ^ self.delimiter) + LOW) & ((seven ^ QUOTE) + LOW) & ((seven ^ CR) + LOW) & ((seven ^ LF) + LOW);
        !(differs | word) & HIGH
    }
}
