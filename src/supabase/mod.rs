//! Clients of the Supabase APIs: what they ask for is typed, what they read is read leniently, and no write is repeated
//! blindly.

pub mod auth;
pub mod http;
pub mod management;
