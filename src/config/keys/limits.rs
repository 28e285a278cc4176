//! How much happens at once, and how long it may take.

use super::PLAIN;
use crate::config::key::{Key, Kind};

/// How much happens at once.
pub const JOBS: &Key = &Key {
    name: "jobs",
    flag: "jobs",
    env: &["TENANTCTL_JOBS"],
    kind: Kind::Number { min: 1, max: 64 },
    default: Some("4"),
    doc: "how many tenants are worked on at once",
    ..PLAIN
};

/// How long an answer may take.
pub const TIMEOUT: &Key = &Key {
    name: "timeout",
    flag: "timeout",
    env: &["TENANTCTL_TIMEOUT"],
    kind: Kind::Duration,
    default: Some("30s"),
    doc: "how long a database or an API may take to answer; migrations and loaded rows take their time",
    ..PLAIN
};

/// How long a lock is waited for.
pub const LOCK_TIMEOUT: &Key = &Key {
    name: "lock_timeout",
    flag: "lock-timeout",
    env: &["TENANTCTL_LOCK_TIMEOUT"],
    kind: Kind::Duration,
    default: Some("3s"),
    doc: "how long a statement waits for a lock",
    ..PLAIN
};

/// How long a runner's claim lasts.
pub const FLEET_LEASE: &Key = &Key {
    name: "fleet_lease",
    flag: "fleet-lease",
    env: &["TENANTCTL_FLEET_LEASE"],
    kind: Kind::Duration,
    default: Some("30s"),
    doc: "in a run over the fleet: after how long another runner takes the tenants of one over that is gone",
    ..PLAIN
};
