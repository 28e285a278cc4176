//! Looks at the beginning of a source without taking it away.

use crate::position::{Blocks, SourceError};
use std::collections::VecDeque;

/// How much is looked at, in bytes.
const HEAD: usize = 64 << 10;

/// Blocks of which the first ones are known already.
#[derive(Debug)]
pub(super) struct Headed<B> {
    first: VecDeque<Vec<u8>>,
    rest: B,
}

impl<B: Blocks> Headed<B> {
    /// Reads the beginning.
    ///
    /// # Errors
    /// Those of the blocks.
    pub(super) fn open(mut blocks: B) -> Result<Self, SourceError> {
        let mut first = VecDeque::new();
        let mut size = 0;
        while size < HEAD {
            let Some(block) = blocks.next_block()? else { break };
            size += block.len();
            first.push_back(block);
        }
        Ok(Self { first, rest: blocks })
    }

    /// Returns the beginning.
    pub(super) fn head(&self) -> Vec<u8> {
        self.first.iter().flatten().copied().take(HEAD).collect()
    }
}

impl<B: Blocks> Blocks for Headed<B> {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        match self.first.pop_front() {
            Some(block) => Ok(Some(block)),
            None => self.rest.next_block(),
        }
    }
}
