//! Finding duplicate member names, whatever the size of the object.

use std::hash::BuildHasher;

use super::escape;
use super::tape::{Node, Tape, after};

/// Up to so many members each name is compared with those before it; beyond that names are hashed and sorted.
const FEW: usize = 32;

/// The names of one object that have been seen so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    count: usize,
    /// One bit per cheap hash of a name: a new bit means a new name, which spares most comparisons.
    bits: u64,
}

impl Seen {
    /// Adds the name at node `key`; true when an earlier member of the object that begins at node `open` has it.
    #[inline]
    pub(super) fn repeats(&mut self, text: &str, tape: &Tape, open: usize, key: usize) -> bool {
        self.count += 1;
        if self.count > FEW {
            return false;
        }
        let Some(node) = tape.node(key) else { return false };
        if node.escaped() {
            // Its cheap hash says nothing about the unescaped name: from here on compare all.
            self.bits = u64::MAX;
        } else {
            let bit = 1 << cheap_hash(text.as_bytes(), node);
            if self.bits & bit == 0 {
                self.bits |= bit;
                return false;
            }
        }
        repeats_earlier(text, tape.nodes(), open, key, node)
    }

    /// Looks at all names of the finished object at node `open` if it was too large to compare each; returns the
    /// byte where the first repetition begins.
    #[inline]
    pub(super) fn finish(&self, text: &str, tape: &mut Tape, open: usize) -> Option<usize> {
        if self.count > FEW { sorted_repetition(text, tape, open) } else { None }
    }
}

/// A number below 64 from the length and two characters.
#[inline]
fn cheap_hash(text: &[u8], name: Node) -> u32 {
    let (start, end) = (name.start(), name.tail());
    let byte = |at: usize| text.get(at).copied().map_or(0, u32::from);
    // The first character (or the closing quote), the last one, the length.
    let mixed = byte(start + 1) | byte(end.wrapping_sub(2)) << 8 | (end.wrapping_sub(start) as u32 & 0xffff) << 16;
    mixed.wrapping_mul(0x9e37_79b1) >> 26
}

fn repeats_earlier(text: &str, nodes: &[Node], open: usize, key: usize, name: Node) -> bool {
    let mut at = open + 1;
    while at < key {
        if nodes.get(at).is_some_and(|earlier| equal(text, *earlier, name)) {
            return true;
        }
        at = after(nodes, at + 1);
    }
    false
}

/// The content of a name as written, without the quotes.
fn content(text: &str, name: Node) -> &str {
    text.get(name.start() + 1..name.tail().saturating_sub(1)).unwrap_or_default()
}

fn equal(text: &str, left: Node, right: Node) -> bool {
    let (raw_left, raw_right) = (content(text, left), content(text, right));
    if left.escaped() || right.escaped() { escape::same(raw_left, raw_right) } else { raw_left == raw_right }
}

fn sorted_repetition(text: &str, tape: &mut Tape, open: usize) -> Option<usize> {
    let mut names = std::mem::take(&mut tape.names);
    let mut scratch = std::mem::take(&mut tape.scratch);
    names.clear();
    let nodes = tape.nodes();
    let mut at = open + 1;
    // The last node is the end of the object.
    while at + 1 < nodes.len() {
        let Some(&name) = nodes.get(at) else { break };
        let raw = content(text, name);
        let hash = if name.escaped() {
            scratch.clear();
            escape::unescape(raw, &mut scratch);
            tape.hasher.hash_one(scratch.as_str())
        } else {
            tape.hasher.hash_one(raw)
        };
        names.push((hash, at as u32));
        at = after(nodes, at + 1);
    }
    names.sort_unstable();
    let mut first = None;
    for group in names.chunk_by(|left, right| left.0 == right.0).filter(|group| group.len() > 1) {
        first = match (first, repetition_in(text, nodes, group)) {
            (Some(left), Some(right)) => Some(usize::min(left, right)),
            (left, right) => left.or(right),
        };
    }
    tape.names = names;
    tape.scratch = scratch;
    first
}

/// The first repetition among names with one hash: nearly always the second of them.
fn repetition_in(text: &str, nodes: &[Node], group: &[(u64, u32)]) -> Option<usize> {
    let name = |entry: &(u64, u32)| nodes.get(entry.1 as usize).copied();
    for (count, entry) in group.iter().enumerate() {
        let later = name(entry)?;
        if group.iter().take(count).filter_map(name).any(|earlier| equal(text, earlier, later)) {
            return Some(later.start());
        }
    }
    None
}
