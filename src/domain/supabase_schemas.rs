//! The schemas of a project's database that are Supabase's own: its services make, migrate and upgrade what is in them, so
//! that two projects differ there without anybody's doing.

/// Their names. Whatever else there is in a project's database is the tenant's.
pub const SUPABASE_SCHEMAS: [&str; 18] = [
    "auth",
    "storage",
    "extensions",
    "realtime",
    "_realtime",
    "_analytics",
    "_supavisor",
    "graphql",
    "graphql_public",
    "vault",
    "pgbouncer",
    "pgsodium",
    "pgsodium_masks",
    "supabase_functions",
    "supabase_migrations",
    "net",
    "cron",
    "pgmq",
];
