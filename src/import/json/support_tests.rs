//! What the tests share: blocks from memory, and everything a reader says.

use crate::position::{Blocks, Position, SourceError};

use super::{JsonReader, Shape, Tape};

/// Blocks from memory.
pub(super) struct Memory(pub(super) std::vec::IntoIter<Vec<u8>>);

impl Blocks for Memory {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.0.next())
    }
}

impl Memory {
    /// Blocks of `size` bytes.
    pub(super) fn new(bytes: &[u8], size: usize) -> Self {
        Self(bytes.chunks(size).map(<[u8]>::to_vec).collect::<Vec<_>>().into_iter())
    }

    /// Blocks that are cut at the given places.
    pub(super) fn cut(bytes: &[u8], cuts: &[usize]) -> Self {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let blocks = cuts.windows(2).map(|pair| bytes[pair[0]..pair[1]].to_vec());
        Self(blocks.filter(|block| !block.is_empty()).collect::<Vec<_>>().into_iter())
    }
}

/// A record or an error: `table line:column text`, or `line:column reason` with `!` if it's final.
pub(super) fn told(blocks: Memory, shape: Shape) -> Vec<String> {
    let mut reader = JsonReader::open(blocks, shape).unwrap();
    let mut all = Vec::new();
    loop {
        match reader.next() {
            Ok(None) => break,
            Ok(Some(item)) => {
                let Position { line, column } = item.at;
                let table = item.table.map_or(String::new(), |table| format!("{table} "));
                all.push(format!("{table}{line}:{column} {}", item.value.raw()));
            }
            Err(SourceError::Syntax { at, reason, recoverable, .. }) => {
                let mark = if recoverable { "" } else { "!" };
                all.push(format!("{mark}{}:{} {reason}", at.line, at.column));
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert!(reader.next().unwrap().is_none());
    all
}

/// As [`told`], from text in one block.
pub(super) fn tell(text: &str, shape: Shape) -> Vec<String> {
    told(Memory::new(text.as_bytes(), text.len().max(1)), shape)
}

/// The first error of a source, as `line:column reason`.
pub(super) fn fault(bytes: &[u8], shape: Shape) -> Option<String> {
    let mut reader = JsonReader::open(Memory::new(bytes, 7), shape).unwrap();
    loop {
        match reader.next() {
            Ok(None) => return None,
            Ok(Some(_)) => {}
            Err(SourceError::Syntax { at, reason, .. }) => return Some(format!("{}:{} {reason}", at.line, at.column)),
            Err(error) => panic!("{error}"),
        }
    }
}

/// The error of a text in memory, as `line:column reason`.
pub(super) fn parse_fault(text: &str) -> Option<String> {
    match super::parse(text, &mut Tape::new()) {
        Ok(_) => None,
        Err(SourceError::Syntax { at, reason, .. }) => Some(format!("{}:{} {reason}", at.line, at.column)),
        Err(error) => panic!("{error}"),
    }
}
