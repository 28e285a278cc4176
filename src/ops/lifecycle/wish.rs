//! What is asked for.

use crate::control_plane::{OperationRow, Suspension};
use crate::domain::lifecycle::Change;
use crate::host::DumpPrograms;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

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
    /// The unfinished operation that alone is meant.
    pub only: Option<Only>,
}

/// What becomes of the operation that alone is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// It is gone on with.
    GoOn(Uuid),
    /// The opposite command takes its place.
    TakeBack(Uuid),
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
        Self { change, reason: None, until: None, pause: false, backup: None, grace: Duration::ZERO, only: None }
    }

    /// What an operation was asked for, and nothing else is to be gone on with.
    pub fn of_operation(change: Change, (operation, spec): (Uuid, &Value), programs: DumpPrograms) -> Self {
        let text = |name: &str| spec.get(name).and_then(Value::as_str);
        let until = text("until").and_then(|until| DateTime::parse_from_rfc3339(until).ok());
        let backup = text("backup").map(|folder| Backup { folder: PathBuf::from(folder), programs });
        Self {
            change,
            reason: text("reason").map(str::to_owned),
            until: until.map(|until| until.with_timezone(&Utc)),
            pause: spec.get("pause").and_then(Value::as_bool).unwrap_or_default(),
            backup,
            grace: Duration::from_secs(spec.get("grace_s").and_then(Value::as_u64).unwrap_or_default()),
            only: Some(Only::GoOn(operation)),
        }
    }

    /// Returns the operation that was meant, if this one that is unfinished isn't it.
    pub(super) fn missed(&self, open: Option<&OperationRow>) -> Option<Uuid> {
        let (meant, is_it) = match self.only? {
            Only::GoOn(meant) => (meant, open.is_some_and(|open| open.id == meant)),
            // An attempt before this one may have taken its place already.
            Only::TakeBack(meant) => {
                let in_its_place = |open: &OperationRow| open.id == meant || open.kind == self.change.as_str();
                (meant, open.is_some_and(in_its_place))
            }
        };
        (!is_it).then_some(meant)
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

#[cfg(test)]
mod tests {
    use super::{Backup, Only, Wish};
    use crate::domain::lifecycle::Change;
    use crate::host::DumpPrograms;
    use chrono::{TimeZone, Utc};
    use std::time::Duration;
    use uuid::Uuid;

    #[test]
    fn what_the_ledger_keeps_is_asked_for_again() {
        let programs = DumpPrograms { dump: None, restore: None };
        let backup = Backup { folder: "/srv/backups".into(), programs: programs.clone() };
        for change in Change::ALL {
            let wish = Wish {
                reason: Some("overdue".to_owned()),
                until: Utc.with_ymd_and_hms(2999, 1, 1, 0, 0, 0).single(),
                pause: true,
                backup: Some(backup.clone()),
                grace: Duration::from_secs(60),
                ..Wish::plain(change)
            };
            for wish in [wish, Wish::plain(change)] {
                let document = wish.document();
                let again = Wish::of_operation(change, (Uuid::nil(), &document), programs.clone());
                assert_eq!(again.document(), document, "{change}");
                assert!(again.has_steps_of(&document) && again.only == Some(Only::GoOn(Uuid::nil())));
            }
        }
    }
}
