//! Puts the sources on top of each other: the strongest that has a value wins.

use super::env_file;
use super::environment::Environment;
use super::error::ConfigError;
use super::file::{self, Layer};
use super::key::Key;
use super::keys;
use super::origin::{FileRole, Origin};
use super::places::{self, LookedFor, Place};
use super::profiles::{self, Chosen, Profiles};
use super::read::{FileText, read};
use super::reference::Reference;
use super::suggest;
use super::value::{Base, Typed, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Everything that settings are made of.
pub struct Sources {
    /// The environment.
    pub env: Environment,
    /// The working directory, absolute.
    pub cwd: PathBuf,
    /// `--config`: takes the place of the project file, and must exist.
    pub config_file: Option<PathBuf>,
    /// `--env-file`: takes the place of `./.env`, and must exist.
    pub env_file: Option<PathBuf>,
    /// `--no-env-file`: there is no env file.
    pub no_env_file: bool,
    /// What flags set, by key; the last of a key counts.
    pub flags: Vec<(&'static Key, String)>,
    /// True for the superuser, whose state directory is `/var/lib/tenantctl`.
    pub is_root: bool,
    /// The home directory.
    pub home: Option<PathBuf>,
}

impl Sources {
    /// Makes the sources of an ordinary user without flags, with the home directory of `env`.
    pub fn new(env: Environment, cwd: impl Into<PathBuf>) -> Self {
        let home = env.home().map(Into::into);
        Self {
            env,
            cwd: cwd.into(),
            config_file: None,
            env_file: None,
            no_env_file: false,
            flags: Vec::new(),
            is_root: false,
            home,
        }
    }
}

/// What comes of the sources.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) values: Layer,
    pub(super) env_file: BTreeMap<String, String>,
    pub(super) warnings: Vec<String>,
    pub(super) looked_for: Vec<LookedFor>,
    pub(super) profiles: Profiles,
}

/// Reads the files and picks each key's value.
pub(super) fn load(sources: &Sources) -> Result<Loaded, ConfigError> {
    let mut loaded = Loaded::default();
    check_variables(&sources.env, &mut loaded.warnings)?;
    let env_place = places::env_file(sources);
    let mut env_file_name = String::new();
    if let Some(place) = env_place
        && let Some(text) = loaded.read(&place)?
    {
        loaded.env_file = env_file::parse(&place, &text.text, &mut loaded.warnings)?;
        warn_of_unknown(loaded.env_file.keys().map(String::as_str), &place.file, &mut loaded.warnings);
        loaded.check_permissions(&place, &text, &env_file_layer(sources, &loaded.env_file, &place)?)?;
        env_file_name = place.file;
    }
    let config_in_env_file =
        loaded.env_file.get("TENANTCTL_CONFIG").map(|file| (env_file_name.as_str(), file.as_str()));
    let project = places::project_file(sources, config_in_env_file);
    let mut project = loaded.layer(sources, &project)?;
    let mut user = match places::user_file(sources) {
        Some(place) => loaded.layer(sources, &place)?,
        None => Layer::new(),
    };
    let base = Base { dir: &sources.cwd, home: sources.home.as_deref() };
    let env_file = std::mem::take(&mut loaded.env_file);
    let around = |key| variable(sources, key).or_else(|| in_env_file(&env_file, key, &env_file_name));
    let asked = match flag(sources, keys::PROFILE).or_else(|| around(keys::PROFILE)) {
        Some((text, origin)) => Some(Value::parse(keys::PROFILE, text, origin, base)?),
        None => project.get(keys::PROFILE.name).or_else(|| user.get(keys::PROFILE.name)).cloned(),
    };
    let mut chosen = match &asked {
        Some(asked) => Some(Chosen::of(&loaded.profiles, asked)?),
        None => None,
    };
    if let (Some(chosen), Some(asked)) = (&mut chosen, &asked) {
        let stronger = chosen.yield_to(|key| around(key).map(|(_, origin)| origin));
        let name = asked.shown(keys::PROFILE);
        let warn = |origin| format!("{origin} counts, not the profile {name}; --profile {name} turns that around");
        loaded.warnings.extend(stronger.into_iter().map(warn));
    }
    for key in keys::ALL {
        let outside = match flag(sources, key) {
            Some((text, origin)) => Some(Some(Value::parse(key, text, origin, base)?)),
            None => chosen.as_mut().and_then(|chosen| chosen.before_environment(key)),
        };
        let value = match (outside, around(key)) {
            (Some(value), _) => value,
            (None, Some((text, origin))) => Some(Value::parse(key, text, origin, base)?),
            (None, None) => match chosen.as_mut().and_then(|chosen| chosen.before_files(key)) {
                Some(value) => value,
                None => project.remove(key.name).or_else(|| user.remove(key.name)),
            },
        };
        let value = match (value, key.default) {
            (Some(value), _) => Some(value),
            (None, Some(text)) => Some(Value::parse(key, text, Origin::Default, base)?),
            (None, None) if key == keys::STATE_DIR => places::state_dir(sources).map(Value::default_path),
            (None, None) => None,
        };
        loaded.values.extend(value.map(|value| (key.name, value)));
    }
    loaded.env_file = env_file;
    Ok(loaded)
}

impl Loaded {
    fn read(&mut self, place: &Place) -> Result<Option<FileText>, ConfigError> {
        let text = read(place, &mut self.warnings)?;
        self.looked_for.push(place.looked_for(text.is_some()));
        Ok(text)
    }

    fn layer(&mut self, sources: &Sources, place: &Place) -> Result<Layer, ConfigError> {
        let Some(text) = self.read(place)? else { return Ok(Layer::new()) };
        let mut found = file::parse(place, &text, sources.home.as_deref())?;
        for layer in found.profiles.values().chain([&found.values]) {
            self.check_permissions(place, &text, layer)?;
        }
        profiles::add(&mut self.profiles, place, &mut found);
        Ok(found.values)
    }

    /// Refuses secrets that others can read, and programs that others can put in. An env file is only warned of: it
    /// isn't ours alone, and what writes them leaves them open.
    fn check_permissions(&mut self, place: &Place, text: &FileText, layer: &Layer) -> Result<(), ConfigError> {
        let held = || keys::ALL.into_iter().filter_map(|key| Some((key, layer.get(key.name)?)));
        if text.readable_by_others && held().any(|(key, value)| value.is_literal_secret(key)) {
            let file = place.file.clone();
            if place.role != FileRole::Env {
                return Err(ConfigError::OpenSecrets { file });
            }
            if let Some(found) = self.looked_for.iter_mut().find(|found| found.path == place.path) {
                found.open_secrets = true;
            }
            self.warnings.push(format!("{file} holds secrets and can be read by others: chmod 600 {file}"));
        }
        let command = held().find(|(_, value)| matches!(value.typed(), Typed::Reference(Reference::Command { .. })));
        match command {
            Some((key, value)) if text.writable_by_others => Err(ConfigError::Invalid {
                key: key.name,
                origin: value.origin().to_string(),
                problem: format!("cmd: is refused in a file that everybody can write: chmod o-w {}", place.file),
            }),
            _ => Ok(()),
        }
    }
}

/// Refuses what isn't UTF-8 in the variables that keys have, and warns of names of ours that nothing reads.
fn check_variables(environment: &Environment, warnings: &mut Vec<String>) -> Result<(), ConfigError> {
    for name in keys::ALL.into_iter().flat_map(|key| key.env) {
        if environment.var_os(name).is_some() && environment.var(name).is_none() {
            return Err(ConfigError::NotUnicode { name: (*name).to_owned() });
        }
    }
    warn_of_unknown(environment.names_with(suggest::PREFIX), "the environment", warnings);
    Ok(())
}

fn warn_of_unknown<'a>(names: impl Iterator<Item = &'a str>, place: &str, warnings: &mut Vec<String>) {
    for name in names.filter(|name| name.starts_with(suggest::PREFIX) && !suggest::is_known_variable(name)) {
        let guess = suggest::variable(name).map(|known| format!("; did you mean {known}?")).unwrap_or_default();
        warnings.push(format!("{place}: {name} is not a variable of tenantctl{guess}"));
    }
}

fn flag<'a>(sources: &'a Sources, key: &'static Key) -> Option<(&'a str, Origin)> {
    let set = sources.flags.iter().rev().find(|(flag, _)| *flag == key);
    set.map(|(_, text)| (text.as_str(), Origin::Flag(key.flag)))
}

fn variable<'a>(sources: &'a Sources, key: &Key) -> Option<(&'a str, Origin)> {
    key.env.iter().find_map(|name| {
        let text = sources.env.var(name).filter(|text| !text.is_empty())?;
        Some((text, Origin::Environment((*name).to_owned())))
    })
}

fn in_env_file<'a>(variables: &'a BTreeMap<String, String>, key: &Key, file: &str) -> Option<(&'a str, Origin)> {
    key.env.iter().find_map(|name| {
        let text = variables.get(*name).filter(|text| !text.is_empty())?;
        Some((text.as_str(), Origin::EnvFile { file: file.to_owned(), name: (*name).to_owned() }))
    })
}

/// The secrets of the env file, to check them against its permissions.
fn env_file_layer(
    sources: &Sources,
    variables: &BTreeMap<String, String>,
    place: &Place,
) -> Result<Layer, ConfigError> {
    let base = Base { dir: &sources.cwd, home: sources.home.as_deref() };
    let found = keys::ALL.into_iter().filter(|key| key.secret).filter_map(|key| {
        let (text, origin) = in_env_file(variables, key, &place.file)?;
        Some(Value::parse(key, text, origin, base).map(|value| (key.name, value)))
    });
    found.collect()
}
