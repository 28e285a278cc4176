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
mod read;
mod reference;
mod settings;
mod suggest;
#[cfg(test)]
mod tests;
mod value;
mod variables;

pub use environment::Environment;
pub use error::ConfigError;
pub use key::{Key, Kind};
pub use layers::Sources;
pub use mask::mask_url;
pub use origin::{FileRole, Origin};
pub use places::LookedFor;
pub use settings::{Entry, Settings};
pub use value::Value;
pub use variables::{Variable, variables};
