//! `master_keys`: which keys have sealed something. The keys themselves never come here.

use super::plane::PlaneError;
use crate::postgres::{db, once};
use chrono::{DateTime, Utc};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, PgConnection};

/// A master key that sealed something: its id and the value to recognise it by.
#[derive(Debug, Clone)]
pub struct KekRow {
    /// Its id.
    pub kek_id: String,
    /// See `secrets::Kek::matches`.
    pub check_value: Vec<u8>,
    /// New secrets are sealed with it.
    pub current: bool,
}

/// Asks for every key that may have sealed something.
pub(super) const KEKS: &str = "SELECT kek_id, check_value, current, created_at FROM control_plane.master_keys";

type Row = (String, Vec<u8>, bool, DateTime<Utc>);

/// Returns every key that may have sealed something, the one for new secrets first.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn keks(connection: &mut PgConnection) -> Result<Vec<KekRow>, PlaneError> {
    Ok(sorted(once(KEKS).rows(connection).await.map_err(db("reading master_keys"))?))
}

/// The same of the rows that [`KEKS`] gave.
pub(super) fn keks_of(rows: &[PgRow]) -> Result<Vec<KekRow>, sqlx::Error> {
    Ok(sorted(rows.iter().map(Row::from_row).collect::<Result<_, _>>()?))
}

/// Sorted here: a new session would have to learn how first.
fn sorted(mut rows: Vec<Row>) -> Vec<KekRow> {
    rows.sort_unstable_by_key(|(_, _, current, created_at)| (!current, *created_at));
    rows.into_iter().map(|(kek_id, check_value, current, _)| KekRow { kek_id, check_value, current }).collect()
}

/// Puts a key in the place of the one for new secrets, which stays for what it has sealed.
///
/// # Errors
/// [`PlaneError::Stale`] when another run was faster.
pub async fn replace_kek(connection: &mut PgConnection, old: &str, new: &KekRow) -> Result<(), PlaneError> {
    let done = sqlx::query("UPDATE control_plane.master_keys SET current = false WHERE kek_id = $1 AND current")
        .bind(old)
        .execute(&mut *connection)
        .await
        .map_err(db("changing the master key"))?;
    PlaneError::expect_rows("the master key", 1, done.rows_affected())?;
    sqlx::query("INSERT INTO control_plane.master_keys (kek_id, check_value) VALUES ($1, $2)")
        .bind(&new.kek_id)
        .bind(&new.check_value)
        .execute(connection)
        .await
        .map_err(db("changing the master key"))?;
    Ok(())
}

/// Forgets a key. Returns false if something is still sealed with it: the database refuses it then.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn delete_kek(connection: &mut PgConnection, kek_id: &str) -> Result<bool, PlaneError> {
    let done = sqlx::query("DELETE FROM control_plane.master_keys WHERE kek_id = $1 AND NOT current")
        .bind(kek_id)
        .execute(connection)
        .await
        .map_err(db("forgetting a master key"));
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is("23503") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Registers the first key; if another process was faster, its key stays.
///
/// # Errors
/// [`PlaneError::Database`].
pub async fn insert_kek(connection: &mut PgConnection, kek: &KekRow) -> Result<(), PlaneError> {
    sqlx::query("INSERT INTO control_plane.master_keys (kek_id, check_value) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(&kek.kek_id)
        .bind(&kek.check_value)
        .execute(connection)
        .await
        .map_err(db("registering the master key"))?;
    Ok(())
}
