//! What is wrong with a chain.

use super::entry::Hash;

/// What the verifier stumbled over: what can be said without looking at other entries again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Said as exactly as it can be.
    Broken(Broken),
    /// An entry that isn't chained to the one before it.
    Unchained {
        /// The entry.
        seq: i64,
        /// What it is chained to.
        prev: Vec<u8>,
        /// The place that its own hash was made for, if there is one near by.
        made_for: Option<i64>,
    },
}

/// What is wrong, in the words for a person. The number is the first bad entry's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Its content isn't what its hash was made of.
    #[error("entry {0} was changed")]
    Changed(i64),
    /// It was changed and given a new hash, which the next one isn't chained to.
    #[error("entry {0} was changed, and given a hash that fits")]
    Rewritten(i64),
    /// Entries that are gone.
    #[error("{} gone", entries(*.0, *.1))]
    Missing(i64, i64),
    /// Entries that weren't there when the next one was written.
    #[error("{} put in later", entries(*.0, *.1))]
    Inserted(i64, i64),
    /// It stands at another place than it was written at.
    #[error("entry {0} stands at another place than it was written at")]
    Reordered(i64),
    /// The end is cut off.
    #[error("{} cut off at the end", entries(*.0, *.1))]
    Truncated(i64, i64),
    /// The stored head is another one.
    #[error("entry {0} isn't the one that the log's head names: it or the head was changed")]
    Head(i64),
    /// The stored head is gone.
    #[error("the log's head is gone, after entry {0}")]
    NoHead(i64),
    /// The anchor names another entry at that place.
    #[error("entry {0} isn't the one of the anchor: the log up to there was rewritten, or is another one")]
    OtherThanAnchor(i64),
    /// No entry has the anchor's hash.
    #[error(
        "no entry has the anchor's hash: the log was rewritten or cut off, or is another one (it ends at entry {0})"
    )]
    NoAnchor(i64),
}

fn entries(first: i64, last: i64) -> String {
    if first == last { format!("entry {first} is") } else { format!("entries {first} to {last} are") }
}

impl Broken {
    /// Returns the first bad entry's place.
    pub fn seq(&self) -> i64 {
        match *self {
            Self::Changed(seq)
            | Self::Rewritten(seq)
            | Self::Missing(seq, _)
            | Self::Inserted(seq, _)
            | Self::Reordered(seq)
            | Self::Truncated(seq, _)
            | Self::Head(seq)
            | Self::NoHead(seq)
            | Self::OtherThanAnchor(seq)
            | Self::NoAnchor(seq) => seq,
        }
    }

    /// Returns the word for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Changed(_) | Self::Rewritten(_) => "changed",
            Self::Missing(..) => "missing",
            Self::Inserted(..) => "inserted",
            Self::Reordered(_) => "reordered",
            Self::Truncated(..) => "truncated",
            Self::Head(_) | Self::NoHead(_) => "head",
            Self::OtherThanAnchor(_) | Self::NoAnchor(_) => "anchor",
        }
    }
}

impl Fault {
    /// Says it exactly, knowing where the entry is that the unchained one is chained to: nowhere, or at `found`.
    pub fn settle(self, found: Option<i64>) -> Broken {
        let (seq, made_for) = match self {
            Self::Broken(broken) => return broken,
            Self::Unchained { seq, made_for, .. } => (seq, made_for),
        };
        match (found, made_for) {
            (Some(before), _) if before < seq - 1 => Broken::Inserted(before + 1, seq - 1),
            (Some(_), _) => Broken::Reordered(seq),
            (None, Some(own)) if own == seq && seq > 1 => Broken::Rewritten(seq - 1),
            // The rest was numbered anew.
            (None, Some(own)) if own > seq => Broken::Missing(seq, own - 1),
            (None, Some(own)) if own < seq => Broken::Inserted(own, seq - 1),
            (None, _) => Broken::Changed(seq),
        }
    }

    /// Returns what the unchained entry is chained to.
    pub fn chained_to(&self) -> Option<&[u8]> {
        match self {
            Self::Unchained { prev, .. } => Some(prev),
            Self::Broken(_) => None,
        }
    }
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Where a chain ends.
pub(super) type End = (i64, Hash);
