//! The settings, each with the place that it came from.
//!
//! A value is taken from the first of these that has one:
//!
//! 1. a flag of the command line,
//! 2. the environment: `TENANTCTL_<KEY>` before the bare name (`SUPABASE_URL`),
//! 3. the env file: `--env-file`, else `./.env` (never a parent's; the names are those of the environment),
//! 4. the project file `./tenantctl.toml`, or what `--config` or `TENANTCTL_CONFIG` names instead,
//! 5. the user file `$XDG_CONFIG_HOME/tenantctl/config.toml`, on macOS too,
//! 6. the default.
//!
//! A profile, `[profile.NAME]` in a file, comes right behind the flags if `--profile` or
//! `TENANTCTL_PROFILE` names it, and before the files' other settings if `current_profile` in one of
//! them does. Addresses of servers that belong together are then taken from it alone.
//!
//! The keys are in [`keys`], one table. An empty variable counts as not set; an
//! empty value in a file or a flag is an error. Nothing outside this module
//! reads the environment of the process: [`Environment::of_process`] takes one
//! snapshot, which tests replace by a map. The one exception is a `$NAME` in an
//! env file, which dotenvy looks up itself.
//!
//! The value of a secret key may be a reference, in whatever place it stands:
//! `env:NAME`, `file:/path` (one trailing newline is cut) or `cmd:program arg
//! "an arg"` (no shell). [`Settings::secret`] resolves it, once, when asked.
//! No error text, no `Debug` and no entry of [`Settings::entries`] holds a secret.

mod edit;
mod env_file;
mod environment;
mod error;
mod file;
mod key;
pub mod keys;
mod layers;
mod mask;
mod origin;
mod places;
mod private_file;
mod profiles;
mod read;
mod reference;
mod settings;
mod suggest;
#[cfg(test)]
mod tests;
mod value;
mod variables;

pub use edit::Change;
pub use environment::Environment;
pub use error::ConfigError;
pub use file::is_profile_name;
pub use key::{Key, Kind};
pub use layers::Sources;
pub use mask::mask_url;
pub use origin::{FileRole, Origin};
pub use places::LookedFor;
pub use private_file::write_private;
pub use settings::{Entry, Settings};
pub use value::Value;
pub use variables::{Variable, variables};
