//! Reads a configuration file: bounded, UTF-8, with what its permissions say.

use super::error::ConfigError;
use super::origin::FileRole;
use super::places::Place;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};

/// The greatest size of a configuration file.
pub(super) const MAX_BYTES: u64 = 1024 * 1024;

/// What a file holds.
#[derive(Debug)]
pub(super) struct FileText {
    /// Its text, without a byte order mark.
    pub(super) text: String,
    /// True if its group or others may read it.
    pub(super) readable_by_others: bool,
    /// True if others may write it.
    pub(super) writable_by_others: bool,
}

/// Reads the file of `place`; none if it doesn't exist and nobody asked for it.
pub(super) fn read(place: &Place, warnings: &mut Vec<String>) -> Result<Option<FileText>, ConfigError> {
    let file = match File::open(&place.path) {
        Ok(file) => file,
        Err(error) => return absent(place, error, warnings),
    };
    let metadata = file.metadata().map_err(|source| unreadable(place, source))?;
    if metadata.is_dir() {
        return Err(not_a_file(place, "it is a directory".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|source| unreadable(place, source))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(not_a_file(place, format!("it is larger than {MAX_BYTES} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count();
        ConfigError::FileNotUnicode { file: place.file.clone(), line }
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let mode = permissions(&metadata);
    Ok(Some(FileText {
        text,
        readable_by_others: mode & 0o044 != 0,
        writable_by_others: mode & 0o002 != 0 && metadata.is_file(),
    }))
}

/// Sorts a file that can't be opened. One in a directory that can't even be searched
/// (`sudo -u`, with the caller's working directory) counts as missing, with a warning.
fn absent(place: &Place, error: io::Error, warnings: &mut Vec<String>) -> Result<Option<FileText>, ConfigError> {
    let missing = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    match &place.named_by {
        Some(named_by) if missing => {
            Err(ConfigError::NoSuchFile { file: place.file.clone(), named_by: named_by.clone() })
        }
        None if missing => Ok(None),
        None if error.kind() == ErrorKind::PermissionDenied && place.path.symlink_metadata().is_err() => {
            warnings.push(format!("cannot look for the {} {}: permission denied", place.role, place.file));
            Ok(None)
        }
        _ => Err(unreadable(place, error)),
    }
}

fn unreadable(place: &Place, source: io::Error) -> ConfigError {
    let implicit_env_file = place.role == FileRole::Env && place.named_by.is_none();
    ConfigError::Unreadable { file: place.file.clone(), implicit_env_file, source }
}

fn not_a_file(place: &Place, problem: String) -> ConfigError {
    ConfigError::NotAConfigFile { file: place.file.clone(), problem }
}

#[cfg(unix)]
fn permissions(metadata: &Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::mode(metadata)
}

#[cfg(not(unix))]
fn permissions(_: &Metadata) -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use super::{ConfigError, ErrorKind, FileRole, Place, absent};
    use std::path::PathBuf;

    #[test]
    fn a_file_in_a_directory_that_cannot_be_searched_counts_as_missing() {
        let absent_at = |path: &str| {
            let path = PathBuf::from(path);
            let place = Place { role: FileRole::Env, file: "./.env".to_owned(), path, named_by: None };
            let mut warnings = Vec::new();
            let found = absent(&place, ErrorKind::PermissionDenied.into(), &mut warnings);
            (found, warnings)
        };
        let (found, warnings) = absent_at("/no/such/.env");
        assert!(found.is_ok_and(|text| text.is_none()));
        assert_eq!(warnings, ["cannot look for the env file ./.env: permission denied"]);
        let (found, warnings) = absent_at("/dev/null");
        assert!(matches!(found, Err(ConfigError::Unreadable { implicit_env_file: true, .. })));
        assert!(warnings.is_empty());
    }
}
