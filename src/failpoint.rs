//! Named crash points for the fault tests: compiled in with the feature `failpoints` only.

/// Every name; a test compares them with the places that use them.
pub const ALL: &[&str] = &[
    "scratch.created",
    "rehearsal.copied",
    "pool.recorded",
    "pool.logins",
    "pool.database",
    "pool.rights",
    "pool.closed",
    "pool.dropping",
    "pool.dropped_database",
    "pool.dropped_logins",
    "claim.taken",
    "claim.committed",
    "provision.reserving",
    "provision.reserved",
    "provision.making_template",
    "provision.making_logins",
    "provision.making_database",
    "provision.giving_rights",
    "provision.activating",
    "project.creating",
    "project.created",
    "project.recorded",
    "project.healthy",
    "project.keys_read",
    "project.keys",
    "project.prepared",
    "project.migrated",
    "project.marked",
    "owner.made",
    "provision.template",
    "provision.logins",
    "provision.database",
    "provision.rights",
    "provision.mock_data",
    "provision.activated",
    "rollback.begun",
    "rollback.closing",
    "rollback.closed",
    "rollback.dropping_database",
    "rollback.database",
    "rollback.dropping_logins",
    "rollback.logins",
    "project.deleting",
    "project.deleted",
    "rollback.releasing",
    "rollback.released",
    "export.dumped",
    "export.scripted",
    "export.wrote_table",
    "export.publishing",
    "export.published_manifest",
    "export.published",
    "restore_dump.logged",
    "restore_dump.made_way",
    "restore_dump.loaded",
    "restore_dump.before_commit",
    "restore_dump.committed",
    "life.recording",
    "life.recorded",
    "life.finishing",
    "life.finished",
    "life.closing_logins",
    "life.closed_logins",
    "life.closing_database",
    "life.closed_database",
    "life.ending_connections",
    "life.ended_connections",
    "life.revoking_sessions",
    "life.entered",
    "life.revoked_sessions",
    "life.opening_migrator",
    "life.opened_migrator",
    "life.migrating",
    "life.migrated",
    "life.opening_app",
    "life.opened_app",
    "life.proved",
    "life.banned_users",
    "life.revoked_project_sessions",
    "life.pausing_project",
    "life.paused_project",
    "life.waking_project",
    "life.woke_project",
    "life.migrated_project",
    "life.unbanned_users",
    "life.dumped",
    "life.backing_up",
    "life.backed_up",
    "life.backed_up_project",
    "life.removing_users",
    "life.removed_user",
    "life.removed_users",
    "life.dropped_database",
    "life.dropped_logins",
    "life.dropped_project",
    "seed.before_commit",
    "seed.committed",
    "session.row_written",
    "user.created_at_auth",
    "user.switched_at_auth",
    "user.removed_at_auth",
    "user.imported",
    "rekey.registered",
    "rekey.batch",
    "rekey.sealed",
    "rekey.forgotten",
    "rekey.file_kept",
    "rekey.file_replaced",
    "rotate.stored",
    "rotate.opened",
    "rotate.proven",
    "rotate.switched",
    "rotate.ended",
    "rotate.project_stored",
    "rotate.project_set",
    "rotate.project_proven",
    "clone.blank",
    "clone.copying",
    "clone.opened",
    "clone.dumped",
    "clone.tables",
    "clone.rows",
    "clone.indexes",
    "clone.settled",
    "move.recorded",
    "move.prepared",
    "move.frozen",
    "move.copied",
    "move.closing",
    "move.closed",
    "move.ended",
    "move.opened",
    "move.switching",
    "move.switched",
    "move.dropped_database",
    "move.dropped_logins",
    "rename.recording",
    "rename.recorded",
    "rename.renamed_user",
    "template.created",
    "template.migrated",
    "policy.applying",
];

#[cfg(feature = "failpoints")]
mod armed {
    use std::sync::OnceLock;

    static ARMED: OnceLock<String> = OnceLock::new();

    /// Arms one point, by name, for this process.
    pub fn arm(name: &str) {
        let _first_wins = ARMED.set(name.to_owned());
    }

    /// Aborts if `name` is armed: no destructor runs, as after `kill -9`.
    pub fn hit(name: &str) {
        if ARMED.get().is_some_and(|armed| armed == name) {
            std::process::abort();
        }
    }
}

#[cfg(feature = "failpoints")]
pub use armed::{arm, hit};

/// Marks a point at which the fault tests may kill the process.
#[macro_export]
macro_rules! fail_point {
    ($name:literal) => {
        #[cfg(feature = "failpoints")]
        $crate::failpoint::hit($name);
    };
}
