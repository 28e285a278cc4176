//! The parsed form of one value: a flat list of nodes that point into its text.

use std::hash::RandomState;

/// What a node stands for. Eight of them: they fit in three bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
    /// The end of an array or object.
    Close,
}

/// One value, member name or end of a container, in eight bytes: a record of 32 MiB can have 16 million of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Bits 0 to 25: where it begins in the text. Bits 26 to 28: the tag. Bit 29: the string has escapes.
    head: u32,
    /// Where it ends in the text; for a container the index of the node after its [`Tag::Close`].
    tail: u32,
}

const START: u32 = (1 << 26) - 1;
const ESCAPED: u32 = 1 << 29;

impl Node {
    /// Offsets must be at most [`super::MAX_RECORD`] + 1: the parser sees no more bytes than that.
    fn new(tag: Tag, start: usize, tail: usize) -> Self {
        Self { head: (start as u32 & START) | (tag as u32) << 26, tail: tail as u32 }
    }

    pub(super) fn tag(self) -> Tag {
        match self.head >> 26 & 7 {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::String,
            5 => Tag::Array,
            6 => Tag::Object,
            _ => Tag::Close,
        }
    }

    pub(super) fn start(self) -> usize {
        (self.head & START) as usize
    }

    /// See the field: a byte offset, or a node index for containers.
    pub(super) fn tail(self) -> usize {
        self.tail as usize
    }

    pub(super) fn escaped(self) -> bool {
        self.head & ESCAPED != 0
    }
}

/// The memory for one parsed value, to be used again for the next one.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    /// Room to look for duplicate names in large objects: hash and node of each name.
    pub(super) names: Vec<(u64, u32)>,
    /// Room for one unescaped name.
    pub(super) scratch: String,
    /// Random keys, so that nobody can write names that share a hash.
    pub(super) hasher: RandomState,
}

impl Tape {
    /// An empty tape; it grows to what the largest value needs (eight bytes per value and member name).
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn clear(&mut self) {
        self.nodes.clear();
    }

    /// The index that the next node gets.
    #[inline]
    pub(super) fn next(&self) -> usize {
        self.nodes.len()
    }

    #[inline]
    pub(super) fn node(&self, index: usize) -> Option<Node> {
        self.nodes.get(index).copied()
    }

    /// Adds a scalar or a member name from `start` up to `end`.
    #[inline]
    pub(super) fn scalar(&mut self, tag: Tag, start: usize, end: usize) {
        self.nodes.push(Node::new(tag, start, end));
    }

    /// Adds a string with or without escapes.
    #[inline]
    pub(super) fn string(&mut self, escaped: bool, start: usize, end: usize) {
        let mut node = Node::new(Tag::String, start, end);
        if escaped {
            node.head |= ESCAPED;
        }
        self.nodes.push(node);
    }

    /// Begins a container and returns its index.
    #[inline]
    pub(super) fn open(&mut self, tag: Tag, start: usize) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node::new(tag, start, 0));
        index
    }

    /// Ends the container with the index `open`; `end` is the byte after its bracket.
    #[inline]
    pub(super) fn close(&mut self, open: usize, end: usize) {
        self.nodes.push(Node::new(Tag::Close, 0, end));
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open) {
            node.tail = next;
        }
    }
}

/// The index of the node after the value at `index`.
#[inline]
pub(super) fn after(nodes: &[Node], index: usize) -> usize {
    match nodes.get(index) {
        Some(node) if matches!(node.tag(), Tag::Array | Tag::Object) => node.tail(),
        _ => index + 1,
    }
}

/// The byte after the value at `index`.
#[inline]
pub(super) fn end(nodes: &[Node], index: usize) -> usize {
    let Some(node) = nodes.get(index) else { return 0 };
    match node.tag() {
        Tag::Array | Tag::Object => nodes.get(node.tail().wrapping_sub(1)).map_or(0, |close| close.tail()),
        _ => node.tail(),
    }
}
