//! Working in a database that is dropped afterwards, whatever comes of the work.

use crate::host::{ClusterHost, DatabaseHost, HostError, ScratchDatabase};
use crate::ops::credentials::{LoginRole, Passwords};
use crate::postgres::Target;
use crate::secrets::SecretsError;
use crate::tenant_db::TenantDbError;
use std::time::Duration;
use uuid::Uuid;

/// How often it is asked whether the work is to end.
const LOOK: Duration = Duration::from_millis(50);

/// Why something couldn't be tried in a scratch database.
#[derive(Debug, thiserror::Error)]
pub enum ScratchError {
    /// The server.
    #[error(transparent)]
    Host(#[from] HostError),
    /// In the database.
    #[error(transparent)]
    TenantDb(#[from] TenantDbError),
    /// No randomness.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// A signal asked to stop.
    #[error("stopped; {}", left.as_deref().unwrap_or("the scratch database was dropped"))]
    Stopped {
        /// Why the database stays, if it does.
        left: Option<String>,
    },
}

/// A scratch database to work in.
pub struct Scratch {
    /// Where its migrator connects to.
    pub target: Target,
    /// Its names.
    pub database: ScratchDatabase,
}

/// Makes a scratch database, works in it, and drops it; first those that killed runs left. The work ends early when
/// `stop` says so.
///
/// # Errors
/// The work's own, or why there is no database. One that can't be dropped is named in the log, and the next run's sweep
/// meets it again.
pub async fn in_scratch<T, E: From<ScratchError>>(
    host: &ClusterHost,
    stop: &dyn Fn() -> bool,
    work: impl AsyncFnOnce(&Scratch) -> Result<T, E>,
) -> Result<T, E> {
    let host_error = |error: HostError| E::from(ScratchError::from(error));
    host.sweep_scratch().await.map_err(host_error)?;
    let database = ScratchDatabase::of(Uuid::new_v4()).map_err(|error| host_error(error.into()))?;
    if !host.lock(database.id).await.map_err(host_error)? {
        return Err(E::from(ScratchError::Stopped { left: None }));
    }
    let done = tokio::select! {
        done = make_and_work(host, &database, work) => Some(done),
        () = stopped(stop) => None,
    };
    let dropped = host.drop_scratch(&database).await;
    let left = dropped.err().map(|error| {
        let name = database.names.database.name();
        format!("the scratch database {name} stays until the next run: {error}")
    });
    if let Err(error) = host.unlock(database.id).await {
        tracing::debug!(%error, "giving back the lock of a scratch database");
    }
    match done {
        None => Err(E::from(ScratchError::Stopped { left })),
        Some(done) => {
            if let Some(left) = left {
                tracing::warn!("{left}");
            }
            done
        }
    }
}

async fn stopped(stop: &dyn Fn() -> bool) {
    while !stop() {
        tokio::time::sleep(LOOK).await;
    }
}

async fn make_and_work<T, E: From<ScratchError>>(
    host: &ClusterHost,
    database: &ScratchDatabase,
    work: impl AsyncFnOnce(&Scratch) -> Result<T, E>,
) -> Result<T, E> {
    let passwords = Passwords::generate().map_err(ScratchError::from)?;
    let verifiers = passwords.verifiers().map_err(ScratchError::from)?;
    host.create_scratch(database, &verifiers).await.map_err(ScratchError::from)?;
    crate::fail_point!("scratch.created");
    let names = &database.names;
    let password = passwords.of(LoginRole::Migrator).clone();
    let target = host.target(names.migrator.name(), password, names.database.name());
    work(&Scratch { target, database: database.clone() }).await
}
