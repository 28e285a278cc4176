//! Finding a user of a tenant, by e-mail address or id.

use super::{Belongs, UserError, Users, belongs};
use crate::supabase::auth::AuthUser;
use crate::tenant_db::{self, TenantSession, users::Mapping};
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Whom a command names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// By the id at the Auth server.
    Id(Uuid),
    /// By the e-mail address.
    Email(String),
}

impl FromStr for Who {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.parse().map_or_else(|_| Self::Email(text.trim().to_lowercase()), Self::Id))
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Email(email) => f.write_str(email),
        }
    }
}

/// A user: what the tenant knows, and what its Auth server does. One of the two is always there.
#[derive(Debug, Clone)]
pub struct Found {
    /// The id.
    pub id: Uuid,
    /// The row in the tenant.
    pub mapping: Option<Mapping>,
    /// The user at the Auth server.
    pub user: Option<AuthUser>,
}

/// Rows that are read at once.
const PAGE: i64 = 500;

/// Lists at most `limit` users that the tenant knows, by id, after that one.
///
/// # Errors
/// The tenant's database.
pub async fn list(
    session: &mut TenantSession,
    mut after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Mapping>, UserError> {
    let mut rows = Vec::new();
    while rows.len() < limit {
        let page = tenant_db::users::mappings(session, after, PAGE).await?;
        after = page.last().map(|row| row.auth_user_id);
        let is_last = i64::try_from(page.len()).unwrap_or(PAGE) < PAGE;
        rows.extend(page);
        if is_last {
            break;
        }
    }
    rows.truncate(limit);
    Ok(rows)
}

/// Finds a user. At the Auth server only one who belongs to the tenant is found.
///
/// # Errors
/// [`UserError::NotFound`], [`UserError::Several`].
pub async fn find(users: &mut Users<'_>, who: &Who) -> Result<Found, UserError> {
    let mapping = match who {
        Who::Id(id) => tenant_db::users::mapping(users.session, *id).await?,
        Who::Email(email) => {
            let mut rows = tenant_db::users::mappings_of(users.session, email).await?;
            if rows.len() > 1 {
                let ids = rows.iter().map(|row| row.auth_user_id.to_string()).collect();
                return Err(UserError::Several { who: email.clone(), ids });
            }
            rows.pop()
        }
    };
    let user = match (users.auth, &mapping, who) {
        (None, ..) => None,
        (Some(auth), Some(mapping), _) => auth.user(mapping.auth_user_id).await?,
        (Some(auth), None, Who::Id(id)) => auth.user(*id).await?,
        (Some(auth), None, Who::Email(email)) => auth.user_by_email(email).await?,
    };
    let user = user.filter(|user| belongs(user, users.tenant) == Belongs::Here);
    let id = mapping.as_ref().map(|m| m.auth_user_id).or(user.as_ref().map(|u| u.id));
    let id = id.ok_or_else(|| UserError::NotFound(who.to_string()))?;
    Ok(Found { id, mapping, user })
}
