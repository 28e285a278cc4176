//! Sealing what the master key protects with the current one, and proving that it opens.

use super::Vault;
use crate::control_plane::{Protected, ProtectedRow, SealedSecret};
use crate::secrets::{Aad, DataKey, SecretsError};
use uuid::Uuid;

/// A row whose seal was broken.
pub enum Opened {
    /// It holds a data key, which seals other values.
    DataKey(DataKey),
    /// It holds the secret itself.
    Secret,
}

impl Vault {
    /// Seals a row's value anew, with the current key.
    ///
    /// # Errors
    /// [`SecretsError`] when it doesn't open, or its key isn't held.
    pub fn reseal(&self, what: Protected, row: &ProtectedRow) -> Result<Vec<u8>, SecretsError> {
        let aad = self.aad_of(what, row)?;
        let old = self.kek_of(&row.kek_id)?;
        match what {
            Protected::TenantKey | Protected::PoolKey => self.kek().wrap(&old.unwrap(&row.sealed, &aad)?, &aad),
            Protected::ClusterUrl | Protected::SigningKey => {
                self.kek().seal_direct(&old.open_direct_bytes(&row.sealed, &aad)?, &aad)
            }
        }
    }

    /// Opens a row's value.
    ///
    /// # Errors
    /// As [`Vault::reseal`].
    pub fn prove(&self, what: Protected, row: &ProtectedRow) -> Result<Opened, SecretsError> {
        let aad = self.aad_of(what, row)?;
        let kek = self.kek_of(&row.kek_id)?;
        Ok(match what {
            Protected::TenantKey | Protected::PoolKey => Opened::DataKey(kek.unwrap(&row.sealed, &aad)?),
            Protected::ClusterUrl | Protected::SigningKey => {
                kek.open_direct_bytes(&row.sealed, &aad)?;
                Opened::Secret
            }
        })
    }

    /// Opens what a data key seals.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`].
    pub fn prove_secret(&self, key: &DataKey, secret: &SealedSecret) -> Result<(), SecretsError> {
        let aad = Aad::new(self.control_plane, uuid(&secret.key)?, &secret.name);
        key.open_bytes(&secret.sealed, &aad).map(drop)
    }

    fn aad_of(&self, what: Protected, row: &ProtectedRow) -> Result<Aad, SecretsError> {
        Ok(match what {
            Protected::TenantKey | Protected::PoolKey => Aad::new(self.control_plane, uuid(&row.key)?, "data_key"),
            Protected::ClusterUrl => Aad::new(self.control_plane, uuid(&row.key)?, "admin_url"),
            Protected::SigningKey => self.of_key(&row.key),
        })
    }
}

fn uuid(text: &str) -> Result<Uuid, SecretsError> {
    text.parse().map_err(|_| SecretsError::Sealed)
}
