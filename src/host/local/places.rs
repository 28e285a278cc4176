//! Where installers put PostgreSQL's programs.

use std::fs;
use std::path::{Path, PathBuf};

use super::LocalConfig;

/// Folders that hold one folder for each version, with the programs in its `bin`.
const VERSION_FOLDERS: [&str; 3] = [
    "/usr/lib/postgresql", // Debian, Ubuntu, Alpine before 3.17
    "/Applications/Postgres.app/Contents/Versions",
    "/Library/PostgreSQL", // the EDB installer
];

/// The same below the home folder: version managers.
const HOME_VERSION_FOLDERS: [&str; 4] =
    [".asdf/installs/postgres", ".local/share/mise/installs/postgres", ".pgenv", ".theseus/postgresql"];

/// Folders in which a name with this beginning is one version, with the programs in it or in its `bin`.
const NAMED_FOLDERS: [(&str, &str); 8] = [
    ("/usr/libexec", "postgresql"), // Alpine
    ("/usr", "pgsql-"),             // the RPMs of postgresql.org
    ("/usr/lib", "postgresql"),     // SUSE
    ("/usr/lib64", "postgresql"),   // Gentoo
    ("/opt/homebrew/opt", "postgresql"),
    ("/usr/local/opt", "postgresql"), // Homebrew on Intel
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql"),
    ("/opt/local/lib", "postgresql"), // MacPorts
];

/// Programs without a version in their folder's name.
const PLAIN_FOLDERS: [&str; 3] = ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"];

/// A folder to look into, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) dir: PathBuf,
    pub(super) source: String,
}

impl Place {
    pub(super) fn new(dir: impl Into<PathBuf>, source: impl Into<String>) -> Self {
        Self { dir: dir.into(), source: source.into() }
    }
}

/// The well-known folders that exist on this machine.
pub(super) fn well_known(home: Option<&Path>) -> Vec<Place> {
    let mut places = Vec::new();
    let homes = home.into_iter().flat_map(|home| HOME_VERSION_FOLDERS.iter().map(|folder| home.join(folder)));
    for root in VERSION_FOLDERS.iter().map(PathBuf::from).chain(homes) {
        places
            .extend(children(&root).into_iter().map(|child| Place::new(child.join("bin"), root.display().to_string())));
    }
    for (root, beginning) in NAMED_FOLDERS {
        for child in children(Path::new(root)) {
            if child.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning)) {
                places.push(Place::new(child.join("bin"), root));
                places.push(Place::new(child, root));
            }
        }
    }
    places.extend(PLAIN_FOLDERS.iter().map(|folder| Place::new(*folder, *folder)));
    places.retain(|place| place.dir.is_dir());
    places
}

/// Each file called `program` in the folders of `PATH`.
pub(super) fn in_path(config: &LocalConfig, program: &str) -> impl Iterator<Item = PathBuf> {
    let folders: Vec<PathBuf> = config.path.iter().flat_map(std::env::split_paths).collect();
    // A relative entry would depend on where the command was typed.
    folders
        .into_iter()
        .filter(|folder| folder.is_absolute())
        .map(move |folder| folder.join(program))
        .filter(|file| file.is_file())
}

/// The entries of a folder in a fixed order; none if it can't be listed.
fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut children: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    children.sort();
    children
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_version_managers_below_home() {
        let home = tempfile::tempdir().expect("a folder");
        let bin = home.path().join(".asdf/installs/postgres/17.2/bin");
        fs::create_dir_all(&bin).expect("creates");
        assert!(well_known(Some(home.path())).iter().any(|place| place.dir == bin));
    }
}
