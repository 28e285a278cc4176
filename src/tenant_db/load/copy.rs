//! COPY FROM STDIN, chunk by chunk.

use crate::domain::catalog::quoted;
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::PgConnection;
use sqlx::postgres::PgCopyIn;

/// A running COPY. Dropped without [`Copying::finish`] the connection is in no state for
/// anything else but the end.
pub struct Copying<'c> {
    copy: PgCopyIn<&'c mut PgConnection>,
    doing: String,
}

impl<'c> Copying<'c> {
    /// Begins one. `relation` is quoted already, `columns` aren't.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn begin(
        connection: &'c mut Connection,
        relation: &str,
        columns: &[&str],
        binary: bool,
    ) -> Result<Copying<'c>, DatabaseError> {
        Self::of_format(connection, relation, columns, if binary { "FORMAT binary" } else { "FORMAT text" }).await
    }

    /// The same in a format as COPY's options name it; without columns it is all of them.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub(in crate::tenant_db) async fn of_format(
        connection: &'c mut Connection,
        relation: &str,
        columns: &[&str],
        options: &str,
    ) -> Result<Copying<'c>, DatabaseError> {
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let list = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let sql = format!("COPY {relation}{list} FROM STDIN ({options})");
        let doing = format!("loading {relation}");
        match connection.copy_in_raw(&sql).await {
            Ok(copy) => Ok(Self { copy, doing }),
            Err(error) => Err(DatabaseError::new(doing, &error)),
        }
    }

    /// Sends encoded rows.
    ///
    /// # Errors
    /// [`DatabaseError`], for rows sent before as well.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), DatabaseError> {
        match self.copy.send(bytes).await {
            Ok(_) => Ok(()),
            Err(error) => Err(DatabaseError::new(self.doing.clone(), &error)),
        }
    }

    /// Ends it, and returns how many rows the server took.
    ///
    /// # Errors
    /// [`DatabaseError`]; its context names the row.
    pub async fn finish(self) -> Result<u64, DatabaseError> {
        self.copy.finish().await.map_err(db(self.doing))
    }

    /// Gives it up; the transaction is failed from now on.
    pub async fn abort(self) {
        if let Err(error) = self.copy.abort("the input was refused").await {
            tracing::debug!(%error, "after giving up a COPY");
        }
    }
}
