//! Finds PostgreSQL's programs on this machine.

use std::path::{Path, PathBuf};

use super::child;
use super::places::{self, Place};
use super::run_as::{self, RunAs};
use super::{LocalConfig, OLDEST_MAJOR};

/// The programs of a server.
const SERVER_PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// A PostgreSQL server installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Install {
    /// The folder that holds `initdb`, `pg_ctl` and `postgres`.
    pub bin_dir: PathBuf,
    /// The major version, such as 17.
    pub major: u32,
    /// The minor version; 0 for a beta.
    pub minor: u32,
    /// Where we heard of it: a setting, `PATH`, or the folder that was listed.
    pub source: String,
}

/// An installation whose `postgres` does not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The folder that holds its programs.
    pub bin_dir: PathBuf,
    /// Why it does not run.
    pub reason: String,
}

/// All server installations of this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Those that can run the embedded server, the newest first.
    pub installs: Vec<Install>,
    /// Those older than [`OLDEST_MAJOR`].
    pub too_old: Vec<Install>,
    /// Those that the server's user can't run.
    pub unusable: Vec<Unusable>,
}

/// The installations that can run the embedded server, the newest first.
pub fn discover(config: &LocalConfig) -> Vec<Install> {
    survey(config).installs
}

/// Everything that was found, also what can't be used, for a diagnosis.
pub fn survey(config: &LocalConfig) -> Survey {
    let user = run_as::effective_uid().and_then(|caller| run_as::resolve(config, caller, Path::new("")));
    survey_as(config, user.ok().flatten().as_ref())
}

/// Asks each installation for its version as the user who will run the server, because root
/// may read folders (its own home) that this user can't.
pub(super) fn survey_as(config: &LocalConfig, user: Option<&RunAs>) -> Survey {
    let mut survey = Survey::default();
    let mut seen: Vec<PathBuf> = Vec::new();
    for Place { dir, source } in server_places(config, user) {
        // Often a folder of links. PostgreSQL finds its other files relative to the real place.
        let Some(bin_dir) = real_dir(&dir.join("postgres")) else { continue };
        let complete = SERVER_PROGRAMS.iter().all(|program| bin_dir.join(program).is_file());
        if !complete || seen.contains(&bin_dir) {
            continue;
        }
        seen.push(bin_dir.clone());
        match version_of(&bin_dir.join("postgres"), user) {
            Ok((major, minor)) => {
                let fits = major >= OLDEST_MAJOR;
                let list = if fits { &mut survey.installs } else { &mut survey.too_old };
                list.push(Install { bin_dir, major, minor, source });
            }
            Err(reason) => survey.unusable.push(Unusable { bin_dir, reason }),
        }
    }
    survey.installs.sort_by_key(|install| std::cmp::Reverse((install.major, install.minor)));
    survey
}

/// The newest `program` (psql, pg_dump, …): in the set folder, the well-known ones, or `PATH`.
///
/// The newest, because `pg_dump` refuses a server that is newer than itself.
pub fn find_program(config: &LocalConfig, program: &str) -> Option<PathBuf> {
    if let Some(file) = config.bin_dir.as_ref().map(|dir| dir.join(program)).filter(|file| file.is_file()) {
        return Some(file);
    }
    let known = places::well_known(config.home.as_deref()).into_iter().map(|place| place.dir.join(program));
    let mut files: Vec<PathBuf> = Vec::new();
    let mut wrapper = None;
    for file in known.chain(places::in_path(config, program)) {
        match file.canonicalize() {
            // Debian's /usr/bin/psql is a slow script that chooses among the others.
            Ok(real) if !real.ends_with(program) => wrapper = wrapper.or(Some(file)),
            Ok(real) if !files.contains(&real) => files.push(real),
            _ => {}
        }
    }
    if files.len() < 2 {
        return files.pop().or(wrapper);
    }
    let mut newest: Option<((u32, u32), PathBuf)> = None;
    for file in files {
        let version = version_of(&file, None).unwrap_or((0, 0));
        if newest.as_ref().is_none_or(|(best, _)| version > *best) {
            newest = Some((version, file));
        }
    }
    newest.map(|(_, file)| file)
}

/// Asks a program for its major version.
pub(in crate::host) fn program_major(program: &Path) -> Result<u32, String> {
    version_of(program, None).map(|(major, _)| major)
}

/// Where server programs may be, the most specific first; only the set folder if one is set.
fn server_places(config: &LocalConfig, user: Option<&RunAs>) -> Vec<Place> {
    if let Some(dir) = &config.bin_dir {
        return vec![Place::new(dir, "TENANTCTL_PG_BIN_DIR")];
    }
    let mut places = Vec::new();
    if let Some(program) = places::in_path(config, "pg_config").next()
        && let Ok(output) = child::command(&program, user).arg("--bindir").output()
        && output.status.success()
    {
        places.push(Place::new(String::from_utf8_lossy(&output.stdout).trim(), "pg_config"));
    }
    // Some distributions link initdb alone into PATH.
    let in_path = places::in_path(config, "initdb").filter_map(|file| real_dir(&file));
    places.extend(in_path.map(|dir| Place::new(dir, "PATH")));
    places.extend(places::well_known(config.home.as_deref()));
    places
}

/// The folder that a program is really in; `None` if there is no such program.
fn real_dir(program: &Path) -> Option<PathBuf> {
    program.canonicalize().ok()?.parent().map(Path::to_path_buf)
}

fn version_of(program: &Path, user: Option<&RunAs>) -> Result<(u32, u32), String> {
    let output = child::command(program, user).arg("--version").output();
    let output = output.map_err(|error| match user {
        Some(user) => format!("user {} can't run it: {error}", user.name),
        None => format!("it does not run: {error}"),
    })?;
    if !output.status.success() {
        return Err(child::complaint(&output));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    parse_version(&text).ok_or_else(|| format!("it gives no version: {}", text.trim()))
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, `psql (PostgreSQL) 18beta1`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let version = text.split_once("(PostgreSQL)")?.1.split_whitespace().next()?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (major, rest) = version.split_at(digits(version));
    let minor = rest.strip_prefix('.').map_or("", |minor| &minor[..digits(minor)]);
    Some((major.parse().ok()?, minor.parse().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn reads_versions() {
        assert_eq!(parse_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some((15, 18)));
        assert_eq!(parse_version("psql (PostgreSQL) 18beta1\n"), Some((18, 0)));
        assert_eq!(parse_version("nonsense"), None);
    }

    /// An installation whose programs are scripts that say `version`.
    fn fake(folder: &Path, version: &str) -> PathBuf {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("opens");
        let bin = folder.join(version).join("bin");
        fs::create_dir_all(&bin).expect("creates");
        for program in SERVER_PROGRAMS.iter().chain(&["psql"]) {
            let file = bin.join(program);
            fs::write(&file, format!("#!/bin/sh\necho '{program} (PostgreSQL) {version}'\n")).expect("writes");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("makes it run");
        }
        bin
    }

    #[test]
    fn the_set_folder_is_the_only_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let bin = fake(folder.path(), "17.4");
        let found = survey(&LocalConfig { bin_dir: Some(bin.clone()), ..LocalConfig::default() });
        assert_eq!(found.installs.len(), 1, "{found:?}");
        assert_eq!((found.installs[0].major, found.installs[0].minor), (17, 4));
        let empty = survey(&LocalConfig { bin_dir: Some(folder.path().into()), ..LocalConfig::default() });
        assert_eq!(empty, Survey::default());
    }

    #[test]
    fn old_and_broken_installations_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = survey(&LocalConfig { bin_dir: Some(fake(folder.path(), "13.2")), ..LocalConfig::default() });
        assert_eq!((old.installs.len(), old.too_old.len()), (0, 1));
        let broken = fake(folder.path(), "16.1");
        fs::write(broken.join("postgres"), "#!/bin/sh\necho 'no libxml2' >&2; exit 127\n").expect("writes");
        let broken = survey(&LocalConfig { bin_dir: Some(broken), ..LocalConfig::default() });
        assert_eq!(broken.unusable.first().map(|found| found.reason.as_str()), Some("no libxml2"));
    }

    #[test]
    fn the_newest_client_program_wins() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (fake(folder.path(), "97.1"), fake(folder.path(), "99.1"));
        let path = std::env::join_paths([&old, &new]).expect("joins");
        let config = LocalConfig { path: Some(path), ..LocalConfig::default() };
        assert_eq!(find_program(&config, "psql"), Some(new.join("psql")));
        assert_eq!(find_program(&config, "no-such-program"), None);
    }
}
