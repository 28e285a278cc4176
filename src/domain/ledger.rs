//! What is wrong with a database's ledger, as the files have it: all of it, not only what is met first.

use crate::migration::{AppliedMigration, MigrationFile, MigrationSet, file_name};
use std::fmt;

/// Something in a ledger that doesn't go with the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerFault {
    /// The file isn't the one that ran.
    Changed {
        /// Its version.
        version: i64,
        /// Its name.
        file: String,
        /// The ledger's checksum.
        ledger: Vec<u8>,
        /// The file's.
        present: Vec<u8>,
        /// What explains that.
        cause: ChangeCause,
    },
    /// The file had another name when it ran.
    Renamed {
        /// Its version.
        version: i64,
        /// Its name.
        file: String,
        /// The ledger's description.
        ledger: String,
        /// The file's.
        present: String,
    },
    /// It ran, and there is no such file.
    Unknown {
        /// Its version.
        version: i64,
        /// Its description in the ledger.
        description: String,
    },
    /// A newer file ran, and this one didn't.
    Skipped {
        /// Its version.
        version: i64,
        /// Its name.
        file: String,
    },
    /// A file without a transaction was begun, and hasn't ended.
    HalfDone {
        /// Its version.
        version: i64,
        /// Its description.
        description: String,
    },
}

/// Why two checksums of one file differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeCause {
    /// The ledger's is that of the same text with carriage returns: only the line ends differ.
    LineEnds,
    /// The ledger's is that of the text without the blanks at its end, or with another one.
    EndOfFile,
    /// Something else; the text that ran isn't kept anywhere.
    Unknown,
}

impl ChangeCause {
    /// Returns the words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LineEnds => "only the line ends differ",
            Self::EndOfFile => "only the end of the file differs",
            Self::Unknown => "the text differs",
        }
    }

    /// Finds out what explains a checksum, by the checksums of texts that say the same.
    pub fn of(file: &MigrationFile, ledger: &[u8], digest: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        let plain = file.sql.replace('\r', "");
        let crlf = plain.replace('\n', "\r\n");
        let is = |text: &str| digest(text.as_bytes()) == ledger;
        let trimmed = plain.trim_end_matches([' ', '\n', '\t']);
        if is(&crlf) || is(&file.sql) {
            return Self::LineEnds;
        }
        let ends = ["", "\n", "\n\n"].iter().flat_map(|end| {
            let text = format!("{trimmed}{end}");
            [text.replace('\n', "\r\n"), text]
        });
        if ends.into_iter().any(|text| is(&text)) { Self::EndOfFile } else { Self::Unknown }
    }
}

impl LedgerFault {
    /// Returns the version that it is about.
    pub fn version(&self) -> i64 {
        match self {
            Self::Changed { version, .. }
            | Self::Renamed { version, .. }
            | Self::Unknown { version, .. }
            | Self::Skipped { version, .. }
            | Self::HalfDone { version, .. } => *version,
        }
    }
}

impl fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { file, cause, .. } => {
                write!(f, "{file} was changed after it was applied: {}", cause.as_str())
            }
            Self::Renamed { version, file, ledger, .. } => {
                write!(f, "{file} was applied as {}", file_name(*version, ledger))
            }
            Self::Unknown { version, description } => {
                write!(f, "version {version} ({description}) was applied, and there is no such file")
            }
            Self::Skipped { file, .. } => write!(f, "{file} wasn't applied, and a newer one was"),
            Self::HalfDone { version, description } => {
                write!(f, "version {version} ({description}) was begun, and hasn't ended")
            }
        }
    }
}

/// Compares a ledger with the files. `digest` is the checksum of a text.
pub fn faults(
    set: &MigrationSet,
    ledger: &[AppliedMigration],
    digest: impl Fn(&[u8]) -> Vec<u8> + Copy,
) -> Vec<LedgerFault> {
    let mut found = Vec::new();
    for row in ledger {
        let (version, description) = (row.version, row.description.clone());
        let Some(file) = set.files().iter().find(|file| file.version == version) else {
            found.push(LedgerFault::Unknown { version, description });
            continue;
        };
        let (is_changed, is_renamed) = (file.checksum != row.checksum, file.description != description);
        if is_changed {
            found.push(LedgerFault::Changed {
                version,
                file: file.name(),
                ledger: row.checksum.clone(),
                present: file.checksum.clone(),
                cause: ChangeCause::of(file, &row.checksum, digest),
            });
        }
        if is_renamed {
            let present = file.description.clone();
            found.push(LedgerFault::Renamed { version, file: file.name(), ledger: description, present });
        } else if !is_changed && !row.finished {
            found.push(LedgerFault::HalfDone { version, description });
        }
    }
    let newest = newest(ledger);
    let missing =
        set.files().iter().filter(|file| file.version < newest && !ledger.iter().any(|r| r.version == file.version));
    found.extend(missing.map(|file| LedgerFault::Skipped { version: file.version, file: file.name() }));
    found.sort_by_key(LedgerFault::version);
    found
}

/// Returns the newest version that was applied as a whole, 0 for none.
pub fn newest(ledger: &[AppliedMigration]) -> i64 {
    ledger.iter().filter(|row| row.finished).map(|row| row.version).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{ChangeCause, LedgerFault, faults, newest};
    use crate::migration::{AppliedMigration, MigrationFile, MigrationSet};

    /// Good enough to tell texts apart.
    fn digest(text: &[u8]) -> Vec<u8> {
        text.to_vec()
    }

    fn file(version: i64, sql: &str) -> MigrationFile {
        let (description, checksum) = (format!("file {version}"), sql.replace('\r', "").into_bytes());
        MigrationFile { version, description, sql: sql.to_owned(), checksum, no_transaction: false }
    }

    fn row(version: i64, text: &str, finished: bool) -> AppliedMigration {
        let checksum = text.as_bytes().to_vec();
        AppliedMigration { version, description: format!("file {version}"), checksum, finished }
    }

    #[test]
    fn tells_all_that_is_wrong() {
        let files = [1, 2, 3, 4].map(|version| file(version, &format!("SELECT {version};\n")));
        let set = MigrationSet::new(files.to_vec()).expect("a set");
        let ledger =
            [row(1, "SELECT 1;\n", true), row(3, "SELECT 33;\n", true), row(4, "SELECT 4;\n", false), row(9, "", true)];
        let found = faults(&set, &ledger, digest);
        let words: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            words,
            [
                "2_file_2.sql wasn't applied, and a newer one was",
                "3_file_3.sql was changed after it was applied: the text differs",
                "version 4 (file 4) was begun, and hasn't ended",
                "version 9 (file 9) was applied, and there is no such file",
            ]
        );
        assert_eq!(newest(&ledger), 9);
        assert!(faults(&set, &[], digest).is_empty());
        let good = [row(1, "SELECT 1;\n", true), row(2, "SELECT 2;\n", true)];
        assert!(faults(&set, &good, digest).is_empty());
    }

    #[test]
    fn explains_checksums() {
        for (present, applied, cause) in [
            ("a\nb\n", "a\r\nb\r\n", ChangeCause::LineEnds),
            ("a\r\nb\r\n", "a\r\nb\r\n", ChangeCause::LineEnds),
            ("a\nb\n", "a\nb", ChangeCause::EndOfFile),
            ("a\nb", "a\r\nb\r\n", ChangeCause::EndOfFile),
            ("a\nb\n\n\n", "a\nb\n", ChangeCause::EndOfFile),
            ("a\nb\n", "a\nc\n", ChangeCause::Unknown),
        ] {
            let file = file(1, present);
            assert_eq!(ChangeCause::of(&file, applied.as_bytes(), digest), cause, "{present:?} {applied:?}");
        }
        let fault = faults(&MigrationSet::new(vec![file(1, "a\n")]).expect("a set"), &[row(1, "a\r\n", true)], digest);
        assert!(matches!(fault[..], [LedgerFault::Changed { version: 1, .. }]), "{fault:?}");
    }

    #[test]
    fn tells_text_and_name_apart() {
        let set = MigrationSet::new(vec![file(1, "a\n")]).expect("a set");
        let renamed = |text: &str, finished| AppliedMigration { description: "x y".into(), ..row(1, text, finished) };
        let words = |row: AppliedMigration| faults(&set, &[row], digest).iter().map(ToString::to_string).collect();
        let (text, name) = (
            "1_file_1.sql was changed after it was applied: the text differs",
            "1_file_1.sql was applied as 1_x_y.sql",
        );
        let cases: [(AppliedMigration, &[&str]); 4] = [
            (renamed("a\n", true), &[name]),
            (renamed("a\n", false), &[name]),
            (renamed("b\n", true), &[text, name]),
            (row(1, "a\n", true), &[]),
        ];
        for (row, expected) in cases {
            let found: Vec<String> = words(row);
            assert_eq!(found, expected);
        }
    }
}
