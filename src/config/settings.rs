//! The settings of one run.

use super::edit::{Change, edit, file_to_edit};
use super::environment::Environment;
use super::error::ConfigError;
use super::file::Layer;
use super::key::Key;
use super::keys;
use super::layers::{self, Sources};
use super::origin::Origin;
use super::places::LookedFor;
use super::profiles::Profiles;
use super::reference::Variables;
use super::value::{Base, Typed, Value};
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Every key's value, checked, with its origin.
pub struct Settings {
    values: Layer,
    environment: Environment,
    cwd: PathBuf,
    env_file: BTreeMap<String, String>,
    warnings: Vec<String>,
    looked_for: Vec<LookedFor>,
    profiles: Profiles,
    /// What references led to, so that no program runs twice.
    resolved: Mutex<BTreeMap<&'static str, SecretString>>,
}

/// One key as `config list` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's name.
    pub key: &'static str,
    /// Its value: secrets masked, references as they are written; none if it isn't set.
    pub value: Option<String>,
    /// Where the value came from, `default`, or `not set`.
    pub origin: String,
    /// The same without file and variable: `user file`.
    pub place: String,
    /// True if the value is a secret.
    pub secret: bool,
    /// What the key is for.
    pub doc: &'static str,
}

impl Entry {
    fn of(key: &'static Key, value: Option<&Value>) -> Self {
        let origin = value.map(Value::origin);
        let unset = || "not set".to_owned();
        Self {
            key: key.name,
            value: value.map(|value| value.shown(key)),
            origin: origin.map_or_else(unset, Origin::to_string),
            place: origin.map_or_else(unset, Origin::place),
            secret: key.secret,
            doc: key.doc,
        }
    }
}

impl Settings {
    /// Reads the files of `sources` and picks each key's value.
    ///
    /// # Errors
    ///
    /// A file that was asked for and is missing, a file that is malformed, and a value that its key doesn't take.
    pub fn load(sources: Sources) -> Result<Self, ConfigError> {
        let loaded = layers::load(&sources)?;
        Ok(Self {
            values: loaded.values,
            environment: sources.env,
            cwd: sources.cwd,
            env_file: loaded.env_file,
            warnings: loaded.warnings,
            looked_for: loaded.looked_for,
            profiles: loaded.profiles,
            resolved: Mutex::default(),
        })
    }

    /// Takes flags and the environment alone, for what works without settings.
    ///
    /// # Errors
    ///
    /// A value that its key doesn't take.
    pub fn defaults(environment: Environment, flags: Vec<(&'static Key, String)>) -> Result<Self, ConfigError> {
        let none = Environment::default();
        let loaded = layers::load(&Sources { flags, no_env_file: true, ..Sources::new(none, "/nonexistent") })?;
        Ok(Self {
            values: loaded.values,
            environment,
            cwd: PathBuf::from("/"),
            env_file: BTreeMap::new(),
            warnings: Vec::new(),
            looked_for: Vec::new(),
            profiles: Profiles::new(),
            resolved: Mutex::default(),
        })
    }

    /// Returns the value of `key`; none if nothing sets it.
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.values.get(key.name)
    }

    /// Returns where the value of `key` came from; none if nothing sets it.
    pub fn origin(&self, key: &Key) -> Option<&Origin> {
        self.get(key).map(Value::origin)
    }

    /// Returns a text, word or URL. A secret key has none: ask [`secret`](Self::secret).
    pub fn text(&self, key: &Key) -> Option<&str> {
        self.get(key).filter(|_| !key.secret).map(|value| value.raw().expose_secret())
    }

    /// Returns a path, absolute.
    pub fn path(&self, key: &Key) -> Option<&Path> {
        match self.get(key)?.typed() {
            Typed::Path(path) => Some(path),
            _ => None,
        }
    }

    /// Returns a time span.
    pub fn duration(&self, key: &Key) -> Option<Duration> {
        match self.get(key)?.typed() {
            Typed::Duration(span) => Some(*span),
            _ => None,
        }
    }

    /// Returns a number.
    pub fn number(&self, key: &Key) -> Option<u64> {
        match self.get(key)?.typed() {
            Typed::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns a truth value.
    pub fn flag(&self, key: &Key) -> Option<bool> {
        match self.get(key)?.typed() {
            Typed::Bool(set) => Some(*set),
            _ => None,
        }
    }

    /// Returns a secret. A reference is resolved the first time; that may run a program and block.
    ///
    /// # Errors
    ///
    /// A reference that leads nowhere: the variable isn't set, the file can't be read, the program failed.
    pub fn secret(&self, key: &Key) -> Result<Option<SecretString>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let Typed::Reference(reference) = value.typed() else {
            return Ok(Some(value.raw().clone()));
        };
        let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(secret) = resolved.get(key.name) {
            return Ok(Some(secret.clone()));
        }
        let variables = Variables { environment: &self.environment, env_file: &self.env_file };
        let secret = reference.resolve(variables).map_err(|problem| ConfigError::Reference {
            key: key.name,
            origin: value.origin().to_string(),
            problem,
        })?;
        resolved.insert(key.name, secret.clone());
        Ok(Some(secret))
    }

    /// Returns every key with its masked value and its origin, for `config list`.
    pub fn entries(&self) -> Vec<Entry> {
        keys::ALL.into_iter().map(|key| Entry::of(key, self.get(key))).collect()
    }

    /// Returns the names of the profiles, each with the file that has it.
    pub fn profiles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.profiles.iter().map(|(name, profile)| (name.as_str(), profile.file.as_str()))
    }

    /// Returns what a profile sets; none if there is no such profile.
    pub fn profile(&self, name: &str) -> Option<Vec<Entry>> {
        let profile = self.profiles.get(name)?;
        let set = |key: &'static Key| Some(Entry::of(key, Some(profile.values.get(key.name)?)));
        Some(keys::ALL.into_iter().filter_map(set).collect())
    }

    /// Sets a key for this run as a flag would, or takes its value away.
    ///
    /// # Errors
    ///
    /// A value that the key doesn't take.
    pub fn set(&mut self, key: &'static Key, value: Option<&str>) -> Result<(), ConfigError> {
        self.resolved.lock().unwrap_or_else(PoisonError::into_inner).remove(key.name);
        let Some(text) = value else {
            self.values.remove(key.name);
            return Ok(());
        };
        let base = Base { dir: &self.cwd, home: self.environment.home() };
        self.values.insert(key.name, Value::parse(key, text, Origin::Flag(key.flag), base)?);
        Ok(())
    }

    /// Changes settings in a file: in what `--config` names, else in the project's if asked for, else in
    /// the user's. Returns the file, or none where there is no home directory to put it in.
    ///
    /// # Errors
    ///
    /// The file is malformed or would be, or can't be written.
    pub fn edit(&self, project: bool, changes: &[Change<'_>]) -> Result<Option<&LookedFor>, ConfigError> {
        let Some(file) = file_to_edit(&self.looked_for, project) else { return Ok(None) };
        edit(file, self.environment.home(), changes)?;
        Ok(Some(file))
    }

    /// Returns what is worth telling the user, though it is no error.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns the files that were looked for, the strongest first.
    pub fn paths(&self) -> &[LookedFor] {
        &self.looked_for
    }

    /// Returns the environment that the settings were made of.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }
}

/// Shows which keys are set and where, never a value.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values.iter().map(|(name, value)| (name, value.origin().to_string()))).finish()
    }
}
