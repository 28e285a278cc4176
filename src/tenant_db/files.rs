//! Reading migration files, once: what is hashed is what runs.

use crate::domain::migration::{Incompatible, MigrationFile, MigrationSet};
use crate::domain::sql_script::{
    Forbidden, Place, ScriptError, forbidden, has_no_transaction_mark, needs_no_transaction,
};
use aws_lc_rs::digest;
use sqlx::migrate::Migrator;
use std::io::Read;
use std::path::{Path, PathBuf};

static EMBEDDED: Migrator = sqlx::migrate!("migrations/tenant");

/// More than any migration has; data doesn't belong into one.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Why migration files can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder or a file can't be read.
    #[error("can't read {}: {source}", .path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file can't be made.
    #[error("can't write {}: {source}", .path.display())]
    Write {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file has the largest version that there is.
    #[error("a file in {} has the largest version that there is", .0.display())]
    NoVersionLeft(PathBuf),
    /// No migration in there.
    #[error("{} holds no migration files (such as 1_create_notes.sql)", .0.display())]
    Empty(PathBuf),
    /// A name that gives no version and description.
    #[error(
        "{file}: {problem}; a migration is called <version>_<description>.sql, such as 20260101000001_create_notes.sql"
    )]
    Name {
        /// The file.
        file: String,
        /// What is wrong with its name.
        problem: &'static str,
    },
    /// Its bytes are no text that PostgreSQL takes.
    #[error("{file}: {problem}")]
    Bytes {
        /// The file.
        file: String,
        /// What is wrong with them.
        problem: String,
    },
    /// Something in a file that may not be there.
    #[error("{file}:{}:{}: {problem}", .place.line, .place.column)]
    Script {
        /// The file.
        file: String,
        /// Where.
        place: Place,
        /// What.
        problem: String,
    },
    /// The files don't make a set.
    #[error(transparent)]
    Set(#[from] Incompatible),
}

/// Returns the built-in migrations.
///
/// # Errors
/// [`FilesError`], which a test rules out.
pub fn embedded() -> Result<MigrationSet, FilesError> {
    let up = EMBEDDED.iter().filter(|m| m.migration_type.is_up_migration());
    let files = up.map(|m| {
        let name = format!("{}_{}.sql", m.version, m.description.replace(' ', "_"));
        read_file(&name, m.version, m.description.to_string(), m.sql.as_str().as_bytes())
    });
    Ok(MigrationSet::new(files.collect::<Result<_, _>>()?)?)
}

/// Reads an operator's own migrations.
///
/// # Errors
/// [`FilesError`] names the file, and the line and column where there is one.
pub fn from_dir(folder: &Path) -> Result<MigrationSet, FilesError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| FilesError::Read { path, source }
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some((version, description)) = parse_name(&name)? else { continue };
        let bytes = read_bytes(&path, &name).map_err(unreadable(&path))??;
        files.push(read_file(&name, version, description, &bytes)?);
    }
    if files.is_empty() {
        return Err(FilesError::Empty(folder.to_owned()));
    }
    Ok(MigrationSet::new(files)?)
}

/// `None` is a file that isn't a migration.
pub(super) fn parse_name(name: &str) -> Result<Option<(i64, String)>, FilesError> {
    let wrong = |problem| Err(FilesError::Name { file: name.to_owned(), problem });
    let Some(stem) = name.strip_suffix(".sql") else {
        return if name.to_ascii_lowercase().ends_with(".sql") { wrong("the ending isn't .sql") } else { Ok(None) };
    };
    if stem.ends_with(".down") {
        return Ok(None);
    }
    let stem = stem.strip_suffix(".up").unwrap_or(stem);
    let Some((digits, description)) = stem.split_once('_') else { return wrong("there is no _ in the name") };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return wrong("the name doesn't begin with a version");
    }
    if description.is_empty() {
        return wrong("the description is missing");
    }
    match digits.parse() {
        Ok(0) => wrong("the version 0 stands for an empty database"),
        Ok(version) => Ok(Some((version, description.replace('_', " ")))),
        Err(_) => wrong("the version is too large"),
    }
}

fn read_bytes(path: &Path, name: &str) -> std::io::Result<Result<Vec<u8>, FilesError>> {
    let wrong = |problem: &str| Ok(Err(FilesError::Bytes { file: name.to_owned(), problem: problem.to_owned() }));
    // Before opening: a pipe would be waited for.
    if !std::fs::metadata(path)?.is_file() {
        return wrong("is no regular file");
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return wrong("is larger than 64 MiB; load data with tenantctl import, not with a migration");
    }
    Ok(Ok(bytes))
}

/// Checks the text of a file and hashes it without carriage returns, so that git's autocrlf
/// changes nothing.
fn read_file(name: &str, version: i64, description: String, bytes: &[u8]) -> Result<MigrationFile, FilesError> {
    let wrong = |problem: String| FilesError::Bytes { file: name.to_owned(), problem };
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] = bytes {
        return Err(wrong("is UTF-16; save it as UTF-8".to_owned()));
    }
    let sql = std::str::from_utf8(bytes)
        .map_err(|e| {
            let line = 1 + bytes[..e.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
            wrong(format!("is not UTF-8 (line {line}); save it as UTF-8"))
        })?
        .to_owned();
    let script = |(problem, place)| FilesError::Script { file: name.to_owned(), place, problem };
    forbidden(&sql).map_err(|error| script(explain(&error)))?;
    let no_transaction = has_no_transaction_mark(&sql);
    let outside = needs_no_transaction(&sql).map_err(|error| script(explain_script(&error)))?;
    if let Some(outside) = outside
        && !no_transaction
    {
        let problem = format!(
            "{} can't run inside a transaction; give it a file of its own whose first line is `-- no-transaction`",
            outside.command
        );
        return Err(script((problem, outside.at)));
    }
    let plain: Vec<u8> = bytes.iter().copied().filter(|&b| b != b'\r').collect();
    let checksum = checksum(&plain);
    Ok(MigrationFile { version, description, sql, checksum, no_transaction })
}

/// Returns the checksum of a file's text, as the ledger has it: SHA-384.
pub fn checksum(text: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA384, text).as_ref().to_vec()
}

fn explain(error: &Forbidden) -> (String, Place) {
    match error {
        Forbidden::TransactionControl { command, at } => {
            (format!("{command} isn't allowed: tenantctl begins and ends the transaction"), *at)
        }
        Forbidden::RoleChange { command, at } => (format!("{command} isn't allowed: tenantctl chooses the role"), *at),
        Forbidden::ClientCopy(at) => ("COPY from or to the client isn't allowed; use INSERT".to_owned(), *at),
        Forbidden::MetaCommand { command, at } => (format!("{command} is a command of psql, not SQL"), *at),
        Forbidden::Script(error) => explain_script(error),
    }
}

fn explain_script(error: &ScriptError) -> (String, Place) {
    let at = match error {
        ScriptError::String(at)
        | ScriptError::Identifier(at)
        | ScriptError::Comment(at)
        | ScriptError::DollarQuote { at, .. }
        | ScriptError::RoutineBody(at)
        | ScriptError::Nul(at) => *at,
    };
    let text = error.to_string();
    let short = [" that begins at ", " at "].iter().find_map(|word| text.strip_suffix(&format!("{word}{at}")));
    (short.unwrap_or(&text).to_owned(), at)
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
