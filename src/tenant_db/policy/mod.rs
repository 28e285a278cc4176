//! The permission policy in a tenant's own tables, which row level security asks.

mod read;
mod write;

pub use read::read;
pub use write::{apply, preview, roles_in_use};
