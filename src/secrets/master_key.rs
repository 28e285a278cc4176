//! The one key that an operator keeps: parsed, read from a file or made, and what is derived from it.

use super::envelope::{CHECK_LEN, Kek};
use super::{KEY_LEN, KeyBytes, SecretsError, fill_random, hex, random_key};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD as PADDED};
use secrecy::{ExposeSecret, ExposeSecretMut, SecretString};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// Longer than any key with white space around it.
const MAX_FILE_LEN: u64 = 1024;

/// The master key: 32 bytes that every other key comes from.
#[derive(Debug)]
pub struct MasterKey(KeyBytes);

impl MasterKey {
    /// Makes a new one.
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`].
    pub fn generate() -> Result<Self, SecretsError> {
        Ok(Self(random_key()?))
    }

    /// Reads 32 bytes of base64 (either alphabet, padded or not) or 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`SecretsError::MalformedMasterKey`].
    pub fn parse(text: &SecretString) -> Result<Self, SecretsError> {
        decode(text.expose_secret())
            .ok_or_else(|| SecretsError::MalformedMasterKey("the setting master_key (TENANTCTL_MASTER_KEY)".to_owned()))
    }

    /// Reads a key file, which must be its owner's alone.
    ///
    /// # Errors
    /// [`SecretsError`], naming the file.
    pub fn from_file(path: &Path) -> Result<Self, SecretsError> {
        let failed = |source| SecretsError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        // Of the open file: the path could name another one by now.
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(SecretsError::KeyFileOpenToOthers(path.to_owned()));
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(2 * MAX_FILE_LEN as usize));
        file.take(MAX_FILE_LEN).read_to_end(&mut bytes).map_err(failed)?;
        std::str::from_utf8(&bytes)
            .ok()
            .and_then(decode)
            .ok_or_else(|| SecretsError::MalformedMasterKey(path.display().to_string()))
    }

    /// Makes a key file with mode 0600, and its folders with 0700. If there is one, it is read.
    ///
    /// # Errors
    /// [`SecretsError`], naming the file.
    pub fn create_file(path: &Path) -> Result<Self, SecretsError> {
        let failed = |source| SecretsError::Io { path: path.to_owned(), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
        let key = Self::generate()?;
        // Written beside it and then linked, which fails if the name is taken: nobody ever reads
        // half a key, a crash leaves none, and of two processes one wins.
        let draft = folder.join(format!(".master-key-{}", new_kek_id()?));
        let linked = key.write_new(&draft).and_then(|()| fs::hard_link(&draft, path));
        let removed = fs::remove_file(&draft);
        match linked {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Self::from_file(path),
            linked => linked.map_err(failed)?,
        }
        removed.and_then(|()| File::open(folder)?.sync_all()).map_err(failed)?;
        Ok(key)
    }

    pub(super) fn write_new(&self, path: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        let text = Zeroizing::new(PADDED.encode(self.0.expose_secret()));
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    }

    /// Says whether both are the same key.
    pub fn is(&self, other: &Self) -> bool {
        verify_slices_are_equal(self.0.expose_secret(), other.0.expose_secret()).is_ok()
    }

    /// Derives the key-encryption key of an id (HKDF-SHA-256, RFC 5869).
    ///
    /// # Errors
    /// [`SecretsError::NoRandomness`] if the cryptographic library fails.
    pub fn kek(&self, kek_id: &str) -> Result<Kek, SecretsError> {
        let key = self.derive("kek", kek_id)?;
        let mut check = [0; CHECK_LEN];
        check.copy_from_slice(&self.derive("check", kek_id)?.expose_secret()[..CHECK_LEN]);
        Ok(Kek::from_parts(key, check))
    }

    fn derive(&self, purpose: &str, kek_id: &str) -> Result<KeyBytes, SecretsError> {
        let mut key = KeyBytes::new(Box::new([0; KEY_LEN]));
        Salt::new(HKDF_SHA256, b"tenantctl/v1")
            .extract(self.0.expose_secret())
            .expand(&[b"tenantctl/", purpose.as_bytes(), b"/", kek_id.as_bytes()], HKDF_SHA256)
            .and_then(|output| output.fill(key.expose_secret_mut()))
            .map_err(|_| SecretsError::NoRandomness)?;
        Ok(key)
    }
}

/// Returns a new id for a key-encryption key: 16 hexadecimal digits. It is no secret.
///
/// # Errors
/// [`SecretsError::NoRandomness`].
pub fn new_kek_id() -> Result<String, SecretsError> {
    let mut bytes = [0; 8];
    fill_random(&mut bytes)?;
    Ok(hex(&bytes))
}

fn decode(text: &str) -> Option<MasterKey> {
    let text = text.trim();
    let mut key = KeyBytes::new(Box::new([0; KEY_LEN]));
    let bytes = key.expose_secret_mut();
    match text.len() {
        64 => {
            for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                let digit = |at: usize| char::from(pair[at]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                *byte = digit(0)? << 4 | digit(1)?;
            }
        }
        43 | 44 => {
            let alphabet = if text.contains(['-', '_']) { URL_SAFE } else { STANDARD };
            let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
            let mut decoded = Zeroizing::new([0; KEY_LEN + 1]);
            let length = GeneralPurpose::new(&alphabet, config).decode_slice(text, decoded.as_mut_slice()).ok()?;
            bytes.copy_from_slice(decoded.get(..length).filter(|decoded| decoded.len() == KEY_LEN)?);
        }
        _ => return None,
    }
    Some(MasterKey(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    const HEX: &str = "fbefbefffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3";

    fn parse(text: &str) -> Result<MasterKey, SecretsError> {
        MasterKey::parse(&SecretString::from(text))
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn every_form_of_a_key_is_read() {
        let standard = PADDED.encode(parse(HEX).expect("hex").0.expose_secret());
        assert!(standard.contains('+') && standard.contains('/'), "{standard}");
        let url_safe = standard.replace('+', "-").replace('/', "_");
        let (bare, url_bare) = (standard.trim_end_matches('='), url_safe.trim_end_matches('='));
        for text in [&HEX.to_uppercase(), &standard, bare, &url_safe, url_bare, &format!(" {standard}\r\n")] {
            let key = parse(text).expect(text);
            assert_eq!(hex(key.0.expose_secret()), HEX, "{text}");
        }
    }

    #[test]
    fn malformed_keys_are_refused_without_being_shown() {
        let base64 = PADDED.encode([7; KEY_LEN]);
        let (short, long) = (PADDED.encode([7; 31]), PADDED.encode([7; 33]));
        let (cut, digits) = (&base64[..42], "z".repeat(64));
        let mixed = format!("+_{}", &base64[2..]);
        let spaced = format!("{} {}", &base64[..20], &base64[21..]);
        for text in
            ["", "secret", &HEX[1..], &HEX[..62], &short, &long, cut, &digits, &mixed, &spaced, &"\u{e9}".repeat(32)]
        {
            let error = parse(text).expect_err(text);
            assert!(matches!(error, SecretsError::MalformedMasterKey(_)), "{text}");
            assert!(text.is_empty() || !format!("{error} {error:?}").contains(text), "{error}");
        }
    }

    #[test]
    fn a_kek_is_recognised_by_its_check_value() {
        let (master, other) = (MasterKey::generate().expect("made"), MasterKey::generate().expect("made"));
        let check = master.kek("a1").expect("derived").check_value();
        assert_eq!(check.len(), 16);
        assert!(master.kek("a1").expect("derived").matches(&check));
        assert!(!master.kek("a2").expect("derived").matches(&check));
        assert!(!other.kek("a1").expect("derived").matches(&check));
        assert!(!master.kek("a1").expect("derived").matches(&check[..15]));
        assert!(!master.kek("a1").expect("derived").matches(&[]));
    }

    #[test]
    fn a_key_file_is_private_and_made_once() {
        let home = tempfile::tempdir().expect("folder");
        let path = home.path().join("state/tenantctl/master.key");
        let keys: Vec<String> = std::thread::scope(|scope| {
            let made: Vec<_> = (0..8).map(|_| scope.spawn(|| MasterKey::create_file(&path))).collect();
            made.into_iter().map(|one| hex(one.join().expect("ran").expect("key").0.expose_secret())).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]), "the processes disagree");
        assert_eq!(hex(MasterKey::from_file(&path).expect("read").0.expose_secret()), keys[0]);
        let folder = path.parent().expect("folder");
        assert_eq!((mode(&path), mode(folder)), (0o600, 0o700));
        assert_eq!(fs::read_dir(folder).expect("listed").count(), 1, "a draft was left");
    }

    #[test]
    fn a_bad_key_file_is_refused_by_name() {
        let home = tempfile::tempdir().expect("folder");
        let path = home.path().join("master.key");
        assert!(matches!(MasterKey::from_file(&path), Err(SecretsError::Io { .. })));
        assert!(matches!(MasterKey::from_file(home.path()), Err(SecretsError::Io { .. })));
        fs::write(&path, HEX).expect("written");
        for (mode, accepted) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false)] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).expect("chmod");
            let read = MasterKey::from_file(&path);
            assert_eq!(read.is_ok(), accepted, "{mode:o}");
            assert!(accepted || matches!(read, Err(SecretsError::KeyFileOpenToOthers(_))), "{mode:o}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("chmod");
        for content in [&b"nonsense"[..], &[0xff; 32], &[b'0'; 4096]] {
            fs::write(&path, content).expect("written");
            let error = MasterKey::from_file(&path).expect_err("malformed");
            assert!(error.to_string().contains("master.key"), "{error}");
        }
    }

    #[test]
    fn debug_hides_the_key_and_ids_differ() {
        assert!(!format!("{:?}", parse(HEX).expect("hex")).contains("251"));
        let (one, other) = (new_kek_id().expect("made"), new_kek_id().expect("made"));
        assert!(one != other && one.len() == 16 && one.bytes().all(|b| b.is_ascii_hexdigit()), "{one} {other}");
    }
}
