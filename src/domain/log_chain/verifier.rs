//! Going through a chain, entry by entry, in the memory of one.

use super::anchor::Anchor;
use super::entry::{Entry, Hash, ORIGIN};
use super::fault::{Broken, End, Fault};

/// How far from its place an entry's own one is looked for.
const NEAR: i64 = 1000;

/// Checks entries in their order.
#[derive(Debug)]
pub struct Verifier {
    at: End,
    anchor: Option<Anchor>,
    anchored: bool,
    buffer: Vec<u8>,
}

impl Verifier {
    /// Begins before the first entry.
    pub fn new(anchor: Option<Anchor>) -> Self {
        // An empty log has an anchor too.
        let anchored = anchor.is_some_and(|anchor| anchor.hash == ORIGIN && anchor.seq.is_none_or(|seq| seq == 0));
        Self { at: (0, ORIGIN), anchor, anchored, buffer: Vec::new() }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn next(&mut self, entry: &Entry<'_>) -> Result<(), Fault> {
        let (seq, prev) = self.at;
        if entry.seq > seq + 1 {
            return Err(Broken::Missing(seq + 1, entry.seq - 1).into());
        }
        if entry.seq <= seq {
            return Err(Broken::Inserted(entry.seq, entry.seq).into());
        }
        if entry.prev_hash != prev {
            let made_for = self.made_for(entry);
            return Err(Fault::Unchained { seq: entry.seq, prev: entry.prev_hash.to_vec(), made_for });
        }
        let hash = entry.hash_at(entry.seq, &prev, &mut self.buffer);
        if hash != entry.hash {
            return Err(Broken::Changed(entry.seq).into());
        }
        self.at = (entry.seq, hash);
        match self.anchor {
            Some(anchor) if anchor.hash == hash && anchor.seq.is_none_or(|seq| seq == entry.seq) => {
                self.anchored = true
            }
            Some(Anchor { seq: Some(seq), .. }) if seq == entry.seq => return Err(Broken::OtherThanAnchor(seq).into()),
            _ => {}
        }
        Ok(())
    }

    /// The place near by for which the entry's hash was made.
    fn made_for(&mut self, entry: &Entry<'_>) -> Option<i64> {
        let nearest_first = (0..=NEAR).flat_map(|far| [entry.seq + far, entry.seq - far]);
        nearest_first.into_iter().find(|seq| entry.hash_at(*seq, entry.prev_hash, &mut self.buffer) == entry.hash)
    }

    /// Returns the last entry's place and hash.
    pub fn at(&self) -> (i64, Hash) {
        self.at
    }

    /// Ends with the stored head.
    ///
    /// # Errors
    /// The head or the anchor says that this isn't the end, or another one.
    pub fn end(&self, head: Option<(i64, &[u8])>) -> Result<(), Broken> {
        let (last, hash) = self.at;
        let (seq, head_hash) = head.ok_or(Broken::NoHead(last))?;
        if seq > last {
            return Err(Broken::Truncated(last + 1, seq));
        }
        if seq < last {
            return Err(Broken::Inserted(seq + 1, last));
        }
        if head_hash != hash {
            return Err(Broken::Head(last));
        }
        match self.anchor {
            Some(Anchor { seq: Some(seq), .. }) if seq > last => Err(Broken::Truncated(last + 1, seq)),
            Some(_) if !self.anchored => Err(Broken::NoAnchor(last)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
#[path = "verifier_tests.rs"]
mod tests;
