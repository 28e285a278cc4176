//! Taking a tenant without a name out of the pool: everything is there already, so that it needs one transaction.

use super::cluster::ClusterHome;
use super::error::StepError;
use super::home::Home;
use super::record::{Reserved, commit, reserve_in};
use super::run::{Deps, Provisioned};
use super::spec::Spec;
use crate::control_plane::{self as plane, Durability, LogEntry, NewPasswords, Phase};
use crate::domain::names::PhysicalNames;
use crate::host::rename_member;
use crate::postgres::begin;
use uuid::Uuid;

/// Claims a member of the present template for the tenant. None if there is none, if the cluster is another server than
/// the control plane's (then no transaction spans both), if the tenant is to have mock data or an owner before it is in use, if
/// another policy was applied since this run read it, or if the id is taken: the straight way says so.
pub(super) async fn claim(deps: &Deps<'_, ClusterHome>, spec: &Spec) -> Result<Option<Provisioned>, StepError> {
    let cluster = deps.home.cluster;
    if spec.mock_data || spec.owner_email.is_some() || deps.durability != Durability::WithNextCommit {
        return Ok(None);
    }
    let template = deps.schema.template().database.name();
    let mut connection = deps.control.session.get().await;
    // Mostly there is no pool, and then there is no need of a transaction.
    if !plane::has_member(&mut connection, cluster, template).await? {
        return Ok(None);
    }
    let mut transaction = begin(&mut connection).await?;
    // Read in the transaction that makes the tenant active: one with an older policy than the present one isn't.
    if plane::policy_version(&mut transaction).await? != deps.schema.policy.stored_version() {
        return Ok(None);
    }
    let Some(member) = plane::take_member(&mut transaction, cluster, template).await? else { return Ok(None) };
    let pooled = PhysicalNames::from_base(&member.database_name)?;
    let place = deps.home.place(spec, member.uuid)?;
    let names = PhysicalNames::from_base(&place.database)?;
    let operation = Uuid::now_v7();
    let reserved = reserve_in(&mut transaction, deps, spec, member.uuid, &place, operation).await?;
    if !matches!(reserved, Reserved::Yes) {
        return Ok(None);
    }
    let passwords = NewPasswords {
        kek_id: &member.kek_id,
        wrapped_key: &member.wrapped_key,
        migrator: &member.migrator_password,
        app: &member.app_password,
    };
    plane::insert_passwords(&mut transaction, member.uuid, passwords).await?;
    let newest = deps.schema.migrations.newest();
    let tenant = plane::activate_tenant(&mut transaction, member.uuid, Some(newest)).await?;
    plane::finish_operation(&mut transaction, operation).await?;
    let log = LogEntry {
        run_id: operation,
        phase: Phase::End,
        action: "provision",
        actor: deps.runner,
        tenant: Some((member.uuid, spec.id.as_str())),
        outcome: Some("done"),
        detail: serde_json::json!({ "from_pool": true }),
    };
    rename_member(&mut transaction, &pooled, &names).await?;
    // The log's head is locked last, and for the shortest time.
    plane::append(&mut transaction, &log).await?;
    crate::fail_point!("claim.taken");
    commit(transaction).await?;
    crate::fail_point!("claim.committed");
    Ok(Some(Provisioned { tenant, already: false }))
}
