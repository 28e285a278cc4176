//! Gzip, recognised by its first two bytes.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The compressed bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// Returns a reader of the inflated bytes, or of the same bytes if they aren't gzip, and whether
/// they are.
pub(super) fn inflated(mut reader: Box<dyn Read + Send>) -> io::Result<(Box<dyn Read + Send>, bool)> {
    let mut start = Vec::with_capacity(MAGIC.len());
    // Not one read: a pipe may give a single byte.
    reader.by_ref().take(MAGIC.len() as u64).read_to_end(&mut start)?;
    let gzip = start == MAGIC;
    let whole = Cursor::new(start).chain(reader);
    if gzip {
        let reader = BufReader::with_capacity(CHUNK, whole);
        Ok((Box::new(MultiGzDecoder::new(reader)), true))
    } else {
        Ok((Box::new(whole), false))
    }
}

/// Says what an error of the inflating reader means.
pub(super) fn explained(error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            io::Error::new(io::ErrorKind::UnexpectedEof, "the gzip data ends too early: it is cut off")
        }
        _ => io::Error::new(io::ErrorKind::InvalidData, format!("the gzip data is damaged: {error}")),
    }
}
