//! May a user do something, answered from the tenant's own rows.

use super::PolicyError;
use crate::domain::policy::{Verdict, decide};
use crate::ops::users::Who;
use crate::tenant_db::users::{Mapping, mapping, mappings_of};
use crate::tenant_db::{TenantDbError, TenantSession, policy};

/// What the tenant answers.
#[derive(Debug)]
pub struct Answer {
    /// The user's row, if the tenant has one.
    pub user: Option<Mapping>,
    /// May they, and why.
    pub verdict: Verdict,
}

/// Asks whether the user has the permission, as row level security would.
///
/// # Errors
/// [`PolicyError::NoPermissions`], [`PolicyError::Several`], or the tenant's database.
pub async fn check(session: &mut TenantSession, who: &Who, permission: &str) -> Result<Answer, PolicyError> {
    let held = policy::read(session).await?.ok_or(PolicyError::NoPermissions)?;
    let user = find(session, who).await?;
    let known = user.as_ref().map(|user| (user.role.as_str(), user.disabled_at.is_some()));
    let verdict = decide(&held, known, permission);
    Ok(Answer { user, verdict })
}

async fn find(session: &mut TenantSession, who: &Who) -> Result<Option<Mapping>, PolicyError> {
    let limit = session.limit().clone();
    let looked = async {
        match who {
            Who::Id(id) => Ok(mapping(session, *id).await?.into_iter().collect()),
            Who::Email(email) => Ok::<_, TenantDbError>(mappings_of(session, email).await?),
        }
    };
    let mut rows: Vec<Mapping> = limit.within("looking for the user", looked).await?;
    if rows.len() > 1 {
        let ids = rows.iter().take(20).map(|row| row.auth_user_id.to_string()).collect();
        return Err(PolicyError::Several { who: who.to_string(), ids });
    }
    Ok(rows.pop())
}
