//! Giving a tenant another id. Its uuid stays, and whatever refers to the tenant goes by that.

use super::plane::PlaneError;
use crate::domain::tenant::TenantId;
use crate::postgres::db;
use sqlx::PgConnection;
use uuid::Uuid;

/// Renames a tenant, if it still is called `from`. A name for people that was only the id goes with it, also in what
/// its provisioning was asked for, so that the same `provision` finds it provisioned. Returns false if a live tenant has
/// the new id.
///
/// # Errors
/// [`PlaneError::Stale`] when the tenant is called otherwise by now.
pub async fn rename_tenant(
    connection: &mut PgConnection,
    tenant: Uuid,
    from: &TenantId,
    to: &TenantId,
) -> Result<bool, PlaneError> {
    let done = sqlx::query(
        "WITH asked AS (
             UPDATE control_plane.operations SET spec = jsonb_set(spec, '{name}', to_jsonb($3::text))
             WHERE tenant_uuid = $1 AND kind = 'provision' AND spec ->> 'name' = $2
         )
         UPDATE control_plane.tenant_metadata
         SET id = $3, name = CASE name WHEN $2 THEN $3 ELSE name END, updated_at = now()
         WHERE uuid = $1 AND id = $2 AND status <> 'deleted'",
    )
    .bind(tenant)
    .bind(from.as_str())
    .bind(to.as_str())
    .execute(connection)
    .await
    .map_err(db("renaming the tenant"));
    match done {
        Ok(done) => PlaneError::expect_rows("the tenant's id", 1, done.rows_affected()).map(|()| true),
        // The index over the ids of live tenants.
        Err(error) if error.is("23505") => Ok(false),
        Err(error) => Err(error.into()),
    }
}
