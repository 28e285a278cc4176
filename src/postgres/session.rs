//! One open connection and where it leads; several owners may share it, so that a command needs
//! one connection per server.

use super::connect::{close, connect};
use super::failure::DatabaseError;
use super::pins::Pins;
use super::target::Target;
use sqlx::PgConnection;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard};

/// One connection that several owners use in turn.
#[derive(Clone)]
pub struct Session {
    connection: Arc<Mutex<PgConnection>>,
    target: Target,
}

impl Session {
    /// Wraps an open connection.
    pub fn new(connection: PgConnection, target: Target) -> Self {
        Self { connection: Arc::new(Mutex::new(connection)), target }
    }

    /// Borrows the connection.
    pub async fn get(&self) -> MutexGuard<'_, PgConnection> {
        self.connection.lock().await
    }

    /// Tells whether both are one connection.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.connection, &other.connection)
    }

    /// Returns where it leads.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Puts a new connection in the place of one that was lost; all who share it have the new one.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn reopen(&self, timeout: Duration) -> Result<(), DatabaseError> {
        let mut connection = self.connection.lock().await;
        *connection = connect(&self.target, "tenantctl", &Pins::new(""), timeout).await?;
        Ok(())
    }

    /// Closes the connection unless somebody still shares it.
    pub async fn close(self) {
        if let Some(mutex) = Arc::into_inner(self.connection) {
            close(mutex.into_inner()).await;
        }
    }
}
