//! New passwords for tenants' logins. Each login has two names, and a rotation goes from one to the other, so that the
//! new one is proven before the old one ends and both can last for a time.

mod error;
mod fleet;
mod project;
mod run;
mod step;
mod undo;
mod wanted;

pub use error::RotateError;
pub use fleet::{Host, RotateResult, rotate_tenants};
pub use project::Projects;
pub use run::RotateDeps;
pub use undo::undo_rotation;
pub use wanted::{Rotated, Wanted};
