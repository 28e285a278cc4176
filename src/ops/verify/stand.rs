//! The sessions and permissions behind accepted tokens, asked once a tenant and page.

use super::{Accepted, Home, SessionState, Verdict, VerifyError, Wanted};
use crate::control_plane::TenantRow;
use crate::tenant_db::TenantSession;
use crate::tenant_db::sessions::Where;
use crate::tenant_db::standing::{Question, Standing, standings};
use crate::token::Reason;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Looks for the sessions of the accepted tokens of one tenant, and for what their users may. Returns the database's
/// clock, where it was asked.
///
/// # Errors
/// The tenant's database; then no verdict was changed.
pub async fn stand(
    session: &mut TenantSession,
    tenant: &TenantRow,
    wanted: &Wanted,
    verdicts: &mut [&mut Verdict],
) -> Result<Option<DateTime<Utc>>, VerifyError> {
    let mut clock = None;
    let mut found: [HashMap<Uuid, Standing>; 2] = Default::default();
    for (place, found) in PLACES.into_iter().zip(&mut found) {
        let named = verdicts.iter().filter_map(|verdict| verdict.as_ref().ok());
        let mut ids: Vec<Uuid> = named
            .filter_map(|accepted| session_of(accepted, tenant).ok().filter(|(at, _)| *at == place))
            .map(|s| s.1)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            continue;
        }
        let question = Question { ids: &ids, permissions: &wanted.permissions, leeway: wanted.leeway };
        let (rows, now) = standings(session, place, question).await?;
        clock = now.or(clock);
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    for verdict in verdicts {
        let Ok(accepted) = &mut **verdict else { continue };
        let judged = session_of(accepted, tenant).and_then(|(place, id)| {
            let rows = if place == Where::Ours { &found[0] } else { &found[1] };
            check(accepted, rows.get(&id), wanted)
        });
        match judged {
            Ok(()) => accepted.session = SessionState::Live,
            Err(reason) => **verdict = Err(reason),
        }
    }
    Ok(clock)
}

const PLACES: [Where; 2] = [Where::Ours, Where::Supabase];

/// Finds which session a token names, and in which table.
fn session_of(accepted: &Accepted, tenant: &TenantRow) -> Result<(Where, Uuid), Reason> {
    let claims = &accepted.claims;
    let (place, text) = match (accepted.home, claims.session_id(), claims.jti()) {
        (Home::Ours, _, Some(jti)) => (Where::Ours, jti),
        (Home::Ours, _, None) => return Err(Reason::MissingClaim),
        (_, Some(id), _) if tenant.address.is_some() => (Where::Supabase, id),
        (Home::Named, _, Some(jti)) => (Where::Ours, jti),
        _ => return Err(Reason::SessionUnknown),
    };
    // One session, one spelling: the uuid type also takes braces and upper case.
    let id: Uuid = text.parse().map_err(|_| Reason::SessionUnknown)?;
    if id.hyphenated().to_string() == text { Ok((place, id)) } else { Err(Reason::SessionUnknown) }
}

fn check(accepted: &Accepted, row: Option<&Standing>, wanted: &Wanted) -> Result<(), Reason> {
    let gone = if accepted.home == Home::Ours { Reason::Revoked } else { Reason::SessionUnknown };
    let row = row.ok_or(gone)?;
    // A session of somebody else isn't the token's.
    if row.user_id.hyphenated().to_string() != accepted.claims.sub() {
        return Err(gone);
    }
    if row.is_over {
        return Err(Reason::Expired);
    }
    if row.is_disabled {
        return Err(Reason::Revoked);
    }
    let all = i64::try_from(wanted.permissions.len()).unwrap_or(i64::MAX);
    if row.granted < all { Err(Reason::PermissionDenied) } else { Ok(()) }
}
