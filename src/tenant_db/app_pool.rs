//! Connections of a tenant's application: its `_app` login, under row level security.

use super::error::TenantDbError;
use super::session::{Expect, open};
use crate::postgres::{DatabaseError, Pins, Pool, Target, Transaction, db, pool};
use std::time::Duration;
use uuid::Uuid;

/// What the application's sessions are called.
const APPLICATION: &str = "tenantctl app";

/// Connections of a tenant's application. A clone shares them.
#[derive(Debug, Clone)]
pub struct AppPool(Pool);

impl AppPool {
    /// Proves that the database is the tenant's, and makes a pool for it.
    ///
    /// # Errors
    /// [`TenantDbError`].
    pub async fn open(
        target: &Target,
        expect: Expect<'_>,
        most: u32,
        timeout: Duration,
    ) -> Result<Self, TenantDbError> {
        open(target, APPLICATION, expect, timeout).await?.close().await;
        let limit = format!("{}ms", timeout.as_millis());
        let pins = Pins::new("public").with("statement_timeout", limit);
        Ok(Self(pool(target, APPLICATION, &pins, most, timeout)))
    }

    /// Begins a transaction in which row level security sees that user, and nobody after it.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn begin_as(&self, user: &str) -> Result<Transaction<'static>, DatabaseError> {
        let mut transaction = self.0.begin().await.map_err(db("beginning a transaction"))?;
        let claims = serde_json::json!({ "sub": user, "role": "authenticated" }).to_string();
        sqlx::query("SELECT pg_catalog.set_config('request.jwt.claims', $1, true)")
            .bind(claims)
            .execute(&mut *transaction)
            .await
            .map_err(db("saying for whom the transaction is"))?;
        Ok(transaction)
    }

    /// Says whether a session is there, not over, and that user's.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn has_session(&self, jti: Uuid, user: Uuid) -> Result<bool, DatabaseError> {
        let found =
            sqlx::query_scalar("SELECT access.has_session($1, $2)").bind(jti).bind(user).fetch_one(&self.0).await;
        found.map_err(db("looking for the token's session"))
    }

    /// Says whether the user has the permission now.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn has_permission(&self, user: &str, permission: &str) -> Result<bool, DatabaseError> {
        let mut transaction = self.begin_as(user).await?;
        let asked =
            sqlx::query_scalar("SELECT access.has_permission($1)").bind(permission).fetch_one(&mut *transaction);
        let has = asked.await.map_err(db("asking for a permission"))?;
        // Nothing was written.
        transaction.rollback().await.map_err(db("ending the question"))?;
        Ok(has)
    }

    /// Ends the connections as they are given back; whoever waits for one gets an error.
    pub async fn close(&self) {
        self.0.close().await;
    }

    /// Says whether [`Self::close`] was called.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}
