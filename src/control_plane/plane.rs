//! The open control plane: one connection, shared with the cluster when both are one server.

use super::clusters::ClusterRow;
use super::foresight::Foreseen;
use super::master_keys::KekRow;
use super::secrets::StoredSecret;
use super::signing_keys::SigningKeyRow;
use super::tenant_row::TenantRow;
use crate::domain::tenant::TenantId;
use crate::postgres::{DatabaseError, Session, db};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// What the control plane answers with when it can't do its part.
#[derive(Debug, thiserror::Error)]
pub enum PlaneError {
    /// A statement failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A row says what no row of ours can say.
    #[error("the control plane holds something that tenantctl didn't write: {0}")]
    Inconsistent(String),
    /// A write found another row count than it must.
    #[error("{what} changed meanwhile ({actual} rows where {expected} was expected)")]
    Stale {
        /// What was written.
        what: &'static str,
        /// How many rows it should have been.
        expected: u64,
        /// How many it was.
        actual: u64,
    },
    /// The schema is older than this program, and nobody wants to change that.
    #[error("the control plane's schema is at version {found}, older than this tenantctl")]
    OlderSchema {
        /// The version found.
        found: i64,
    },
    /// The schema is newer than this program.
    #[error("the control plane's schema is at version {found}, and this tenantctl knows {known}")]
    NewerSchema {
        /// The version found.
        found: i64,
        /// The newest one known.
        known: i64,
    },
    /// Nobody ran `init` yet.
    #[error("there is no control plane yet")]
    NotInitialised,
    /// Another process is migrating the schema.
    #[error("another tenantctl is changing the control plane's schema")]
    SchemaLocked,
}

impl PlaneError {
    /// Checks a write's row count.
    ///
    /// # Errors
    /// [`PlaneError::Stale`].
    pub fn expect_rows(what: &'static str, expected: u64, actual: u64) -> Result<(), Self> {
        if expected == actual { Ok(()) } else { Err(Self::Stale { what, expected, actual }) }
    }
}

/// The open control plane, its schema as new as this program.
#[derive(Clone)]
pub struct ControlPlane {
    /// The connection.
    pub session: Session,
    /// The control plane's id, part of every mark and of every sealed secret.
    pub id: Uuid,
    /// Who acts, as JSON for the log.
    caller: Option<Arc<str>>,
    foreseen: Arc<Foreseen>,
}

impl ControlPlane {
    /// Reads the identity of a migrated control plane.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn of(session: Session) -> Result<Self, PlaneError> {
        let id = {
            let mut connection = session.get().await;
            sqlx::query_scalar("SELECT id FROM control_plane.identity")
                .fetch_one(&mut *connection)
                .await
                .map_err(db("reading the control plane's identity"))?
        };
        Ok(Self::known(session, id, None))
    }

    /// As [`ControlPlane::of`]; the begin of what is done says by whom: `caller`, a JSON object.
    ///
    /// # Errors
    /// [`PlaneError`].
    pub async fn of_caller(session: Session, caller: &str) -> Result<Self, PlaneError> {
        let id = {
            let mut connection = session.get().await;
            sqlx::query_scalar(
                "SELECT id FROM control_plane.identity, pg_catalog.set_config('tenantctl.caller', $1, false)",
            )
            .bind(caller)
            .fetch_one(&mut *connection)
            .await
            .map_err(db("reading the control plane's identity"))?
        };
        Ok(Self::known(session, id, Some(caller)))
    }

    /// One whose identity was read.
    pub(super) fn known(session: Session, id: Uuid, caller: Option<&str>) -> Self {
        Self { session, id, caller: caller.map(Arc::from), foreseen: Arc::default() }
    }

    /// With what was asked together with the opening.
    pub(super) fn foreseeing(self, foreseen: Arc<Foreseen>) -> Self {
        Self { foreseen, ..self }
    }

    /// Returns the keys that may have sealed something, once, if they were read a moment ago.
    pub fn foreseen_keks(&self) -> Option<Vec<KekRow>> {
        self.foreseen.keks()
    }

    /// Returns the tenant of this id, once, if it was read a moment ago.
    pub fn foreseen_tenant(&self, id: &TenantId) -> Option<TenantRow> {
        self.foreseen.tenant(id)
    }

    /// Returns the cluster of this id, which the tenant is on, once, if it was read a moment ago.
    pub fn foreseen_cluster(&self, id: Uuid) -> Option<ClusterRow> {
        self.foreseen.cluster(id)
    }

    /// Returns the keys of session tokens, in the order of their making, once, if they were read a moment ago.
    pub fn foreseen_signing_keys(&self) -> Option<Vec<SigningKeyRow>> {
        self.foreseen.signing_keys()
    }

    /// Returns the secret of this tenant that a command needs, once, if it was read a moment ago.
    pub fn foreseen_secret(&self, tenant: Uuid) -> Option<StoredSecret> {
        self.foreseen.secret(tenant)
    }

    /// Puts a new connection in the place of one that was lost.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn reopen(&self, timeout: Duration) -> Result<(), DatabaseError> {
        self.session.reopen(timeout).await?;
        let Some(caller) = &self.caller else { return Ok(()) };
        let mut connection = self.session.get().await;
        sqlx::query("SELECT pg_catalog.set_config('tenantctl.caller', $1, false)")
            .bind(&**caller)
            .execute(&mut *connection)
            .await
            .map_err(db("saying who acts"))?;
        Ok(())
    }
}
