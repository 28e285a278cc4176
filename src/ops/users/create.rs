//! Making a user.

use super::{Belongs, UserError, Users, belongs, id_of, metadata};
use crate::supabase::auth::{
    AuthApi, AuthUser, Created, Credential, Existing, LinkKind, LinkRequest, NewUser, UserChanges,
};
use crate::tenant_db;
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

/// How a new user comes in.
#[derive(Debug, Clone)]
pub enum Welcome {
    /// By a magic link or a reset of the password: none is set.
    Nothing,
    /// With this password.
    Password(SecretString),
    /// By an e-mail that the Auth server sends.
    Invite,
    /// By a link that whoever runs this passes on.
    Link,
}

/// A user to make.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The e-mail address, in lower case.
    pub email: String,
    /// The role in the tenant.
    pub role: String,
    /// How the user comes in.
    pub welcome: Welcome,
    /// Take a user who is at the Auth server already and belongs to no tenant.
    pub adopt: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was no such user.
    Created,
    /// There was one, and something of them was changed or repaired.
    Updated,
    /// There was one, exactly so.
    Unchanged,
}

/// A user who was made.
#[derive(Debug)]
pub struct Made {
    /// The id.
    pub id: Uuid,
    /// What became of it.
    pub outcome: Outcome,
    /// The link, if one was asked for: whoever has it is the user.
    pub link: Option<SecretString>,
    /// The tenant has an Auth server.
    pub at_auth: bool,
}

/// Makes a user, or brings the one there is in line: at the Auth server first, then in the tenant.
///
/// # Errors
/// [`UserError`]; the same call again completes what was begun.
pub async fn create(users: &mut Users<'_>, wish: &Wish) -> Result<Made, UserError> {
    let roles = tenant_db::users::roles(users.session).await?;
    if !roles.contains(&wish.role) {
        return Err(UserError::UnknownRole { role: wish.role.clone(), known: roles });
    }
    let detail = json!({ "email": wish.email, "role": wish.role });
    let act = users.actor().begin("user create", detail).await?;
    let made = make(users, wish).await;
    users.actor().end(act, made).await
}

/// The same within somebody else's act.
pub(super) async fn make(users: &mut Users<'_>, wish: &Wish) -> Result<Made, UserError> {
    let (id, at_auth, link) = match users.auth {
        Some(auth) => {
            let (id, outcome, link) = at_auth(users, auth, wish).await?;
            (id, Some(outcome), link)
        }
        None => match wish.welcome {
            Welcome::Nothing => (id_of(users.tenant, &wish.email), None, None),
            Welcome::Password(_) => return Err(UserError::NoAuth { what: "a password" }),
            Welcome::Invite => return Err(UserError::NoAuth { what: "an invitation" }),
            Welcome::Link => return Err(UserError::NoAuth { what: "a link" }),
        },
    };
    crate::fail_point!("user.created_at_auth");
    let before = tenant_db::users::mapping(users.session, id).await?;
    let same = before.as_ref().is_some_and(|m| m.role == wish.role && m.email.as_deref() == Some(&wish.email));
    if !same {
        tenant_db::users::put_mapping(users.session, id, &wish.role, Some(&wish.email)).await?;
    }
    let outcome = match (at_auth.unwrap_or(Outcome::Unchanged), before) {
        (Outcome::Created, _) | (Outcome::Unchanged, None) => Outcome::Created,
        (Outcome::Unchanged, Some(_)) if same => Outcome::Unchanged,
        _ => Outcome::Updated,
    };
    Ok(Made { id, outcome, link, at_auth: at_auth.is_some() })
}

async fn at_auth(
    users: &Users<'_>,
    auth: &AuthApi,
    wish: &Wish,
) -> Result<(Uuid, Outcome, Option<SecretString>), UserError> {
    let mut link = None;
    let known = match &wish.welcome {
        Welcome::Nothing | Welcome::Password(_) => match new_user(users, auth, wish).await? {
            Created::Made(user) => return Ok((user.id, Outcome::Created, None)),
            Created::Exists(Existing::Id(user)) => Some(*user),
            Created::Exists(_) => auth.user_by_email(&wish.email).await?,
        },
        Welcome::Invite | Welcome::Link => auth.user_by_email(&wish.email).await?,
    };
    if let Some(user) = &known {
        admit(users, wish, user)?;
    }
    let is_new = known.is_none();
    let user = match (&wish.welcome, known) {
        (Welcome::Link, _) => {
            let kind = if is_new { LinkKind::Invite } else { LinkKind::MagicLink };
            let request =
                LinkRequest { kind, email: wish.email.clone(), data: serde_json::Map::new(), redirect_to: None };
            let made = auth.generate_link(&request).await?;
            link = Some(made.action_link);
            made.user
        }
        // An invitation that wasn't taken up yet is sent again; who is in needs none.
        (Welcome::Invite, Some(user)) if user.email_confirmed_at.is_some() => user,
        (Welcome::Invite, _) => auth.invite(&wish.email, &serde_json::Map::new(), None).await?,
        (_, Some(user)) => user,
        (_, None) => return Err(UserError::NotFound(wish.email.clone())),
    };
    let wanted = metadata(users.tenant, &wish.role);
    let in_line = wanted.iter().all(|(name, value)| user.app_metadata.get(name) == Some(value));
    if !in_line {
        let changes = UserChanges { app_metadata: wanted, ..UserChanges::default() };
        auth.update_user(user.id, &changes).await?;
    }
    let outcome = match (is_new, in_line) {
        (true, _) => Outcome::Created,
        (false, true) => Outcome::Unchanged,
        (false, false) => Outcome::Updated,
    };
    Ok((user.id, outcome, link))
}

async fn new_user(users: &Users<'_>, auth: &AuthApi, wish: &Wish) -> Result<Created, UserError> {
    let new = NewUser {
        id: Some(id_of(users.tenant, &wish.email)),
        email: Some(wish.email.clone()),
        credential: match &wish.welcome {
            Welcome::Password(password) => Some(Credential::Password(password.clone())),
            _ => None,
        },
        // An operator vouches for the address.
        email_confirm: true,
        app_metadata: metadata(users.tenant, &wish.role),
        ..NewUser::default()
    };
    Ok(auth.create_user(&new).await?)
}

/// Refuses whoever isn't this tenant's: their password and their rights are somebody else's business.
fn admit(users: &Users<'_>, wish: &Wish, user: &AuthUser) -> Result<(), UserError> {
    match belongs(user, users.tenant) {
        Belongs::Here => Ok(()),
        Belongs::Nowhere if wish.adopt => Ok(()),
        Belongs::Nowhere => Err(UserError::NoTenant { email: wish.email.clone() }),
        Belongs::Elsewhere(tenant) => Err(UserError::OtherTenant { email: wish.email.clone(), tenant }),
    }
}
