//! tenantctl: the whole life of a tenant in a database-per-tenant SaaS on Supabase or PostgreSQL.
//!
//! # The house
//!
//! | module | what it is for | may use |
//! | --- | --- | --- |
//! | [`program`] | parses, runs, prints the error, returns the exit code | all of it |
//! | [`cli`] | the command line | commands, config, output, seen, domain |
//! | [`commands`] | one file per verb | context and below |
//! | [`context`] | what a command gets | ops and below, output, config, error, seen |
//! | [`output`] | the only one that writes to stdout and stderr | error, views of what is below |
//! | [`seen`] | names kept for completion | config |
//! | [`config`] | the only one that reads the environment | nothing of ours |
//! | [`error`] | kind, code, hints | what is below context |
//! | [`app`] | for applications: tenants' connections, the check of a request's token | ops and below |
//! | [`ops`] | use cases, where the adapters meet | adapters, domain |
//! | [`control_plane`], [`tenant_db`], [`host`], [`supabase`], [`secrets`] | adapters; they don't know each other | postgres, domain |
//! | [`token`] | signed tokens: rules, and the cache of the keys that they are verified with | domain |
//! | [`postgres`] | what every connection needs | domain |
//! | [`domain`] | rules without input or output | nothing of ours |
//!
//! `tests/house.rs` reads the `use` lines and checks the table. [`domain`], [`import`], [`postgres`] and [`token`] are
//! packages of their own in these folders: they compute, and are compiled for speed; the rest waits for servers, and is
//! compiled for size.

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod control_plane;
pub mod error;
pub mod failpoint;
pub mod host;
pub mod ops;
pub mod output;
pub mod program;
pub mod secrets;
pub mod seen;
pub mod supabase;
pub mod tenant_db;

pub use tenantctl_domain as domain;
pub use tenantctl_import as import;
pub use tenantctl_postgres as postgres;
pub use tenantctl_token as token;
