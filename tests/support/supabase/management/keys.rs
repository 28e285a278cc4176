//! A project's API keys.

use super::super::jwt::sha256;
use super::super::state::Shared;
use super::super::wire::{Answer, Request};
use super::{error, ok, with};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// The four keys of a project; the secret one is masked unless `reveal` is asked for.
pub(super) fn list(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let reveal = match request.query("reveal") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(error(400, "reveal must be a boolean value")),
    };
    let (auth, created) = with(shared, reference, |p| (Arc::clone(&p.auth), p.created_at.to_rfc3339()))?;
    let keys = &auth.keys;
    let legacy = |name: &str, key: &str| {
        let about = format!("Legacy {name} API key");
        json!({"name": name, "api_key": key, "id": name, "type": "legacy", "hash": sha256(key),
            "prefix": sha256(key)[..5], "description": about})
    };
    let new = |kind: &str, key: &str, template: Value| {
        let start = format!("sb_{kind}_");
        let prefix = &key[..start.len() + 5];
        let shown =
            if kind == "secret" && !reveal { format!("{prefix}{}", "\u{b7}".repeat(26)) } else { key.to_owned() };
        json!({"id": Uuid::new_v5(&Uuid::NAMESPACE_URL, key.as_bytes()), "name": "default", "type": kind,
            "api_key": shown, "description": null, "secret_jwt_template": template, "hash": sha256(key),
            "prefix": prefix, "inserted_at": created, "updated_at": created})
    };
    Ok(ok(&json!([
        legacy("anon", &keys.anon),
        legacy("service_role", &keys.service_role),
        new("publishable", &keys.publishable, Value::Null),
        new("secret", &keys.secret_key, json!({"role": "service_role"})),
    ])))
}
