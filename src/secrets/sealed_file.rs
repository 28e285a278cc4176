//! A short text that is kept in a file under the master key, and may be lost.

use super::{Aad, Kek, MasterKey, SecretsError};
use secrecy::SecretString;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// Longer than what is kept.
const MAX_BYTES: u64 = 16 << 10;
/// How a file is called that isn't whole yet.
const DRAFT: &str = ".new-";
/// How many files of a folder are looked at.
const MOST_ENTRIES: usize = 1024;

/// A file that only this key opens, and only as what it was sealed as.
pub struct SealedFile {
    path: PathBuf,
    key: Kek,
    aad: Aad,
}

impl SealedFile {
    /// Names the file, what kind of thing is in it, and what that is about.
    ///
    /// # Errors
    /// [`SecretsError`] of a key that can't be derived.
    pub fn new(path: PathBuf, master: &MasterKey, kind: &str, subject: &str) -> Result<Self, SecretsError> {
        // No key of a control plane has such a name: those are random numbers.
        let key = master.kek(kind)?;
        Ok(Self { path, key, aad: Aad::new(Uuid::nil(), Uuid::nil(), &format!("{kind}|{subject}")) })
    }

    /// Reads the text; none if there is none, or one that others wrote or that is about something else.
    pub fn read(&self) -> Option<SecretString> {
        let _ours = self.folder().ok()?;
        // A pipe would keep us waiting.
        let _regular = fs::symlink_metadata(&self.path).ok().filter(|found| found.is_file())?;
        let mut sealed = Vec::new();
        File::open(&self.path).ok()?.take(MAX_BYTES).read_to_end(&mut sealed).ok()?;
        self.key.open_direct(&sealed, &self.aad).ok()
    }

    /// Replaces the text, mode 0600, and makes the folder (0700) if it isn't there.
    ///
    /// # Errors
    /// The folder or the file can't be written; what was there stays.
    pub fn write(&self, text: &[u8]) -> io::Result<()> {
        let sealed = self.key.seal_direct(text, &self.aad).map_err(io::Error::other)?;
        match DirBuilder::new().mode(0o700).create(self.named_folder()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let mut file = tempfile::Builder::new().prefix(DRAFT).tempfile_in(self.folder()?)?;
        file.write_all(&sealed)?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// Removes the file.
    ///
    /// # Errors
    /// It is there and stays.
    pub fn remove(&self) -> io::Result<()> {
        match self.folder().and_then(|_| fs::remove_file(&self.path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the files of this kind that are older than `age` from the folder: those of that name's form, and what a
    /// process that was killed left. Nothing else there is touched.
    ///
    /// # Errors
    /// The folder can't be read, or isn't ours alone.
    pub fn sweep(&self, age: Duration, is_name: impl Fn(&str) -> bool) -> io::Result<()> {
        for entry in fs::read_dir(self.folder()?)?.take(MOST_ENTRIES) {
            let (entry, now) = (entry?, SystemTime::now());
            let is_ours = entry.file_name().to_str().is_some_and(|name| is_name(name) || name.starts_with(DRAFT));
            let is_old = |found: fs::Metadata| {
                found.is_file() && found.modified().is_ok_and(|at| now.duration_since(at).is_ok_and(|for_| for_ >= age))
            };
            if is_ours && entry.metadata().is_ok_and(is_old) {
                // Another process may have been first.
                let _gone = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn named_folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Its folder, which must be one, ours alone to write in: a link may lead to where other files are.
    fn folder(&self) -> io::Result<&Path> {
        let folder = self.named_folder();
        let found = fs::symlink_metadata(folder)?;
        if !found.is_dir() || found.mode() & 0o022 != 0 {
            return Err(io::Error::other(format!("{} isn't a folder of ours alone", folder.display())));
        }
        Ok(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::{MasterKey, SealedFile};
    use secrecy::ExposeSecret;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::Duration;

    fn text_of(file: &SealedFile) -> Option<String> {
        file.read().map(|text| text.expose_secret().to_owned())
    }

    #[test]
    fn only_the_same_key_and_subject_open_it() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("kept/one");
        let [key, other] = [(); 2].map(|()| MasterKey::generate().expect("made"));
        let file = |key, kind, subject| SealedFile::new(path.clone(), key, kind, subject).expect("named");
        let ours = file(&key, "location", "acme");
        assert_eq!(text_of(&ours), None);
        ours.remove().expect("nothing to remove");
        for text in ["canary-text", ""] {
            ours.write(text.as_bytes()).expect("written");
            assert_eq!(text_of(&ours).as_deref(), Some(text));
        }
        for other in [file(&other, "location", "acme"), file(&key, "place", "acme"), file(&key, "location", "beta")] {
            assert_eq!(text_of(&other), None);
        }
        let mode = |path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(path.as_path()), mode(&home.path().join("kept"))), (0o600, 0o700));
        assert_eq!(fs::read_dir(home.path().join("kept")).expect("a folder").count(), 1, "nothing is left over");
        ours.remove().expect("removed");
        assert!(!path.exists());
    }

    #[test]
    fn where_a_link_leads_nothing_is_read_written_or_removed() {
        let home = tempfile::tempdir().expect("a folder");
        let (elsewhere, linked) = (home.path().join("etc"), home.path().join("kept"));
        let key = MasterKey::generate().expect("made");
        let file = |folder: &Path| SealedFile::new(folder.join("aa"), &key, "location", "acme").expect("named");
        file(&elsewhere).write(b"text").expect("written");
        let others = |name: &str| elsewhere.join(name);
        for name in ["passwd", "bb", ".new-1"] {
            fs::write(others(name), "other").expect("written");
        }
        std::os::unix::fs::symlink(&elsewhere, &linked).expect("linked");
        let ours = file(&linked);
        assert!(text_of(&ours).is_none() && ours.write(b"new").is_err() && ours.remove().is_err());
        assert!(ours.sweep(Duration::ZERO, |_| true).is_err());
        assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 4);
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o777)).expect("set");
        assert!(file(&elsewhere).write(b"new").is_err(), "anybody may write there");
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o755)).expect("set");
        assert_eq!(text_of(&file(&elsewhere)).as_deref(), Some("text"));
        // In a folder of ours too, what isn't of this kind stays.
        file(&elsewhere).sweep(Duration::from_secs(60), |name| name.len() == 2).expect("swept");
        assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 4, "all are young");
        file(&elsewhere).sweep(Duration::ZERO, |name| name.len() == 2).expect("swept");
        let left: Vec<_> = fs::read_dir(&elsewhere).expect("a folder").map(|e| e.expect("one").file_name()).collect();
        assert_eq!(left, ["passwd"]);
    }

    #[test]
    fn what_others_put_there_is_not_read() {
        let home = tempfile::tempdir().expect("a folder");
        let (path, elsewhere) = (home.path().join("one"), home.path().join("two"));
        let key = MasterKey::generate().expect("made");
        let file = SealedFile::new(path.clone(), &key, "location", "acme").expect("named");
        file.write(b"text").expect("written");
        let whole = fs::read(&path).expect("read");
        assert!(!String::from_utf8_lossy(&whole).contains("text"));
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("written");
            assert_eq!(text_of(&file), None, "{length}");
        }
        fs::write(&path, vec![1; 1 << 20]).expect("written");
        assert_eq!(text_of(&file), None);
        fs::rename(&path, &elsewhere).expect("moved");
        fs::write(&elsewhere, &whole).expect("written");
        std::os::unix::fs::symlink(&elsewhere, &path).expect("linked");
        assert_eq!(text_of(&file), None, "a link");
        // Replaced, not followed.
        file.write(b"new").expect("written");
        assert_eq!((text_of(&file).as_deref(), fs::read(&elsewhere).expect("read")), (Some("new"), whole));
        fs::remove_file(&path).expect("removed");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("runs");
        assert!(made.success() && text_of(&file).is_none(), "a pipe");
    }
}
