//! What can be wrong with the configuration. No text here ever holds a secret's value.

use std::io;

/// A configuration that is malformed, or that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable that we know isn't UTF-8.
    #[error("the environment variable {name} is not valid UTF-8")]
    NotUnicode {
        /// The variable.
        name: String,
    },
    /// A file that was asked for doesn't exist.
    #[error("the file {file} ({named_by}) does not exist")]
    NoSuchFile {
        /// The file.
        file: String,
        /// Who asked for it: `--config`, `environment TENANTCTL_CONFIG`.
        named_by: String,
    },
    /// A file can't be read.
    #[error("cannot read {file}")]
    Unreadable {
        /// The file.
        file: String,
        /// True if it is the env file that is taken without being asked for.
        implicit_env_file: bool,
        /// Why.
        source: io::Error,
    },
    /// A file can't be written.
    #[error("cannot write {file}")]
    Unwritable {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A directory, or a file that is too large.
    #[error("cannot use {file}: {problem}")]
    NotAConfigFile {
        /// The file.
        file: String,
        /// Why.
        problem: String,
    },
    /// A file isn't UTF-8.
    #[error("{file} is not valid UTF-8 (line {line})")]
    FileNotUnicode {
        /// The file.
        file: String,
        /// The first line that isn't, from 1.
        line: usize,
    },
    /// A file isn't TOML.
    #[error("{file} line {line}, column {column}: {problem}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in characters.
        column: usize,
        /// What the parser says; it quotes nothing from the file.
        problem: String,
    },
    /// A line of an env file is malformed.
    #[error("{file} line {line}: not of the form NAME=value, or a quote or ${{ is not closed")]
    EnvFileSyntax {
        /// The file.
        file: String,
        /// The line where the faulty entry begins, from 1.
        line: usize,
    },
    /// A configuration file holds a secret, and others can read it.
    #[error("{file} holds secrets and can be read by others")]
    OpenSecrets {
        /// The file.
        file: String,
    },
    /// A configuration file has a key that doesn't exist.
    #[error("{file} line {line}: unknown key `{key}`")]
    UnknownKey {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// The line, from 1.
        line: usize,
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A profile whose name can't be.
    #[error("{file} line {line}: a profile's name is 1 to 40 letters, digits, - or _")]
    ProfileName {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// A profile that no file has.
    #[error("there is no profile {name:?} ({origin})")]
    UnknownProfile {
        /// What was asked for.
        name: String,
        /// Who asked for it.
        origin: String,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// A configuration file has a value of another type than the key takes.
    #[error("{file} line {line}: `{key}` takes {expected}, not {found}")]
    WrongType {
        /// The file.
        file: String,
        /// The key.
        key: &'static str,
        /// The line, from 1.
        line: usize,
        /// What the key takes: `a string`.
        expected: &'static str,
        /// What it was given: `an integer`.
        found: &'static str,
    },
    /// A value that the key doesn't take.
    #[error("invalid {key} ({origin}): {problem}")]
    Invalid {
        /// The key.
        key: &'static str,
        /// Where the value came from.
        origin: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A reference to a secret that leads nowhere.
    #[error("cannot get {key} ({origin}): {problem}")]
    Reference {
        /// The key.
        key: &'static str,
        /// Where the reference stands.
        origin: String,
        /// What went wrong: names the variable, file or program, never what it held or printed.
        problem: String,
    },
}

impl ConfigError {
    /// Tells whether it is a profile that no file has.
    pub fn is_unknown_profile(&self) -> bool {
        matches!(self, Self::UnknownProfile { .. })
    }

    /// Returns what the user can do about it, the most useful first.
    pub fn hints(&self) -> Vec<String> {
        let list_keys = || "`tenantctl config list` shows every key".to_owned();
        match self {
            Self::NotUnicode { name } => vec![format!("set {name} again, or unset it")],
            Self::NoSuchFile { named_by, .. } => vec![format!("correct the path in {named_by}")],
            Self::Unreadable { implicit_env_file: true, .. } => {
                vec!["`--no-env-file` ignores ./.env".to_owned()]
            }
            Self::Unwritable { file, .. } => vec![format!("check the permissions: ls -ld {file}")],
            Self::Unreadable { file, .. } => vec![format!("check the permissions: ls -l {file}")],
            Self::NotAConfigFile { .. } => Vec::new(),
            Self::FileNotUnicode { file, .. } => vec![format!("save {file} as UTF-8")],
            Self::Syntax { .. } => {
                vec!["strings need quotes (region = \"us-east-1\"), and a key stands there once".to_owned()]
            }
            Self::OpenSecrets { file } => vec![format!("chmod 600 {file}")],
            Self::EnvFileSyntax { .. } => {
                vec!["put a value with spaces, quotes, # or $ in single quotes".to_owned()]
            }
            Self::UnknownKey { suggestion: Some(key), .. } => {
                vec![format!("did you mean `{key}`?"), list_keys()]
            }
            Self::UnknownKey { .. } => vec![list_keys()],
            Self::WrongType { key, expected, .. } => vec![match *expected {
                "a string" => format!("write {key} = \"...\""),
                "a boolean" => format!("write {key} = true or {key} = false"),
                _ => format!("write the number without quotes: {key} = 4"),
            }],
            Self::UnknownProfile { suggestion: Some(name), .. } => vec![format!("did you mean {name}?")],
            Self::UnknownProfile { .. } => {
                vec![
                    "`tenantctl config profile list` shows those there are, `tenantctl init --profile NAME` makes one"
                        .to_owned(),
                ]
            }
            Self::Invalid { .. } | Self::ProfileName { .. } => Vec::new(),
            Self::Reference { .. } => vec!["`tenantctl config list` shows the reference".to_owned()],
        }
    }
}
