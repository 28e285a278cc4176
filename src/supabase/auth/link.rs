//! Links that log a user in.

use super::user::AuthUser;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What a link is for.
#[derive(Debug, Clone)]
pub enum LinkKind {
    /// The first login of a user who is created now, with a password.
    Signup(SecretString),
    /// The first login of a user who is created now, who then sets a password.
    Invite,
    /// A login. The server creates a user whom it doesn't know.
    MagicLink,
    /// A new password; refused for a user whom the server doesn't know.
    Recovery,
    /// The change of an address, for the old one to confirm.
    EmailChangeCurrent(String),
    /// The change of an address, for the new one to confirm.
    EmailChangeNew(String),
}

/// A link to be made.
#[derive(Debug, Clone)]
pub struct LinkRequest {
    /// What for.
    pub kind: LinkKind,
    /// For whom.
    pub email: String,
    /// `user_metadata` of a user who is created.
    pub data: Map<String, Value>,
    /// Where the link leads in the end; the server's own site if none is given.
    pub redirect_to: Option<String>,
}

impl LinkRequest {
    /// Returns the body of `POST /admin/generate_link`.
    pub(super) fn body(&self) -> Value {
        let (kind, member) = match &self.kind {
            LinkKind::Signup(password) => ("signup", Some(("password", password.expose_secret()))),
            LinkKind::Invite => ("invite", None),
            LinkKind::MagicLink => ("magiclink", None),
            LinkKind::Recovery => ("recovery", None),
            LinkKind::EmailChangeCurrent(email) => ("email_change_current", Some(("new_email", email.as_str()))),
            LinkKind::EmailChangeNew(email) => ("email_change_new", Some(("new_email", email.as_str()))),
        };
        let mut body = json!({ "type": kind, "email": self.email });
        if let Some((name, value)) = member {
            body[name] = json!(value);
        }
        if !self.data.is_empty() {
            body["data"] = json!(self.data);
        }
        if let Some(to) = &self.redirect_to {
            body["redirect_to"] = json!(to);
        }
        body
    }
}

/// A link that was made. Whoever has it is the user.
#[derive(Debug, Clone, Deserialize)]
pub struct GeneratedLink {
    /// The user.
    #[serde(flatten)]
    pub user: AuthUser,
    /// The link.
    pub action_link: SecretString,
    /// What it came to: `signup` where `magiclink` was asked for and the user is new.
    #[serde(default)]
    pub verification_type: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_each_kind_of_link() {
        for (kind, body) in [
            (LinkKind::Signup("hunter2".into()), json!({"type": "signup", "email": "a@b.c", "password": "hunter2"})),
            (LinkKind::Invite, json!({"type": "invite", "email": "a@b.c"})),
            (LinkKind::MagicLink, json!({"type": "magiclink", "email": "a@b.c"})),
            (LinkKind::Recovery, json!({"type": "recovery", "email": "a@b.c"})),
            (
                LinkKind::EmailChangeCurrent("n@b.c".into()),
                json!({"type": "email_change_current", "email": "a@b.c", "new_email": "n@b.c"}),
            ),
            (
                LinkKind::EmailChangeNew("n@b.c".into()),
                json!({"type": "email_change_new", "email": "a@b.c", "new_email": "n@b.c"}),
            ),
        ] {
            let request = LinkRequest { kind, email: "a@b.c".into(), data: Map::new(), redirect_to: None };
            assert_eq!(request.body(), body);
            assert!(!format!("{request:?}").contains("hunter2"));
        }
    }

    #[test]
    fn a_link_does_not_print() {
        let id = "7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10";
        let answer = json!({"id": id, "email": "a@b.c", "action_link": "https://x/verify?token=t0ken",
            "email_otp": "123456", "hashed_token": "h", "verification_type": "invite", "redirect_to": "https://x"});
        let link: GeneratedLink = serde_json::from_value(answer).expect("a link");
        assert_eq!((link.user.id.to_string().as_str(), link.verification_type.as_deref()), (id, Some("invite")));
        assert!(link.action_link.expose_secret().ends_with("t0ken") && !format!("{link:?}").contains("t0ken"));
    }
}
