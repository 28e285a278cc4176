//! Making members.

use super::drop::take_away;
use super::{PoolDeps, PoolError, pool_names};
use crate::control_plane::{self as plane, PoolMember};
use crate::host::DatabaseHost;
use crate::ops::credentials::Passwords;
use crate::ops::observer::{Event, Observer};
use crate::postgres::{begin, commit};
use chrono::Utc;
use uuid::Uuid;

/// What filling did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Members that were made.
    pub made: usize,
    /// Members that are ready now.
    pub ready: usize,
    /// Members that were dropped: half made, or of another template.
    pub dropped: usize,
}

/// Brings the pool of a cluster to `size` ready members; what a killed run left half made, and what was cloned from
/// another template, is dropped first. A larger pool stays as it is.
///
/// # Errors
/// [`PoolError`]; the members made so far stay.
pub async fn fill<H: DatabaseHost>(
    deps: &PoolDeps<'_, H>,
    size: usize,
    observer: &impl Observer,
) -> Result<Filled, PoolError> {
    deps.schema.ensure_template(deps.host, deps.timeout, observer).await?;
    let mut filled = Filled::default();
    for member in members(deps).await? {
        let usable = member.state == "ready" && member.template == deps.template();
        if usable {
            filled.ready += 1;
        } else if take_away(deps, &member).await? {
            filled.dropped += 1;
        }
    }
    while filled.ready < size && !observer.stop_requested() {
        make(deps).await?;
        filled.made += 1;
        filled.ready += 1;
        observer.on(Event::MemberDone);
    }
    Ok(filled)
}

pub(super) async fn members<H: DatabaseHost>(deps: &PoolDeps<'_, H>) -> Result<Vec<PoolMember>, PoolError> {
    let mut connection = deps.control.session.get().await;
    Ok(plane::members(&mut connection, Some(deps.cluster)).await?)
}

async fn make<H: DatabaseHost>(deps: &PoolDeps<'_, H>) -> Result<(), PoolError> {
    let uuid = Uuid::new_v4();
    // Nobody else can have the lock of a uuid that was just made.
    deps.host.lock(uuid).await?;
    let made = make_locked(deps, uuid).await;
    deps.host.unlock(uuid).await?;
    made
}

async fn make_locked<H: DatabaseHost>(deps: &PoolDeps<'_, H>, uuid: Uuid) -> Result<(), PoolError> {
    let names = pool_names(uuid)?;
    let passwords = Passwords::generate()?;
    let sealed = deps.vault.seal(uuid, &passwords)?;
    let member = PoolMember {
        uuid,
        cluster_id: deps.cluster,
        template: deps.template().to_owned(),
        database_name: names.database.name().to_owned(),
        migrator_login: names.migrator.name().to_owned(),
        app_login: names.app.name().to_owned(),
        kek_id: sealed.kek_id,
        wrapped_key: sealed.wrapped_key,
        migrator_password: sealed.migrator,
        app_password: sealed.app,
        state: "making".to_owned(),
        runner: deps.runner.to_owned(),
        created_at: Utc::now(),
    };
    {
        let mut connection = deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        plane::insert_member(&mut transaction, &member).await?;
        commit(transaction).await?;
    }
    crate::fail_point!("pool.recorded");
    deps.host.create_logins(&names, deps.marker(uuid), &passwords.verifiers()?).await?;
    crate::fail_point!("pool.logins");
    deps.host.create_database(&names, deps.marker(uuid), deps.schema.template()).await?;
    crate::fail_point!("pool.database");
    deps.host.grant_rights(&names, deps.marker(uuid)).await?;
    crate::fail_point!("pool.rights");
    // Open only as long as it takes: nobody has a reason to be in it before it is a tenant's.
    deps.host.close_database(&names, deps.marker(uuid)).await?;
    crate::fail_point!("pool.closed");
    let mut connection = deps.control.session.get().await;
    plane::set_member_state(&mut connection, uuid, "making", "ready").await?;
    Ok(())
}
