//! The log.

use crate::control_plane::LogRow;
use crate::domain::log_chain::hex;
use crate::ops::audit::{Head, Walked};
use crate::output::{Cell, Record, Tone};
use serde::Serialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// An entry of the log.
#[derive(Debug, Serialize)]
pub struct LogView {
    position: i64,
    at: String,
    run_id: String,
    phase: String,
    action: String,
    actor: String,
    tenant_uuid: Option<String>,
    tenant_id: Option<String>,
    outcome: Option<String>,
    detail: Box<RawValue>,
    prev_hash: String,
    hash: String,
}

impl LogView {
    /// Takes a row. The detail stays as the database writes it, since its text is what is hashed.
    pub fn of(row: &LogRow) -> Self {
        let detail = RawValue::from_string(row.detail.clone());
        Self {
            position: row.seq,
            at: row.at(),
            run_id: row.run_id.to_string(),
            phase: row.phase.clone(),
            action: row.action.clone(),
            actor: row.actor.clone(),
            tenant_uuid: row.tenant_uuid.as_ref().map(Uuid::to_string),
            tenant_id: row.tenant_id.clone(),
            outcome: row.outcome.clone(),
            // What jsonb writes is JSON.
            detail: detail.unwrap_or_else(|_| RawValue::NULL.to_owned()),
            prev_hash: hex(&row.prev_hash),
            hash: hex(&row.hash),
        }
    }

    /// Returns it as a line of NDJSON, with its end.
    ///
    /// # Errors
    /// Never, for a row of the log.
    pub fn line(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string(self)? + "\n")
    }
}

impl Record for LogView {
    const HEADERS: &'static [&'static str] =
        &["Position", "At", "Action", "Phase", "Tenant", "Outcome", "Actor", "Detail"];
    /// The detail is an object of any length.
    const TABLE: &'static [&'static str] = &["Position", "At", "Action", "Phase", "Tenant", "Outcome", "Actor"];

    fn cells(&self) -> Vec<Cell> {
        let tone = match self.outcome.as_deref() {
            Some("done") => Tone::Good,
            Some("failed") => Tone::Bad,
            _ => Tone::Warn,
        };
        vec![
            Cell::new(self.position),
            Cell::time(Some(&self.at)),
            Cell::new(&self.action),
            Cell::new(&self.phase),
            Cell::maybe(self.tenant_id.as_ref()),
            self.outcome.as_ref().map_or_else(Cell::none, |outcome| Cell::toned(outcome, tone)),
            Cell::new(&self.actor),
            Cell::new(&self.detail),
        ]
    }
}

/// A place in the log, for a ticket.
#[derive(Debug, Serialize)]
pub struct HeadView {
    control_plane: String,
    position: i64,
    hash: String,
    at: Option<String>,
    anchor: String,
}

impl HeadView {
    /// Takes the head of a control plane's log.
    pub fn of(control_plane: Uuid, head: &Head) -> Self {
        Self {
            control_plane: control_plane.to_string(),
            position: head.anchor.seq.unwrap_or_default(),
            hash: hex(&head.anchor.hash),
            at: head.at.clone(),
            anchor: head.anchor.to_string(),
        }
    }
}

impl Record for HeadView {
    const HEADERS: &'static [&'static str] = &["Control plane", "Position", "Hash", "At", "Anchor"];

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::new(&self.control_plane),
            Cell::new(self.position),
            Cell::new(&self.hash),
            Cell::maybe(self.at.as_ref()),
            Cell::new(&self.anchor),
        ]
    }
}

/// What `audit verify` found.
#[derive(Debug, Serialize)]
pub struct VerifiedView {
    intact: bool,
    #[serde(flatten)]
    head: HeadView,
    anchored: bool,
    guarded: bool,
    first_bad: Option<i64>,
    kind: Option<&'static str>,
}

impl VerifiedView {
    /// Takes what was found in a control plane's log; `anchored` if it was compared with an anchor.
    pub fn of(control_plane: Uuid, walked: &Walked, anchored: bool) -> Self {
        let broken = walked.broken.as_ref();
        Self {
            intact: broken.is_none(),
            head: HeadView::of(control_plane, &walked.head),
            anchored,
            guarded: walked.guarded,
            first_bad: broken.map(crate::domain::log_chain::Broken::seq),
            kind: broken.map(crate::domain::log_chain::Broken::kind),
        }
    }
}

impl Record for VerifiedView {
    const HEADERS: &'static [&'static str] =
        &["Intact", "Control plane", "Position", "Hash", "At", "Anchor", "Anchored", "Guarded", "First bad", "Kind"];

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![Cell::toned(self.intact, if self.intact { Tone::Good } else { Tone::Bad })];
        cells.extend(self.head.cells());
        cells.extend([
            Cell::new(self.anchored),
            Cell::new(self.guarded),
            Cell::maybe(self.first_bad),
            Cell::maybe(self.kind),
        ]);
        cells
    }
}
