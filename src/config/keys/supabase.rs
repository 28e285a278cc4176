//! The keys that concern Supabase.

use super::PLAIN;
use crate::config::key::{Key, Kind};

/// The shared Supabase API.
pub const SUPABASE_URL: &Key = &Key {
    name: "supabase_url",
    flag: "supabase-url",
    env: &["TENANTCTL_SUPABASE_URL", "SUPABASE_URL"],
    kind: Kind::Url,
    doc: "URL of the shared Supabase API and Auth server",
    ..PLAIN
};

/// The anon key of the shared Supabase API.
pub const SUPABASE_ANON_KEY: &Key = &Key {
    name: "supabase_anon_key",
    flag: "supabase-anon-key",
    env: &["TENANTCTL_SUPABASE_ANON_KEY", "SUPABASE_ANON_KEY"],
    secret: true,
    doc: "anon (publishable) key of the Supabase API",
    ..PLAIN
};

/// The service role key of the shared Supabase API.
pub const SUPABASE_SERVICE_ROLE_KEY: &Key = &Key {
    name: "supabase_service_role_key",
    flag: "supabase-service-role-key",
    env: &["TENANTCTL_SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SERVICE_ROLE_KEY"],
    secret: true,
    doc: "service role (secret) key of the Supabase API",
    ..PLAIN
};

/// Where the keys that verify tokens are published.
pub const SUPABASE_JWKS_URL: &Key = &Key {
    name: "supabase_jwks_url",
    flag: "supabase-jwks-url",
    env: &["TENANTCTL_SUPABASE_JWKS_URL", "SUPABASE_JWKS_URL"],
    kind: Kind::Url,
    doc: "URL of the JWKS that tokens are verified with",
    ..PLAIN
};

/// How long the keys of tokens are kept.
pub const JWKS_MAX_AGE: &Key = &Key {
    name: "jwks_max_age",
    flag: "jwks-max-age",
    env: &["TENANTCTL_JWKS_MAX_AGE"],
    kind: Kind::Duration,
    default: Some("1h"),
    doc: "how long a JWKS is kept at most, and where its server says nothing; at least 30s",
    ..PLAIN
};

/// The token of the Supabase Management API.
pub const SUPABASE_ACCESS_TOKEN: &Key = &Key {
    name: "supabase_access_token",
    flag: "supabase-access-token",
    env: &["TENANTCTL_SUPABASE_ACCESS_TOKEN", "SUPABASE_ACCESS_TOKEN"],
    secret: true,
    doc: "personal access token of the Supabase Management API",
    ..PLAIN
};

/// The Management API.
pub const SUPABASE_API_URL: &Key = &Key {
    name: "supabase_api_url",
    flag: "supabase-api-url",
    env: &["TENANTCTL_SUPABASE_API_URL", "SUPABASE_API_URL"],
    kind: Kind::Url,
    default: Some("https://api.supabase.com"),
    doc: "URL of the Supabase Management API",
    ..PLAIN
};

/// The organization that owns new projects.
pub const SUPABASE_ORGANIZATION: &Key = &Key {
    name: "supabase_organization",
    flag: "organization",
    env: &["TENANTCTL_SUPABASE_ORGANIZATION", "SUPABASE_ORGANIZATION"],
    doc: "slug of the Supabase organization that new projects belong to",
    ..PLAIN
};

/// Where a project's own API is.
pub const SUPABASE_PROJECT_URL: &Key = &Key {
    name: "supabase_project_url",
    flag: "supabase-project-url",
    env: &["TENANTCTL_SUPABASE_PROJECT_URL", "SUPABASE_PROJECT_URL"],
    default: Some("https://{ref}.supabase.co"),
    doc: "URL of a project's own API; {ref} stands for the project",
    ..PLAIN
};

/// The shared Auth server, where it isn't below the shared API.
pub const SUPABASE_AUTH_URL: &Key = &Key {
    name: "supabase_auth_url",
    flag: "supabase-auth-url",
    env: &["TENANTCTL_SUPABASE_AUTH_URL", "SUPABASE_AUTH_URL"],
    kind: Kind::Url,
    doc: "URL of the shared Auth server, where it isn't /auth/v1 below supabase_url",
    ..PLAIN
};

/// The certificate that signed those of Supabase's databases.
pub const SUPABASE_SSL_ROOT_CERT: &Key = &Key {
    name: "supabase_ssl_root_cert",
    flag: "supabase-ssl-root-cert",
    env: &["TENANTCTL_SUPABASE_SSL_ROOT_CERT", "SUPABASE_SSL_ROOT_CERT"],
    kind: Kind::Path,
    doc: "root certificate that projects' databases are verified with; without one the line is encrypted only",
    ..PLAIN
};

/// How long a new project may take.
pub const PROJECT_TIMEOUT: &Key = &Key {
    name: "project_timeout",
    flag: "project-timeout",
    env: &["TENANTCTL_PROJECT_TIMEOUT"],
    kind: Kind::Duration,
    default: Some("10m"),
    doc: "how long a new Supabase project may take to become healthy",
    ..PLAIN
};
