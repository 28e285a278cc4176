//! The environment of the process, read once.

use super::mask::mask_argument;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};

/// A snapshot of the environment, or what a test says it is.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, OsString>,
    home: Option<PathBuf>,
    arguments: Vec<String>,
}

impl Environment {
    /// Takes the snapshot. This is the one place where the process's environment is read;
    /// variables whose names aren't UTF-8 are left out.
    pub fn of_process() -> Self {
        let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        // After the program's own name.
        let arguments = std::env::args_os().skip(1).map(|word| mask_argument(&word.to_string_lossy())).collect();
        Self { variables: named.collect(), home: std::env::home_dir(), arguments }.with_usable_home()
    }

    /// Makes an environment of the given variables; the home directory is that of `HOME`.
    pub fn from_pairs<N: Into<String>, V: Into<OsString>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let variables: BTreeMap<String, OsString> =
            pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let home = variables.get("HOME").map(PathBuf::from);
        Self { variables, home, arguments: Vec::new() }.with_usable_home()
    }

    /// Returns the value of `name` as it is set, which may be empty; none if it isn't UTF-8.
    pub fn var(&self, name: &str) -> Option<&str> {
        self.var_os(name).and_then(OsStr::to_str)
    }

    /// Returns the value of `name` as it is set, whatever its encoding.
    pub fn var_os(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(name).map(OsString::as_os_str)
    }

    /// Returns the arguments of the process, without what may be a secret, for the log.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// Returns the variables whose names begin with `prefix`, by name, without those that aren't UTF-8.
    pub fn iter_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.names_with(prefix).filter_map(|name| Some((name, self.var(name)?)))
    }

    /// Returns the user's home directory: `HOME`, or what the system says if that isn't set.
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// Returns the directory of what may be lost: `XDG_CACHE_HOME`, else `~/.cache`.
    pub fn cache_dir(&self) -> Option<PathBuf> {
        self.xdg_dir("XDG_CACHE_HOME", self.home(), ".cache")
    }

    /// Returns every variable, for a child process.
    pub(super) fn variables(&self) -> &BTreeMap<String, OsString> {
        &self.variables
    }

    /// Returns the names that begin with `prefix`, whatever their values.
    pub(super) fn names_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.variables.keys().map(String::as_str).filter(move |name| name.starts_with(prefix))
    }

    /// Returns a path of the XDG specification: an absolute one from `name`, else `fallback` in the home directory.
    pub(super) fn xdg_dir(&self, name: &str, home: Option<&Path>, fallback: &str) -> Option<PathBuf> {
        let set = self.var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        set.or_else(|| home.map(|home| home.join(fallback)))
    }

    fn with_usable_home(mut self) -> Self {
        self.home = self.home.filter(|home| home.is_absolute());
        self
    }
}

/// Shows how many variables there are, since any may hold a secret.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Environment({} variables)", self.variables.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Environment;
    use std::path::{Path, PathBuf};

    #[test]
    fn a_variable_is_returned_as_it_is_set() {
        let environment = Environment::from_pairs([("NO_COLOR", ""), ("COLUMNS", "80")]);
        assert_eq!(environment.var("NO_COLOR"), Some(""));
        assert_eq!(environment.var("COLUMNS"), Some("80"));
        assert_eq!(environment.var("CI"), None);
    }

    #[test]
    fn a_prefix_selects_names() {
        let environment = Environment::from_pairs([("A_1", "x"), ("B_1", "y"), ("A_2", "z")]);
        let found: Vec<_> = environment.iter_prefix("A_").collect();
        assert_eq!(found, [("A_1", "x"), ("A_2", "z")]);
    }

    #[test]
    fn debug_shows_no_value() {
        let environment = Environment::from_pairs([("TOKEN", "s3cret")]);
        assert_eq!(format!("{environment:?}"), "Environment(1 variables)");
    }

    #[test]
    fn an_xdg_directory_must_be_absolute() {
        let home = Some(Path::new("/home/u"));
        for (value, expected) in [("/x", "/x"), ("", "/home/u/.config"), ("relative", "/home/u/.config")] {
            let environment = Environment::from_pairs([("XDG_CONFIG_HOME", value)]);
            let found = environment.xdg_dir("XDG_CONFIG_HOME", home, ".config");
            assert_eq!(found, Some(PathBuf::from(expected)), "{value:?}");
        }
        assert_eq!(Environment::default().xdg_dir("XDG_CONFIG_HOME", None, ".config"), None);
    }

    #[test]
    fn the_process_has_an_environment() {
        assert!(Environment::of_process().var_os("PATH").is_some());
    }
}
