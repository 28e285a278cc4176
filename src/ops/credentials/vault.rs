//! The keys that a control plane's secrets are sealed with.

use super::CredentialsError;
use crate::control_plane::{self as plane, ControlPlane, KekRow};
use crate::secrets::{Kek, MasterKey, SecretsError, new_kek_id};
use uuid::Uuid;

/// The keys that open this control plane's secrets, of which one seals new ones.
pub struct Vault {
    pub(super) control_plane: Uuid,
    current: (String, Kek),
    /// For what was sealed before the master key was changed.
    others: Vec<(String, Kek)>,
}

impl Vault {
    /// Opens the vault with the master key; the first time, registers it.
    ///
    /// # Errors
    /// As [`Vault::open_with`].
    pub async fn open(control: &ControlPlane, master: &MasterKey) -> Result<Self, CredentialsError> {
        Self::open_with(control, std::slice::from_ref(master)).await
    }

    /// Opens the vault with the master key and, while it is being changed, the other one; the first time, registers the
    /// first.
    ///
    /// # Errors
    /// [`SecretsError::WrongMasterKey`] when the control plane was sealed with another one, or
    /// [`SecretsError::FormerMasterKey`] when it is now.
    pub async fn open_with(control: &ControlPlane, masters: &[MasterKey]) -> Result<Self, CredentialsError> {
        let first = masters.first().ok_or(SecretsError::NoMasterKey)?;
        let mut connection = control.session.get().await;
        let mut rows = match control.foreseen_keks() {
            Some(rows) => rows,
            None => plane::keks(&mut connection).await?,
        };
        if rows.is_empty() {
            let kek_id = new_kek_id()?;
            let check_value = first.kek(&kek_id)?.check_value();
            plane::insert_kek(&mut connection, &KekRow { kek_id, check_value, current: true }).await?;
            rows = plane::keks(&mut connection).await?;
        }
        let (mut current, mut others) = (None, Vec::new());
        for row in &rows {
            let Some(kek) = held(masters, row)? else { continue };
            if row.current {
                current = Some((row.kek_id.clone(), kek));
            } else {
                others.push((row.kek_id.clone(), kek));
            }
        }
        let needed = rows.iter().find(|row| row.current).ok_or(CredentialsError::Missing("master key"))?;
        let kek_id = needed.kek_id.clone();
        let Some(current) = current else {
            let error = match others.is_empty() {
                true => SecretsError::WrongMasterKey { kek_id },
                false => SecretsError::FormerMasterKey { kek_id },
            };
            return Err(error.into());
        };
        Ok(Self { control_plane: control.id, current, others })
    }

    /// Returns the id of the key for new secrets.
    pub fn kek_id(&self) -> &str {
        &self.current.0
    }

    /// Returns whether the key of this id is here.
    pub fn holds(&self, kek_id: &str) -> bool {
        self.kek_of(kek_id).is_ok()
    }

    pub(super) fn kek(&self) -> &Kek {
        &self.current.1
    }

    /// Returns the key of this id.
    pub(super) fn kek_of(&self, kek_id: &str) -> Result<&Kek, SecretsError> {
        let mut all = std::iter::once(&self.current).chain(&self.others);
        let found = all.find(|(id, _)| id == kek_id).map(|(_, kek)| kek);
        found.ok_or_else(|| SecretsError::KeyNotHeld { kek_id: kek_id.to_owned() })
    }

    #[cfg(test)]
    pub(super) fn of_one(control_plane: Uuid, kek: Kek) -> Self {
        Self { control_plane, current: ("00".to_owned(), kek), others: Vec::new() }
    }
}

/// Derives the key of a row, if one of the master keys is the one that it was derived from.
pub(crate) fn held(masters: &[MasterKey], row: &KekRow) -> Result<Option<Kek>, SecretsError> {
    for master in masters {
        let kek = master.kek(&row.kek_id)?;
        if kek.matches(&row.check_value) {
            return Ok(Some(kek));
        }
    }
    Ok(None)
}
