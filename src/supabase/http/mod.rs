//! What every client of an HTTP API needs.
//!
//! ```text
//! Request --HttpClient--> Answer | ApiError
//!            |  base      https only, a loopback host excepted; never another origin
//!            |  tls       the system's certificates, else Mozilla's; an extra CA
//!            |  windows   a used-up rate limit is waited for, not run into
//!            |  attempt   one try: time limits, the cap on the body, no redirects
//!            `- retry     what may be repeated, and after how long
//! ```
//!
//! A write is never repeated unless it is certain that it wasn't done. Where that is uncertain the
//! error's kind is [`ErrorKind::UnknownOutcome`], and the caller looks before it goes on.

mod answer;
mod attempt;
mod base;
#[cfg(test)]
pub(crate) mod canned;
mod client;
mod error;
mod error_body;
mod json;
mod options;
mod request;
mod retry;
mod retry_after;
mod tls;
mod windows;

pub use answer::Answer;
pub use client::HttpClient;
pub use error::{ApiError, Class, ErrorKind};
pub use options::HttpOptions;
pub use request::Request;

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod retry_tests;
