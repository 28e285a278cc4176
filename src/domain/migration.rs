//! Migration files against a ledger: what is pending, and what forbids going on. No I/O.

use std::fmt::Write as _;

/// One migration file, held in memory from the first look at it to its execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationFile {
    /// The number that the file's name begins with.
    pub version: i64,
    /// The rest of the name.
    pub description: String,
    /// The text.
    pub sql: String,
    /// SHA-384 of the text without carriage returns, so that a CRLF checkout is no difference.
    pub checksum: Vec<u8>,
    /// Its first line is `-- no-transaction`.
    pub no_transaction: bool,
}

impl MigrationFile {
    /// Returns the file's name.
    pub fn name(&self) -> String {
        file_name(self.version, &self.description)
    }
}

/// Returns the name of the file with this version and description.
pub fn file_name(version: i64, description: &str) -> String {
    format!("{version}_{}.sql", description.replace(' ', "_"))
}

/// A row of a database's ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedMigration {
    /// The file's version.
    pub version: i64,
    /// The file's description.
    pub description: String,
    /// The file's checksum when it ran.
    pub checksum: Vec<u8>,
    /// False while a file without a transaction is half done.
    pub finished: bool,
}

/// A set of migration files in the order of their versions.
#[derive(Debug, Clone, Default)]
pub struct MigrationSet(Vec<MigrationFile>);

/// Why files and ledger don't go together. Nothing may run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incompatible {
    /// Two files with one version.
    #[error("two migration files have the version {0}")]
    DuplicateVersion(i64),
    /// A file was changed after it ran.
    #[error("{file} was changed after it was applied (its checksum differs)")]
    Changed {
        /// The file's name.
        file: String,
    },
    /// A file with the text and the version of one that ran has another name: perhaps two branches gave one version
    /// to two files, and it is only by chance that they say the same.
    #[error("{file} was applied as {applied}; its text is the same, its name isn't")]
    Renamed {
        /// The file's name.
        file: String,
        /// Its name when it ran.
        applied: String,
    },
    /// The ledger names a version that no file has.
    #[error("version {version} ({description}) was applied, and there is no such file")]
    Missing {
        /// The version in the ledger.
        version: i64,
        /// Its description there.
        description: String,
    },
    /// A file sorts before one that ran already.
    #[error("{file} comes before version {newest}, which is applied already (out of order)")]
    OutOfOrder {
        /// The file's name.
        file: String,
        /// The newest applied version.
        newest: i64,
    },
}

impl Incompatible {
    /// Whether somebody may agree to it, after which the ledger goes with the files.
    pub fn is_repairable(&self) -> bool {
        matches!(self, Self::Changed { .. } | Self::Renamed { .. })
    }
}

impl MigrationSet {
    /// Takes files and sorts them.
    ///
    /// # Errors
    /// [`Incompatible::DuplicateVersion`].
    pub fn new(mut files: Vec<MigrationFile>) -> Result<Self, Incompatible> {
        files.sort_by_key(|f| f.version);
        if let Some(pair) = files.windows(2).find(|pair| pair[0].version == pair[1].version) {
            return Err(Incompatible::DuplicateVersion(pair[0].version));
        }
        Ok(Self(files))
    }

    /// Returns the files in their order.
    pub fn files(&self) -> &[MigrationFile] {
        &self.0
    }

    /// Returns the newest version, 0 for an empty set.
    pub fn newest(&self) -> i64 {
        self.0.last().map_or(0, |f| f.version)
    }

    /// Returns the newest version that neither target nor pin forbids; none if there is no such file, or neither is given.
    pub fn target_within(&self, target: Option<i64>, pin: Option<i64>) -> Option<i64> {
        let limit = [target, pin].into_iter().flatten().min()?;
        self.0.iter().map(|file| file.version).rfind(|version| *version <= limit)
    }

    /// Returns a text that differs whenever the set differs; the caller hashes it.
    pub fn fingerprint(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, file| {
            let hex: String = file.checksum.iter().map(|b| format!("{b:02x}")).collect();
            // The name is in the ledger that a template brings along. Quoted, so that none looks like another line.
            let _infallible = writeln!(text, "{} {hex} {:?}", file.version, file.description);
            text
        })
    }

    /// Compares the files with a ledger and returns those that are pending: the ledger must be
    /// a prefix of the files.
    ///
    /// # Errors
    /// [`Incompatible`], the first difference found.
    pub fn pending<'a>(&'a self, ledger: &[AppliedMigration]) -> Result<Vec<&'a MigrationFile>, Incompatible> {
        for row in ledger {
            let Some(file) = self.0.iter().find(|f| f.version == row.version) else {
                return Err(Incompatible::Missing { version: row.version, description: row.description.clone() });
            };
            if file.checksum != row.checksum {
                return Err(Incompatible::Changed { file: file.name() });
            }
            if file.description != row.description {
                let applied = file_name(row.version, &row.description);
                return Err(Incompatible::Renamed { file: file.name(), applied });
            }
        }
        let newest = ledger.iter().filter(|row| row.finished).map(|row| row.version).max().unwrap_or(0);
        let done = |f: &MigrationFile| ledger.iter().any(|row| row.version == f.version && row.finished);
        let pending: Vec<&MigrationFile> = self.0.iter().filter(|f| !done(f)).collect();
        if let Some(early) = pending.iter().find(|f| f.version < newest) {
            return Err(Incompatible::OutOfOrder { file: early.name(), newest });
        }
        Ok(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::{AppliedMigration, Incompatible, MigrationFile, MigrationSet};

    fn file(version: i64, checksum: u8) -> MigrationFile {
        MigrationFile {
            version,
            description: format!("file {version}"),
            sql: String::new(),
            checksum: vec![checksum],
            no_transaction: false,
        }
    }

    fn row(version: i64, checksum: u8, finished: bool) -> AppliedMigration {
        AppliedMigration { version, description: format!("file {version}"), checksum: vec![checksum], finished }
    }

    #[test]
    fn compares_files_with_the_ledger() {
        let set = MigrationSet::new(vec![file(2, 2), file(1, 1), file(3, 3)]).expect("set");
        let versions = |ledger: &[AppliedMigration]| {
            set.pending(ledger).map(|files| files.iter().map(|f| f.version).collect::<Vec<_>>())
        };
        assert_eq!(versions(&[]), Ok(vec![1, 2, 3]));
        assert_eq!(versions(&[row(1, 1, true)]), Ok(vec![2, 3]));
        assert_eq!(versions(&[row(1, 1, true), row(2, 2, false)]), Ok(vec![2, 3]));
        assert_eq!(versions(&[row(1, 9, true)]), Err(Incompatible::Changed { file: "1_file_1.sql".into() }));
        assert_eq!(
            versions(&[row(1, 1, true), row(3, 3, true)]),
            Err(Incompatible::OutOfOrder { file: "2_file_2.sql".into(), newest: 3 })
        );
        assert_eq!(
            versions(&[row(9, 9, true)]),
            Err(Incompatible::Missing { version: 9, description: "file 9".into() })
        );
        for finished in [true, false] {
            let other = AppliedMigration { description: "other".into(), ..row(1, 1, finished) };
            let renamed = Incompatible::Renamed { file: "1_file_1.sql".into(), applied: "1_other.sql".into() };
            assert_eq!(versions(&[other]), Err(renamed));
        }
    }

    #[test]
    fn a_fingerprint_differs_with_name_and_text() {
        let named = |description: &str| MigrationFile { description: description.into(), ..file(1, 1) };
        let prints = [named("a"), named("b"), named("a\n2 03"), file(1, 2), file(2, 1)]
            .map(|file| MigrationSet::new(vec![file]).expect("set").fingerprint());
        for (at, print) in prints.iter().enumerate() {
            assert!(!prints[..at].contains(print) && print.lines().count() == 1, "{print}");
        }
    }

    #[test]
    fn a_pin_is_a_target_too() {
        let set = MigrationSet::new(vec![file(1, 1), file(3, 3), file(5, 5)]).expect("set");
        for (target, pin, expected) in [
            (None, None, None),
            (Some(3), None, Some(3)),
            (Some(5), Some(3), Some(3)),
            (Some(3), Some(5), Some(3)),
            (None, Some(4), Some(3)),
            (None, Some(9), Some(5)),
            (Some(5), Some(0), None),
        ] {
            assert_eq!(set.target_within(target, pin), expected, "{target:?} {pin:?}");
        }
    }

    #[test]
    fn refuses_two_files_of_one_version() {
        assert!(matches!(MigrationSet::new(vec![file(1, 1), file(1, 2)]), Err(Incompatible::DuplicateVersion(1))));
    }
}
