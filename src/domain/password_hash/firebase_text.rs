//! The two ways in which a Firebase project's hash parameters are written down.

use super::firebase::InvalidHashConfig;
use secrecy::zeroize::Zeroizing;
use serde_json::Value;

/// The parameters as texts, by the console's names.
#[derive(Default)]
pub(super) struct Values(Vec<(&'static str, Zeroizing<String>)>);

impl Values {
    /// The console's name of the signer key.
    pub(super) const SIGNER_KEY: &'static str = "base64_signer_key";
    /// The console's name of the salt separator.
    pub(super) const SALT_SEPARATOR: &'static str = "base64_salt_separator";
    /// The console's name of the rounds.
    pub(super) const ROUNDS: &'static str = "rounds";
    /// The console's name of the memory cost.
    pub(super) const MEM_COST: &'static str = "mem_cost";
    const ALGORITHM: &'static str = "algorithm";

    /// Returns the algorithm's name.
    pub(super) fn algorithm(&self) -> Result<&str, InvalidHashConfig> {
        self.get(Self::ALGORITHM)
    }

    /// Returns a parameter's text.
    pub(super) fn get(&self, name: &'static str) -> Result<&str, InvalidHashConfig> {
        let found = self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        found.filter(|text| !text.is_empty()).ok_or(InvalidHashConfig::Missing(name))
    }

    /// Adds one; a name that nobody asks for is passed over.
    fn add(&mut self, name: &str, value: &str) -> Result<(), InvalidHashConfig> {
        let name = match name {
            "algorithm" => Self::ALGORITHM,
            "base64_signer_key" | "base64SignerKey" | "signer_key" | "signerKey" => Self::SIGNER_KEY,
            "base64_salt_separator" | "base64SaltSeparator" | "salt_separator" | "saltSeparator" => {
                Self::SALT_SEPARATOR
            }
            "rounds" => Self::ROUNDS,
            "mem_cost" | "memCost" | "memory_cost" | "memoryCost" => Self::MEM_COST,
            _ => return Ok(()),
        };
        if self.0.iter().any(|(known, _)| *known == name) {
            return Err(InvalidHashConfig::Repeated(name));
        }
        self.0.push((name, Zeroizing::new(value.to_owned())));
        Ok(())
    }
}

/// Reads either.
pub(super) fn read(text: &str) -> Result<Values, InvalidHashConfig> {
    let text = text.trim();
    if text.starts_with(['{', '[']) { read_json(text) } else { read_console(text) }
}

fn form(what: &str) -> InvalidHashConfig {
    InvalidHashConfig::Form(what.to_owned())
}

fn read_json(text: &str) -> Result<Values, InvalidHashConfig> {
    // Its own message could quote a value.
    let found: Value = serde_json::from_str(text)
        .map_err(|e| InvalidHashConfig::Form(format!("no JSON from line {}, column {} on", e.line(), e.column())))?;
    let inner = found.get("hash_config").or_else(|| found.get("hashConfig")).unwrap_or(&found);
    let members = inner.as_object().ok_or_else(|| form("it isn't an object"))?;
    let mut values = Values::default();
    for (name, value) in members {
        match value {
            Value::String(text) => values.add(name, text)?,
            Value::Number(number) => values.add(name, &number.to_string())?,
            _ => return Err(form("a member is neither a text nor a number")),
        }
    }
    Ok(values)
}

fn read_console(text: &str) -> Result<Values, InvalidHashConfig> {
    let inner = match text.strip_prefix("hash_config").map(str::trim_start) {
        Some(rest) => rest
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .ok_or_else(|| form("the braces behind hash_config aren't complete"))?,
        None => text,
    };
    let mut values = Values::default();
    for part in inner.split([',', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once(':').ok_or_else(|| form("a line isn't written name: value"))?;
        values.add(name.trim(), value.trim().trim_matches('"'))?;
    }
    if text.is_empty() { Err(form("it is empty")) } else { Ok(values) }
}
