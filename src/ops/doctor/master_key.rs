//! The master key: present, and the one that sealed what the control plane holds.

use super::{Check, LONGER};
use crate::control_plane::{self as plane, ControlPlane};
use crate::ops::credentials::{CredentialsError, Vault};
use crate::secrets::{MasterKey, SecretsError};
use std::time::Duration;

const NAME: &str = "master_key";

/// Looks at the key without a control plane that it could fit.
pub fn key_alone(key: Option<&MasterKey>) -> Check {
    match key {
        Some(_) => Check::ok(NAME, "there is one; whether it fits can't be told without the control plane"),
        None => Check::skipped(NAME, "there is none; the first use of a new control plane makes one"),
    }
}

/// Looks whether the key opens what the control plane holds. Unlike [`Vault::open`] it registers nothing.
pub async fn master_key(control: &ControlPlane, key: Option<&MasterKey>, timeout: Duration) -> (Check, Option<Vault>) {
    let look = async {
        let sealed = plane::current_kek(&mut *control.session.get().await).await?.is_some();
        match (sealed, key) {
            (false, _) => Ok(None),
            (true, None) => Err(SecretsError::NoMasterKey.into()),
            (true, Some(key)) => Vault::open(control, key).await.map(Some),
        }
    };
    match tokio::time::timeout(timeout, look).await {
        Ok(Ok(Some(vault))) => {
            (Check::ok(NAME, format!("it fits this control plane (key {})", vault.kek_id())), Some(vault))
        }
        Ok(Ok(None)) if key.is_some() => (Check::ok(NAME, "there is one, and nothing was sealed yet"), None),
        Ok(Ok(None)) => (key_alone(None), None),
        Ok(Err(error)) => (broken(&error), None),
        Err(_) => (Check::error(NAME, "the control plane didn't answer in time", LONGER), None),
    }
}

fn broken(error: &CredentialsError) -> Check {
    let hint = match error {
        CredentialsError::Secrets(error) => error.hints().into_iter().next(),
        CredentialsError::Plane(_) | CredentialsError::Missing(_) => None,
    };
    Check::error(NAME, error.to_string(), hint.unwrap_or_else(|| LONGER.to_owned()))
}
