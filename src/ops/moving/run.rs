//! The three things that are done: moving, committing, taking back.

use super::check::{estimate, refuse, refuse_copy, taken};
use super::{COPY, Held, KIND, MoveDeps, MoveError, PREPARE, STEPS};
use crate::control_plane::{self as plane, MoveRow, PlaneError, TenantRow};
use crate::domain::tenant::Marker;
use crate::host::{DatabaseHost, Transfer};
use crate::ops::act::Actor;
use crate::ops::credentials::LoginRole;
use crate::ops::lifecycle::own_names;
use crate::ops::observer::{Event, Observer};
use crate::ops::operation::{Operation, Plan, take_back};
use crate::ops::provision::{Hold, SourceError, StepError, lock, unlock};
use crate::postgres::{begin, commit};
use crate::tenant_db::{self, TenantDbError, TenantSession, copying, freeze, table_sums};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// How long a transaction that writes is waited for.
const WRITERS: Duration = Duration::from_secs(60);

/// Moves a tenant to the other cluster, or completes what an earlier run began. Returns it as it is then.
///
/// # Errors
/// [`MoveError`]; after any but [`MoveError::Shut`] the tenant is in use where it was.
pub async fn move_tenant(
    deps: &MoveDeps<'_>,
    tenant: &TenantRow,
    observer: &impl Observer,
) -> Result<TenantRow, MoveError> {
    held(deps, tenant.uuid, async |tenant| {
        let earlier = refuse_copy(deps, tenant).await?;
        let mut held = hold(deps, tenant).await?;
        let doors = deps.here.host.doors(&held.names, held.marker).await.map_err(StepError::from)?;
        held.limit = earlier.as_ref().map_or(doors.connection_limit, |earlier| earlier.connection_limit);
        // A run that was killed at the switch left it closed.
        if earlier.is_some() {
            held.open(deps, deps.here).await?;
        }
        estimate(deps, tenant).await?;
        let actor = Actor { control: deps.control, tenant, runner: deps.runner };
        let spec = json!({ "to": deps.there_name, "to_cluster": deps.there.cluster });
        let plan = Plan { kind: KIND, spec: &spec, steps: &STEPS, only: deps.only };
        let operation = Operation::plan(actor, plan).await?;
        record(deps, &held, &operation).await?;
        let moved = copy_and_switch(deps, &held, &operation, observer).await;
        if let Err(error) = &moved {
            operation.fail(&error.why()).await;
        }
        moved
    })
    .await
}

/// Drops what the tenant left when it was moved.
///
/// # Errors
/// [`MoveError`]; the same call again completes it.
pub async fn commit_move(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<TenantRow, MoveError> {
    held(deps, tenant.uuid, async |tenant| {
        let copy = copy_of(deps, tenant).await?;
        if !copy.moved {
            return Err(MoveError::Unmoved { id: tenant.id.clone(), cluster: copy.other_name });
        }
        drop_copy(deps, tenant, "move commit").await
    })
    .await
}

/// Takes a move back. A tenant that is in its new place already goes to what it left, as it was then, and what it leaves
/// now is kept in turn.
///
/// # Errors
/// [`MoveError`]; the same call again completes it.
pub async fn roll_back_move(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<TenantRow, MoveError> {
    held(deps, tenant.uuid, async |tenant| {
        let copy = copy_of(deps, tenant).await?;
        if let Some(only) = deps.only {
            let newest = plane::latest_operation(&mut *deps.control.session.get().await, tenant.uuid, KIND).await?;
            let is_it = newest.is_some_and(|newest| newest.id == only) && !copy.moved;
            PlaneError::expect_rows("the operation", 1, u64::from(is_it))?;
        }
        let held = Held { limit: copy.connection_limit, ..hold(deps, tenant).await? };
        if !copy.moved {
            // A run that was killed at the switch left it closed.
            held.open(deps, deps.here).await?;
            return drop_copy(deps, tenant, "move rollback").await;
        }
        let actor = Actor { control: deps.control, tenant, runner: deps.runner };
        let act = actor.begin("move rollback", json!({ "to": deps.there_name })).await?;
        let back = held.hand_over(deps, None, None).await;
        actor.end(act, back).await
    })
    .await
}

async fn copy_of(deps: &MoveDeps<'_>, tenant: &TenantRow) -> Result<MoveRow, MoveError> {
    let copy = plane::move_of(&mut *deps.control.session.get().await, tenant.uuid).await?;
    let copy = copy.filter(|copy| copy.other_cluster == deps.there.cluster);
    copy.ok_or_else(|| MoveError::NoCopy { id: tenant.id.clone() })
}

async fn hold<'t>(deps: &MoveDeps<'_>, tenant: &'t TenantRow) -> Result<Held<'t>, StepError> {
    // Secrets that were exchanged with another tenant's don't open.
    deps.vault.passwords(deps.control, tenant).await?;
    let marker = Marker { tenant: tenant.uuid, control_plane: deps.control.id };
    Ok(Held { tenant, names: own_names(tenant)?, marker, limit: -1 })
}

/// Holds the tenant's lock on both clusters, and reads the tenant again.
async fn held<T>(
    deps: &MoveDeps<'_>,
    uuid: Uuid,
    work: impl AsyncFnOnce(&TenantRow) -> Result<T, MoveError>,
) -> Result<T, MoveError> {
    let read = async || {
        let row = plane::tenant_by_uuid(&mut *deps.control.session.get().await, uuid).await?;
        row.ok_or_else(|| PlaneError::Inconsistent(format!("tenant {uuid} has no row")))
    };
    let id = read().await?.id;
    if let Hold::Held(holder) = lock(deps.here, deps.control, deps.waiting, uuid).await? {
        return Err(MoveError::Held { id, holder });
    }
    let result = async {
        if let Hold::Held(holder) = lock(deps.there, deps.control, deps.waiting, uuid).await? {
            return Err(MoveError::Held { id, holder });
        }
        let result = async {
            let tenant = read().await?;
            if tenant.cluster.as_ref().is_none_or(|(cluster, _)| *cluster != deps.here.cluster) {
                return Err(PlaneError::Stale { what: "the tenant's cluster", expected: 1, actual: 0 }.into());
            }
            refuse(deps, &tenant).await?;
            work(&tenant).await
        };
        let result = result.await;
        unlock(deps.there, uuid, result).await
    };
    let result = result.await;
    unlock(deps.here, uuid, result).await
}

async fn drop_copy(deps: &MoveDeps<'_>, tenant: &TenantRow, action: &'static str) -> Result<TenantRow, MoveError> {
    let held = hold(deps, tenant).await?;
    let actor = Actor { control: deps.control, tenant, runner: deps.runner };
    let act = actor.begin(action, json!({ "dropped_on": deps.there_name })).await?;
    let dropped = async {
        taken(deps.there.host.drop_database(&held.names, held.marker).await?)?;
        crate::fail_point!("move.dropped_database");
        deps.there.host.drop_marked_logins(held.marker).await?;
        crate::fail_point!("move.dropped_logins");
        let mut connection = deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        plane::forget_move(&mut transaction, tenant.uuid).await?;
        take_back(&mut transaction, actor, KIND, action).await?;
        Ok::<(), StepError>(commit(transaction).await?)
    };
    let dropped = dropped.await.map_err(MoveError::from);
    actor.end(act, dropped).await?;
    Ok(tenant.clone())
}

/// The copy's place is written down together with the operation, before anything is made.
async fn record(deps: &MoveDeps<'_>, held: &Held<'_>, operation: &Operation<'_>) -> Result<(), StepError> {
    let mut connection = deps.control.session.get().await;
    let mut transaction = begin(&mut connection).await?;
    operation.begin_in(&mut transaction).await?;
    plane::begin_move(&mut transaction, held.tenant.uuid, deps.there.cluster, held.limit).await?;
    Ok(commit(transaction).await?)
}

async fn copy_and_switch(
    deps: &MoveDeps<'_>,
    held: &Held<'_>,
    operation: &Operation<'_>,
    observer: &impl Observer,
) -> Result<TenantRow, MoveError> {
    let id = || held.tenant.id.clone();
    let stopped = |source: StepError| MoveError::Stopped { id: id(), source: Box::new(source) };
    let prepared = async {
        crate::fail_point!("move.recorded");
        operation.step(PREPARE).await?;
        let verifiers = deps.vault.passwords(deps.control, held.tenant).await?.verifiers()?;
        deps.there.host.create_logins(&held.names, held.marker, &verifiers).await?;
        deps.there.host.create_blank(&held.names, held.marker).await?;
        crate::fail_point!("move.prepared");
        let mut reader = held.session(deps, deps.here, LoginRole::Migrator).await?;
        observer.on(Event::Waiting { what: "waiting for writers" });
        let rights = copying::public_schema(&mut reader).await?;
        let snapshot = freeze::freeze(&mut reader, WRITERS).await?;
        Ok::<_, StepError>((reader, rights, snapshot))
    };
    let (mut reader, rights, snapshot) = prepared.await.map_err(stopped)?;
    crate::fail_point!("move.frozen");
    operation.step(COPY).await.map_err(|error| stopped(error.into()))?;
    let backend = reader.backend();
    let copied = tokio::select! {
        copied = copy(deps, held, (&mut reader, rights, &snapshot), observer) => copied,
        Err(error) = deps.here.host.turn_writers_away(&held.names, held.marker, backend, deps.timeout) => {
            Err(stopped(error.into()))
        }
    };
    match copied {
        Ok(()) => held.hand_over(deps, Some(reader), Some(operation)).await,
        Err(error) => {
            reader.close().await;
            Err(error)
        }
    }
}

async fn copy(
    deps: &MoveDeps<'_>,
    held: &Held<'_>,
    (reader, rights, snapshot): (&mut TenantSession, copying::PublicSchema, &str),
    observer: &impl Observer,
) -> Result<(), MoveError> {
    let id = || held.tenant.id.clone();
    let stopped = |source: StepError| MoveError::Stopped { id: id(), source: Box::new(source) };
    let copied = async {
        let mut writer = held.session(deps, deps.there, LoginRole::Migrator).await?;
        let granted = copying::grant_public(&mut writer, rights).await;
        writer.close().await;
        granted?;
        observer.on(Event::Waiting { what: "copying" });
        let from = held.target(deps, deps.here, LoginRole::Migrator).await?;
        let to = held.target(deps, deps.there, LoginRole::Migrator).await?;
        let scratch = deps.here.scratch.as_path();
        let transfer =
            Transfer { from: &from, to: &to, snapshot, only: &[], without: &[], scratch, timeout: deps.timeout };
        deps.here.programs.transfer(&transfer).await.map_err(SourceError::from)?;
        crate::fail_point!("move.copied");
        observer.on(Event::Waiting { what: "comparing" });
        let mut writer = held.session(deps, deps.there, LoginRole::Migrator).await?;
        let compared = async {
            tenant_db::begin_snapshot(&mut writer).await.map_err(TenantDbError::from)?;
            let (original, copy) =
                tokio::try_join!(table_sums::table_sums(reader), table_sums::table_sums(&mut writer))?;
            Ok::<_, StepError>(table_sums::first_difference(&original, &copy))
        };
        let compared = compared.await;
        writer.close().await;
        compared
    };
    match copied.await.map_err(stopped)? {
        Some(what) => Err(MoveError::Differs { id: id(), what }),
        None => Ok(()),
    }
}
