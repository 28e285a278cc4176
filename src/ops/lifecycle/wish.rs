//! What is asked for.

use crate::control_plane::Suspension;
use crate::domain::lifecycle::Change;
use crate::host::DumpPrograms;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The command.
    pub change: Change,
    /// Why, for whoever looks at the tenant later.
    pub reason: Option<String>,
    /// When a suspension lapses.
    pub until: Option<DateTime<Utc>>,
    /// Pause the tenant's Supabase project as well.
    pub pause: bool,
    /// Where a deletion's backup goes; none without one.
    pub backup: Option<Backup>,
    /// How long a deletion can be taken back.
    pub grace: Duration,
}

/// Where a backup goes, and what makes it.
#[derive(Debug, Clone)]
pub struct Backup {
    /// The folder.
    pub folder: PathBuf,
    /// PostgreSQL's programs.
    pub programs: DumpPrograms,
}

impl Wish {
    /// Nothing but the command.
    pub fn plain(change: Change) -> Self {
        Self { change, reason: None, until: None, pause: false, backup: None, grace: Duration::ZERO }
    }

    /// What the operation keeps of it.
    pub(super) fn document(&self) -> Value {
        match self.change {
            Change::Suspend => json!({ "reason": self.reason, "until": self.until, "pause": self.pause }),
            Change::Deprovision => {
                let folder = self.backup.as_ref().map(|backup| backup.folder.display().to_string());
                json!({ "reason": self.reason, "pause": self.pause, "backup": folder, "grace_s": self.grace.as_secs() })
            }
            Change::Resume | Change::Restore | Change::Purge => json!({}),
        }
    }

    /// Whether an operation of the same command was planned with the same steps.
    pub(super) fn has_steps_of(&self, document: &Value) -> bool {
        let own = self.document();
        let some = |document: &Value| document.get("backup").is_some_and(|backup| !backup.is_null());
        own.get("pause") == document.get("pause") && some(&own) == some(document)
    }

    /// What the tenant's row says of the suspension.
    pub(super) fn suspension(&self, connection_limit: Option<i32>) -> Suspension {
        Suspension { since: None, reason: self.reason.clone(), until: self.until, connection_limit }
    }

    /// Whether the row says something else of the suspension than what is asked for.
    pub(super) fn is_news(&self, written: &Suspension) -> bool {
        let differs = |wanted: bool, same: bool| wanted && !same;
        differs(self.reason.is_some(), self.reason == written.reason)
            || differs(self.until.is_some(), self.until == written.until)
    }
}
