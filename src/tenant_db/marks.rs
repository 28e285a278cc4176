//! Which databases of a server bear which tenants' marks, read in one of them for all.

use super::error::TenantDbError;
use super::session::TenantSession;
use crate::domain::tenant::Marker;
use crate::postgres::db;
use sqlx::Row;
use std::collections::HashMap;
use uuid::Uuid;

/// The numbers of databases, which no later database of the server gets again, by the tenants whose marks they bore when
/// it was looked.
#[derive(Debug, Default)]
pub struct Marks(HashMap<Uuid, Option<u32>>);

impl Marks {
    /// Returns the number of the one database that bears the tenant's mark.
    pub fn database(&self, tenant: Uuid) -> Option<u32> {
        self.0.get(&tenant).copied().flatten()
    }

    fn note(&mut self, database: u32, comment: &str, control_plane: Uuid) {
        if let Some(marker) = Marker::parse(comment).filter(|marker| marker.control_plane == control_plane) {
            // Two of them prove nothing.
            let seen = self.0.contains_key(&marker.tenant);
            self.0.insert(marker.tenant, (!seen).then_some(database));
        }
    }
}

/// Reads the marks of this control plane's tenants.
///
/// # Errors
/// [`TenantDbError::Database`].
pub async fn marks(session: &mut TenantSession, control_plane: Uuid) -> Result<Marks, TenantDbError> {
    let doing = "reading the marks of the server's databases";
    let sql = "SELECT s.objoid::pg_catalog.int8, s.description FROM pg_catalog.pg_shdescription s
               WHERE s.classoid OPERATOR(pg_catalog.=) 1262::pg_catalog.oid";
    let (connection, limit) = session.parts();
    let answer = async { sqlx::raw_sql(sql).fetch_all(connection).await.map_err(db(doing)) };
    let mut marks = Marks::default();
    for row in limit.within(doing, answer).await? {
        let (database, comment): (i64, String) =
            (row.try_get(0).map_err(db(doing))?, row.try_get(1).map_err(db(doing))?);
        if let Ok(database) = u32::try_from(database) {
            marks.note(database, &comment, control_plane);
        }
    }
    Ok(marks)
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use crate::domain::tenant::Marker;
    use uuid::Uuid;

    #[test]
    fn knows_a_tenants_only_database() {
        let (ours, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mark = |tenant: u128, control_plane| Marker { tenant: Uuid::from_u128(tenant), control_plane }.to_string();
        let mut marks = Marks::default();
        for (database, comment) in [
            (11, mark(5, ours)),
            (12, mark(6, other)),
            (13, "tenantctl:v1:template=0".to_owned()),
            (14, mark(7, ours)),
            (15, mark(7, ours)),
            (16, mark(7, ours)),
        ] {
            marks.note(database, &comment, ours);
        }
        assert_eq!([5, 6, 7, 8].map(|tenant| marks.database(Uuid::from_u128(tenant))), [Some(11), None, None, None]);
    }
}
