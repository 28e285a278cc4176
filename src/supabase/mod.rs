//! Clients of the Supabase Management API and of the Auth server: typed requests, lenient answers, retries that never
//! repeat a write blindly.

mod error;
pub mod http;
pub mod management;

pub use error::{ApiClass, ApiError, Kind};
