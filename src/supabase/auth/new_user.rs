//! What a user is created with and what of it is changed.

use super::ban::Ban;
use crate::domain::password_hash::PasswordHash;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// How a new user proves who they are. With neither, the server makes up a password that nobody knows.
#[derive(Debug, Clone)]
pub enum Credential {
    /// A password; the server doesn't check its strength here.
    Password(SecretString),
    /// The hash of one.
    Hash(PasswordHash),
}

/// A user to be created, with an e-mail address, a phone or both.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    /// The id; the server makes one if none is given. With one, a lost answer can be looked up.
    pub id: Option<Uuid>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// A password or a hash.
    pub credential: Option<Credential>,
    /// The address counts as confirmed, and nothing is sent to it.
    pub email_confirm: bool,
    /// The same for the phone.
    pub phone_confirm: bool,
    /// `tenant_id`, `role`; the server adds `provider` and `providers`.
    pub app_metadata: Map<String, Value>,
    /// What the user may change.
    pub user_metadata: Map<String, Value>,
    /// Banned from the start.
    pub ban: Option<Ban>,
}

impl NewUser {
    /// Returns the body of `POST /admin/users`.
    pub(super) fn body(&self) -> Value {
        let mut body = Map::new();
        let mut set = |name: &str, value: Value| body.insert(name.to_owned(), value);
        if let Some(id) = self.id {
            set("id", json!(id));
        }
        for (name, text) in [("email", &self.email), ("phone", &self.phone)] {
            if let Some(text) = text {
                set(name, json!(text));
            }
        }
        match &self.credential {
            Some(Credential::Password(password)) => set("password", json!(password.expose_secret())),
            Some(Credential::Hash(hash)) => set("password_hash", json!(hash.secret().expose_secret())),
            None => None,
        };
        set("email_confirm", json!(self.email_confirm));
        if self.phone.is_some() {
            set("phone_confirm", json!(self.phone_confirm));
        }
        for (name, metadata) in [("app_metadata", &self.app_metadata), ("user_metadata", &self.user_metadata)] {
            if !metadata.is_empty() {
                set(name, json!(metadata));
            }
        }
        if let Some(ban) = self.ban {
            set("ban_duration", json!(ban.text()));
        }
        Value::Object(body)
    }
}

/// What is changed of a user. A hash can't be: the server passes over one.
#[derive(Debug, Clone, Default)]
pub struct UserChanges {
    /// Another e-mail address.
    pub email: Option<String>,
    /// The address counts as confirmed.
    pub email_confirm: bool,
    /// Another phone number.
    pub phone: Option<String>,
    /// Another password: its strength is checked, and all sessions of the user end.
    pub password: Option<SecretString>,
    /// Merged into what is there member by member; null takes one away.
    pub app_metadata: Map<String, Value>,
    /// The same for what the user may change.
    pub user_metadata: Map<String, Value>,
    /// A ban, or the end of one.
    pub ban: Option<Ban>,
}

impl UserChanges {
    /// Returns the body of `PUT /admin/users/{id}`.
    pub(super) fn body(&self) -> Value {
        let mut body = Map::new();
        let mut set = |name: &str, value: Value| body.insert(name.to_owned(), value);
        for (name, text) in [("email", &self.email), ("phone", &self.phone)] {
            if let Some(text) = text {
                set(name, json!(text));
            }
        }
        if self.email_confirm {
            set("email_confirm", json!(true));
        }
        if let Some(password) = &self.password {
            set("password", json!(password.expose_secret()));
        }
        for (name, metadata) in [("app_metadata", &self.app_metadata), ("user_metadata", &self.user_metadata)] {
            if !metadata.is_empty() {
                set(name, json!(metadata));
            }
        }
        if let Some(ban) = self.ban {
            set("ban_duration", json!(ban.text()));
        }
        Value::Object(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_what_was_given_and_no_more() {
        let bcrypt = "$2b$10$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
        let hash = Credential::Hash(PasswordHash::parse(bcrypt).expect("a hash"));
        let app = |value: Value| value.as_object().cloned().unwrap_or_default();
        for (user, body) in [
            (
                NewUser { email: Some("a@b.c".into()), ..NewUser::default() },
                json!({"email": "a@b.c", "email_confirm": false}),
            ),
            (
                NewUser {
                    id: Some(Uuid::from_u128(1)),
                    phone: Some("+491".into()),
                    credential: Some(hash),
                    phone_confirm: true,
                    app_metadata: app(json!({"tenant_id": "t"})),
                    ban: Some(Ban::Forever),
                    ..NewUser::default()
                },
                json!({
                    "id": "00000000-0000-0000-0000-000000000001", "phone": "+491", "password_hash": bcrypt,
                    "email_confirm": false, "phone_confirm": true, "app_metadata": {"tenant_id": "t"},
                    "ban_duration": "876000h",
                }),
            ),
            (
                NewUser {
                    email: Some("a@b.c".into()),
                    email_confirm: true,
                    credential: Some(Credential::Password("hunter2".into())),
                    user_metadata: app(json!({"name": "Ann"})),
                    ..NewUser::default()
                },
                json!({"email": "a@b.c", "email_confirm": true, "password": "hunter2", "user_metadata": {"name": "Ann"}}),
            ),
        ] {
            assert_eq!(user.body(), body);
            assert!(!format!("{user:?}").contains("hunter2") && !format!("{user:?}").contains(bcrypt));
        }
    }

    #[test]
    fn changes_have_what_changes() {
        let mut changes = UserChanges::default();
        assert_eq!(changes.body(), json!({}));
        changes.app_metadata.insert("role".into(), Value::Null);
        changes.ban = Some(Ban::Lifted);
        assert_eq!(changes.body(), json!({"app_metadata": {"role": null}, "ban_duration": "none"}));
    }
}
