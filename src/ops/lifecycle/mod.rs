//! What happens to a tenant after it was made. Each command is an operation with steps of its own, as a provisioning
//! is: a row before and after each effect, so that the same command completes what a killed run left, and the opposite
//! one takes its place.

mod backup;
mod certificate;
mod cluster;
mod each;
mod error;
mod inside;
mod lock;
mod project;
mod record;
mod run;
mod users;
mod wish;

pub use certificate::certificate;
pub(in crate::ops) use cluster::own_names;
pub use each::{Outcome, SharedWish, change_all};
pub use error::LifeError;
pub use lock::set_lock;
pub use run::{Changed, LifeDeps, LifeRun, Premises, change, plan};
pub use wish::{Backup, Only, Wish};
