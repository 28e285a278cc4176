//! Ending sessions: their rows are deleted, in one transaction for all that are meant.

use super::{Revoked, SessionError, Sessions, Which};
use crate::control_plane::PlaneError;
use crate::ops::act::Actor;
use crate::postgres::{begin, commit};
use crate::tenant_db::TenantSession;
use crate::tenant_db::sessions::{self, Where};
use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use std::future::ready;
use std::time::Duration;
use tokio::sync::oneshot;

const REVOKE: &str = "session revoke";

/// Rows that a purge deletes at once, so that nobody waits long for it.
const BATCH: i64 = 10_000;

/// What was revoked, by table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// Of our own.
    pub ours: Revoked,
    /// Of the project's Auth server, where there is one.
    pub supabase: Option<Revoked>,
}

impl Outcome {
    /// How many in all.
    pub fn count(&self) -> u64 {
        self.ours.count + self.supabase.map_or(0, |revoked| revoked.count)
    }
}

/// Revokes the sessions that are meant. What nobody issued, and what is revoked already, counts nothing.
///
/// # Errors
/// [`SessionError`]; then none is revoked.
pub async fn revoke(of: &mut Sessions<'_>, which: Which) -> Result<Outcome, SessionError> {
    let act = of.actor.begin(REVOKE, meant(which)).await?;
    let revoked = delete(of, which, ready(true)).await;
    of.actor.end(act, revoked).await
}

/// The same where it is known what is meant before the tenant's database is open: that is opened, and the rows deleted,
/// while the log is written. They are gone when that is done, and not before.
///
/// # Errors
/// As [`revoke`], and that it can't be opened.
pub async fn revoke_opening<E: From<PlaneError> + From<SessionError>>(
    actor: Actor<'_>,
    opening: impl Future<Output = Result<TenantSession, E>>,
    which: Which,
) -> Result<Outcome, E> {
    let (written, begun) = oneshot::channel();
    let beginning = async {
        let act = actor.begin(REVOKE, meant(which)).await?;
        let _waits = written.send(());
        Ok(act)
    };
    let deleting = async {
        let mut session = opening.await?;
        let begun = async { begun.await.is_ok() };
        let revoked = delete(&mut Sessions { actor, session: &mut session }, which, begun).await;
        Ok((session, revoked))
    };
    let (act, deleted): (Result<_, PlaneError>, Result<_, E>) = tokio::join!(beginning, deleting);
    match (act, deleted) {
        (Ok(act), Ok((session, revoked))) => {
            let is_over = revoked.is_ok();
            // One after the other: a server process that ends may keep the other one from answering.
            let ended = actor.end(act, revoked).await;
            if is_over {
                session.leave().await
            } else {
                session.close().await
            }
            Ok(ended?)
        }
        (Ok(act), Err(error)) => actor.end(act, Err(error)).await,
        (Err(error), Ok((session, _))) => {
            session.close().await;
            Err(error.into())
        }
        (Err(error), Err(_)) => Err(error.into()),
    }
}

fn meant(which: Which) -> Value {
    json!({ "jti": which.id, "user": which.user, "before": which.before })
}

/// Counts what [`revoke`] would revoke now, and changes nothing.
///
/// # Errors
/// [`SessionError`].
pub async fn would_revoke(of: &mut Sessions<'_>, which: Which) -> Result<Outcome, SessionError> {
    delete(of, which, ready(false)).await
}

/// Deletes them for good if that future says so, which is asked last; else nothing was changed.
async fn delete(
    of: &mut Sessions<'_>,
    which: Which,
    for_good: impl Future<Output = bool>,
) -> Result<Outcome, SessionError> {
    let mut outcome = Outcome::default();
    let places = of.places();
    if let (Which { id: Some(id), user: None, before: None }, [Where::Ours]) = (which, places) {
        outcome.ours = sessions::revoke_held(of.session, id).await?;
        sessions::end_held(of.session, for_good.await).await?;
        return Ok(outcome);
    }
    let mut transaction = begin(of.session).await?;
    for place in places {
        let revoked = sessions::revoke(&mut transaction, *place, which).await?;
        match place {
            Where::Ours => outcome.ours = revoked,
            Where::Supabase => outcome.supabase = Some(revoked),
        }
    }
    if for_good.await {
        commit(transaction).await?;
    }
    Ok(outcome)
}

/// Deletes the rows of sessions that ended longer ago than `keep`, by the database's clock: a wrong one here would delete
/// sessions that are still good.
///
/// # Errors
/// [`SessionError`]; what was deleted before stays deleted.
pub async fn purge(of: &mut Sessions<'_>, keep: Duration) -> Result<u64, SessionError> {
    let now = sessions::clock(of.session).await?;
    let kept = TimeDelta::from_std(keep).unwrap_or(TimeDelta::MAX);
    let before = now.checked_sub_signed(kept).unwrap_or(DateTime::UNIX_EPOCH);
    let act = of.actor.begin("session purge", json!({ "before": before })).await?;
    let purged = async {
        let mut count = 0;
        loop {
            let gone = sessions::purge(of.session, before, BATCH).await?;
            count += gone;
            if gone < u64::try_from(BATCH).unwrap_or(u64::MAX) {
                return Ok::<u64, SessionError>(count);
            }
        }
    }
    .await;
    of.actor.end(act, purged).await
}
