//! Names seen lately, kept in a file so that a shell completes them without a connection.
//!
//! A command that lists or changes tenants or clusters notes what it saw. The file is a
//! convenience: whatever is wrong with it counts as nothing seen, and nothing depends on it.

use crate::config::{Environment, write_private};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::PathBuf;

/// A greater file isn't ours.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Tenants, each with what a shell shows beside it.
    pub tenants: BTreeMap<String, String>,
    /// Regions of tenants and clusters.
    pub regions: BTreeSet<String>,
    /// Clusters.
    pub clusters: BTreeSet<String>,
}

impl Seen {
    /// How many tenants are kept: more are of no use behind a TAB.
    pub const MOST: usize = 5000;
}

/// Where the names of one control plane are kept.
#[derive(Debug, Clone)]
pub struct SeenFile(PathBuf);

impl SeenFile {
    /// The file of a profile; none without a cache directory.
    pub fn of(environment: &Environment, profile: Option<&str>) -> Option<Self> {
        let name = profile.unwrap_or("default");
        Some(Self(environment.cache_dir()?.join("tenantctl").join(name).join("seen.json")))
    }

    /// Reads the names; none if there is no file, or something is wrong with it.
    pub fn read(&self) -> Seen {
        let mut text = String::new();
        let read = std::fs::File::open(&self.0).and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text));
        match read {
            Ok(_) => serde_json::from_str(&text).unwrap_or_default(),
            Err(_) => Seen::default(),
        }
    }

    /// Changes the names; a failure is only logged.
    pub fn note(&self, change: impl FnOnce(&mut Seen)) {
        let before = self.read();
        let mut seen = before.clone();
        change(&mut seen);
        while seen.tenants.len() > Seen::MOST {
            seen.tenants.pop_last();
        }
        if seen == before {
            return;
        }
        let written = serde_json::to_vec(&seen).map_err(std::io::Error::from);
        if let Err(error) = written.and_then(|bytes| write_private(&self.0, &bytes, false)) {
            tracing::debug!(%error, file = %self.0.display(), "names for completion aren't kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, SeenFile};
    use crate::config::Environment;

    fn file(dir: &std::path::Path) -> SeenFile {
        let environment = Environment::from_pairs([("XDG_CACHE_HOME", dir)]);
        SeenFile::of(&environment, None).expect("a place")
    }

    #[test]
    fn names_are_kept_privately_and_within_bounds() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let file = file(dir.path());
        file.note(|seen| {
            seen.tenants.extend((0..Seen::MOST + 3).map(|n| (format!("t-{n:05}"), "active".to_owned())));
        });
        assert_eq!(file.read().tenants.len(), Seen::MOST);
        let place = dir.path().join("tenantctl/default/seen.json");
        assert_eq!(std::fs::metadata(place).expect("it is there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_is_broken_counts_as_nothing_seen() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = file(dir.path());
        std::fs::create_dir_all(dir.path().join("tenantctl/default")).expect("a folder");
        for text in ["", "{", "[]", "{\"tenants\": 1}"] {
            std::fs::write(dir.path().join("tenantctl/default/seen.json"), text).expect("written");
            assert_eq!(file.read().tenants.len(), 0, "{text}");
        }
        // A folder that can't be is no failure either.
        std::fs::write(dir.path().join("plain"), "").expect("written");
        let nowhere = SeenFile(dir.path().join("plain/seen.json"));
        nowhere.note(|seen| seen.clusters.extend(["eu-1".to_owned()]));
        assert_eq!(nowhere.read().clusters.len(), 0);
    }
}
