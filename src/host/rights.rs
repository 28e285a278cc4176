//! Who may do what with a tenant's database.

use super::HostError;
use super::cluster::run;
use crate::domain::ident::{Ident, literal};
use crate::domain::names::{OWNER_ROLE, PhysicalNames};
use sqlx::PgConnection;

/// Rights, mark and opening in one implicit transaction: there is no moment in which PUBLIC
/// could connect, and none in which the database is open without its mark.
pub(super) async fn grant(connection: &mut PgConnection, names: &PhysicalNames, marker: &str) -> Result<(), HostError> {
    let sql = format!(
        "{}
         GRANT CONNECT ON DATABASE {database} TO {migrator}, {app};
         COMMENT ON DATABASE {database} IS {mark};
         ALTER DATABASE {database} ALLOW_CONNECTIONS true",
        close_to_public(&names.database),
        database = names.database,
        migrator = names.migrator,
        app = names.app,
        mark = literal(marker),
    );
    run(connection, "giving the database its rights", sql).await
}

/// Rights of a database aren't cloned with it, so each gets them anew.
pub(super) fn close_to_public(database: &Ident) -> String {
    format!(
        "REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC;
         GRANT CREATE, TEMPORARY ON DATABASE {database} TO {OWNER_ROLE};"
    )
}
