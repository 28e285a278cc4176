//! From what a record says to a user.

use super::given::Given;
use super::reader::ReadOptions;
use super::{ImportedUser, LeftOut, Lost, UserPlace, WhyLeftOut, user_id};
use tenantctl_domain::contact;
use tenantctl_domain::password_hash::PasswordHash;

/// The claims that are tenantctl's own or the server's.
const TAKEN_CLAIMS: [&str; 4] = ["tenant_id", "provider", "providers", "firebase_uid"];

/// What Google's API gives instead of a hash to whom may not see it: `REDACTED` in base64.
const REDACTED: &str = "UkVEQUNURUQ=";

/// What a record came to.
pub(super) enum Settled {
    User(Box<ImportedUser>),
    LeftOut(LeftOut),
    Refused(String),
    /// A Firebase hash, and no parameters of the project.
    NoHashConfig,
}

/// A user's password.
#[derive(Default)]
struct Password {
    hash: Option<PasswordHash>,
    normalised: bool,
    lost: Option<Lost>,
}

enum Fault {
    Refused(String),
    NoHashConfig,
}

/// Makes a user of it.
pub(super) fn settle(given: Given, place: UserPlace, options: &ReadOptions) -> Settled {
    match user(given, place, options) {
        Ok(settled) => settled,
        Err(Fault::Refused(reason)) => Settled::Refused(reason),
        Err(Fault::NoHashConfig) => Settled::NoHashConfig,
    }
}

fn user(mut given: Given, place: UserPlace, options: &ReadOptions) -> Result<Settled, Fault> {
    let email = given.email.take().map(|text| contact::email(&text).map(|t| t.to_lowercase())).transpose();
    let email = email.map_err(Fault::Refused)?;
    let phone = given.phone.take().map(|text| contact::phone(&text)).transpose().map_err(Fault::Refused)?;
    if email.is_none() && phone.is_none() {
        if !given.firebase {
            return Err(Fault::Refused("has neither email nor phone".to_owned()));
        }
        let others = given.providers.iter().any(|provider| is_other(provider));
        let why = if others { WhyLeftOut::NoAddress } else { WhyLeftOut::Anonymous };
        return Ok(Settled::LeftOut(LeftOut { place, external_id: given.external_id, why }));
    }
    let Password { hash, normalised, lost } = password(&given, email.is_some(), options)?;
    let mut lost: Vec<Lost> = lost.into_iter().collect();
    if given.mfa {
        lost.push(Lost::Mfa);
    }
    let taken = take_claims(&mut given);
    if !taken.is_empty() {
        lost.push(Lost::Claims(taken));
    }
    Ok(Settled::User(Box::new(ImportedUser {
        place,
        id: user_id(&options.namespace, given.external_id.as_deref(), email.as_deref(), phone.as_deref()),
        external_id: given.external_id,
        email_verified: email.is_some() && given.email_verified.unwrap_or(false),
        phone_verified: if given.firebase && phone.is_some() { Some(true) } else { given.phone_verified },
        email,
        phone,
        disabled: given.disabled.unwrap_or(false),
        display_name: given.display_name,
        photo_url: given.photo_url,
        custom_claims: given.claims,
        // What else Firebase writes is its own book-keeping.
        fields: if given.firebase { serde_json::Map::new() } else { given.fields },
        role: given.role,
        hash,
        normalised,
        providers: given.providers,
        lost,
    })))
}

/// Neither a password nor a phone is a provider of its own.
fn is_other(provider: &str) -> bool {
    !matches!(provider, "password" | "phone" | "emailLink" | "anonymous")
}

fn password(given: &Given, has_email: bool, options: &ReadOptions) -> Result<Password, Fault> {
    let refused = |reason: String| Fault::Refused(reason);
    match (given.hash.as_deref(), given.salt.as_deref()) {
        (Some(REDACTED), _) => Ok(Password { lost: Some(Lost::PasswordRedacted), ..Password::default() }),
        (Some(hash), Some(salt)) if !hash.starts_with('$') => {
            let config = options.hash_config.as_ref().ok_or(Fault::NoHashConfig)?;
            let built = config.hash(hash, salt).map_err(|e| refused(e.to_string()))?;
            Ok(Password { hash: Some(built.hash), normalised: built.normalised, lost: None })
        }
        // A Firebase hash without salt is of another version.
        (Some(hash), None) if given.firebase && !hash.starts_with('$') => Ok(lost_password()),
        (Some(hash), _) => {
            let hash = PasswordHash::parse(hash).map_err(|e| refused(e.to_string()))?;
            Ok(Password { hash: Some(hash), ..Password::default() })
        }
        (None, _) if given.firebase => Ok(without_hash(given, has_email)),
        (None, _) => Ok(Password::default()),
    }
}

/// Firebase doesn't say why there is no hash; the providers tell.
fn without_hash(given: &Given, has_email: bool) -> Password {
    let had_password = given.providers.iter().any(|provider| provider == "password");
    let others = given.providers.iter().any(|provider| is_other(provider));
    if had_password || (has_email && given.providers.is_empty()) {
        lost_password()
    } else if others {
        Password { lost: Some(Lost::OAuthOnly), ..Password::default() }
    } else {
        Password::default()
    }
}

fn lost_password() -> Password {
    Password { lost: Some(Lost::Password), ..Password::default() }
}

/// Takes the role out of the claims, and returns the names of those that can't be kept.
fn take_claims(given: &mut Given) -> Vec<String> {
    if given.role.is_none()
        && let Some(role) = given.claims.get("role").and_then(serde_json::Value::as_str).map(str::to_owned)
    {
        given.claims.shift_remove("role");
        given.role = Some(role);
    }
    let mut taken = Vec::new();
    for name in TAKEN_CLAIMS.into_iter().chain(std::iter::once("role")) {
        if given.claims.shift_remove(name).is_some() {
            taken.push(name.to_owned());
        }
    }
    taken
}
