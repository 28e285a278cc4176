//! Profiles: named sets of settings in the configuration files, of which one is in use.

use super::error::ConfigError;
use super::file::{FileLayer, Layer};
use super::key::Key;
use super::keys;
use super::origin::Origin;
use super::places::Place;
use super::suggest;
use super::value::Value;
use secrecy::ExposeSecret;
use std::collections::BTreeMap;

/// What belongs together, so that two control planes, or two keys, are never mixed: where a profile
/// has one of the first, it alone says the second.
const GROUPS: [(&[&Key], &[&Key]); 2] = [
    (&[keys::CONTROL_PLANE_URL, keys::DATABASE_URL, keys::STATE_DIR], &[keys::CONTROL_PLANE_URL, keys::DATABASE_URL]),
    (&[keys::MASTER_KEY, keys::MASTER_KEY_FILE], &[keys::MASTER_KEY, keys::MASTER_KEY_FILE]),
];

/// A profile that a file has.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    /// The file, as the user would write it.
    pub(super) file: String,
    /// Its values.
    pub(super) values: Layer,
}

/// Every profile; of two with one name that of the stronger file, as a whole.
pub(super) type Profiles = BTreeMap<String, Profile>;

/// Adds the profiles of a weaker file.
pub(super) fn add(profiles: &mut Profiles, place: &Place, layer: &mut FileLayer) {
    for (name, values) in std::mem::take(&mut layer.profiles) {
        profiles.entry(name).or_insert(Profile { file: place.file.clone(), values });
    }
}

/// The profile in use.
pub(super) struct Chosen {
    /// Named by a flag or a variable: it comes before the environment. Otherwise a file names it.
    outright: bool,
    values: Layer,
    settled: Vec<&'static Key>,
}

impl Chosen {
    /// Finds the profile that is asked for.
    pub(super) fn of(profiles: &Profiles, asked: &Value) -> Result<Self, ConfigError> {
        let (name, origin) = (asked.raw().expose_secret(), asked.origin());
        let Some(profile) = profiles.get(name) else {
            let suggestion = suggest::among(name, profiles.keys().map(String::as_str)).map(str::to_owned);
            let name = name.chars().take(64).collect();
            return Err(ConfigError::UnknownProfile { name, origin: origin.to_string(), suggestion });
        };
        let values = profile.values.clone();
        let says = |key: &&Key| values.contains_key(key.name);
        let groups = GROUPS.into_iter().filter(|(first, _)| first.iter().any(says));
        let settled = groups.flat_map(|(_, second)| second.iter().copied()).collect();
        Ok(Self { outright: !matches!(origin, Origin::File { .. }), values, settled })
    }

    /// Lets a group go of which the environment has a part, unless the profile was named outright;
    /// returns what the environment has.
    pub(super) fn yield_to(&mut self, around: impl Fn(&'static Key) -> Option<Origin>) -> Vec<String> {
        let mut found = Vec::new();
        for (_, group) in GROUPS.iter().filter(|_| !self.outright) {
            let of_group: Vec<_> =
                group.iter().filter(|key| self.settled.contains(key)).filter_map(|key| around(key)).collect();
            if !of_group.is_empty() {
                self.settled.retain(|key| !group.contains(key));
                group.iter().for_each(|key| drop(self.values.remove(key.name)));
                found.extend(of_group.iter().map(Origin::to_string));
            }
        }
        found
    }

    /// Returns its value of a key, which may be none, if the environment doesn't count; otherwise
    /// nothing.
    pub(super) fn before_environment(&mut self, key: &Key) -> Option<Option<Value>> {
        if self.outright { self.before_files(key) } else { None }
    }

    /// The same for the other settings of the files.
    pub(super) fn before_files(&mut self, key: &Key) -> Option<Option<Value>> {
        match self.values.remove(key.name) {
            Some(value) => Some(Some(value)),
            None => self.settled.contains(&key).then_some(None),
        }
    }
}
