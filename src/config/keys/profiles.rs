//! The keys that concern profiles.

use super::PLAIN;
use crate::config::key::{Key, Kind};

/// The profile in use; its table is `[profile.NAME]`.
pub const PROFILE: &Key = &Key {
    name: "current_profile",
    flag: "profile",
    env: &["TENANTCTL_PROFILE"],
    doc: "the profile in use: its [profile.NAME] comes before the other settings of the files",
    ..PLAIN
};

/// Whether changes are asked about.
pub const PROTECTED: &Key = &Key {
    name: "protected",
    flag: "protected",
    env: &["TENANTCTL_PROTECTED"],
    kind: Kind::Bool,
    default: Some("false"),
    doc: "ask before anything is changed, naming the server and how many tenants it has",
    ..PLAIN
};
