//! The key of an Auth server: what kind it is, before it is sent anywhere.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

/// The roles whose tokens an Auth server takes for those of an administrator, as it is set up by default.
const ADMIN_ROLES: [&str; 2] = ["service_role", "supabase_admin"];

/// What kind of key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A JWT of the role `service_role`: sent as `apikey` and as `Authorization: Bearer`.
    Jwt,
    /// `sb_secret_…`: sent as `apikey` alone, since it is no JWT.
    Secret,
}

/// A key that administers users.
#[derive(Debug, Clone)]
pub struct AuthKey {
    text: SecretString,
    kind: KeyKind,
}

/// Why a key can't administer users. None of these holds any of the key but its role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAuthKey {
    /// Nothing there.
    #[error("the Supabase service key is empty")]
    Empty,
    /// Characters that no key has.
    #[error("the Supabase service key has characters that no key has; it was copied with something else")]
    Characters,
    /// As the dashboard and the Management API show secret keys.
    #[error("the Supabase service key is masked: it has dots in place of its characters")]
    Masked,
    /// A key for browsers.
    #[error("the Supabase service key is a publishable key (sb_publishable_…), which can't administer users")]
    Publishable,
    /// The JWT for browsers.
    #[error("the Supabase service key is the anon key, which can't administer users")]
    Anon,
    /// A JWT of another role.
    #[error("the Supabase service key is a token of the role {0:?}, and only service_role administers users")]
    Role(String),
    /// A JWT that says no role.
    #[error("the Supabase service key is a token without a role")]
    NoRole,
    /// The Management API's token.
    #[error("the Supabase service key is an access token of the Management API (sbp_…)")]
    AccessToken,
    /// Neither kind.
    #[error("the Supabase service key is neither sb_secret_… nor a JWT")]
    Unknown,
}

impl AuthKey {
    /// Looks at a key. A JWT's payload is read without checking its signature, which the server does.
    ///
    /// # Errors
    /// [`InvalidAuthKey`].
    pub fn parse(key: &SecretString) -> Result<Self, InvalidAuthKey> {
        let text = key.expose_secret().trim();
        let kind = kind_of(text)?;
        Ok(Self { text: SecretString::from(text), kind })
    }

    /// Returns what kind it is.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Returns the key for the header `apikey`.
    pub fn secret(&self) -> &SecretString {
        &self.text
    }

    /// Returns the token for `Authorization: Bearer`, if the key is one.
    pub fn bearer(&self) -> Option<&SecretString> {
        (self.kind == KeyKind::Jwt).then_some(&self.text)
    }
}

fn kind_of(text: &str) -> Result<KeyKind, InvalidAuthKey> {
    if text.is_empty() {
        return Err(InvalidAuthKey::Empty);
    }
    if text.contains('\u{b7}') {
        return Err(InvalidAuthKey::Masked);
    }
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.=+/".contains(&b)) {
        return Err(InvalidAuthKey::Characters);
    }
    if text.starts_with("sb_publishable_") {
        return Err(InvalidAuthKey::Publishable);
    }
    if text.starts_with("sbp_") {
        return Err(InvalidAuthKey::AccessToken);
    }
    if text.starts_with("sb_secret_") {
        return Ok(KeyKind::Secret);
    }
    let claims = payload(text).ok_or(InvalidAuthKey::Unknown)?;
    match claims.get("role").and_then(Value::as_str) {
        Some(role) if ADMIN_ROLES.contains(&role) => Ok(KeyKind::Jwt),
        Some("anon") => Err(InvalidAuthKey::Anon),
        Some(role) => Err(InvalidAuthKey::Role(role.chars().take(63).collect())),
        None => Err(InvalidAuthKey::NoRole),
    }
}

/// The claims of a JWT in its compact form (RFC 7519).
fn payload(text: &str) -> Option<Value> {
    let mut parts = text.split('.');
    let (_, payload, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else { return None };
    let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
    serde_json::from_slice(&payload).ok().filter(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn tells_the_kinds_of_keys_apart() {
        let anon = token(r#"{"role":"anon"}"#);
        for (key, kind) in [
            ("sb_secret_abc_DEF-1".to_owned(), Ok(KeyKind::Secret)),
            (token(r#"{"role":"service_role","ref":"x"}"#), Ok(KeyKind::Jwt)),
            (format!(" {}\n", token(r#"{"role":"supabase_admin"}"#)), Ok(KeyKind::Jwt)),
            (String::new(), Err(InvalidAuthKey::Empty)),
            ("  \n".to_owned(), Err(InvalidAuthKey::Empty)),
            ("sb_publishable_abc".to_owned(), Err(InvalidAuthKey::Publishable)),
            ("sbp_0123".to_owned(), Err(InvalidAuthKey::AccessToken)),
            ("sb_secret_abc····".to_owned(), Err(InvalidAuthKey::Masked)),
            ("sb_secret_a b".to_owned(), Err(InvalidAuthKey::Characters)),
            ("sb_secret_a\r\nX: y".to_owned(), Err(InvalidAuthKey::Characters)),
            (anon, Err(InvalidAuthKey::Anon)),
            (token(r#"{"role":"authenticated"}"#), Err(InvalidAuthKey::Role("authenticated".to_owned()))),
            (token(r#"{"sub":"x"}"#), Err(InvalidAuthKey::NoRole)),
            (token(r#"{"role":1}"#), Err(InvalidAuthKey::NoRole)),
            (token("[]"), Err(InvalidAuthKey::Unknown)),
            ("a.b".to_owned(), Err(InvalidAuthKey::Unknown)),
            ("a.b.c.d".to_owned(), Err(InvalidAuthKey::Unknown)),
            ("hello".to_owned(), Err(InvalidAuthKey::Unknown)),
        ] {
            let found = AuthKey::parse(&SecretString::from(key.as_str()));
            assert_eq!(found.as_ref().map(AuthKey::kind).map_err(Clone::clone), kind, "{key:?}");
            if let Ok(found) = found {
                assert_eq!(found.secret().expose_secret(), key.trim());
                assert_eq!(found.bearer().is_some(), kind == Ok(KeyKind::Jwt));
                assert!(!format!("{found:?}").contains(key.trim()));
            }
        }
    }
}
