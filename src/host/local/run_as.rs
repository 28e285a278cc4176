//! Who we are, and whom the server runs as.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::child;
use super::error::LocalError;
use super::files;
use super::{LocalConfig, places};

const PASSWD: &str = "/etc/passwd";

/// The user that the server's programs run as when the caller is root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RunAs {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// The caller's effective uid. std has no `geteuid`, and `unsafe` is forbidden here.
///
/// # Errors
/// Without `/proc`, a probe file that can't be made.
pub fn effective_uid() -> Result<u32, LocalError> {
    // Of this program it never changes.
    static FOUND: OnceLock<u32> = OnceLock::new();
    match FOUND.get() {
        Some(uid) => Ok(*uid),
        None => find_uid().map(|uid| *FOUND.get_or_init(|| uid)),
    }
}

fn find_uid() -> Result<u32, LocalError> {
    if let Some(uid) = fs::read_to_string("/proc/self/status").ok().as_deref().and_then(effective_uid_in_status) {
        return Ok(uid);
    }
    // Without /proc (macOS): a file that we make carries our uid.
    let probe = PathBuf::from("/tmp").join(format!(".tenantctl-{}", files::random_hex(8)?));
    let made = fs::OpenOptions::new().write(true).create_new(true).open(&probe).and_then(|file| file.metadata());
    let _ = fs::remove_file(&probe);
    Ok(made.map_err(LocalError::file("create", &probe))?.uid())
}

fn effective_uid_in_status(status: &str) -> Option<u32> {
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    ids.split_whitespace().nth(1)?.parse().ok()
}

/// Whom to run the server as; `None` is the caller.
///
/// An existing cluster keeps its owner, so that installing a `postgres` user later does not
/// lock out a cluster that was made as `nobody`.
pub(super) fn resolve(config: &LocalConfig, caller: u32, data: &Path) -> Result<Option<RunAs>, LocalError> {
    if caller != 0 {
        return Ok(None);
    }
    let owner = fs::symlink_metadata(data).ok().filter(|found| found.is_dir() && found.uid() != 0);
    let names = match &config.pg_user {
        Some(name) => vec![name.clone()],
        None => vec!["postgres".to_owned(), "nobody".to_owned()],
    };
    if let (Some(owner), None) = (&owner, &config.pg_user) {
        return Ok(Some(RunAs { name: name_of(owner.uid()), uid: owner.uid(), gid: owner.gid() }));
    }
    let Some(user) = names.iter().find_map(|name| by_name(config, name)) else {
        return Err(LocalError::NoServerUser { names });
    };
    if user.uid == 0 {
        return Err(LocalError::RootAsServerUser { name: user.name });
    }
    match owner {
        Some(owner) if owner.uid() != user.uid => {
            Err(LocalError::OtherOwner { data: data.to_path_buf(), owner: name_of(owner.uid()), wanted: user.name })
        }
        _ => Ok(Some(user)),
    }
}

fn by_name(config: &LocalConfig, name: &str) -> Option<RunAs> {
    let passwd = fs::read_to_string(PASSWD).unwrap_or_default();
    passwd_entries(&passwd).find(|user| user.name == name).or_else(|| ask_id(config, name))
}

/// Users of a directory service are not in the file; `id` knows them.
fn ask_id(config: &LocalConfig, name: &str) -> Option<RunAs> {
    if name.is_empty() || name.starts_with('-') {
        return None;
    }
    let program = places::in_path(config, "id").next().unwrap_or_else(|| PathBuf::from("/usr/bin/id"));
    let ask = |flag: &str| -> Option<u32> {
        let output = child::command(&program, None).args([flag, name]).output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).trim().parse().ok();
        text.filter(|_| output.status.success())
    };
    Some(RunAs { name: name.to_owned(), uid: ask("-u")?, gid: ask("-g")? })
}

/// A user's name for messages; its number when it has none.
pub(super) fn name_of(uid: u32) -> String {
    let passwd = fs::read_to_string(PASSWD).unwrap_or_default();
    passwd_entries(&passwd).find(|user| user.uid == uid).map_or_else(|| uid.to_string(), |user| user.name)
}

fn passwd_entries(passwd: &str) -> impl Iterator<Item = RunAs> + '_ {
    passwd.lines().filter_map(|line| {
        let mut fields = line.split(':');
        let (name, _password) = (fields.next()?, fields.next()?);
        Some(RunAs { name: name.to_owned(), uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_effective_uid() {
        assert_eq!(effective_uid_in_status("Name:\tx\nUid:\t1000\t7\t1000\t1000\nGid:\t1\t1\t1\t1\n"), Some(7));
        assert_eq!(effective_uid_in_status("Name:\tx\n"), None);
    }

    #[test]
    fn reads_passwd_lines_and_skips_broken_ones() {
        let text = "root:x:0:0:root:/root:/bin/sh\n# comment\nbad:x:y:z\npostgres:x:101:104:P,,,:/var/lib/postgresql:/bin/sh\n";
        let users: Vec<RunAs> = passwd_entries(text).collect();
        assert_eq!(users.len(), 2);
        assert_eq!(users[1], RunAs { name: "postgres".to_owned(), uid: 101, gid: 104 });
    }

    #[test]
    fn an_ordinary_user_runs_the_server_as_itself() {
        let config = LocalConfig { pg_user: Some("postgres".to_owned()), ..LocalConfig::default() };
        assert_eq!(resolve(&config, 1000, Path::new("/nonexistent")).expect("resolves"), None);
    }

    #[test]
    fn unknown_users_and_root_are_refused() {
        let config = |name: &str| LocalConfig { pg_user: Some(name.to_owned()), ..LocalConfig::default() };
        let unknown = resolve(&config("no-such-user-here"), 0, Path::new("/nonexistent"));
        assert!(matches!(unknown, Err(LocalError::NoServerUser { .. })));
        let root = resolve(&config("root"), 0, Path::new("/nonexistent"));
        assert!(matches!(root, Err(LocalError::RootAsServerUser { .. })));
    }
}
