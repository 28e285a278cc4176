//! Makes UTF-8 of a block, whatever the encoding.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::place::Place;
use crate::position::SourceError;

/// The decoding of one source, from its first block to its last.
pub(super) struct Transcoder {
    state: State,
    place: Place,
}

enum State {
    /// Nothing seen yet; holds the encoding for want of a byte order mark.
    Start(&'static Encoding),
    /// As it is: whoever reads the text has to look at every byte anyway.
    Utf8,
    Decode(Decoder),
}

/// What a block became.
pub(super) struct Decoded {
    /// The UTF-8, up to the fault if there is one; may be empty.
    pub(super) text: Vec<u8>,
    pub(super) fault: Option<SourceError>,
}

impl Transcoder {
    pub(super) fn new(encoding: Option<&'static Encoding>) -> Self {
        Self { state: State::Start(encoding.unwrap_or(UTF_8)), place: Place::start_of(1) }
    }

    /// Decodes a block. The first one has to hold the whole byte order mark, so three bytes unless
    /// the source is shorter.
    pub(super) fn push(&mut self, mut block: Vec<u8>) -> Decoded {
        if let State::Start(otherwise) = self.state {
            let (encoding, mark) = Encoding::for_bom(&block).unwrap_or((otherwise, 0));
            block.drain(..mark.min(block.len()));
            self.state = if encoding == UTF_8 {
                State::Utf8
            } else {
                State::Decode(encoding.new_decoder_without_bom_handling())
            };
        }
        match &mut self.state {
            State::Decode(decoder) => decode(decoder, &mut self.place, &block, false),
            State::Start(_) | State::Utf8 => Decoded { text: block, fault: None },
        }
    }

    /// Returns what is left at the end of the source; a character that is cut off is a fault.
    pub(super) fn finish(&mut self) -> Decoded {
        match &mut self.state {
            State::Decode(decoder) => decode(decoder, &mut self.place, &[], true),
            State::Start(_) | State::Utf8 => Decoded { text: Vec::new(), fault: None },
        }
    }
}

fn decode(decoder: &mut Decoder, place: &mut Place, mut bytes: &[u8], last: bool) -> Decoded {
    let mut text = String::new();
    loop {
        // Enough for all in one go; the fallback would only mean another round.
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()).max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, last);
        bytes = bytes.get(read..).unwrap_or_default();
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty => {
                place.feed(&text);
                return Decoded { text: text.into_bytes(), fault: None };
            }
            DecoderResult::Malformed(..) => {
                place.feed(&text);
                let fault = SourceError::Syntax {
                    at: place.position(),
                    field: None,
                    reason: format!("bytes that aren't {}", decoder.encoding().name()),
                    recoverable: false,
                };
                return Decoded { text: text.into_bytes(), fault: Some(fault) };
            }
        }
    }
}
