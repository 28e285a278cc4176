//! Issuing a session: a row first, then the token that names it.

use super::{SessionError, Sessions};
use crate::ops::verify::own_issuer;
use crate::postgres::{begin, commit};
use crate::tenant_db::issue::{Begun, NewSession, insert_session};
use crate::token::SigningKey;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use std::net::IpAddr;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct IssueWish {
    /// Whose session it is to be.
    pub user: Uuid,
    /// How long it lasts, in seconds.
    pub seconds: u32,
    /// Whom the token is for: `aud`.
    pub audience: String,
    /// What the user logged in with.
    pub user_agent: Option<String>,
    /// From where.
    pub ip: Option<IpAddr>,
    /// Why an operator issues it without the user's password.
    pub reason: Option<String>,
}

/// A session that was issued.
#[derive(Debug)]
pub struct Issued {
    /// Its token. Whoever has it is the user.
    pub token: SecretString,
    /// Its id.
    pub jti: Uuid,
    /// Whose it is.
    pub user: Uuid,
    /// The user's role.
    pub role: String,
    /// When it began.
    pub issued_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Issues a session. The row is committed before the token exists: a token without a row is never good, and a row
/// without a token harms nobody and ends by itself.
///
/// # Errors
/// [`SessionError::NoUser`] for a user whom the tenant doesn't know or has disabled.
pub async fn issue(of: &mut Sessions<'_>, key: &SigningKey, wish: &IssueWish) -> Result<Issued, SessionError> {
    let jti = Uuid::new_v4();
    let detail = json!({ "jti": jti, "user": wish.user, "reason": wish.reason, "kid": key.kid() });
    let act = of.actor.begin("session issue", detail).await?;
    let issued = async {
        let begun = insert(of, jti, wish).await?;
        crate::fail_point!("session.row_written");
        let token = key.sign(&claims(of, jti, wish, &begun)).map_err(SessionError::Sign)?;
        let Begun { issued_at, expires_at, role } = begun;
        Ok(Issued { token, jti, user: wish.user, role, issued_at, expires_at })
    }
    .await;
    of.actor.end(act, issued).await
}

async fn insert(of: &mut Sessions<'_>, jti: Uuid, wish: &IssueWish) -> Result<Begun, SessionError> {
    let (user_agent, reason) = (wish.user_agent.as_deref(), wish.reason.as_deref());
    let new = NewSession { jti, user: wish.user, seconds: wish.seconds, user_agent, ip: wish.ip, reason };
    let mut transaction = begin(of.session).await?;
    let begun = insert_session(&mut transaction, &new).await?;
    let begun = begun.ok_or(SessionError::NoUser(wish.user))?;
    commit(transaction).await?;
    Ok(begun)
}

/// What the token says. The role within the tenant is for display: the tenant's rows decide, each time.
fn claims(of: &Sessions<'_>, jti: Uuid, wish: &IssueWish, begun: &Begun) -> Map<String, Value> {
    let tenant = of.actor.tenant;
    let (id, uuid) = (tenant.id.as_str(), tenant.uuid.to_string());
    let claims = json!({
        "iss": own_issuer(of.actor.control.id),
        "aud": wish.audience,
        "sub": wish.user,
        "jti": jti,
        "iat": begun.issued_at.timestamp(),
        "exp": begun.expires_at.timestamp(),
        "tenant_id": id,
        "tenant_uuid": uuid,
        "role": "authenticated",
        "app_metadata": { "tenant_id": id, "tenant_uuid": uuid, "role": begun.role },
    });
    match claims {
        Value::Object(claims) => claims,
        _ => Map::new(),
    }
}
