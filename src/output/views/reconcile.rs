//! Where the control plane and the world differ.

use crate::domain::reconcile::Repair;
use crate::ops::reconcile::Reconciled;
use crate::output::{Cell, Record, Tone};
use serde::Serialize;

/// A difference.
#[derive(Debug, Serialize)]
pub struct ReconcileView {
    kind: &'static str,
    state: &'static str,
    cluster: Option<String>,
    tenant: Option<String>,
    uuid: Option<String>,
    object: String,
    text: String,
    mend: String,
    repair: Option<Repair>,
    error: Option<String>,
}

impl ReconcileView {
    /// Takes a difference and what became of it.
    pub fn of(one: &Reconciled) -> Self {
        let found = &one.difference;
        Self {
            kind: found.kind,
            state: match &one.mended {
                Some(Ok(())) => "mended",
                Some(Err(_)) => "failed",
                None => "different",
            },
            cluster: one.cluster.clone(),
            tenant: found.tenant.clone(),
            uuid: found.uuid.map(|uuid| uuid.to_string()),
            object: found.object.clone(),
            text: found.text.clone(),
            mend: found.mend.clone(),
            repair: found.repair,
            error: one.mended.as_ref().and_then(|mended| mended.clone().err()),
        }
    }
}

impl Record for ReconcileView {
    const HEADERS: &'static [&'static str] =
        &["Kind", "State", "Cluster", "Tenant", "Uuid", "Object", "Text", "Mend", "Error"];
    const TABLE: &'static [&'static str] = &["Tenant", "State", "Text", "Mend"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.state {
            "mended" => Tone::Good,
            _ => Tone::Bad,
        };
        vec![
            Cell::new(self.kind),
            Cell::toned(self.state, tone),
            Cell::maybe(self.cluster.as_ref()),
            Cell::maybe(self.tenant.as_ref()),
            Cell::maybe(self.uuid.as_ref()),
            Cell::new(&self.object),
            Cell::new(&self.text),
            Cell::new(&self.mend),
            Cell::maybe(self.error.as_ref()),
        ]
    }
}
