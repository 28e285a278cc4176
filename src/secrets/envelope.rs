//! AES-256-GCM-SIV in two layers: the master key's KEK wraps data keys, a data key seals secrets.
//!
//! GCM-SIV because a repeated nonce (a restored backup, a cloned machine) reveals only that two
//! plaintexts are equal.

use super::{KEY_LEN, KeyBytes, SecretsError, fill_random, random_key};
use aws_lc_rs::aead::{self, AES_256_GCM_SIV, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::error::Unspecified;
use secrecy::{ExposeSecret, ExposeSecretMut, SecretString};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The first byte of everything sealed: what follows is nonce, ciphertext, tag.
const VERSION: u8 = 1;
const HEADER_LEN: usize = 1 + NONCE_LEN;
/// The length of a key-check value.
pub(super) const CHECK_LEN: usize = 16;

/// What a sealed value is bound to: the same three are needed to open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aad(String);

impl Aad {
    /// Binds to a control plane, a row of it (the tenant or cluster) and a column.
    pub fn new(control_plane: Uuid, subject: Uuid, column: &str) -> Self {
        Self(format!("tenantctl/v1|{control_plane}|{subject}|{column}"))
    }
}

/// The key-encryption key: wraps data keys, and seals what belongs to no tenant.
#[derive(Debug)]
pub struct Kek {
    key: KeyBytes,
    check: [u8; CHECK_LEN],
}

impl Kek {
    pub(super) fn from_parts(key: KeyBytes, check: [u8; CHECK_LEN]) -> Self {
        Self { key, check }
    }

    /// Returns a value by which this key is recognised later. It reveals nothing of the key.
    pub fn check_value(&self) -> Vec<u8> {
        self.check.to_vec()
    }

    /// Says whether this is the key that `check_value` was taken from.
    pub fn matches(&self, check_value: &[u8]) -> bool {
        verify_slices_are_equal(&self.check, check_value).is_ok()
    }

    /// Wraps a data key.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn wrap(&self, data_key: &DataKey, aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        seal(&self.key, data_key.0.expose_secret(), aad)
    }

    /// Unwraps a data key.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed, or wrapped for another row.
    pub fn unwrap(&self, wrapped: &[u8], aad: &Aad) -> Result<DataKey, SecretsError> {
        let bytes = open(&self.key, wrapped, aad)?;
        if bytes.len() != KEY_LEN {
            return Err(SecretsError::Sealed);
        }
        let mut key = KeyBytes::new(Box::new([0; KEY_LEN]));
        key.expose_secret_mut().copy_from_slice(&bytes);
        Ok(DataKey(key))
    }

    /// Seals a secret that has no data key of its own, as a cluster's admin URL.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn seal_direct(&self, plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        seal(&self.key, plaintext, aad)
    }

    /// Opens what [`Kek::seal_direct`] sealed.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed, or sealed for another row.
    pub fn open_direct(&self, sealed: &[u8], aad: &Aad) -> Result<SecretString, SecretsError> {
        text(&open(&self.key, sealed, aad)?)
    }

    /// As [`Kek::open_direct`], of bytes that needn't be text.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`].
    pub fn open_direct_bytes(&self, sealed: &[u8], aad: &Aad) -> Result<Zeroizing<Vec<u8>>, SecretsError> {
        open(&self.key, sealed, aad)
    }
}

/// A tenant's own key.
#[derive(Debug)]
pub struct DataKey(KeyBytes);

impl DataKey {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn generate() -> Result<Self, SecretsError> {
        Ok(Self(random_key()?))
    }

    /// Seals a secret.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn seal(&self, plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        seal(&self.0, plaintext, aad)
    }

    /// Opens a secret that is text.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`] when it was changed, or sealed for another row or column.
    pub fn open(&self, sealed: &[u8], aad: &Aad) -> Result<SecretString, SecretsError> {
        text(&open(&self.0, sealed, aad)?)
    }

    /// As [`DataKey::open`], of bytes that needn't be text.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`].
    pub fn open_bytes(&self, sealed: &[u8], aad: &Aad) -> Result<Zeroizing<Vec<u8>>, SecretsError> {
        open(&self.0, sealed, aad)
    }
}

fn text(plaintext: &[u8]) -> Result<SecretString, SecretsError> {
    std::str::from_utf8(plaintext).map(SecretString::from).map_err(|_| SecretsError::Sealed)
}

fn cipher(key: &KeyBytes) -> Result<LessSafeKey, Unspecified> {
    UnboundKey::new(&AES_256_GCM_SIV, key.expose_secret()).map(LessSafeKey::new)
}

fn seal(key: &KeyBytes, plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
    // A key of the right length can't fail.
    let failed = |_| SecretsError::NoRandomness;
    let cipher = cipher(key).map_err(failed)?;
    let mut nonce = [0; NONCE_LEN];
    fill_random(&mut nonce)?;
    // Its final size from the start: growing would leave a copy of the plaintext behind.
    let mut sealed = Vec::with_capacity(HEADER_LEN + plaintext.len() + AES_256_GCM_SIV.tag_len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plaintext);
    let aad = aead::Aad::from(aad.0.as_bytes());
    let nonce = Nonce::assume_unique_for_key(nonce);
    let tag = cipher.seal_in_place_separate_tag(nonce, aad, &mut sealed[HEADER_LEN..]).map_err(failed)?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

fn open(key: &KeyBytes, sealed: &[u8], aad: &Aad) -> Result<Zeroizing<Vec<u8>>, SecretsError> {
    let failed = |_| SecretsError::Sealed;
    let (header, body) = sealed.split_at_checked(HEADER_LEN).ok_or(SecretsError::Sealed)?;
    if header[0] != VERSION {
        return Err(SecretsError::Sealed);
    }
    let nonce = Nonce::try_assume_unique_for_key(&header[1..]).map_err(failed)?;
    let cipher = cipher(key).map_err(failed)?;
    let mut buffer = Zeroizing::new(body.to_vec());
    let length = cipher.open_in_place(nonce, aead::Aad::from(aad.0.as_bytes()), &mut buffer).map_err(failed)?.len();
    buffer.truncate(length);
    Ok(buffer)
}

#[cfg(test)]
mod tests {
    use super::super::MasterKey;
    use super::*;

    const PLANE: Uuid = Uuid::from_u128(1);
    const TENANT: Uuid = Uuid::from_u128(2);
    const OTHER: Uuid = Uuid::from_u128(3);

    fn kek() -> Kek {
        MasterKey::generate().and_then(|master| master.kek("00")).expect("made")
    }

    fn is_refused<T>(result: Result<T, SecretsError>) -> bool {
        matches!(result, Err(SecretsError::Sealed))
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let (kek, key) = (kek(), DataKey::generate().expect("made"));
        let here = Aad::new(PLANE, TENANT, "url");
        let sealed = key.seal(b"p\xc3\xa4ss", &here).expect("sealed");
        let (direct, wrapped) = (kek.seal_direct(b"admin", &here).expect("ok"), kek.wrap(&key, &here).expect("ok"));
        assert_eq!(key.open(&sealed, &here).expect("opens").expose_secret(), "p\u{e4}ss");
        assert_eq!(kek.open_direct(&direct, &here).expect("opens").expose_secret(), "admin");
        let key = kek.unwrap(&wrapped, &here).expect("unwraps");
        assert_eq!(key.open(&sealed, &here).expect("opens").expose_secret(), "p\u{e4}ss");
        for (plane, subject, column) in [(OTHER, TENANT, "url"), (PLANE, OTHER, "url"), (PLANE, TENANT, "api_key")] {
            let elsewhere = Aad::new(plane, subject, column);
            assert!(is_refused(key.open(&sealed, &elsewhere)), "{elsewhere:?}");
            assert!(is_refused(kek.open_direct(&direct, &elsewhere)), "{elsewhere:?}");
            assert!(is_refused(kek.unwrap(&wrapped, &elsewhere)), "{elsewhere:?}");
        }
    }

    #[test]
    fn a_changed_bit_or_length_is_refused() {
        let (key, aad) = (DataKey::generate().expect("made"), Aad::new(PLANE, TENANT, "url"));
        let sealed = key.seal(b"secret", &aad).expect("sealed");
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(is_refused(key.open(&changed, &aad)), "bit {bit}");
        }
        assert!((0..sealed.len()).all(|length| is_refused(key.open(&sealed[..length], &aad))));
    }

    #[test]
    fn exchanged_rows_are_refused_even_with_their_keys() {
        let kek = kek();
        let rows = [TENANT, OTHER].map(|tenant| {
            let key = DataKey::generate().expect("made");
            let sealed = key.seal(b"secret", &Aad::new(PLANE, tenant, "url")).expect("sealed");
            (kek.wrap(&key, &Aad::new(PLANE, tenant, "data_key")).expect("wrapped"), sealed)
        });
        let [_, (wrapped, sealed)] = &rows;
        assert!(is_refused(kek.unwrap(wrapped, &Aad::new(PLANE, TENANT, "data_key"))));
        let key = kek.unwrap(wrapped, &Aad::new(PLANE, OTHER, "data_key")).expect("at home");
        assert!(is_refused(key.open(sealed, &Aad::new(PLANE, TENANT, "url"))));
    }

    #[test]
    fn another_key_and_another_content_are_refused() {
        let aad = Aad::new(PLANE, TENANT, "url");
        let kek = kek();
        let wrapped = kek.wrap(&DataKey::generate().expect("made"), &aad).expect("wrapped");
        assert!(is_refused(self::kek().unwrap(&wrapped, &aad)));
        let binary = kek.seal_direct(&[0xff, 0xfe], &aad).expect("sealed");
        assert!(is_refused(kek.unwrap(&binary, &aad)), "too short for a key");
        assert!(is_refused(kek.open_direct(&binary, &aad)), "no text");
        assert_eq!(kek.open_direct_bytes(&binary, &aad).expect("opens").as_slice(), [0xff, 0xfe]);
    }

    #[test]
    fn empty_and_equal_plaintexts() {
        let (key, aad) = (DataKey::generate().expect("made"), Aad::new(PLANE, TENANT, "url"));
        let (one, other) = (key.seal(b"", &aad).expect("sealed"), key.seal(b"", &aad).expect("sealed"));
        assert_ne!(one, other, "a nonce was repeated");
        assert_eq!((one[0], one.len()), (VERSION, 1 + 12 + 16));
        assert!(key.open_bytes(&one, &aad).expect("opens").is_empty());
    }

    #[test]
    fn debug_shows_no_key() {
        let key = || KeyBytes::new(Box::new([171; KEY_LEN]));
        assert!(!format!("{:?} {:?}", DataKey(key()), Kek::from_parts(key(), [0; CHECK_LEN])).contains("171"));
    }
}
