//! One value: checked when it is read, with its origin.

use super::error::ConfigError;
use super::key::{Key, Kind, MAX_DURATION};
use super::mask::{HIDDEN, is_harmless_url, mask_url};
use super::origin::Origin;
use super::reference::Reference;
use secrecy::{ExposeSecret, SecretString};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A value and where it came from. `Debug` doesn't show the value.
#[derive(Debug, Clone)]
pub struct Value {
    raw: SecretString,
    typed: Typed,
    origin: Origin,
}

/// What the text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    Text,
    Path(PathBuf),
    Bool(bool),
    Number(u64),
    Duration(Duration),
    Reference(Reference),
}

/// What a path in a value is relative to.
#[derive(Clone, Copy)]
pub(super) struct Base<'a> {
    pub(super) dir: &'a Path,
    pub(super) home: Option<&'a Path>,
}

impl Base<'_> {
    /// Returns `path` with `~/` and relative paths resolved.
    pub(super) fn resolve(self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => self.dir.join(path),
        }
    }
}

impl Value {
    /// Checks `text` against what `key` takes.
    pub(super) fn parse(key: &Key, text: &str, origin: Origin, base: Base<'_>) -> Result<Self, ConfigError> {
        match Typed::parse(key, text, base) {
            Ok(typed) => Ok(Self { raw: SecretString::from(text), typed, origin }),
            Err(problem) => Err(ConfigError::Invalid { key: key.name, origin: origin.to_string(), problem }),
        }
    }

    /// Makes the default of a path.
    pub(super) fn default_path(path: PathBuf) -> Self {
        let raw = SecretString::from(path.to_string_lossy().into_owned());
        Self { raw, typed: Typed::Path(path), origin: Origin::Default }
    }

    /// Returns the text as it was written: a reference isn't resolved.
    pub fn raw(&self) -> &SecretString {
        &self.raw
    }

    /// Returns where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(super) fn typed(&self) -> &Typed {
        &self.typed
    }

    /// Returns the text for `config list`: masked, and a reference as it was written.
    pub(super) fn shown(&self, key: &Key) -> String {
        let text = self.raw.expose_secret();
        match (&self.typed, key.kind) {
            (Typed::Reference(_), _) => text.to_owned(),
            (_, Kind::Url) => mask_url(text),
            _ if key.secret => HIDDEN.to_owned(),
            _ => text.to_owned(),
        }
    }

    /// Returns true if the text itself is a secret.
    pub(super) fn is_literal_secret(&self, key: &Key) -> bool {
        let reference = matches!(self.typed, Typed::Reference(_));
        let harmless = key.kind == Kind::Url && is_harmless_url(self.raw.expose_secret());
        key.secret && !reference && !harmless
    }
}

impl Typed {
    fn parse(key: &Key, text: &str, base: Base<'_>) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("it is empty".to_owned());
        }
        if key.secret
            && let Some(reference) = Reference::parse(text, base)?
        {
            return Ok(Self::Reference(reference));
        }
        match key.kind {
            Kind::Text | Kind::Url => Ok(Self::Text),
            Kind::Path => Ok(Self::Path(base.resolve(Path::new(text)))),
            Kind::Bool => match text {
                "true" => Ok(Self::Bool(true)),
                "false" => Ok(Self::Bool(false)),
                _ => Err(format!("{} is neither true nor false", quoted(text))),
            },
            Kind::Number { min, max } => match text.parse() {
                Ok(number) if (min..=max).contains(&number) => Ok(Self::Number(number)),
                _ => Err(format!("{} is not a number from {min} to {max}", quoted(text))),
            },
            Kind::Duration => match humantime::parse_duration(text) {
                Ok(span) if !span.is_zero() && span <= MAX_DURATION => Ok(Self::Duration(span)),
                Ok(_) => Err(format!("{} is not longer than zero and at most 24h", quoted(text))),
                Err(_) => Err(format!("{} is not a time span such as 30s or 2m", quoted(text))),
            },
            Kind::Enum(words) if words.contains(&text) => Ok(Self::Text),
            Kind::Enum(words) => Err(format!("{} is not one of {}", quoted(text), words.join(", "))),
        }
    }
}

/// A value that isn't secret, for an error: escaped, quoted and cut.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let rest = if start.len() < text.len() { "..." } else { "" };
    format!("\"{}{rest}\"", start.escape_debug())
}
