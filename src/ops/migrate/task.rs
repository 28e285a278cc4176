//! Migrating a tenant as part of a run over the fleet.

use super::{MigrateError, MigrateOptions, came_words};
use crate::control_plane::{self as plane, PlaneError, TenantRow};
use crate::domain::fleet::TenantState;
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::ops::fleet::{Came, Task, Turn, application_name, session_prefix};
use crate::ops::locate::Locator;
use crate::ops::retry::Retries;
use crate::postgres::Connection;
use crate::tenant_db::{self, ExecutorEvent, ExecutorOptions, Outcome};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// What each tenant of a fleet migration goes through.
pub struct MigrateTask<'a> {
    /// Where tenants are.
    pub locator: &'a Locator<'a>,
    /// The files.
    pub set: &'a MigrationSet,
    /// How to migrate.
    pub options: &'a MigrateOptions,
    /// Leave out a tenant that isn't active any more; otherwise it fails.
    pub skip_inactive: bool,
}

/// What was done, and how the newest attempt went.
#[derive(Default)]
struct Progress {
    /// By all attempts.
    applied: Vec<i64>,
    connected: bool,
    late: bool,
}

impl Task for MigrateTask<'_> {
    async fn run(&self, tenant: &TenantRow, turn: &Turn) -> Came {
        let begun = Instant::now();
        let mut progress = Progress::default();
        let result = tokio::select! {
            result = self.attempts(tenant, turn, &mut progress) => result,
            () = turn.cut_off() => Err(MigrateError::CutOff),
        };
        self.came(tenant, progress.applied, result, begun.elapsed())
    }

    async fn prepare(&self, connection: &mut Connection, tenants: &[Uuid]) -> Result<(), PlaneError> {
        self.locator.read_ahead(connection, tenants).await
    }

    async fn record(&self, connection: &mut Connection, came: &[(Uuid, &Came)]) -> Result<(), PlaneError> {
        let versions: Vec<(Uuid, i64)> =
            came.iter().filter_map(|(tenant, came)| Some((*tenant, came.schema_version?))).collect();
        plane::set_schema_versions(connection, &versions).await
    }
}

impl MigrateTask<'_> {
    async fn attempts(
        &self,
        tenant: &TenantRow,
        turn: &Turn,
        progress: &mut Progress,
    ) -> Result<Outcome, MigrateError> {
        let mut retries = Retries::new();
        loop {
            (progress.connected, progress.late) = (false, false);
            let result = self.attempt(tenant, turn, progress).await;
            if progress.connected {
                retries.connected();
            }
            // A tenant that lets us wait for ever gets no second try.
            let class = result.as_ref().err().and_then(MigrateError::class).filter(|_| !progress.late);
            match retries.next(class) {
                Some(pause) if turn.permit.holds(Instant::now()) => tokio::time::sleep(pause).await,
                _ => return result,
            }
        }
    }

    async fn attempt(&self, tenant: &TenantRow, turn: &Turn, progress: &mut Progress) -> Result<Outcome, MigrateError> {
        if tenant.status != Status::Active {
            return Err(MigrateError::Status(tenant.status));
        }
        let application = application_name(turn.run, turn.fence, tenant.id.as_str());
        let opened: Result<_, MigrateError> =
            self.locator.open(tenant, &application, self.options.lock_timeout, self.options.timeout).await;
        let mut session = opened?;
        progress.connected = true;
        if turn.fence > 1
            && let Err(error) =
                tenant_db::end_earlier_sessions(&mut session, &session_prefix(turn.run), turn.fence).await
        {
            progress.late = session.limit().is_late();
            session.close().await;
            return Err(tenant_db::TenantDbError::from(error).into());
        }
        let target = self.set.target_within(self.options.target, tenant.pinned_version);
        let executor = ExecutorOptions {
            target: target.or(self.options.target),
            lock_wait: self.options.lock_wait,
            // Pinned before the first file: there is nothing that it may get.
            dry_run: self.options.dry_run || (tenant.pinned_version.is_some() && target.is_none()),
            permit: Some(turn.permit.clone()),
        };
        let outcome = tenant_db::migrate(&mut session, self.set, &executor, &mut |event| {
            if let ExecutorEvent::Finished { version, .. } = event {
                progress.applied.push(version);
            }
        })
        .await;
        progress.late = session.limit().is_late();
        session.close().await;
        Ok(outcome?)
    }

    fn came(
        &self,
        tenant: &TenantRow,
        applied: Vec<i64>,
        result: Result<Outcome, MigrateError>,
        duration: Duration,
    ) -> Came {
        let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let failed = Came {
            state: TenantState::Failed,
            words: "failed".to_owned(),
            duration,
            detail: json!({ "applied": words(&applied), "duration_ms": duration_ms }),
            error: None,
            unreachable: false,
            changed: !applied.is_empty(),
            schema_version: applied.last().copied(),
        };
        match result {
            Ok(outcome) => Came {
                state: TenantState::Done,
                words: came_words(applied.len(), outcome.pending.len()),
                detail: migrated_detail(&outcome, &applied, tenant.pinned_version, duration_ms),
                schema_version: Some(outcome.to),
                ..failed
            },
            // Of a lost claim the next who has it tells what was done.
            Err(error) if error.is_claim_lost() => {
                Came { changed: false, schema_version: None, state: TenantState::Waiting, ..failed }
            }
            Err(MigrateError::CutOff) => Came { state: TenantState::Waiting, ..failed },
            Err(error @ MigrateError::Status(_)) if self.skip_inactive => {
                let (state, words) = (TenantState::Skipped, "skipped".to_owned());
                Came { state, words, error: Some(error.to_string()), ..failed }
            }
            // Whoever reads the run later has only these words.
            Err(error) if error.is_repairable() => {
                let text = format!("{error}; what to do: tenantctl migrate repair --explain");
                Came { error: Some(text), ..failed }
            }
            Err(error) => Came { unreachable: error.is_unreachable(), error: Some(error.to_string()), ..failed },
        }
    }
}

fn words(versions: &[i64]) -> Vec<String> {
    versions.iter().map(ToString::to_string).collect()
}

/// What a run's row says of a tenant that came through.
pub fn migrated_detail(outcome: &Outcome, applied: &[i64], pin: Option<i64>, duration_ms: u64) -> serde_json::Value {
    let pinned = pin.filter(|_| !outcome.pending.is_empty());
    json!({
        "from": outcome.from.to_string(),
        "to": outcome.to.to_string(),
        "applied": words(applied),
        "pending": words(&outcome.pending),
        "pinned": pinned.map(|version| version.to_string()),
        "duration_ms": duration_ms,
    })
}
