//! The keys of sealing: what the master key is, and the one that comes next.

use super::PLAIN;
use crate::config::key::{Key, Kind};

/// The master key.
pub const MASTER_KEY: &Key = &Key {
    name: "master_key",
    flag: "master-key",
    env: &["TENANTCTL_MASTER_KEY"],
    secret: true,
    doc: "key that wraps the tenants' data keys",
    ..PLAIN
};

/// The file with the master key.
pub const MASTER_KEY_FILE: &Key = &Key {
    name: "master_key_file",
    flag: "master-key-file",
    env: &["TENANTCTL_MASTER_KEY_FILE"],
    kind: Kind::Path,
    doc: "file that holds the master key",
    ..PLAIN
};

/// The master key that comes next: what is sealed with it opens too, and `secret rekey` seals everything with it.
pub const NEW_MASTER_KEY: &Key = &Key {
    name: "new_master_key",
    flag: "new-master-key",
    env: &["TENANTCTL_NEW_MASTER_KEY"],
    secret: true,
    doc: "master key that comes next, while it is being changed",
    ..PLAIN
};

/// The file with the master key that comes next.
pub const NEW_MASTER_KEY_FILE: &Key = &Key {
    name: "new_master_key_file",
    flag: "new-key-file",
    env: &["TENANTCTL_NEW_MASTER_KEY_FILE"],
    kind: Kind::Path,
    doc: "file that holds the master key that comes next, while it is being changed",
    ..PLAIN
};
