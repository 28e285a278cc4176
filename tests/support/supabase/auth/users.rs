//! Rows of `auth.users` and what an answer shows of them.

use super::errors::Refusal;
use serde_json::{Map, Value, json};
use sqlx::PgPool;
use uuid::Uuid;

/// Everything that a new row has.
#[derive(Default)]
pub(super) struct NewUser {
    pub(super) id: Option<Uuid>,
    pub(super) aud: Option<String>,
    pub(super) role: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) hash: Option<String>,
    pub(super) email_confirmed: bool,
    pub(super) phone_confirmed: bool,
    pub(super) app_metadata: Map<String, Value>,
    pub(super) user_metadata: Map<String, Value>,
    pub(super) banned_until: Option<chrono::DateTime<chrono::Utc>>,
}

/// Inserts a user with the identities of its e-mail and phone.
pub(super) async fn insert(pool: &PgPool, new: NewUser) -> Result<Uuid, Refusal> {
    let id = new.id.unwrap_or_else(Uuid::new_v4);
    let providers: Vec<&str> =
        [new.email.as_ref().map(|_| "email"), new.phone.as_ref().map(|_| "phone")].into_iter().flatten().collect();
    let mut app = Map::new();
    app.insert("provider".to_owned(), json!(providers.first()));
    app.insert("providers".to_owned(), json!(providers));
    app.extend(new.app_metadata);
    let mut user = new.user_metadata;
    if new.email_confirmed {
        user.insert("email_verified".to_owned(), json!(true));
    }
    let mut transaction = pool.begin().await?;
    sqlx::query(
        "INSERT INTO auth.users (instance_id, id, aud, role, email, phone, encrypted_password, email_confirmed_at,
           phone_confirmed_at, raw_app_meta_data, raw_user_meta_data, banned_until, created_at, updated_at)
         VALUES ('00000000-0000-0000-0000-000000000000', $1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN clock_timestamp() END,
           CASE WHEN $8 THEN clock_timestamp() END, $9, $10, $11, clock_timestamp(), clock_timestamp())",
    )
    .bind(id)
    .bind(new.aud.unwrap_or_else(|| "authenticated".to_owned()))
    .bind(new.role.unwrap_or_else(|| "authenticated".to_owned()))
    .bind(&new.email)
    .bind(&new.phone)
    .bind(new.hash)
    .bind(new.email_confirmed)
    .bind(new.phone_confirmed)
    .bind(Value::Object(app))
    .bind(Value::Object(user))
    .bind(new.banned_until)
    .execute(&mut *transaction)
    .await?;
    for provider in providers {
        let address = if provider == "email" { &new.email } else { &new.phone };
        let data = json!({"sub": id, provider: address, "email_verified": false, "phone_verified": false});
        sqlx::query(
            "INSERT INTO auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
             VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())",
        )
        .bind(id.to_string())
        .bind(id)
        .bind(data)
        .bind(provider)
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await?;
    Ok(id)
}

/// The row of an id.
pub(super) async fn by_id(pool: &PgPool, id: Uuid) -> Result<Option<Value>, Refusal> {
    Ok(sqlx::query_scalar("SELECT to_jsonb(u) FROM auth.users u WHERE id = $1").bind(id).fetch_optional(pool).await?)
}

/// The row of an e-mail address.
pub(super) async fn by_email(pool: &PgPool, email: &str) -> Result<Option<Value>, Refusal> {
    let query = sqlx::query_scalar("SELECT to_jsonb(u) FROM auth.users u WHERE email = $1 AND NOT is_sso_user");
    Ok(query.bind(email).fetch_optional(pool).await?)
}

/// The row of a phone number.
pub(super) async fn by_phone(pool: &PgPool, phone: &str) -> Result<Option<Value>, Refusal> {
    let query = sqlx::query_scalar("SELECT to_jsonb(u) FROM auth.users u WHERE phone = $1");
    Ok(query.bind(phone).fetch_optional(pool).await?)
}

/// A row's id.
pub(super) fn id_of(row: &Value) -> Uuid {
    row["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// Whether a row is banned now.
pub(super) fn is_banned(row: &Value) -> bool {
    let until = row["banned_until"].as_str().and_then(|text| chrono::DateTime::parse_from_rfc3339(text).ok());
    until.is_some_and(|until| until > chrono::Utc::now())
}

/// The user as an answer shows it, with its identities.
pub(super) async fn shown(pool: &PgPool, id: Uuid) -> Result<Value, Refusal> {
    let Some(row) = by_id(pool, id).await? else {
        return Err(super::errors::refuse(404, "user_not_found", "User not found"));
    };
    let identities: Value = sqlx::query_scalar(
        "SELECT coalesce(jsonb_agg(jsonb_build_object('identity_id', id, 'id', provider_id, 'user_id', user_id,
           'identity_data', identity_data, 'provider', provider, 'last_sign_in_at', created_at,
           'created_at', created_at, 'updated_at', updated_at, 'email', coalesce(email, ''))), '[]')
         FROM auth.identities WHERE user_id = $1",
    )
    .bind(id)
    .fetch_one(pool)
    .await?;
    Ok(view(&row, Some(identities)))
}

/// What an answer shows of a row. Members without a value are missing.
pub(super) fn view(row: &Value, identities: Option<Value>) -> Value {
    let text = |name: &str| row[name].as_str().unwrap_or_default();
    let object = |name: &str| if row[name].is_object() { row[name].clone() } else { json!({}) };
    let mut shown = json!({
        "id": row["id"],
        "aud": row["aud"],
        "role": row["role"],
        "email": text("email"),
        "phone": text("phone"),
        "app_metadata": object("raw_app_meta_data"),
        "user_metadata": object("raw_user_meta_data"),
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "is_anonymous": row["is_anonymous"],
    });
    if let Some(identities) = identities {
        shown["identities"] = identities;
    }
    let times = [
        "email_confirmed_at",
        "phone_confirmed_at",
        "confirmed_at",
        "invited_at",
        "confirmation_sent_at",
        "recovery_sent_at",
        "email_change_sent_at",
        "last_sign_in_at",
        "banned_until",
        "deleted_at",
    ];
    for name in times.into_iter().filter(|name| !row[name].is_null()) {
        shown[name] = row[name].clone();
    }
    shown
}
