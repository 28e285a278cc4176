//! Giving a pool member's database and logins their tenant's names.

use super::HostError;
use super::cluster::run;
use crate::domain::names::PhysicalNames;
use crate::postgres::Connection;

/// Renames database and logins and opens the database, in the caller's transaction: unlike CREATE and DROP, all of it
/// can be undone.
///
/// # Errors
/// [`HostError::Database`].
pub async fn rename_member(
    connection: &mut Connection,
    member: &PhysicalNames,
    tenant: &PhysicalNames,
) -> Result<(), HostError> {
    let sql = format!(
        "ALTER DATABASE {} RENAME TO {};
         ALTER ROLE {} RENAME TO {};
         ALTER ROLE {} RENAME TO {};
         ALTER DATABASE {} ALLOW_CONNECTIONS true",
        member.database, tenant.database, member.migrator, tenant.migrator, member.app, tenant.app, tenant.database
    );
    run(connection, "giving the pool member its tenant's names", sql).await
}
