//! The rules of fleet runs: one command over many tenants, in waves, within a failure budget, shared by many runners.

mod permit;
mod policy;
mod share;
mod state;
mod waves;

pub use permit::Permit;
pub use policy::{Policy, Tally, Verdict, connection_budget};
pub use share::{InvalidShare, Share};
pub use state::{ForbiddenStep, RunState, TenantState};
pub use waves::{Waves, assign};
