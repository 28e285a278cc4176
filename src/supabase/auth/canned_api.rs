//! A client whose server has canned answers.

use super::{AuthApi, AuthKey, AuthServer, AuthUser};
use crate::supabase::http::HttpOptions;
use crate::supabase::http::canned::{Canned, Reply, answer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// The id of the user of these tests.
pub(super) const ID: Uuid = Uuid::from_u128(0x7c7e_6a52_93f0_4d0a_8b77_6f1f_3d1f_5f10);

pub(super) fn options() -> HttpOptions {
    HttpOptions { first_pause: Duration::from_millis(1), ..HttpOptions::default() }
}

/// A service key as a JWT.
pub(super) fn token() -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(r#"{"role":"service_role"}"#))
}

pub(super) fn key(text: &str) -> AuthKey {
    AuthKey::parse(&SecretString::from(text)).expect("a key")
}

/// A client with a secret key, and its server.
pub(super) async fn api(replies: impl IntoIterator<Item = Reply>) -> (Canned, AuthApi) {
    let server = Canned::serve(replies).await;
    let auth = AuthServer { base: server.base(), version: None };
    let api = AuthApi::new(auth, &key("sb_secret_abc"), options()).expect("a client");
    (server, api)
}

/// An answer in JSON.
pub(super) fn reply(status: u16, body: &Value) -> Reply {
    answer(status, "content-type: application/json\r\n", &body.to_string())
}

/// A user as the server tells it.
pub(super) fn user(id: Uuid, email: &str) -> Value {
    json!({"id": id, "aud": "authenticated", "role": "authenticated", "email": email, "phone": "",
        "app_metadata": {"provider": "email", "providers": ["email"]}, "user_metadata": {}, "identities": null,
        "created_at": "2026-01-02T03:04:05.678901Z", "is_anonymous": false})
}

/// The same, read.
pub(super) fn read(id: Uuid, email: &str) -> AuthUser {
    serde_json::from_value(user(id, email)).expect("a user")
}

/// An error in the shape of the version that every call names.
pub(super) fn error(code: &str) -> Value {
    json!({"code": code, "message": "no"})
}

/// The first line of each request, without the HTTP version.
pub(super) fn lines(server: &Canned) -> Vec<String> {
    let first = |request: &String| request.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    server.requests().iter().map(first).collect()
}

/// The JSON body of a request.
pub(super) fn body(server: &Canned, number: usize) -> Value {
    let requests = server.requests();
    let body = requests.get(number).and_then(|request| request.split_once("\r\n\r\n")).map(|(_, body)| body);
    serde_json::from_str(body.unwrap_or_default()).unwrap_or(Value::Null)
}

/// The values of a header of a request.
pub(super) fn header(server: &Canned, number: usize, name: &str) -> Vec<String> {
    let requests = server.requests();
    let head = requests.get(number).and_then(|r| r.split_once("\r\n\r\n")).map(|(head, _)| head).unwrap_or_default();
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.to_owned())
        .collect()
}
