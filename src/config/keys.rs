//! The table of keys: their names, variables, kinds and defaults.
//!
//! `TENANTCTL_<KEY>` always exists and wins over the bare name. The exceptions
//! are the two databases, `TENANTCTL_DATABASE_URL` being the control plane and
//! `DATABASE_URL` `database_url`, and `TENANTCTL_PROFILE`, which is
//! `current_profile` in a file, where `profile` holds the tables.

mod limits;
mod notify;
mod profiles;
mod sealing;
mod supabase;

use super::key::{Key, Kind};

pub use limits::{FLEET_LEASE, JOBS, LOCK_TIMEOUT, TIMEOUT};
pub use notify::{NOTIFY_ON, NOTIFY_SECRET, NOTIFY_URL};
pub use profiles::{PROFILE, PROTECTED};
pub use sealing::{MASTER_KEY, MASTER_KEY_FILE, NEW_MASTER_KEY, NEW_MASTER_KEY_FILE};
pub use supabase::{
    JWKS_MAX_AGE, PROJECT_TIMEOUT, SUPABASE_ACCESS_TOKEN, SUPABASE_ANON_KEY, SUPABASE_API_URL, SUPABASE_AUTH_URL,
    SUPABASE_JWKS_URL, SUPABASE_ORGANIZATION, SUPABASE_PROJECT_URL, SUPABASE_SERVICE_ROLE_KEY, SUPABASE_SSL_ROOT_CERT,
    SUPABASE_URL,
};

const PLAIN: Key = Key { name: "", flag: "", env: &[], secret: false, kind: Kind::Text, default: None, doc: "" };

/// The control plane's database; falls back to [`DATABASE_URL`] in those who use it.
pub const CONTROL_PLANE_URL: &Key = &Key {
    name: "control_plane_url",
    flag: "control-plane-url",
    env: &["TENANTCTL_DATABASE_URL"],
    secret: true,
    kind: Kind::Url,
    doc: "connection URL of the control plane's database",
    ..PLAIN
};

/// The default cluster.
pub const DATABASE_URL: &Key = &Key {
    name: "database_url",
    flag: "database-url",
    env: &["DATABASE_URL"],
    secret: true,
    kind: Kind::Url,
    doc: "connection URL of the default cluster, and of the control plane if that has none",
    ..PLAIN
};

/// The tenant of commands that take one and name none.
pub const TENANT: &Key = &Key {
    name: "tenant",
    flag: "tenant-id",
    env: &["TENANTCTL_TENANT"],
    doc: "the tenant that a command acts on when it names none",
    ..PLAIN
};

/// The region of new tenants.
pub const REGION: &Key = &Key {
    name: "region",
    flag: "region",
    env: &["TENANTCTL_REGION"],
    doc: "region of new tenants, such as us-east-1",
    ..PLAIN
};

/// Where tenant databases come from.
pub const PROVIDER: &Key = &Key {
    name: "provider",
    flag: "provider",
    env: &["TENANTCTL_PROVIDER"],
    kind: Kind::Enum(&["auto", "supabase", "cluster", "local"]),
    default: Some("auto"),
    doc: "where tenant databases come from; auto takes the first that is configured",
    ..PLAIN
};

/// Whether tenants' locations are kept.
pub const LOCATION_CACHE: &Key = &Key {
    name: "location_cache",
    flag: "location-cache",
    env: &["TENANTCTL_LOCATION_CACHE"],
    kind: Kind::Bool,
    default: Some("true"),
    doc: "keep where a tenant is for an hour, sealed, on this machine, so that the next command connects at once",
    ..PLAIN
};

/// The output format.
pub const OUTPUT: &Key = &Key {
    name: "output",
    flag: "output",
    env: &["TENANTCTL_OUTPUT"],
    kind: Kind::Enum(&["table", "json", "ndjson", "csv"]),
    default: Some("table"),
    doc: "output format",
    ..PLAIN
};

/// When to colour.
pub const COLOR: &Key = &Key {
    name: "color",
    flag: "color",
    env: &["TENANTCTL_COLOR"],
    kind: Kind::Enum(&["auto", "always", "never"]),
    default: Some("auto"),
    doc: "when to use colour",
    ..PLAIN
};

/// Where the embedded PostgreSQL and the key file live. Its default is computed.
pub const STATE_DIR: &Key = &Key {
    name: "state_dir",
    flag: "state-dir",
    env: &["TENANTCTL_STATE_DIR"],
    kind: Kind::Path,
    doc: "directory of the embedded PostgreSQL and of local keys",
    ..PLAIN
};

/// Where PostgreSQL's programs are.
pub const PG_BIN_DIR: &Key = &Key {
    name: "pg_bin_dir",
    flag: "pg-bin-dir",
    env: &["TENANTCTL_PG_BIN_DIR"],
    kind: Kind::Path,
    doc: "directory of PostgreSQL's programs (initdb, postgres)",
    ..PLAIN
};

/// The system user that runs the embedded PostgreSQL.
pub const PG_USER: &Key = &Key {
    name: "pg_user",
    flag: "pg-user",
    env: &["TENANTCTL_PG_USER"],
    doc: "system user that the embedded PostgreSQL runs as when tenantctl is root",
    ..PLAIN
};

/// The operator's own tenant migrations.
pub const MIGRATIONS_DIR: &Key = &Key {
    name: "migrations_dir",
    flag: "dir",
    env: &["TENANTCTL_MIGRATIONS_DIR"],
    kind: Kind::Path,
    doc: "directory of tenant migrations to use in place of the embedded ones",
    ..PLAIN
};

/// How databases and logins are named.
pub const NAMING: &Key = &Key {
    name: "naming",
    flag: "naming",
    env: &["TENANTCTL_NAMING"],
    kind: Kind::Enum(&["readable", "opaque"]),
    default: Some("readable"),
    doc: "names of databases and logins: with the tenant's id in them, or opaque",
    ..PLAIN
};

/// What is logged.
pub const LOG: &Key = &Key {
    name: "log",
    flag: "log",
    env: &["TENANTCTL_LOG"],
    doc: "log filter, such as debug or tenantctl=trace,sqlx=warn",
    ..PLAIN
};

/// The token of `token verify` and `token decode`.
pub const TOKEN: &Key = &Key {
    name: "token",
    flag: "token",
    env: &["TENANTCTL_TOKEN"],
    secret: true,
    doc: "the token that is verified when none is given",
    ..PLAIN
};

/// Every key, in the order in which `config list` shows them.
pub const ALL: [&Key; 40] = [
    CONTROL_PLANE_URL,
    DATABASE_URL,
    SUPABASE_URL,
    SUPABASE_ANON_KEY,
    SUPABASE_SERVICE_ROLE_KEY,
    SUPABASE_JWKS_URL,
    JWKS_MAX_AGE,
    SUPABASE_ACCESS_TOKEN,
    SUPABASE_API_URL,
    SUPABASE_ORGANIZATION,
    SUPABASE_PROJECT_URL,
    SUPABASE_AUTH_URL,
    SUPABASE_SSL_ROOT_CERT,
    PROJECT_TIMEOUT,
    PROFILE,
    PROTECTED,
    TENANT,
    REGION,
    PROVIDER,
    OUTPUT,
    COLOR,
    STATE_DIR,
    LOCATION_CACHE,
    PG_BIN_DIR,
    PG_USER,
    MIGRATIONS_DIR,
    NAMING,
    MASTER_KEY,
    MASTER_KEY_FILE,
    NEW_MASTER_KEY,
    NEW_MASTER_KEY_FILE,
    JOBS,
    TIMEOUT,
    LOCK_TIMEOUT,
    FLEET_LEASE,
    NOTIFY_URL,
    NOTIFY_SECRET,
    NOTIFY_ON,
    LOG,
    TOKEN,
];
