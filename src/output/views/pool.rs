//! The warm pool.

use crate::control_plane::PoolMember;
use crate::ops::pool::{Drained, Filled};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;
use uuid::Uuid;

/// The pool of one cluster.
#[derive(Debug, Serialize)]
pub struct PoolView {
    cluster: String,
    ready: usize,
    stale: usize,
    making: usize,
    dropping: usize,
    oldest: Option<String>,
}

impl PoolView {
    /// Counts the members of each cluster; those of another template than the present one are stale.
    pub fn of<'v>(
        clusters: impl Iterator<Item = (Uuid, &'v str)>,
        members: &[PoolMember],
        template: &str,
    ) -> Vec<Self> {
        let view = |(id, name): (Uuid, &str)| {
            let own: Vec<&PoolMember> = members.iter().filter(|member| member.cluster_id == id).collect();
            let count = |state: &str, current: bool| {
                own.iter().filter(|m| m.state == state && (m.template == template) == current).count()
            };
            let both = |state: &str| count(state, true) + count(state, false);
            Self {
                cluster: name.to_owned(),
                ready: count("ready", true),
                stale: count("ready", false),
                making: both("making"),
                dropping: both("dropping"),
                oldest: own.first().map(|m| m.created_at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            }
        };
        clusters.map(view).collect()
    }
}

impl Record for PoolView {
    const HEADERS: &'static [&'static str] = &["Cluster", "Ready", "Stale", "Making", "Dropping", "Oldest"];

    fn cells(&self) -> Vec<Cell> {
        let some = |n: usize| Cell::toned(n, if n > 0 { Tone::Warn } else { Tone::Plain });
        vec![
            Cell::new(&self.cluster),
            Cell::new(self.ready),
            some(self.stale),
            some(self.making),
            some(self.dropping),
            Cell::maybe(self.oldest.as_ref()),
        ]
    }
}

/// What filling or draining did.
#[derive(Debug, Serialize)]
pub struct PoolWorkView {
    cluster: String,
    made: usize,
    dropped: usize,
    busy: usize,
    ready: Option<usize>,
}

impl PoolWorkView {
    /// Of a filling.
    pub fn filled(cluster: &str, filled: Filled) -> Self {
        let Filled { made, ready, dropped } = filled;
        Self { cluster: cluster.to_owned(), made, dropped, busy: 0, ready: Some(ready) }
    }

    /// Of a draining.
    pub fn drained(cluster: &str, drained: Drained) -> Self {
        Self { cluster: cluster.to_owned(), made: 0, dropped: drained.dropped, busy: drained.busy, ready: None }
    }
}

impl Record for PoolWorkView {
    const HEADERS: &'static [&'static str] = &["Cluster", "Made", "Dropped", "Busy", "Ready"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.cluster),
            Cell::new(self.made),
            Cell::new(self.dropped),
            Cell::new(self.busy),
            Cell::maybe(self.ready),
        ]
    }
}
