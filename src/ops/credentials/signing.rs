//! The private parts of signing keys: sealed by the master key, each for its own id.

use super::Vault;
use crate::secrets::{Aad, SecretsError};
use secrecy::{ExposeSecret, SecretSlice};
use uuid::Uuid;

impl Vault {
    /// Seals the private part of a signing key.
    ///
    /// # Errors
    /// [`SecretsError`].
    pub fn seal_signing_key(&self, kid: &str, pkcs8: &SecretSlice<u8>) -> Result<Vec<u8>, SecretsError> {
        self.kek.seal_direct(pkcs8.expose_secret(), &self.of_key(kid))
    }

    /// Opens the private part of a signing key.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed or is another key's.
    pub fn open_signing_key(&self, kid: &str, sealed: &[u8]) -> Result<SecretSlice<u8>, SecretsError> {
        let opened = self.kek.open_direct_bytes(sealed, &self.of_key(kid))?;
        // A copy of its exact size: shrinking the buffer would leave one behind that nobody wipes.
        Ok(SecretSlice::from(opened.to_vec()))
    }

    /// A signing key has no uuid; the column names it.
    fn of_key(&self, kid: &str) -> Aad {
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
            Vault { control_plane: Uuid::from_u128(control_plane), kek_id: "00".to_owned(), kek }
        };
        // No text: a DER that isn't UTF-8 opens too.
        let pkcs8 = SecretSlice::from(vec![0x30, 0xff, 0x00]);
        let sealed = vault(1).seal_signing_key("one", &pkcs8).expect("sealed");
        assert_eq!(vault(1).open_signing_key("one", &sealed).expect("opens").expose_secret(), pkcs8.expose_secret());
        for (control_plane, kid) in [(1, "other"), (1, "on"), (1, ""), (2, "one")] {
            let refused = vault(control_plane).open_signing_key(kid, &sealed);
            assert!(matches!(refused, Err(SecretsError::Sealed)), "{control_plane} {kid:?}");
        }
    }
}
