//! The master key, and the keys derived from it.

use super::envelope::{Aad, DataKey};
use super::{SecretsError, hex, randomise};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// 32 bytes that everything else is sealed under. It never leaves the process.
pub struct MasterKey(Zeroizing<[u8; 32]>);

struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

/// Makes the id of a new key: 16 hex digits.
///
/// # Errors
/// [`SecretsError::NoRandomness`].
pub fn new_kek_id() -> Result<String, SecretsError> {
    let mut bytes = [0; 8];
    randomise(&mut bytes)?;
    Ok(hex(&bytes))
}

impl MasterKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn generate() -> Result<Self, SecretsError> {
        let mut key = Zeroizing::new([0; 32]);
        randomise(key.as_mut())?;
        Ok(Self(key))
    }

    /// Reads a key from the text of a setting: 32 bytes in base64 (either alphabet) or hex.
    ///
    /// # Errors
    /// [`SecretsError::MalformedMasterKey`].
    pub fn parse(text: &SecretString) -> Result<Self, SecretsError> {
        decode(text.expose_secret()).ok_or_else(|| SecretsError::MalformedMasterKey("the setting master_key".to_owned()))
    }

    /// Reads a key file, which nobody else may be able to read.
    ///
    /// # Errors
    /// [`SecretsError`], naming the file.
    pub fn from_file(path: &Path) -> Result<Self, SecretsError> {
        let io = |source| SecretsError::Io { path: path.to_owned(), source };
        let meta = fs::metadata(path).map_err(io)?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(SecretsError::KeyFileOpenToOthers(path.to_owned()));
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(io)?);
        decode(text.trim()).ok_or_else(|| SecretsError::MalformedMasterKey(path.display().to_string()))
    }

    /// Makes a key file with mode 0600; if another process was faster, reads that one's.
    ///
    /// # Errors
    /// [`SecretsError`], naming the file.
    pub fn create_file(path: &Path) -> Result<Self, SecretsError> {
        let io = |source| SecretsError::Io { path: path.to_owned(), source };
        if let Some(folder) = path.parent().filter(|f| !f.exists()) {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(io)?;
        }
        let key = Self::generate()?;
        // Written beside and linked, so that nobody ever reads half a key.
        let draft = path.with_extension(format!("new{}", std::process::id()));
        let _leftover_of_a_dead_process = fs::remove_file(&draft);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(io)?;
        let text = Zeroizing::new(format!("{}\n", STANDARD.encode(key.0.as_ref())));
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(io)?;
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft).map_err(io)?;
        match linked {
            Ok(()) => Ok(key),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Self::from_file(path),
            Err(e) => Err(io(e)),
        }
    }

    /// Derives a key-encryption key (HKDF-SHA-256, RFC 5869).
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`] never in practice; the derivation can't fail for 32 bytes.
    pub fn kek(&self, kek_id: &str) -> Result<Kek, SecretsError> {
        Ok(Kek { key: self.derive("kek", kek_id)?, check: self.derive("check", kek_id)? })
    }

    fn derive(&self, purpose: &str, kek_id: &str) -> Result<Zeroizing<[u8; 32]>, SecretsError> {
        let mut out = Zeroizing::new([0; 32]);
        let info = format!("tenantctl/{purpose}/{kek_id}");
        Salt::new(HKDF_SHA256, b"tenantctl/v1")
            .extract(self.0.as_ref())
            .expand(&[info.as_bytes()], Bytes(32))
            .and_then(|okm| okm.fill(out.as_mut()))
            .map_err(|_| SecretsError::NoRandomness)?;
        Ok(out)
    }
}

fn decode(text: &str) -> Option<MasterKey> {
    let text = text.trim();
    if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        let mut key = Zeroizing::new([0; 32]);
        for (byte, pair) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        return Some(MasterKey(key));
    }
    let engines = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD];
    let bytes = engines.iter().find_map(|engine| engine.decode(text).ok()).map(Zeroizing::new)?;
    let key: [u8; 32] = bytes.as_slice().try_into().ok()?;
    Some(MasterKey(Zeroizing::new(key)))
}

/// A key that wraps tenants' data keys and seals clusters' URLs.
pub struct Kek {
    key: Zeroizing<[u8; 32]>,
    check: Zeroizing<[u8; 32]>,
}

impl Kek {
    /// Returns what the control plane keeps to recognise the key by; it tells nothing of it.
    pub fn check_value(&self) -> Vec<u8> {
        self.check[..16].to_vec()
    }

    /// Tells whether a stored check value is this key's.
    pub fn matches(&self, check_value: &[u8]) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(&self.check[..16], check_value).is_ok()
    }

    /// Wraps a data key.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn wrap(&self, key: &DataKey, aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        super::envelope::seal(&self.key, key.bytes(), aad)
    }

    /// Unwraps a data key.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`].
    pub fn unwrap(&self, wrapped: &[u8], aad: &Aad) -> Result<DataKey, SecretsError> {
        DataKey::from_bytes(&super::envelope::open(&self.key, wrapped, aad)?)
    }

    /// Seals a value under this key itself.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn seal_direct(&self, plaintext: &[u8], aad: &Aad) -> Result<Vec<u8>, SecretsError> {
        super::envelope::seal(&self.key, plaintext, aad)
    }

    /// Opens what [`Kek::seal_direct`] sealed.
    ///
    /// # Errors
    /// [`SecretsError::Sealed`].
    pub fn open_direct(&self, sealed: &[u8], aad: &Aad) -> Result<SecretString, SecretsError> {
        super::envelope::text(super::envelope::open(&self.key, sealed, aad)?)
    }
}

#[cfg(test)]
mod tests {
    use super::MasterKey;
    use secrecy::SecretString;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn reads_keys_and_refuses_others() {
        let good = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        for (text, fits) in [
            (good, true),
            (good.trim_end_matches('='), true),
            ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", true),
            ("", false),
            ("short", false),
            (&good[4..], false),
        ] {
            assert_eq!(MasterKey::parse(&SecretString::from(text)).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn a_key_is_recognised_by_its_check_value() {
        let (one, other) = (MasterKey::generate().expect("key"), MasterKey::generate().expect("key"));
        let check = one.kek("a").expect("kek").check_value();
        assert!(one.kek("a").expect("kek").matches(&check));
        assert!(!one.kek("b").expect("kek").matches(&check));
        assert!(!other.kek("a").expect("kek").matches(&check));
    }

    #[test]
    fn a_key_file_is_private_and_made_once() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("deep/master.key");
        let made = MasterKey::create_file(&path).expect("made");
        let again = MasterKey::create_file(&path).expect("read");
        assert_eq!(made.kek("x").expect("kek").check_value(), again.kek("x").expect("kek").check_value());
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("mode");
        assert!(MasterKey::from_file(&path).is_err());
    }
}
