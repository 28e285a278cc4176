//! Clients of the Supabase Management API and of the Auth server: typed requests, lenient answers, retries that never
//! repeat a write blindly.

pub mod http;
pub mod management;
