//! Writing down how an operation is undone, step by step, from the last to the first.

use super::plane::PlaneError;
use crate::domain::redaction::without_addresses;
use crate::postgres::db;
use sqlx::PgConnection;
use uuid::Uuid;

/// Marks the operation as being undone by this runner. Why it failed stays written.
///
/// # Errors
/// [`PlaneError`].
pub async fn begin_undo(connection: &mut PgConnection, operation: Uuid, runner: &str) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.operations SET state = 'undoing', runner = $2, finished_at = NULL
         WHERE id = $1 AND state IN ('running', 'failed', 'undoing', 'failed_cleanup')",
    )
    .bind(operation)
    .bind(runner)
    .execute(connection)
    .await
    .map_err(db("recording the begin of the undoing"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}

/// Marks everything begun after `position` undone, and `position` as being undone: the end of
/// one and the begin of the next are one commit.
///
/// # Errors
/// [`PlaneError`].
pub async fn undo_step(connection: &mut PgConnection, operation: Uuid, position: i32) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "UPDATE control_plane.operation_steps SET
             state = CASE WHEN position = $2 THEN 'undoing' ELSE 'undone' END,
             started_at = CASE WHEN position = $2 THEN now() ELSE started_at END,
             finished_at = CASE WHEN position > $2 THEN now() END
         WHERE operation_id = $1 AND position >= $2 AND state NOT IN ('planned', 'undone')",
    )
    .bind(operation)
    .bind(position)
    .execute(connection)
    .await
    .map_err(db("recording the step"))?;
    if done.rows_affected() == 0 {
        return PlaneError::expect_rows("the operation's steps", 1, 0);
    }
    Ok(())
}

/// Ends the undoing well: every begun step is undone.
///
/// # Errors
/// [`PlaneError`].
pub async fn finish_undo(connection: &mut PgConnection, operation: Uuid) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "WITH step AS (
             UPDATE control_plane.operation_steps SET state = 'undone', finished_at = now()
             WHERE operation_id = $1 AND state NOT IN ('planned', 'undone')
         )
         UPDATE control_plane.operations SET state = 'rolled_back', finished_at = now()
         WHERE id = $1 AND state = 'undoing'",
    )
    .bind(operation)
    .execute(connection)
    .await
    .map_err(db("recording the end of the undoing"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}

/// Ends the undoing with `error`; what isn't undone stays recorded.
///
/// # Errors
/// [`PlaneError`].
pub async fn fail_undo(connection: &mut PgConnection, operation: Uuid, error: &str) -> Result<(), PlaneError> {
    let done = sqlx::query(
        "WITH step AS (
             UPDATE control_plane.operation_steps SET state = 'failed', finished_at = now(), error = $2
             WHERE operation_id = $1 AND state = 'undoing'
         )
         UPDATE control_plane.operations SET state = 'failed_cleanup', error = $2, finished_at = now()
         WHERE id = $1 AND state = 'undoing'",
    )
    .bind(operation)
    .bind(without_addresses(error).into_owned())
    .execute(connection)
    .await
    .map_err(db("recording the end of the undoing"))?;
    PlaneError::expect_rows("the operation", 1, done.rows_affected())
}
