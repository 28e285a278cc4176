//! Migrating a project's database, as its login `postgres`.

use super::{DATABASE, ProjectHome};
use crate::host::HostError;
use crate::ops::observer::{Event, Observer};
use crate::ops::provision::error::StepError;
use crate::ops::provision::inside::LOCK;
use crate::ops::provision::run::Run;
use crate::postgres::{FailureClass, Target, transaction_pooled};
use crate::tenant_db::{self, Expect, Mark, TenantDbError, TenantSession};
use std::time::{Duration, Instant};

/// How long a new project's pooler may take until it knows the project and its password.
const KNOWN: Duration = Duration::from_secs(60);

impl ProjectHome {
    /// Brings the database to the newest migration, applies the policy, and marks it as the tenant's.
    pub(super) async fn migrate<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<(), StepError> {
        let mut session = self.connect(run, false).await?;
        let marker = run.marker();
        let done = async {
            tenant_db::prepare_project(&mut session, &marker).await?;
            crate::fail_point!("project.prepared");
            run.deps.schema.fill(&mut session).await?;
            crate::fail_point!("project.migrated");
            tenant_db::mark_project(&mut session, &marker).await
        }
        .await;
        session.close().await;
        done?;
        crate::fail_point!("project.marked");
        Ok(())
    }

    /// Connects as the login that owns what is in the project's database. A new project's pooler needs a moment until
    /// it knows it.
    pub(super) async fn connect<O: Observer>(
        &self,
        run: &Run<'_, '_, Self, O>,
        marked: bool,
    ) -> Result<TenantSession, StepError> {
        let missing = || crate::ops::locate::LocateError::NoAddress(run.spec.id.to_string());
        let address = run.row().await?.address.ok_or_else(missing)?;
        let place = (address.host.as_str(), address.port);
        let target = Target::tcp(place, &address.user, run.keys.clone(), DATABASE, self.root.clone());
        let marker = run.marker();
        let mark = if marked { Mark::Row(&marker) } else { Mark::None };
        let expect = Expect { mark, as_owner: false, lock_timeout: LOCK };
        let end = Instant::now() + KNOWN;
        loop {
            let opened = tenant_db::open(&target, "tenantctl provision", expect, run.deps.timeout).await;
            match opened {
                Ok(session) if marked => return Ok(session),
                Ok(session) => {
                    if transaction_pooled(&target, run.deps.timeout).await? {
                        session.close().await;
                        return Err(HostError::TransactionPooler { endpoint: target.endpoint() }.into());
                    }
                    return Ok(session);
                }
                Err(error) if is_early(&error) && Instant::now() < end && !run.observer.stop_requested() => {
                    tracing::debug!(%error, "the pooler may not know the project yet");
                    run.observer.on(Event::Waiting { what: "the pooler doesn't know the project yet" });
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// What a pooler answers that hasn't heard of the project, or of its password.
fn is_early(error: &TenantDbError) -> bool {
    match error {
        TenantDbError::Database(error) => {
            error.class == FailureClass::Unknown
                || error.is("28P01")
                || error.message.contains("Tenant or user not found")
        }
        _ => false,
    }
}
