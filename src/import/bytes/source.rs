//! The reading thread and its channel.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use encoding_rs::Encoding;

use super::digest::Digest;
use super::origin::Origin;
use super::progress::{Progress, Tally};
use super::pull::Pull;
use super::transcode::{Decoded, Transcoder};
use crate::position::{Blocks, SourceError};

/// The blocks that may wait in the channel.
const WAITING: usize = 4;

/// How to read the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The encoding for want of a byte order mark; UTF-8 if none is given. A mark of UTF-8 or
    /// UTF-16 always wins.
    pub encoding: Option<&'static Encoding>,
}

/// The blocks of a source, read ahead by a thread that ends with the source or with this value.
///
/// UTF-8 comes through as it is, so the blocks may hold bytes that aren't UTF-8 and may end within
/// a character; every other encoding is checked. A byte order mark is dropped.
#[derive(Debug)]
pub struct SourceBytes {
    blocks: Receiver<Message>,
    progress: Progress,
    tally: Arc<Tally>,
    digest: Option<Digest>,
    ended: bool,
}

enum Message {
    Block(Vec<u8>),
    Fault(SourceError),
    End(Digest),
}

/// The other end is gone: nobody wants more.
struct Unwanted;

impl SourceBytes {
    /// Opens an origin and starts to read it. A FIFO makes this wait for its writer.
    ///
    /// # Errors
    /// [`SourceError::Read`] if it can't be opened; the text names the path.
    pub fn open(origin: Origin, options: Options) -> Result<Self, SourceError> {
        let pull = Pull::new(origin.open()?);
        let (progress, tally) = (pull.progress(), pull.tally());
        let (sender, blocks) = sync_channel(WAITING);
        thread::Builder::new()
            .name("source".to_owned())
            .spawn(move || {
                // An error here only says that nobody wants more.
                let _ = run(pull, Transcoder::new(options.encoding), &sender);
            })
            .map_err(SourceError::Read)?;
        Ok(Self { blocks, progress, tally, digest: None, ended: false })
    }

    /// Returns the digest of the whole source, once [`Blocks::next_block`] returned its end.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// Returns a handle that tells how far the reading is; blocks that wait count as read.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }
}

impl Blocks for SourceBytes {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        if self.ended {
            return Ok(None);
        }
        match self.blocks.recv() {
            Ok(Message::Block(block)) => Ok(Some(block)),
            Ok(Message::End(digest)) => {
                self.ended = true;
                self.digest = Some(digest);
                Ok(None)
            }
            Ok(Message::Fault(error)) => {
                self.ended = true;
                Err(error)
            }
            // It always says how it ended, unless it panicked.
            Err(_) => {
                self.ended = true;
                Err(SourceError::Read(io::Error::other("the thread that reads the source broke down")))
            }
        }
    }
}

impl Drop for SourceBytes {
    fn drop(&mut self) {
        self.tally.stop();
    }
}

fn run(mut pull: Pull, mut transcoder: Transcoder, sender: &SyncSender<Message>) -> Result<(), Unwanted> {
    loop {
        let mut block = Vec::new();
        if let Err(error) = pull.fill(&mut block) {
            return send(sender, Message::Fault(error));
        }
        let end = block.is_empty();
        let Decoded { text, fault } = if end { transcoder.finish() } else { transcoder.push(block) };
        if !text.is_empty() {
            send(sender, Message::Block(text))?;
        }
        if let Some(fault) = fault {
            return send(sender, Message::Fault(fault));
        }
        if end {
            return send(sender, Message::End(pull.digest()));
        }
    }
}

fn send(sender: &SyncSender<Message>, message: Message) -> Result<(), Unwanted> {
    sender.send(message).map_err(|_| Unwanted)
}
