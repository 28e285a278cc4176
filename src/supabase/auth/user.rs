//! A user, as the server tells it.

use super::lenient;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A user of an Auth server. Only the id is always there.
#[derive(Debug, Clone, Deserialize, PartialEq)]
pub struct AuthUser {
    /// The id: `sub` of the user's tokens.
    pub id: Uuid,
    /// The e-mail address, in lower case.
    #[serde(default, deserialize_with = "lenient::text")]
    pub email: Option<String>,
    /// The phone number, digits without `+`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub phone: Option<String>,
    /// When the e-mail address was confirmed.
    #[serde(default, deserialize_with = "lenient::time")]
    pub email_confirmed_at: Option<DateTime<Utc>>,
    /// When the phone was confirmed.
    #[serde(default, deserialize_with = "lenient::time")]
    pub phone_confirmed_at: Option<DateTime<Utc>>,
    /// When the user was invited.
    #[serde(default, deserialize_with = "lenient::time")]
    pub invited_at: Option<DateTime<Utc>>,
    /// When the user last logged in.
    #[serde(default, deserialize_with = "lenient::time")]
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// When the user was created.
    #[serde(default, deserialize_with = "lenient::time")]
    pub created_at: Option<DateTime<Utc>>,
    /// Until when the user may not log in.
    #[serde(default, deserialize_with = "lenient::time")]
    pub banned_until: Option<DateTime<Utc>>,
    /// When the user was deleted, where the row was kept.
    #[serde(default, deserialize_with = "lenient::time")]
    pub deleted_at: Option<DateTime<Utc>>,
    /// What only administrators write: `tenant_id`, `role`.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub app_metadata: Map<String, Value>,
    /// What the user may write too.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub user_metadata: Map<String, Value>,
    /// Neither e-mail nor phone are known.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub is_anonymous: bool,
}

impl AuthUser {
    /// Whether the user may not log in at that time.
    pub fn is_banned(&self, now: DateTime<Utc>) -> bool {
        self.banned_until.is_some_and(|until| until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::AuthUser;
    use chrono::DateTime;
    use serde_json::json;

    #[test]
    fn reads_what_is_there_and_passes_over_the_rest() {
        let id = "7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10";
        for (answer, email, banned) in [
            (
                json!({"id": id, "email": "a@b.c", "phone": "", "banned_until": "2124-01-01T00:00:00Z"}),
                Some("a@b.c"),
                true,
            ),
            (json!({"id": id, "email": "", "banned_until": "0001-01-01T00:00:00Z", "new": [1]}), None, false),
            (json!({"id": id, "email": 1, "app_metadata": null, "identities": null, "created_at": "x"}), None, false),
            (json!({"id": id, "banned_until": "2020-01-01T00:00:00.123456Z"}), None, false),
        ] {
            let user: AuthUser = serde_json::from_value(answer.clone()).unwrap_or_else(|e| panic!("{answer}: {e}"));
            let now = DateTime::from_timestamp(1_800_000_000, 0).expect("a time");
            assert_eq!((user.email.as_deref(), user.is_banned(now)), (email, banned), "{answer}");
            assert!(user.phone.is_none() && user.app_metadata.is_empty());
        }
        assert!(serde_json::from_value::<AuthUser>(json!({"email": "a@b.c"})).is_err());
    }
}
