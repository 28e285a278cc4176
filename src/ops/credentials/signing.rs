//! The private parts of signing keys: sealed by the master key, each for its own id.

use super::Vault;
use crate::control_plane::SealedSigningKey;
use crate::secrets::{Aad, SecretsError};
use secrecy::{ExposeSecret, SecretSlice};
use uuid::Uuid;

impl Vault {
    /// Seals the private part of a signing key.
    ///
    /// # Errors
    /// [`SecretsError`].
    pub fn seal_signing_key(&self, kid: &str, pkcs8: &SecretSlice<u8>) -> Result<Vec<u8>, SecretsError> {
        self.kek().seal_direct(pkcs8.expose_secret(), &self.of_key(kid))
    }

    /// Opens the private part of a signing key.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed or is another key's.
    pub fn open_signing_key(&self, key: &SealedSigningKey) -> Result<SecretSlice<u8>, SecretsError> {
        let kek = self.kek_of(&key.private_key_kek)?;
        let opened = kek.open_direct_bytes(&key.private_key, &self.of_key(&key.kid))?;
        // A copy of its exact size: shrinking the buffer would leave one behind that nobody wipes.
        Ok(SecretSlice::from(opened.to_vec()))
    }

    /// A signing key has no uuid; the column names it.
    pub(super) fn of_key(&self, kid: &str) -> Aad {
        Aad::new(self.control_plane, Uuid::nil(), &format!("signing_key|{kid}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::MasterKey;

    #[test]
    fn a_private_part_opens_for_its_own_key_and_control_plane_only() {
        let vault = |control_plane: u128| {
            let kek = MasterKey::parse(&"07".repeat(32).into()).and_then(|master| master.kek("00")).expect("a key");
            Vault::of_one(Uuid::from_u128(control_plane), kek)
        };
        // No text: a DER that isn't UTF-8 opens too.
        let pkcs8 = SecretSlice::from(vec![0x30, 0xff, 0x00]);
        let sealed = vault(1).seal_signing_key("one", &pkcs8).expect("sealed");
        let key = |kid: &str| SealedSigningKey {
            kid: kid.to_owned(),
            algorithm: "EdDSA".to_owned(),
            private_key: sealed.clone(),
            private_key_kek: "00".to_owned(),
        };
        assert_eq!(vault(1).open_signing_key(&key("one")).expect("opens").expose_secret(), pkcs8.expose_secret());
        for (control_plane, kid) in [(1, "other"), (1, "on"), (1, ""), (2, "one")] {
            let refused = vault(control_plane).open_signing_key(&key(kid));
            assert!(matches!(refused, Err(SecretsError::Sealed)), "{control_plane} {kid:?}");
        }
    }
}
