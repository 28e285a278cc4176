//! All integration tests in one binary; `support` starts a world of its own for each.

mod clusters;
mod commands;
mod disk;
mod doctor;
mod encoding;
mod faults;
mod hostile;
mod house;
mod import;
mod import_values;
mod isolation;
mod operations;
mod pool;
mod projects;
mod provision;
mod proxy;
mod secrets;
mod states;
mod supabase_fake;
mod supabase_fake_auth;
mod support;
mod tenant_schema;
mod terminal;
mod unwritable;
mod user_import;
mod world_check;
