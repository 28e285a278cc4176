//! Which files are looked for.

use super::layers::Sources;
use super::origin::FileRole;
use super::value::Base;
use std::path::{Path, PathBuf};

/// A file that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedFor {
    /// What it is to the configuration.
    pub role: FileRole,
    /// The file, as the user would write it.
    pub file: String,
    /// Where it is.
    pub path: PathBuf,
    /// True if it was there and was read.
    pub exists: bool,
    /// True if it holds secrets and others can read it.
    pub open_secrets: bool,
}

/// A file to look for.
pub(super) struct Place {
    pub(super) role: FileRole,
    pub(super) file: String,
    pub(super) path: PathBuf,
    /// Who asked for it; none where it may be missing.
    pub(super) named_by: Option<String>,
}

impl Place {
    pub(super) fn looked_for(&self, exists: bool) -> LookedFor {
        LookedFor { role: self.role, file: self.file.clone(), path: self.path.clone(), exists, open_secrets: false }
    }

    fn implicit(role: FileRole, cwd: &Path, name: &str) -> Self {
        Self { role, file: format!("./{name}"), path: cwd.join(name), named_by: None }
    }

    fn named(role: FileRole, sources: &Sources, file: &Path, named_by: String) -> Self {
        let base = Base { dir: &sources.cwd, home: sources.home.as_deref() };
        Self { role, file: file.display().to_string(), path: base.resolve(file), named_by: Some(named_by) }
    }
}

/// The env file: what was asked for, else `./.env`.
pub(super) fn env_file(sources: &Sources) -> Option<Place> {
    if sources.no_env_file {
        return None;
    }
    Some(match &sources.env_file {
        Some(file) => Place::named(FileRole::Env, sources, file, "--env-file".to_owned()),
        None => Place::implicit(FileRole::Env, &sources.cwd, ".env"),
    })
}

/// The project file, or what replaces it; `in_env_file` is what the env file has for `TENANTCTL_CONFIG`.
pub(super) fn project_file(sources: &Sources, in_env_file: Option<(&str, &str)>) -> Place {
    let name = "TENANTCTL_CONFIG";
    if let Some(file) = &sources.config_file {
        return Place::named(FileRole::Config, sources, file, "--config".to_owned());
    }
    if let Some(file) = sources.env.var_os(name).filter(|file| !file.is_empty()) {
        return Place::named(FileRole::Config, sources, Path::new(file), format!("environment {name}"));
    }
    if let Some((env_file, file)) = in_env_file.filter(|(_, file)| !file.is_empty()) {
        let named_by = format!("env file {env_file} ({name})");
        return Place::named(FileRole::Config, sources, Path::new(file), named_by);
    }
    Place::implicit(FileRole::Project, &sources.cwd, "tenantctl.toml")
}

/// The user file; none without a home directory.
pub(super) fn user_file(sources: &Sources) -> Option<Place> {
    let dir = sources.env.xdg_dir("XDG_CONFIG_HOME", sources.home.as_deref(), ".config")?;
    let path = dir.join("tenantctl").join("config.toml");
    Some(Place { role: FileRole::User, file: path.display().to_string(), path, named_by: None })
}

/// The default of `state_dir`; none without a home directory.
pub(super) fn state_dir(sources: &Sources) -> Option<PathBuf> {
    if sources.is_root {
        return Some(PathBuf::from("/var/lib/tenantctl"));
    }
    let dir = sources.env.xdg_dir("XDG_STATE_HOME", sources.home.as_deref(), ".local/state")?;
    Some(dir.join("tenantctl"))
}
