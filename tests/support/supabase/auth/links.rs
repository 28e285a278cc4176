//! Invites users and makes the links that an e-mail would carry. No e-mail is sent.

use super::super::jwt::random_text;
use super::super::wire::{Answer, Request};
use super::admin::{address, email_exists};
use super::errors::{Refusal, invalid, refuse};
use super::users::{self, NewUser, id_of};
use super::{AuthServer, passwords};
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use uuid::Uuid;

fn token() -> String {
    random_text(b"0123456789abcdef", 56)
}

fn data(body: &Value) -> Map<String, Value> {
    body["data"].as_object().cloned().unwrap_or_default()
}

fn read(request: &Request) -> Result<Value, Refusal> {
    request.json().ok_or_else(|| refuse(400, "bad_json", "Could not parse request body as JSON"))
}

/// The one whom an invitation or a sign-up is for: new, or there and not confirmed.
async fn unconfirmed(pool: &PgPool, email: &str, body: &Value, hash: Option<String>) -> Result<Uuid, Refusal> {
    match users::by_email(pool, email).await? {
        Some(row) if !row["email_confirmed_at"].is_null() => Err(email_exists()),
        Some(row) => Ok(id_of(&row)),
        None => {
            let new = NewUser { email: Some(email.to_owned()), user_metadata: data(body), hash, ..NewUser::default() };
            users::insert(pool, new).await
        }
    }
}

const INVITE: &str = "UPDATE auth.users SET invited_at = clock_timestamp(), confirmation_sent_at = clock_timestamp(),
    confirmation_token = $2 WHERE id = $1";
const CONFIRM: &str =
    "UPDATE auth.users SET confirmation_sent_at = clock_timestamp(), confirmation_token = $2 WHERE id = $1";
const RECOVER: &str = "UPDATE auth.users SET recovery_sent_at = clock_timestamp(), recovery_token = $2 WHERE id = $1";
const CHANGE: &str =
    "UPDATE auth.users SET email_change_sent_at = clock_timestamp(), email_change_token_new = $2 WHERE id = $1";

pub(super) async fn invite(pool: &PgPool, request: &Request) -> Result<Answer, Refusal> {
    let body = read(request)?;
    let email = address(body["email"].as_str().unwrap_or_default())?;
    let id = unconfirmed(pool, &email, &body, None).await?;
    sqlx::query(INVITE).bind(id).bind(token()).execute(pool).await?;
    Ok(Answer::json(200, &users::shown(pool, id).await?))
}

pub(super) async fn generate(auth: &AuthServer, pool: &PgPool, request: &Request) -> Result<Answer, Refusal> {
    let body = read(request)?;
    let email = address(body["email"].as_str().unwrap_or_default())?;
    let existing = users::by_email(pool, &email).await?;
    let unknown = || refuse(404, "user_not_found", "User with this email not found");
    let mut kind = body["type"].as_str().unwrap_or_default();
    if kind == "magiclink" && existing.is_none() {
        kind = "signup";
    }
    let (id, statement) = match kind {
        "invite" => (unconfirmed(pool, &email, &body, None).await?, INVITE),
        "signup" => {
            let hash = match body["password"].as_str().filter(|password| !password.is_empty()) {
                Some(password) => {
                    auth.check_strength(password)?;
                    passwords::hash(pool, password).await?
                }
                None if body["type"] == "magiclink" => auth.random_hash(pool).await?,
                None => return Err(invalid("Signup requires a valid password")),
            };
            (unconfirmed(pool, &email, &body, Some(hash)).await?, CONFIRM)
        }
        "magiclink" | "recovery" => (id_of(&existing.ok_or_else(unknown)?), RECOVER),
        "email_change_current" | "email_change_new" => {
            let id = id_of(&existing.ok_or_else(unknown)?);
            let new = address(body["new_email"].as_str().unwrap_or_default())?;
            if users::by_email(pool, &new).await?.is_some() {
                return Err(email_exists());
            }
            sqlx::query("UPDATE auth.users SET email_change = $2 WHERE id = $1")
                .bind(id)
                .bind(new)
                .execute(pool)
                .await?;
            (id, CHANGE)
        }
        other => return Err(invalid(&format!("Invalid email action link type requested: {other}"))),
    };
    let hashed = token();
    sqlx::query(statement).bind(id).bind(&hashed).execute(pool).await?;
    let redirect = request.query("redirect_to").or(body["redirect_to"].as_str()).unwrap_or("http://localhost:3000");
    let mut link = url::Url::parse(&format!("{}/verify", auth.issuer)).expect("a url");
    link.query_pairs_mut().append_pair("token", &hashed).append_pair("type", kind).append_pair("redirect_to", redirect);
    let mut shown = users::shown(pool, id).await?;
    let more = json!({"action_link": link.as_str(), "email_otp": random_text(b"0123456789", 6), "hashed_token": hashed,
        "verification_type": kind, "redirect_to": redirect});
    if let (Some(shown), Value::Object(more)) = (shown.as_object_mut(), more) {
        shown.extend(more);
    }
    Ok(Answer::json(200, &shown))
}
