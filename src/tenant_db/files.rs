//! Migration files: read once, hashed and checked, then used from memory.

use super::error::FilesError;
use crate::domain::migration::{MigrationFile, MigrationSet};
use crate::domain::sql_script::{forbidden, has_no_transaction_mark, needs_no_transaction, split};
use aws_lc_rs::digest::{SHA384, digest};
use std::fs;
use std::path::Path;

static EMBEDDED: sqlx::migrate::Migrator = sqlx::migrate!("migrations/tenant");

const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Returns the built-in tenant migrations.
///
/// # Errors
/// [`FilesError`], which a test rules out.
pub fn embedded() -> Result<MigrationSet, FilesError> {
    let files = EMBEDDED
        .iter()
        .map(|m| file(m.version, m.description.as_ref().to_owned(), m.sql.as_str().to_owned()))
        .collect();
    Ok(MigrationSet::new(files)?)
}

/// Reads an operator's folder: `<version>_<description>.sql` or `.up.sql`; `.down.sql` is left
/// alone, and so is every file of another kind.
///
/// # Errors
/// [`FilesError`] with file, line and column.
pub fn from_dir(folder: &Path) -> Result<MigrationSet, FilesError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| FilesError::Io { path, source }
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.ends_with(".sql") || name.ends_with(".down.sql") {
            continue;
        }
        let (version, description) = parse_name(&name).ok_or_else(|| FilesError::Name(name.clone()))?;
        if fs::metadata(&path).map_err(io(&path))?.len() > MAX_BYTES {
            return Err(FilesError::Size(name));
        }
        let bytes = fs::read(&path).map_err(io(&path))?;
        let sql = String::from_utf8(bytes).map_err(|_| FilesError::Encoding(name))?;
        let file = file(version, description, sql);
        check(&file)?;
        files.push(file);
    }
    Ok(MigrationSet::new(files)?)
}

fn parse_name(name: &str) -> Option<(i64, String)> {
    let stem = name.strip_suffix(".sql")?;
    let stem = stem.strip_suffix(".up").unwrap_or(stem);
    let (version, description) = stem.split_once('_')?;
    let digits = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
    if !digits || description.is_empty() {
        return None;
    }
    Some((version.parse().ok().filter(|v| *v > 0)?, description.replace('_', " ")))
}

/// The checksum leaves carriage returns out, so that a checkout with CRLF is the same file.
fn file(version: i64, description: String, sql: String) -> MigrationFile {
    let without: Vec<u8> = sql.bytes().filter(|b| *b != b'\r').collect();
    let checksum = digest(&SHA384, &without).as_ref().to_vec();
    let no_transaction = has_no_transaction_mark(&sql);
    // The server takes no mark of byte order.
    let sql = sql.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(sql);
    MigrationFile { version, description, sql, checksum, no_transaction }
}

fn check(file: &MigrationFile) -> Result<(), FilesError> {
    let name = || file.name();
    split(&file.sql).map_err(|source| FilesError::Script { file: name(), source })?;
    forbidden(&file.sql).map_err(|source| FilesError::Forbidden { file: name(), source })?;
    if !file.no_transaction {
        let outside = needs_no_transaction(&file.sql).map_err(|source| FilesError::Script { file: name(), source })?;
        if let Some(command) = outside {
            return Err(FilesError::NeedsNoTransaction { file: name(), command });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, embedded, from_dir, parse_name};
    use std::fs;

    #[test]
    fn the_built_in_files_keep_their_own_rules() {
        let set = embedded().expect("a set");
        assert!(!set.files().is_empty());
        for file in set.files() {
            check(file).expect(&file.name());
        }
    }

    #[test]
    fn reads_names() {
        for (name, read) in [
            ("1_a.sql", Some((1, "a".to_owned()))),
            ("20260101000001_two_words.sql", Some((20_260_101_000_001, "two words".to_owned()))),
            ("2_b.up.sql", Some((2, "b".to_owned()))),
            ("a_1.sql", None),
            ("_a.sql", None),
            ("1.sql", None),
            ("1_.sql", None),
            ("0_a.sql", None),
            ("99999999999999999999_a.sql", None),
        ] {
            assert_eq!(parse_name(name), read, "{name}");
        }
    }

    #[test]
    fn a_folder_is_read_once_and_checked() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).expect("written");
        write("1_a.sql", b"CREATE TABLE a ();\r\n");
        write("2_b.up.sql", b"-- no-transaction\nVACUUM;");
        write("2_b.down.sql", b"DROP TABLE b");
        write("README.md", b"nothing");
        let set = from_dir(folder.path()).expect("a set");
        assert_eq!(set.files().len(), 2);
        assert!(set.files()[1].no_transaction);
        let crlf = set.files()[0].checksum.clone();
        write("1_a.sql", b"CREATE TABLE a ();\n");
        assert_eq!(from_dir(folder.path()).expect("a set").files()[0].checksum, crlf);
        for bad in [
            b"COMMIT;".as_slice(),
            b"SET ROLE postgres",
            b"SELECT 'open",
            b"CREATE INDEX CONCURRENTLY i ON a (b)",
            b"\\connect x",
            b"\xff\xfe",
        ] {
            write("3_c.sql", bad);
            assert!(from_dir(folder.path()).is_err(), "{}", String::from_utf8_lossy(bad));
        }
        fs::remove_file(folder.path().join("3_c.sql")).expect("removed");
        write("nonsense.sql", b"SELECT 1");
        assert!(from_dir(folder.path()).is_err());
    }
}
