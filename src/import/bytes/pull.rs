//! Reads an origin to its end: inflated, hashed, and looked at for changes.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::digest::{Digest, Hasher};
use super::inflate::{explained, inflated};
use super::origin::{Opened, named};
use super::progress::{Counted, Progress, Tally};
use super::witness::Witness;
use crate::position::SourceError;

/// The bytes of a block.
pub(super) const BLOCK: usize = 256 * 1024;

/// An origin that is being read.
pub(super) struct Pull {
    reader: Reader,
    hasher: Hasher,
    tally: Arc<Tally>,
    total: Option<u64>,
    witness: Option<Witness>,
    path: Option<PathBuf>,
    /// What came after the bytes of the last block.
    failure: Option<io::Error>,
}

/// The first read may wait for long, so it isn't done before the first block is asked for.
enum Reader {
    Fresh(Box<dyn Read + Send>),
    Running { reader: Box<dyn Read + Send>, gzip: bool },
    Ended,
}

impl Pull {
    pub(super) fn new(opened: Opened) -> Self {
        let tally = Arc::new(Tally::default());
        Self {
            reader: Reader::Fresh(Box::new(Counted::new(opened.reader, Arc::clone(&tally)))),
            hasher: Hasher::new(),
            tally,
            total: opened.total,
            witness: opened.witness,
            path: opened.path,
            failure: None,
        }
    }

    pub(super) fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    pub(super) fn progress(&self) -> Progress {
        Progress::new(self.tally(), self.total)
    }

    /// Puts the next bytes into `block`, as many as it can hold unless it is the last; none at the
    /// end.
    pub(super) fn fill(&mut self, block: &mut Vec<u8>) -> Result<(), SourceError> {
        block.resize(BLOCK, 0);
        let length = match self.read(block) {
            Ok(length) => length,
            Err(error) => return Err(self.fault(&error)),
        };
        block.truncate(length);
        self.hasher.update(block);
        if length == 0 && self.changed()? {
            return Err(SourceError::Changed);
        }
        Ok(())
    }

    /// Returns the digest of all bytes so far.
    pub(super) fn digest(self) -> Digest {
        self.hasher.finish()
    }

    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        if let Reader::Fresh(_) = self.reader
            && let Reader::Fresh(fresh) = std::mem::replace(&mut self.reader, Reader::Ended)
        {
            let (reader, gzip) = inflated(fresh)?;
            self.reader = Reader::Running { reader, gzip };
        }
        let Reader::Running { reader, .. } = &mut self.reader else { return Ok(0) };
        let mut length = 0;
        while let Some(room) = block.get_mut(length..)
            && !room.is_empty()
        {
            match reader.read(room) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // What was read before goes first: it may hold the reason.
                Err(error) if length > 0 => {
                    self.failure = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(length)
    }

    fn changed(&self) -> Result<bool, SourceError> {
        match &self.witness {
            Some(witness) => witness.changed().map_err(|error| SourceError::Read(named(self.path.as_deref(), &error))),
            None => Ok(false),
        }
    }

    fn fault(&self, error: &io::Error) -> SourceError {
        // A gzip file that is still being written looks cut off: the writing is the cause.
        if matches!(self.changed(), Ok(true)) {
            return SourceError::Changed;
        }
        let gzip = matches!(self.reader, Reader::Running { gzip: true, .. });
        let told = if gzip && !self.tally.failed() { &explained(error) } else { error };
        SourceError::Read(named(self.path.as_deref(), told))
    }
}
