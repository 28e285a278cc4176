//! Logs users in and out. A session is a row of `auth.sessions`, and ends with it.

use super::super::jwt::{LETTERS_DIGITS, random_text};
use super::super::wire::{Answer, Request};
use super::errors::{Refusal, invalid, refuse};
use super::users::{self, id_of};
use super::{AuthServer, passwords};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

/// How long an access token is valid, in seconds.
const TOKEN_SECONDS: i64 = 3600;

pub(super) async fn token(auth: &AuthServer, pool: &PgPool, request: &Request) -> Result<Answer, Refusal> {
    let body = request.json().ok_or_else(|| refuse(400, "bad_json", "Could not parse request body as JSON"))?;
    match request.query("grant_type") {
        Some("password") => by_password(auth, pool, request, &body).await,
        Some("refresh_token") => by_refresh_token(auth, pool, &body).await,
        _ => Err(refuse(400, "invalid_credentials", "unsupported_grant_type")),
    }
}

async fn by_password(auth: &AuthServer, pool: &PgPool, request: &Request, body: &Value) -> Result<Answer, Refusal> {
    let wrong = || refuse(400, "invalid_credentials", "Invalid login credentials");
    let row = match (body["email"].as_str(), body["phone"].as_str()) {
        (Some(email), _) => users::by_email(pool, &email.to_lowercase()).await?,
        (None, Some(phone)) => users::by_phone(pool, phone.trim_start_matches('+')).await?,
        (None, None) => return Err(invalid("missing email or phone")),
    };
    let row = row.ok_or_else(wrong)?;
    let hash = row["encrypted_password"].as_str().unwrap_or_default();
    if !passwords::fits(pool, body["password"].as_str().unwrap_or_default(), hash).await? {
        return Err(wrong());
    }
    if users::is_banned(&row) {
        return Err(refuse(400, "user_banned", "User is banned"));
    }
    if row["confirmed_at"].is_null() {
        return Err(refuse(400, "email_not_confirmed", "Email not confirmed"));
    }
    let (id, session) = (id_of(&row), Uuid::new_v4());
    let mut transaction = pool.begin().await?;
    sqlx::query("UPDATE auth.users SET last_sign_in_at = clock_timestamp() WHERE id = $1")
        .bind(id)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(
        "INSERT INTO auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
         VALUES ($1, $2, clock_timestamp(), clock_timestamp(), 'aal1', $3, '127.0.0.1')",
    )
    .bind(session)
    .bind(id)
    .bind(request.header("user-agent"))
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "INSERT INTO auth.mfa_amr_claims (session_id, created_at, updated_at, authentication_method, id)
         VALUES ($1, clock_timestamp(), clock_timestamp(), 'password', gen_random_uuid())",
    )
    .bind(session)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    issue(auth, pool, id, session, None).await
}

async fn by_refresh_token(auth: &AuthServer, pool: &PgPool, body: &Value) -> Result<Answer, Refusal> {
    let old = body["refresh_token"].as_str().unwrap_or_default();
    let query = sqlx::query_as(
        "SELECT r.revoked, s.id, s.user_id, coalesce(s.not_after < now(), false)
         FROM auth.refresh_tokens r JOIN auth.sessions s ON s.id = r.session_id WHERE r.token = $1",
    );
    let found: Option<(bool, Uuid, Uuid, bool)> = query.bind(old).fetch_optional(pool).await?;
    let Some((revoked, session, id, expired)) = found else {
        return Err(refuse(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"));
    };
    if users::by_id(pool, id).await?.is_some_and(|row| users::is_banned(&row)) {
        return Err(refuse(400, "user_banned", "Invalid Refresh Token: User Banned"));
    }
    if expired {
        return Err(refuse(400, "session_expired", "Invalid Refresh Token: Session Expired"));
    }
    if revoked {
        return Err(refuse(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"));
    }
    sqlx::query("UPDATE auth.refresh_tokens SET revoked = true WHERE token = $1").bind(old).execute(pool).await?;
    let refreshed = "UPDATE auth.sessions SET refreshed_at = clock_timestamp() AT TIME ZONE 'utc' WHERE id = $1";
    sqlx::query(refreshed).bind(session).execute(pool).await?;
    issue(auth, pool, id, session, Some(old)).await
}

async fn issue(
    auth: &AuthServer,
    pool: &PgPool,
    id: Uuid,
    session: Uuid,
    parent: Option<&str>,
) -> Result<Answer, Refusal> {
    let refresh = random_text(LETTERS_DIGITS, 12).to_lowercase();
    sqlx::query(
        "INSERT INTO auth.refresh_tokens (token, user_id, revoked, created_at, updated_at, parent, session_id)
         VALUES ($1, $2, false, clock_timestamp(), clock_timestamp(), $3, $4)",
    )
    .bind(&refresh)
    .bind(id.to_string())
    .bind(parent)
    .bind(session)
    .execute(pool)
    .await?;
    let user = users::shown(pool, id).await?;
    let now = chrono::Utc::now().timestamp();
    let claims = json!({"iss": auth.issuer, "sub": id, "aud": user["aud"], "exp": now + TOKEN_SECONDS, "iat": now,
        "email": user["email"], "phone": user["phone"], "app_metadata": user["app_metadata"],
        "user_metadata": user["user_metadata"], "role": user["role"], "aal": "aal1",
        "amr": [{"method": "password", "timestamp": now}], "session_id": session, "is_anonymous": false});
    Ok(Answer::json(
        200,
        &json!({"access_token": auth.keys.sign(&claims), "token_type": "bearer", "expires_in": TOKEN_SECONDS,
            "expires_at": now + TOKEN_SECONDS, "refresh_token": refresh, "user": user}),
    ))
}

/// The user whose own access token a request carries, and its session, if the token names one.
async fn caller(auth: &AuthServer, pool: &PgPool, bearer: Option<&str>) -> Result<(Uuid, Option<Uuid>), Refusal> {
    let claims = auth.claims(bearer)?;
    let Some(id) = claims["sub"].as_str().and_then(|sub| sub.parse().ok()) else {
        return Err(refuse(403, "bad_jwt", "invalid claim: missing sub claim"));
    };
    let Some(row) = users::by_id(pool, id).await? else {
        return Err(refuse(403, "user_not_found", "User from sub claim in JWT does not exist"));
    };
    let session = claims["session_id"].as_str().and_then(|session| session.parse().ok());
    if let Some(session) = session {
        auth.check_session(pool, session).await?;
    }
    if users::is_banned(&row) {
        return Err(refuse(403, "user_banned", "User is banned"));
    }
    Ok((id, session))
}

pub(super) async fn logout(
    auth: &AuthServer,
    pool: &PgPool,
    request: &Request,
    bearer: Option<&str>,
) -> Result<Answer, Refusal> {
    let (id, session) = caller(auth, pool, bearer).await?;
    let statement = match (request.query("scope").unwrap_or("global"), session) {
        ("local", Some(_)) => "DELETE FROM auth.sessions WHERE user_id = $1 AND id = $2",
        ("others", Some(_)) => "DELETE FROM auth.sessions WHERE user_id = $1 AND id <> $2",
        // A token without a session ends them all, whatever it asks for.
        ("global" | "local" | "others", _) => "DELETE FROM auth.sessions WHERE user_id = $1 AND ($2 IS NULL OR true)",
        (other, _) => return Err(invalid(&format!("Unsupported logout scope \"{other}\""))),
    };
    sqlx::query(statement).bind(id).bind(session).execute(pool).await?;
    Ok(Answer::empty(204))
}

pub(super) async fn user(auth: &AuthServer, pool: &PgPool, bearer: Option<&str>) -> Result<Answer, Refusal> {
    let (id, _) = caller(auth, pool, bearer).await?;
    Ok(Answer::json(200, &users::shown(pool, id).await?))
}
