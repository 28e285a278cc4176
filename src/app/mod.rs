//! For applications: a tenant's connections, and the check of a request's token.
//!
//! ```no_run
//! # async fn serve(token: &str) -> Result<(), tenantctl::app::AppError> {
//! use tenantctl::app::{Plane, PoolOptions, TenantPools, TokenVerifier};
//!
//! let plane = Plane::open(&"postgresql://…".into(), &"the master key".into()).await?;
//! let pools = TenantPools::new(plane, PoolOptions::default());
//! let verifier = TokenVerifier::new(pools);
//!
//! let user = verifier.verify(token).await?;
//! user.require("vendors.read").await?;
//! let mut transaction = user.begin().await?;
//! // … queries, which see what this user may see …
//! # drop(transaction);
//! # Ok(())
//! # }
//! ```
//!
//! `examples/middleware` is a service that is built of them.

mod error;
mod plane;
mod pools;
mod verifier;

pub use error::AppError;
pub use plane::Plane;
pub use pools::{PoolOptions, TenantPool, TenantPools};
pub use verifier::{SignedIn, TokenVerifier};
