//! Tests of the settings as a whole, on files in a directory of their own.

mod env_file;
mod malformed;
mod permissions;
mod precedence;
mod profiles;
mod secrets;

use super::{ConfigError, Environment, Key, Settings, Sources, keys};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A working directory and a home directory, and what the process would have.
struct World {
    dir: TempDir,
    variables: Vec<(String, String)>,
    flags: Vec<(&'static Key, String)>,
}

impl World {
    fn new() -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let made = Self { dir, variables: Vec::new(), flags: Vec::new() };
        fs::create_dir(made.path("work")).expect("a working directory");
        made
    }

    fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    /// Writes a file that only its owner can read.
    fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("directories");
        fs::write(&path, text).expect("a file");
        self.mode(name, 0o600)
    }

    fn mode(self, name: &str, mode: u32) -> Self {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).expect("permissions");
        self
    }

    fn project(self, text: impl AsRef<[u8]>) -> Self {
        self.file("work/tenantctl.toml", text)
    }

    fn user(self, text: impl AsRef<[u8]>) -> Self {
        self.file("home/.config/tenantctl/config.toml", text)
    }

    fn dotenv(self, text: impl AsRef<[u8]>) -> Self {
        self.file("work/.env", text)
    }

    fn var(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    fn flag(mut self, key: &'static Key, value: &str) -> Self {
        self.flags.push((key, value.to_owned()));
        self
    }

    fn sources(&self) -> Sources {
        let mut sources = Sources::new(Environment::from_pairs(self.variables.clone()), self.path("work"));
        sources.home = Some(self.path("home"));
        sources.flags = self.flags.clone();
        sources
    }

    fn load(&self) -> Settings {
        Settings::load(self.sources()).expect("settings")
    }

    fn error(&self) -> ConfigError {
        Settings::load(self.sources()).expect_err("an error")
    }
}

/// The value and the origin that `config list` shows.
fn shown(settings: &Settings, key: &Key) -> (Option<String>, String) {
    let entry = settings.entries().into_iter().find(|entry| entry.key == key.name).expect("an entry");
    (entry.value, entry.origin)
}

#[test]
fn the_table_of_keys_is_consistent() {
    let mut variables: Vec<&str> = Vec::new();
    for key in keys::ALL {
        assert_eq!(Key::named(key.name), Some(key));
        assert!(!key.doc.is_empty() && !key.doc.contains('\n'), "{}", key.name);
        assert!(!key.flag.is_empty(), "{}", key.name);
        let own = format!("TENANTCTL_{}", key.name.to_uppercase());
        match key.name {
            "control_plane_url" => assert_eq!(key.env, ["TENANTCTL_DATABASE_URL"]),
            "database_url" => assert_eq!(key.env, ["DATABASE_URL"]),
            "current_profile" => assert_eq!(key.env, ["TENANTCTL_PROFILE"]),
            _ => assert_eq!(key.env.first(), Some(&own.as_str())),
        }
        variables.extend(key.env);
    }
    let count = variables.len();
    variables.sort_unstable();
    variables.dedup();
    assert_eq!(variables.len(), count, "a variable belongs to one key");
}
