//! Taking members away.

use super::fill::members;
use super::{PoolDeps, PoolError, recorded_names};
use crate::control_plane::{self as plane, PlaneError, PoolMember};
use crate::host::DatabaseHost;
use crate::ops::observer::{Event, Observer};

/// What draining did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Members that were dropped.
    pub dropped: usize,
    /// Members that somebody else works on at this moment.
    pub busy: usize,
}

/// Drops every member of the cluster's pool.
///
/// # Errors
/// [`PoolError`]; what was dropped so far is gone.
pub async fn drain<H: DatabaseHost>(deps: &PoolDeps<'_, H>, observer: &impl Observer) -> Result<Drained, PoolError> {
    let mut drained = Drained::default();
    for member in members(deps).await? {
        if observer.stop_requested() {
            break;
        }
        match take_away(deps, &member).await? {
            true => drained.dropped += 1,
            false => drained.busy += 1,
        }
        observer.on(Event::MemberDone);
    }
    Ok(drained)
}

/// Drops one member; false if somebody makes, drops or claims it just now.
pub(super) async fn take_away<H: DatabaseHost>(deps: &PoolDeps<'_, H>, member: &PoolMember) -> Result<bool, PoolError> {
    if !deps.host.lock(member.uuid).await? {
        return Ok(false);
    }
    let gone = take_away_locked(deps, member).await;
    deps.host.unlock(member.uuid).await?;
    gone
}

async fn take_away_locked<H: DatabaseHost>(deps: &PoolDeps<'_, H>, member: &PoolMember) -> Result<bool, PoolError> {
    if member.state != "dropping" {
        let mut connection = deps.control.session.get().await;
        // A claim takes the row away; then it is a tenant's, and nothing of it may be touched.
        match plane::set_member_state(&mut connection, member.uuid, &member.state, "dropping").await {
            Ok(()) => {}
            Err(PlaneError::Stale { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    crate::fail_point!("pool.dropping");
    let names = recorded_names(member)?;
    let database = deps.host.drop_database(&names, deps.marker(member.uuid)).await?;
    crate::fail_point!("pool.dropped_database");
    let logins = deps.host.drop_logins(&names, deps.marker(member.uuid)).await?;
    crate::fail_point!("pool.dropped_logins");
    // What bears another mark isn't ours; the row stays and names it to whoever looks.
    if let Some(foreign) = database.left_alone.into_iter().chain(logins.left_alone).next() {
        return Err(foreign.into());
    }
    let mut connection = deps.control.session.get().await;
    plane::delete_member(&mut connection, member.uuid).await?;
    Ok(true)
}
