//! Runs over the fleet: rows in the control plane, shared by any number of runners, whatever is done to each tenant.
//!
//! A runner claims tenants for the time of a lease, which it extends while it works. When it dies, others take its
//! tenants over; when it was only stopped and comes back, its claims have other numbers by then, and nothing that it
//! writes to the control plane is taken. In a tenant's database the tenant's own lock guards.

mod begin;
mod change;
mod claims;
mod desk;
mod error;
mod ledger;
mod record;
mod settle;
mod task;
mod work;

pub use begin::{Begun, FleetPlan, begin_run, open_run};
pub use change::{Change, change_run};
pub use error::FleetError;
pub use task::{Came, Task, Turn, application_name, session_prefix};
pub use work::{FleetDeps, work};
