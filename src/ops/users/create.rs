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
    /// An invitation was sent.
    pub invited: bool,
    /// The tenant has an Auth server.
    pub at_auth: bool,
    /// The Auth server is certain that the user wasn't there before; only then the wish's password is theirs.
    pub is_new: bool,
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
    let detail = json!({ "user": id_of(users.tenant, &wish.email), "role": wish.role });
    let act = users.actor().begin("user create", detail).await?;
    let made = make(users, wish).await;
    users.actor().end(act, made).await
}

/// The same within somebody else's act.
pub(super) async fn make(users: &mut Users<'_>, wish: &Wish) -> Result<Made, UserError> {
    let at_auth = match (users.auth, &wish.welcome) {
        (Some(auth), _) => Some(at_auth(users, auth, wish).await?),
        (None, Welcome::Nothing) => None,
        (None, Welcome::Password(_)) => return Err(UserError::NoAuth { what: "a password" }),
        (None, Welcome::Invite) => return Err(UserError::NoAuth { what: "an invitation" }),
        (None, Welcome::Link) => return Err(UserError::NoAuth { what: "a link" }),
    };
    let id = at_auth.as_ref().map_or_else(|| id_of(users.tenant, &wish.email), |at| at.user);
    crate::fail_point!("user.created_at_auth");
    let before = tenant_db::users::mapping(users.session, id).await?;
    let same = before.as_ref().is_some_and(|m| m.role == wish.role && m.email.as_deref() == Some(&wish.email));
    if !same {
        tenant_db::users::put_mapping(users.session, id, &wish.role, Some(&wish.email)).await?;
    }
    let outcome = match (at_auth.as_ref().map_or(Outcome::Unchanged, |at| at.outcome), before) {
        (Outcome::Created, _) | (Outcome::Unchanged, None) => Outcome::Created,
        (Outcome::Unchanged, Some(_)) if same => Outcome::Unchanged,
        _ => Outcome::Updated,
    };
    let has_auth = at_auth.is_some();
    let is_new = at_auth.as_ref().is_some_and(|at| at.outcome == Outcome::Created);
    let (invited, link) = at_auth.map_or((false, None), |at| (at.invited, at.link));
    Ok(Made { id, outcome, invited, link, at_auth: has_auth, is_new })
}

/// What the Auth server has now.
struct AtAuth {
    user: Uuid,
    outcome: Outcome,
    invited: bool,
    link: Option<SecretString>,
}

/// The user is there as the tenant's before anything is sent to them: cut off in between, it is found again.
async fn at_auth(users: &Users<'_>, auth: &AuthApi, wish: &Wish) -> Result<AtAuth, UserError> {
    let (user, outcome) = match new_user(users, auth, wish).await? {
        Created::Made(user) => (*user, Outcome::Created),
        Created::Exists(existing) => there_already(users, auth, wish, existing).await?,
    };
    let is_in = user.email_confirmed_at.is_some();
    let (mut invited, mut link) = (false, None);
    match wish.welcome {
        Welcome::Nothing | Welcome::Password(_) => {}
        // An invitation that wasn't taken up yet is sent again; who is in needs none.
        Welcome::Invite if is_in => {}
        Welcome::Invite => {
            auth.invite(&wish.email, &serde_json::Map::new(), None).await?;
            invited = true;
        }
        Welcome::Link => {
            let kind = if is_in { LinkKind::MagicLink } else { LinkKind::Invite };
            let data = serde_json::Map::new();
            let request = LinkRequest { kind, email: wish.email.clone(), data, redirect_to: None };
            link = Some(auth.generate_link(&request).await?.action_link);
        }
    }
    Ok(AtAuth { user: user.id, outcome, invited, link })
}

/// Brings a user in line who was there before.
async fn there_already(
    users: &Users<'_>,
    auth: &AuthApi,
    wish: &Wish,
    existing: Existing,
) -> Result<(AuthUser, Outcome), UserError> {
    let user = match existing {
        Existing::Id(user) => Some(*user),
        Existing::Email | Existing::Phone => auth.user_by_email(&wish.email).await?,
    };
    let user = user.ok_or_else(|| UserError::NotFound(wish.email.clone()))?;
    admit(users, wish, &user)?;
    if user.email.as_deref().is_none_or(|email| email.to_lowercase() != wish.email) {
        return Err(UserError::OtherAddress { email: wish.email.clone(), user: user.id });
    }
    let wanted = metadata(users.tenant, &wish.role);
    if wanted.iter().all(|(name, value)| user.app_metadata.get(name) == Some(value)) {
        return Ok((user, Outcome::Unchanged));
    }
    let changes = UserChanges { app_metadata: wanted, ..UserChanges::default() };
    Ok((auth.update_user(user.id, &changes).await?, Outcome::Updated))
}

async fn new_user(users: &Users<'_>, auth: &AuthApi, wish: &Wish) -> Result<Created, UserError> {
    let new = NewUser {
        id: Some(id_of(users.tenant, &wish.email)),
        email: Some(wish.email.clone()),
        credential: match &wish.welcome {
            Welcome::Password(password) => Some(Credential::Password(password.clone())),
            _ => None,
        },
        // An operator vouches for the address, unless a message to it is to tell.
        email_confirm: matches!(wish.welcome, Welcome::Nothing | Welcome::Password(_)),
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
