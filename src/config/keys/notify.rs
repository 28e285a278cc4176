//! The keys of notifications: where they go, what signs them, and which are sent.

use super::PLAIN;
use crate::config::key::{Key, Kind};

/// The webhook. All of it is a secret: whoever knows the path of one may often post to it.
pub const NOTIFY_URL: &Key = &Key {
    name: "notify_url",
    flag: "notify-url",
    env: &["TENANTCTL_NOTIFY_URL"],
    secret: true,
    doc: "webhook that is told of runs over several tenants and of failed commands",
    ..PLAIN
};

/// What signs notifications.
pub const NOTIFY_SECRET: &Key = &Key {
    name: "notify_secret",
    flag: "notify-secret",
    env: &["TENANTCTL_NOTIFY_SECRET"],
    secret: true,
    doc: "what signs notifications: whsec_ and 24 to 64 bytes in base64",
    ..PLAIN
};

/// Which notifications are sent.
pub const NOTIFY_ON: &Key = &Key {
    name: "notify_on",
    flag: "notify-on",
    env: &["TENANTCTL_NOTIFY_ON"],
    kind: Kind::Enum(&["all", "failures"]),
    default: Some("all"),
    doc: "which notifications are sent: all, or those of failures alone",
    ..PLAIN
};
