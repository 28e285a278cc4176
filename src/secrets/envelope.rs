//! Sealed values: AES-256-GCM-SIV with associated data that binds each to its place, so that
//! exchanging two rows is detected. SIV, because a nonce that repeats (a restored backup, a
//! cloned machine) then tells no more than that two plaintexts are equal (RFC 8452).

use super::{SecretsError, randomise};
use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad as Associated, LessSafeKey, Nonce, UnboundKey};
use secrecy::SecretString;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The format's first byte.
const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;

/// What a sealed value is bound to.
#[derive(Debug, Clone)]
pub struct Aad(String);

impl Aad {
    /// Binds to a control plane, a tenant or cluster, and a column.
    pub fn new(control_plane: Uuid, subject: Uuid, column: &str) -> Self {
        Self(format!("tenantctl/v1|{control_plane}|{subject}|{column}"))
    }
}

/// A tenant's own key.
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn generate() -> Result<Self, SecretsError> {
        let mut key = Zeroizing::new([0; 32]);
        randomise(key.as_mut())?;
        Ok(Self(key))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, SecretsError> {
        let key: [u8; 32] = bytes.try_into().map_err(|_| SecretsError::Sealed)?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// Seals a value.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn seal(&self, plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        seal(&self.0, plaintext, aad)
    }

    /// Opens a value.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed or belongs elsewhere.
    pub fn open(&self, sealed: &[u8], aad: &Aad) -> Result<SecretString, SecretsError> {
        text(open(&self.0, sealed, aad)?)
    }
}

fn key(bytes: &[u8; 32]) -> Result<LessSafeKey, SecretsError> {
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM_SIV, bytes).map_err(|_| SecretsError::Sealed)?))
}

pub(super) fn seal(bytes: &[u8; 32], plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
    let mut nonce = [0; NONCE_BYTES];
    randomise(&mut nonce)?;
    let mut sealed = plaintext.to_vec();
    key(bytes)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Associated::from(aad.0.as_bytes()), &mut sealed)
        .map_err(|_| SecretsError::NoRandomness)?;
    Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
}

pub(super) fn open(bytes: &[u8; 32], sealed: &[u8], aad: &Aad) -> Result<Zeroizing<Vec<u8>>, SecretsError> {
    let rest = sealed.strip_prefix(&[VERSION]).ok_or(SecretsError::Sealed)?;
    let (nonce, sealed) = rest.split_at_checked(NONCE_BYTES).ok_or(SecretsError::Sealed)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| SecretsError::Sealed)?;
    let mut buffer = Zeroizing::new(sealed.to_vec());
    let length = key(bytes)?
        .open_in_place(Nonce::assume_unique_for_key(nonce), Associated::from(aad.0.as_bytes()), buffer.as_mut_slice())
        .map_err(|_| SecretsError::Sealed)?
        .len();
    buffer.truncate(length);
    Ok(buffer)
}

pub(super) fn text(bytes: Zeroizing<Vec<u8>>) -> Result<SecretString, SecretsError> {
    let text = std::str::from_utf8(&bytes).map_err(|_| SecretsError::Sealed)?;
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use super::{Aad, DataKey};
    use crate::secrets::MasterKey;
    use secrecy::ExposeSecret;
    use uuid::Uuid;

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let (plane, tenant, other) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let key = DataKey::generate().expect("key");
        let aad = Aad::new(plane, tenant, "app_password");
        let sealed = key.seal(b"canary", &aad).expect("sealed");
        assert_eq!(key.open(&sealed, &aad).expect("opens").expose_secret(), "canary");
        for wrong in [
            Aad::new(plane, other, "app_password"),
            Aad::new(other, tenant, "app_password"),
            Aad::new(plane, tenant, "migrator_password"),
        ] {
            assert!(key.open(&sealed, &wrong).is_err());
        }
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(key.open(&damaged, &aad).is_err(), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(key.open(&sealed[..length], &aad).is_err(), "length {length}");
        }
    }

    #[test]
    fn a_data_key_unwraps_with_its_own_master_key_only() {
        let aad = Aad::new(Uuid::from_u128(1), Uuid::from_u128(2), "data_key");
        let kek = MasterKey::generate().and_then(|m| m.kek("id")).expect("kek");
        let other = MasterKey::generate().and_then(|m| m.kek("id")).expect("kek");
        let key = DataKey::generate().expect("key");
        let wrapped = kek.wrap(&key, &aad).expect("wrapped");
        assert_eq!(kek.unwrap(&wrapped, &aad).expect("unwraps").bytes(), key.bytes());
        assert!(other.unwrap(&wrapped, &aad).is_err());
    }
}
