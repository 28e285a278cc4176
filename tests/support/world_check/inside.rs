//! Inside each active tenant's database, and the proof that its stored passwords work.

use super::super::{World, block_on};
use super::sentences;
use sqlx::{Connection, PgConnection};

/// Invalid indexes, unfinished migrations, objects of somebody else.
const INSIDE: &str = "
    SELECT format('index %s is invalid', indexrelid::regclass) FROM pg_index WHERE NOT indisvalid
    UNION ALL
    SELECT format('migration %s isn''t finished', version) FROM tenantctl.schema_migrations WHERE NOT finished
    UNION ALL
    SELECT format('%s belongs to %s', c.oid::regclass, pg_get_userbyid(c.relowner)) FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND pg_get_userbyid(c.relowner) <> 'tenantctl_owner'";

pub(super) async fn of_each_tenant(world: &World, plane: &mut PgConnection) -> Vec<String> {
    let tenants: Vec<(String, String, Option<i64>)> = sqlx::query_as(
        "SELECT t.id, t.database_name, t.schema_version FROM control_plane.tenant_metadata t
         JOIN pg_database d ON d.datname = t.database_name
         WHERE t.status = 'active' AND d.datallowconn AND d.datconnlimit <> 0 ORDER BY t.id",
    )
    .fetch_all(plane)
    .await
    .expect("tenants");
    let mut found = Vec::new();
    for (id, database, cached) in tenants {
        let mut inside = world.superuser(&database).await;
        let ledger: Option<String> = sqlx::query_scalar("SELECT to_regclass('tenantctl.schema_migrations')::text")
            .fetch_one(&mut inside)
            .await
            .expect("a look");
        if ledger.is_none() {
            found.push(format!("tenant {id}: its database has no migration ledger"));
        } else {
            let newest: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM tenantctl.schema_migrations")
                .fetch_one(&mut inside)
                .await
                .expect("a version");
            if newest != cached {
                let (at, says) = (newest.unwrap_or_default(), cached.unwrap_or_default());
                found.push(format!("tenant {id}: its schema is at {at}, the registry says {says}"));
            }
            found.extend(sentences(&mut inside, INSIDE).await.iter().map(|text| format!("tenant {id}: {text}")));
        }
        inside.close().await.expect("closes");
    }
    found
}

/// Logs in as each active tenant with what the control plane has sealed, which no catalog can
/// show: a killed run may have set another password.
pub(super) fn logins(world: &World) -> Vec<String> {
    let ids: Vec<String> = block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let ids =
            sqlx::query_scalar("SELECT id FROM control_plane.tenant_metadata WHERE status = 'active' ORDER BY id");
        let ids = ids.fetch_all(&mut plane).await.expect("ids");
        plane.close().await.expect("closes");
        ids
    });
    let mut found = Vec::new();
    for id in ids {
        for role in ["app", "migrator"] {
            let Ok(login) = world.try_login(&id, role) else {
                found.push(format!("tenant {id}: the {role}'s stored password can't be read"));
                continue;
            };
            match block_on(async { world.connect_as(&login).await?.close().await }) {
                Ok(()) => {}
                Err(error) => found.push(format!("tenant {id}: {} can't log in: {error}", login.user)),
            }
        }
    }
    found
}
