//! The shape of an array while it is read: its dimensions, which have to be rectangular, and its elements in order.

use std::borrow::Cow;

use super::fault;
use crate::cell::ValueFault;

/// PostgreSQL's `MAXDIM`.
const MOST_DIMENSIONS: usize = 6;

/// An element as its source has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element<'a> {
    /// NULL in an array literal.
    Null,
    /// An element of an array literal, unescaped.
    Text(Cow<'a, str>),
    /// An element of a JSON array, as written.
    Json(&'a str),
}

/// What is read so far.
#[derive(Debug, Default)]
pub(super) struct Shape<'a> {
    /// The length of each dimension, the outer first; 0 until its first array is closed.
    lengths: Vec<usize>,
    /// The elements counted in each array that is open.
    open: Vec<usize>,
    /// How deep the elements stand.
    depth: Option<usize>,
    /// The elements.
    elements: Vec<Element<'a>>,
}

impl<'a> Shape<'a> {
    /// Begins an array, the outermost too.
    pub(super) fn open(&mut self) -> Result<(), ValueFault> {
        if let Some(count) = self.open.last_mut() {
            *count += 1;
        }
        if self.open.len() >= MOST_DIMENSIONS {
            return Err(fault::new(fault::LIMIT, format!("has more than {MOST_DIMENSIONS} dimensions")));
        }
        if self.depth.is_some_and(|depth| self.open.len() >= depth) {
            return Err(ragged());
        }
        self.open.push(0);
        if self.lengths.len() < self.open.len() {
            self.lengths.push(0);
        }
        Ok(())
    }

    /// Takes an element.
    pub(super) fn element(&mut self, element: Element<'a>) -> Result<(), ValueFault> {
        if *self.depth.get_or_insert(self.open.len()) != self.open.len() {
            return Err(ragged());
        }
        if let Some(count) = self.open.last_mut() {
            *count += 1;
        }
        self.elements.push(element);
        Ok(())
    }

    /// Ends the array that was begun last.
    pub(super) fn close(&mut self) -> Result<(), ValueFault> {
        let count = self.open.pop().unwrap_or(0);
        if count == 0 && !self.open.is_empty() {
            return Err(fault::new(
                fault::MALFORMED,
                "has an empty array within, which PostgreSQL's arrays can't hold",
            ));
        }
        match self.lengths.get_mut(self.open.len()) {
            Some(length) if *length == 0 || *length == count => {
                *length = count;
                Ok(())
            }
            _ => Err(ragged()),
        }
    }

    /// The lengths of the dimensions, none of an empty array, and the elements.
    pub(super) fn finish(self) -> (Vec<usize>, Vec<Element<'a>>) {
        if self.elements.is_empty() { (Vec::new(), Vec::new()) } else { (self.lengths, self.elements) }
    }
}

/// The fault of an array whose parts differ in length or depth.
#[cold]
fn ragged() -> ValueFault {
    fault::new(fault::MALFORMED, "has arrays of different lengths within, but PostgreSQL's arrays are rectangular")
}
