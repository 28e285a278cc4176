//! A record's values, sorted by what they are and not yet checked against each other.

use super::field::Field;
use serde_json::{Map, Value};

/// What a record says about a user.
#[derive(Default)]
pub(super) struct Given {
    /// It has the members that Firebase writes.
    pub(super) firebase: bool,
    pub(super) external_id: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email_verified: Option<bool>,
    pub(super) phone_verified: Option<bool>,
    pub(super) disabled: Option<bool>,
    pub(super) display_name: Option<String>,
    pub(super) photo_url: Option<String>,
    pub(super) claims: Map<String, Value>,
    pub(super) fields: Map<String, Value>,
    pub(super) role: Option<String>,
    pub(super) hash: Option<String>,
    pub(super) salt: Option<String>,
    pub(super) providers: Vec<String>,
    pub(super) mfa: bool,
}

/// A record that can't be sorted.
pub(super) struct Unread {
    /// Whom it is about, as far as it was read.
    pub(super) who: Option<String>,
    /// Why.
    pub(super) reason: String,
}

impl Given {
    /// Takes one value. Null and the empty text are the same as nothing.
    ///
    /// # Errors
    /// What the value should have been.
    pub(super) fn set(&mut self, name: &str, value: Value) -> Result<(), String> {
        let Some(field) = Field::named(name) else {
            if !value.is_null() {
                self.fields.insert(name.to_owned(), value);
            }
            return Ok(());
        };
        self.firebase |= Field::is_firebase(name);
        self.set_field(field, value)
    }

    /// The same for a field that is known.
    ///
    /// # Errors
    /// As for [`Self::set`].
    pub(super) fn set_field(&mut self, field: Field, value: Value) -> Result<(), String> {
        if value.is_null() || value.as_str().is_some_and(str::is_empty) {
            return Ok(());
        }
        let texts = match field {
            Field::ClearPassword => {
                return Err("has a password in clear; give its hash as password_hash, or leave it out".to_owned());
            }
            Field::EmailVerified => return once(&mut self.email_verified, field, boolean(field, &value)?),
            Field::PhoneVerified => return once(&mut self.phone_verified, field, boolean(field, &value)?),
            Field::Disabled => return once(&mut self.disabled, field, boolean(field, &value)?),
            Field::Claims => {
                self.claims = claims(value)?;
                return Ok(());
            }
            Field::Providers => {
                self.providers = providers(&value);
                return Ok(());
            }
            Field::Mfa => {
                let factors = value.get("enrolledFactors").unwrap_or(&value);
                self.mfa = factors.as_array().is_some_and(|factors| !factors.is_empty());
                return Ok(());
            }
            Field::ExternalId => &mut self.external_id,
            Field::Email => &mut self.email,
            Field::Phone => &mut self.phone,
            Field::DisplayName => &mut self.display_name,
            Field::PhotoUrl => &mut self.photo_url,
            Field::Role => &mut self.role,
            Field::Hash => &mut self.hash,
            Field::Salt => &mut self.salt,
        };
        match value {
            Value::String(text) => once(texts, field, text),
            _ => Err(format!("{} isn't a text", field.name())),
        }
    }

    /// Gives it up.
    pub(super) fn unread(&self, reason: String) -> Unread {
        Unread { who: self.who(), reason }
    }

    /// Returns whom it is about.
    pub(super) fn who(&self) -> Option<String> {
        self.email.as_ref().or(self.external_id.as_ref()).or(self.phone.as_ref()).cloned()
    }
}

fn once<T>(slot: &mut Option<T>, field: Field, value: T) -> Result<(), String> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("{} is there twice, under two names", field.name())),
    }
}

fn boolean(field: Field, value: &Value) -> Result<bool, String> {
    let text = |words: [&str; 4]| value.as_str().is_some_and(|t| words.iter().any(|w| t.eq_ignore_ascii_case(w)));
    match value {
        Value::Bool(value) => Ok(*value),
        _ if text(["true", "t", "1", "yes"]) => Ok(true),
        _ if text(["false", "f", "0", "no"]) => Ok(false),
        _ => Err(format!("{} is neither true nor false", field.name())),
    }
}

/// Claims are an object, or the text of one.
fn claims(value: Value) -> Result<Map<String, Value>, String> {
    let value = match value {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::Null),
        other => other,
    };
    match value {
        Value::Object(claims) => Ok(claims),
        _ => Err("the custom claims aren't a JSON object".to_owned()),
    }
}

/// Providers are objects with a `providerId`, or names, or a text with names.
fn providers(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => {
            all.iter().filter_map(|one| one.get("providerId").unwrap_or(one).as_str()).map(str::to_owned).collect()
        }
        Value::String(text) => text.split([',', ';', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
