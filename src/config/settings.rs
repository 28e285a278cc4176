//! The settings of one run.

use super::environment::Environment;
use super::error::ConfigError;
use super::file::Layer;
use super::key::Key;
use super::keys;
use super::layers::{self, Sources};
use super::origin::Origin;
use super::places::LookedFor;
use super::reference::Variables;
use super::value::{Typed, Value};
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Every key's value, checked, with its origin.
pub struct Settings {
    values: Layer,
    environment: Environment,
    env_file: BTreeMap<String, String>,
    warnings: Vec<String>,
    looked_for: Vec<LookedFor>,
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
    /// True if the value is a secret.
    pub secret: bool,
    /// What the key is for.
    pub doc: &'static str,
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
            env_file: loaded.env_file,
            warnings: loaded.warnings,
            looked_for: loaded.looked_for,
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
            env_file: BTreeMap::new(),
            warnings: Vec::new(),
            looked_for: Vec::new(),
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
        let entry = |key: &'static Key| Entry {
            key: key.name,
            value: self.get(key).map(|value| value.shown(key)),
            origin: self.origin(key).map_or_else(|| "not set".to_owned(), Origin::to_string),
            secret: key.secret,
            doc: key.doc,
        };
        keys::ALL.into_iter().map(entry).collect()
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
