//! Where a value came from.

use std::fmt;

/// The place that a value came from; its `Display` is what `config list` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag, without the dashes.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(String),
    /// A variable of the env file.
    EnvFile {
        /// The file, as the user would write it.
        file: String,
        /// The variable's name.
        name: String,
    },
    /// A configuration file.
    File {
        /// Which of them.
        role: FileRole,
        /// The file, as the user would write it.
        file: String,
        /// The line of the value, from 1.
        line: usize,
    },
    /// A profile's table in a configuration file.
    Profile {
        /// The profile's name.
        name: String,
        /// The file, as the user would write it.
        file: String,
        /// The line of the value, from 1.
        line: usize,
    },
    /// The default.
    Default,
}

impl Origin {
    /// Returns what kind of place it is, without the file or the variable.
    pub fn place(&self) -> String {
        match self {
            Self::Flag(_) => "flag".to_owned(),
            Self::Environment(_) => "environment".to_owned(),
            Self::EnvFile { .. } => FileRole::Env.to_string(),
            Self::File { role, .. } => role.to_string(),
            Self::Profile { name, .. } => format!("profile {name}"),
            Self::Default => "default".to_owned(),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "flag --{flag}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::EnvFile { file, name } => write!(f, "{} {file} ({name})", FileRole::Env),
            Self::File { role, file, line } => write!(f, "{role} {file} line {line}"),
            Self::Profile { name, file, line } => write!(f, "profile {name}, {file} line {line}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What a file is to the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRole {
    /// `--env-file`, or `./.env`.
    Env,
    /// `./tenantctl.toml`.
    Project,
    /// What `--config` or `TENANTCTL_CONFIG` names in place of the project file.
    Config,
    /// `$XDG_CONFIG_HOME/tenantctl/config.toml`.
    User,
}

impl fmt::Display for FileRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Env => "env file",
            Self::Project => "project file",
            Self::Config => "config file",
            Self::User => "user file",
        })
    }
}
