//! A tenant's data in files: the formats, what is left out, the manifest that says what the files hold, and the reading
//! of COPY blocks in a dump.

mod copy_blocks;
mod format;
mod manifest;
mod records;

pub use copy_blocks::{CopyBlocks, CopyHeader, Piece};
pub use format::ExportFormat;
pub use manifest::{
    ExportFile, ExportedMigration, ExportedSequence, ExportedTable, ExportedTenant, FORMAT_VERSION, InvalidManifest,
    Manifest,
};

pub use records::{JsonLines, Records, file_name};

use super::catalog::TableName;

/// Tables whose rows are in no export: a session belongs to one run of one tenant, and the mark to one database.
pub const ROWS_LEFT_OUT: [(&str, &str); 2] = [("access", "sessions"), ("tenantctl", "identity")];

/// Tables of which a restored tenant keeps its own rows: its permissions come from the control plane.
const OWN_POLICY: [&str; 4] = ["roles", "permissions", "role_permissions", "policy_version"];

/// Tells whether a table's rows are in no export.
pub fn is_left_out(table: &TableName) -> bool {
    ROWS_LEFT_OUT.iter().any(|(schema, name)| table.schema == *schema && table.name == *name)
}

/// Tells whether a restored tenant gets the rows of an exported table. It keeps its own bookkeeping, policy and mark,
/// and sessions aren't brought back.
pub fn is_brought_back(table: &TableName) -> bool {
    let own_policy = table.schema == "access" && OWN_POLICY.contains(&table.name.as_str());
    table.schema != "tenantctl" && !own_policy && !is_left_out(table)
}

#[cfg(test)]
mod tests {
    use super::{TableName, is_brought_back, is_left_out};

    #[test]
    fn sessions_mark_policy_and_bookkeeping_stay_where_they_are() {
        for (table, exported, back) in [
            ("vendors", true, true),
            ("access.user_mappings", true, true),
            ("access.sessions", false, false),
            ("access.roles", true, false),
            ("access.policy_version", true, false),
            ("tenantctl.identity", false, false),
            ("tenantctl.loads", true, false),
            ("roles", true, true),
            ("sessions", true, true),
        ] {
            let name = TableName::parse(table);
            assert_eq!((!is_left_out(&name), is_brought_back(&name)), (exported, back), "{table}");
        }
    }
}
