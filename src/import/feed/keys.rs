//! Remembering where the fields of a source go: most records have the same keys in the same order.

use crate::mapping::{Destination, Resolver, Unresolved};
use std::collections::HashMap;

/// The destinations found so far.
#[derive(Debug, Default)]
pub(super) struct KeyCache {
    known: Vec<(Box<str>, Destination)>,
    by_path: HashMap<Box<str>, usize>,
    /// The destination that the key at this place had in the record before.
    order: Vec<usize>,
}

impl KeyCache {
    /// Returns where the field goes; `place` is its place in the record.
    pub(super) fn find(&mut self, place: usize, path: &str, resolver: &Resolver) -> Result<Destination, Unresolved> {
        if let Some((known, destination)) = self.order.get(place).and_then(|at| self.known.get(*at))
            && **known == *path
        {
            return Ok(destination.clone());
        }
        let at = match self.by_path.get(path) {
            Some(at) => *at,
            None => {
                let destination = resolver.resolve(path)?;
                self.known.push((path.into(), destination));
                self.by_path.insert(path.into(), self.known.len() - 1);
                self.known.len() - 1
            }
        };
        if place < 4096 {
            self.order.resize(self.order.len().max(place + 1), at);
            if let Some(slot) = self.order.get_mut(place) {
                *slot = at;
            }
        }
        Ok(self.known.get(at).map_or(Destination::Skip, |(_, destination)| destination.clone()))
    }

    /// Returns every field seen and where it goes, in the order of first sight.
    pub(super) fn seen(&self) -> impl Iterator<Item = (&str, &Destination)> {
        self.known.iter().map(|(path, destination)| (&**path, destination))
    }
}
