//! Encoded rows that wait for their turn: in memory while they are few, then in a file.

use std::fs::File;
use std::io::{Read, Seek, Write};

/// What is kept in memory.
const IN_MEMORY: usize = 2 * 1024 * 1024;

/// Rows in the order in which they came.
#[derive(Default)]
pub(super) struct Spool {
    memory: Vec<u8>,
    file: Option<File>,
}

impl Spool {
    pub(super) fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        if self.file.is_none() && self.memory.len() + bytes.len() > IN_MEMORY {
            let mut file = tempfile::tempfile()?;
            file.write_all(&std::mem::take(&mut self.memory))?;
            self.file = Some(file);
        }
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => {
                self.memory.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// Goes back to the beginning.
    pub(super) fn rewind(&mut self) -> std::io::Result<()> {
        self.file.as_mut().map_or(Ok(()), File::rewind)
    }

    /// Takes the next part; none at the end.
    pub(super) fn take(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let Some(file) = &mut self.file else {
            let memory = std::mem::take(&mut self.memory);
            return Ok(Some(memory).filter(|m| !m.is_empty()));
        };
        let mut part = vec![0_u8; 256 * 1024];
        let count = file.read(&mut part)?;
        part.truncate(count);
        Ok(Some(part).filter(|p| !p.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_MEMORY, Spool};

    #[test]
    fn gives_back_what_it_took() {
        for blocks in [1, 3, 40] {
            let mut spool = Spool::default();
            let block: Vec<u8> = (0..IN_MEMORY / 10).map(|n| u8::try_from(n % 251).expect("a byte")).collect();
            for _ in 0..blocks {
                spool.write(&block).expect("written");
            }
            assert_eq!(spool.file.is_some(), blocks == 40);
            spool.rewind().expect("rewound");
            let mut back = Vec::new();
            while let Some(part) = spool.take().expect("read") {
                back.extend(part);
            }
            assert!(back == block.repeat(blocks), "{blocks}");
        }
    }
}
