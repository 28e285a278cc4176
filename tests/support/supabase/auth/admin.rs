//! Creates, changes and deletes users.

use super::super::wire::{Answer, Request};
use super::errors::{Refusal, internal, invalid, refuse};
use super::users::{self, NewUser};
use super::{AuthServer, ban, passwords};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use uuid::Uuid;

/// The body of a creation or a change; other members are ignored.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Params {
    id: Option<String>,
    aud: Option<String>,
    role: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    password: Option<String>,
    password_hash: Option<String>,
    email_confirm: Option<bool>,
    phone_confirm: Option<bool>,
    user_metadata: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    ban_duration: Option<String>,
}

impl Params {
    fn read(request: &Request) -> Result<Self, Refusal> {
        serde_json::from_slice(&request.body)
            .map_err(|error| refuse(400, "bad_json", &format!("Could not parse request body as JSON: {error}")))
    }

    fn email(&self) -> Result<Option<String>, Refusal> {
        self.email.as_deref().filter(|email| !email.is_empty()).map(address).transpose()
    }

    fn phone(&self) -> Result<Option<String>, Refusal> {
        let phone = self.phone.as_deref().filter(|phone| !phone.is_empty()).map(|phone| phone.trim_start_matches('+'));
        if phone.is_some_and(|phone| !(2..=15).contains(&phone.len()) || !phone.bytes().all(|b| b.is_ascii_digit())) {
            return Err(invalid("Invalid phone number format (E.164 required)"));
        }
        Ok(phone.map(str::to_owned))
    }
}

/// An e-mail address in lower case.
pub(super) fn address(text: &str) -> Result<String, Refusal> {
    let good = text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.ends_with('.') && !text.contains(char::is_whitespace)
    });
    if !good || text.len() > 255 {
        return Err(invalid("Unable to validate email address: invalid format"));
    }
    Ok(text.to_lowercase())
}

/// The id in a path.
pub(super) fn user_id(text: &str) -> Result<Uuid, Refusal> {
    text.parse().map_err(|_| refuse(404, "validation_failed", "user_id must be an UUID"))
}

pub(super) fn email_exists() -> Refusal {
    refuse(422, "email_exists", "A user with this email address has already been registered")
}

pub(super) async fn create(auth: &AuthServer, pool: &PgPool, request: &Request) -> Result<Answer, Refusal> {
    let params = Params::read(request)?;
    let (email, phone) = (params.email()?, params.phone()?);
    if email.is_none() && phone.is_none() {
        return Err(invalid("Cannot create a user without either an email or phone"));
    }
    let password = params.password.as_deref().filter(|password| !password.is_empty());
    let given = params.password_hash.as_deref().filter(|hash| !hash.is_empty());
    if password.is_some() && given.is_some() {
        return Err(invalid("Only a password or a password hash should be provided"));
    }
    if let Some(email) = &email
        && users::by_email(pool, email).await?.is_some()
    {
        return Err(email_exists());
    }
    if let Some(phone) = &phone
        && users::by_phone(pool, phone).await?.is_some()
    {
        return Err(refuse(422, "phone_exists", "Phone number already registered by another user"));
    }
    let id = match params.id.as_deref() {
        None => None,
        Some(text) => match text.parse::<Uuid>() {
            Ok(id) if !id.is_nil() => Some(id),
            _ => return Err(invalid("ID must conform to the uuid format")),
        },
    };
    let hash = match (given, password) {
        (Some(hash), _) if passwords::accepted(hash) => hash.to_owned(),
        (Some(_), _) => return Err(internal("Error creating user")),
        // The strength is not checked here.
        (None, Some(password)) => passwords::hash(pool, password).await?,
        (None, None) => auth.random_hash(pool).await?,
    };
    let banned_until = ban::until(params.ban_duration.as_deref())?.flatten();
    let new = NewUser {
        id,
        aud: params.aud,
        role: params.role,
        email,
        phone,
        hash: Some(hash),
        email_confirmed: params.email_confirm == Some(true),
        phone_confirmed: params.phone_confirm == Some(true),
        app_metadata: params.app_metadata.unwrap_or_default(),
        user_metadata: params.user_metadata.unwrap_or_default(),
        banned_until,
    };
    let id = users::insert(pool, new).await?;
    Ok(Answer::json(200, &users::shown(pool, id).await?))
}

/// A change per member; null removes one.
fn merge(row: &Value, changes: Option<Map<String, Value>>) -> Option<Value> {
    let mut merged = row.as_object().cloned().unwrap_or_default();
    merged.extend(changes?);
    merged.retain(|_, value| !value.is_null());
    Some(Value::Object(merged))
}

pub(super) async fn update(auth: &AuthServer, pool: &PgPool, request: &Request, id: &str) -> Result<Answer, Refusal> {
    let id = user_id(id)?;
    let Some(row) = users::by_id(pool, id).await? else { return Err(refuse(404, "user_not_found", "User not found")) };
    let params = Params::read(request)?;
    let (email, phone) = (params.email()?, params.phone()?);
    let banned = ban::until(params.ban_duration.as_deref())?;
    let mut hash = None;
    if let Some(password) = params.password.as_deref().filter(|password| !password.is_empty()) {
        auth.check_strength(password)?;
        hash = Some(passwords::hash(pool, password).await?);
    }
    let mut transaction = pool.begin().await?;
    sqlx::query(
        "UPDATE auth.users SET email = coalesce($2, email), phone = coalesce($3, phone), role = coalesce($4, role),
           encrypted_password = coalesce($5, encrypted_password),
           email_confirmed_at = CASE WHEN $6 THEN coalesce(email_confirmed_at, clock_timestamp()) ELSE email_confirmed_at END,
           phone_confirmed_at = CASE WHEN $7 THEN coalesce(phone_confirmed_at, clock_timestamp()) ELSE phone_confirmed_at END,
           raw_app_meta_data = coalesce($8, raw_app_meta_data), raw_user_meta_data = coalesce($9, raw_user_meta_data),
           banned_until = CASE WHEN $10 THEN $11 ELSE banned_until END, updated_at = clock_timestamp()
         WHERE id = $1",
    )
    .bind(id)
    .bind(&email)
    .bind(phone)
    .bind(params.role)
    .bind(&hash)
    .bind(params.email_confirm == Some(true))
    .bind(params.phone_confirm == Some(true))
    .bind(merge(&row["raw_app_meta_data"], params.app_metadata))
    .bind(merge(&row["raw_user_meta_data"], params.user_metadata))
    .bind(banned.is_some())
    .bind(banned.flatten())
    .execute(&mut *transaction)
    .await?;
    if let Some(email) = email {
        let change = json!({"email": email});
        let query =
            "UPDATE auth.identities SET identity_data = identity_data || $2 WHERE user_id = $1 AND provider = 'email'";
        sqlx::query(query).bind(id).bind(change).execute(&mut *transaction).await?;
    }
    if hash.is_some() {
        sqlx::query("DELETE FROM auth.sessions WHERE user_id = $1").bind(id).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(Answer::json(200, &users::shown(pool, id).await?))
}

/// Soft: the row stays, without anything that tells who it was.
const SOFT_DELETE: &str = "UPDATE auth.users SET email = encode(sha256(convert_to(id::text || email, 'UTF8')), 'hex'),
    phone = left(encode(sha256(convert_to(id::text || phone, 'UTF8')), 'hex'), 15), encrypted_password = NULL,
    raw_app_meta_data = '{}', raw_user_meta_data = '{}', deleted_at = clock_timestamp() WHERE id = $1";

pub(super) async fn delete(pool: &PgPool, request: &Request, id: &str) -> Result<Answer, Refusal> {
    let id = user_id(id)?;
    let Some(row) = users::by_id(pool, id).await? else { return Err(refuse(404, "user_not_found", "User not found")) };
    if request.json().is_some_and(|body| body["should_soft_delete"] == true) {
        if row["deleted_at"].is_null() {
            let mut transaction = pool.begin().await?;
            for statement in [
                SOFT_DELETE,
                "DELETE FROM auth.sessions WHERE user_id = $1",
                "DELETE FROM auth.identities WHERE user_id = $1",
            ] {
                sqlx::query(statement).bind(id).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        }
    } else {
        sqlx::query("DELETE FROM auth.users WHERE id = $1").bind(id).execute(pool).await?;
    }
    Ok(Answer::json(200, &json!({})))
}
