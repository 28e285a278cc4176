//! What a command that changes something asks first, all of it in one round trip.

use super::plane::{ControlPlane, PlaneError};
use crate::domain::ident::literal;
use crate::postgres::{Session, db};
use sqlx::Row;
use uuid::Uuid;

/// A control plane whose server was looked at before.
pub struct Greeting {
    /// It.
    pub control: ControlPlane,
    /// Somebody's run has begun and not ended: [`super::close_abandoned`] may have something to do.
    pub has_open_runs: bool,
}

/// Opens a control plane whose schema is as new as this program, and says who acts: `caller`, a JSON object. None if its
/// server isn't registered: it may be a pooler that nobody has recognised yet, so there is one statement, by the simple
/// protocol, which leaves nothing behind there.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn greet(session: &Session, caller: &str) -> Result<Option<Greeting>, PlaneError> {
    let doing = "reading the control plane's identity";
    let sql = format!(
        "SELECT k.known, CASE WHEN k.known THEN pg_catalog.set_config('tenantctl.caller', {caller}, false) END,
                (SELECT i.id FROM control_plane.identity i),
                EXISTS (SELECT FROM control_plane.policy_sync_open)
         FROM (SELECT EXISTS (SELECT FROM control_plane.clusters c WHERE c.endpoint = {endpoint}) AS known) k",
        caller = literal(caller),
        endpoint = literal(&session.target().endpoint()),
    );
    let mut connection = session.get().await;
    let row = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *connection).await.map_err(db(doing))?;
    drop(connection);
    if !row.try_get::<bool, _>(0).map_err(db(doing))? {
        return Ok(None);
    }
    let id: Uuid = row.try_get(2).map_err(db(doing))?;
    let has_open_runs = row.try_get(3).map_err(db(doing))?;
    Ok(Some(Greeting { control: ControlPlane::known(session.clone(), id, caller), has_open_runs }))
}
