//! What every connection to a PostgreSQL server needs, whichever adapter opens it: where the
//! server is (and with which TLS), the settings a session is pinned to, the sorting of
//! failures, and the probe for a transaction pooler.
//!
//! `control_plane`, `tenant_db` and `host` stand on this; it knows none of them.

mod clock;
mod connect;
mod failure;
mod line;
mod once;
mod pins;
mod pool;
mod pooler;
mod session;
mod target;
mod transaction;
mod url;

pub use clock::clock_ahead;
pub use connect::{Answer, Question, ask, close, connect, connect_asking};
pub use failure::{DatabaseError, FailureClass, Report, db};
pub use line::Line;
pub use once::{Once, once};
pub use pins::Pins;
pub use pool::pool;
pub use pooler::transaction_pooled;
pub use session::Session;
pub use target::{Place, Target};
pub use transaction::{Transaction, begin, commit};
pub use url::InvalidTarget;

/// An open connection, for those who pass it on without naming the driver.
pub type Connection = sqlx::PgConnection;

/// Connections that are handed out and taken back.
pub type Pool = sqlx::PgPool;
