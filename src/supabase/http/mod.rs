//! HTTP as both APIs need it: bounded in time and size, no redirects, retries by the rules of each method.

mod answer;
mod call;
mod client;
mod limits;
mod send;
#[cfg(test)]
mod send_tests;
#[cfg(test)]
pub(in crate::supabase) mod testing;

pub use answer::Answer;
pub use call::{Call, Method};
pub(in crate::supabase) use client::is_loopback;
pub use client::{Bounds, HttpClient};
