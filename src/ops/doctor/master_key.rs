//! The master key: present, and the one that sealed what the control plane holds.

use super::{Check, LONGER};
use crate::control_plane::{self as plane, ControlPlane};
use crate::ops::credentials::{CredentialsError, Vault};
use crate::secrets::MasterKey;
use std::time::Duration;

const NAME: &str = "master_key";

/// Looks at the key without a control plane that it could fit.
pub fn key_alone(keys: &[MasterKey]) -> Check {
    match keys {
        [_, ..] => Check::ok(NAME, "there is one; whether it fits can't be told without the control plane"),
        [] => Check::skipped(NAME, "there is none; the first use of a new control plane makes one"),
    }
}

/// Looks whether the key opens what the control plane holds. Unlike [`Vault::open`] it registers nothing.
pub async fn master_key(control: &ControlPlane, keys: &[MasterKey], timeout: Duration) -> (Check, Option<Vault>) {
    let look = async {
        let sealed = !plane::keks(&mut *control.session.get().await).await?.is_empty();
        match sealed {
            false => Ok(None),
            true => Vault::open_with(control, keys).await.map(Some),
        }
    };
    match tokio::time::timeout(timeout, look).await {
        Ok(Ok(Some(vault))) => {
            (Check::ok(NAME, format!("it fits this control plane (key {})", vault.kek_id())), Some(vault))
        }
        Ok(Ok(None)) if !keys.is_empty() => (Check::ok(NAME, "there is one, and nothing was sealed yet"), None),
        Ok(Ok(None)) => (key_alone(keys), None),
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
