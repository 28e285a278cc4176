//! The permission policy: which one counts, applying another, bringing it into tenants, and what it says of a user.

mod change;
mod check;
mod error;
mod fleet;

pub use change::{apply, plan};
pub use check::{Answer, check};
pub use error::PolicyError;
pub use fleet::{Finding, Reached, TenantPolicy, Work, work_on};

use crate::control_plane::{self as plane, ControlPlane, PlaneError, StoredPolicy};
use crate::domain::policy::Policy;
use crate::postgres::Connection;
use chrono::{DateTime, Utc};

/// The default policy.
const BUILT_IN: &str = include_str!("../../../migrations/policy.toml");

/// The policy that counts: the one that was applied last, else the built-in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The policy.
    pub policy: Policy,
    /// When and by whom it was applied; none for the built-in one.
    pub applied: Option<(DateTime<Utc>, String)>,
}

impl Effective {
    /// Returns the version as the control plane stores it: none while nothing was applied.
    pub fn stored_version(&self) -> Option<i32> {
        self.applied.is_some().then_some(self.policy.version)
    }
}

/// Returns the built-in policy.
///
/// # Errors
/// None that a test doesn't find.
pub fn built_in() -> Result<Policy, PlaneError> {
    Policy::parse(BUILT_IN).map_err(|error| PlaneError::Inconsistent(format!("the built-in policy: {error}")))
}

/// Returns the policy that counts.
///
/// # Errors
/// [`PlaneError`].
pub async fn effective(control: &ControlPlane) -> Result<Effective, PlaneError> {
    effective_in(&mut *control.session.get().await).await
}

/// The same, in the caller's transaction.
async fn effective_in(connection: &mut Connection) -> Result<Effective, PlaneError> {
    // Where none was applied, that is all to be asked.
    let stored = match plane::policy_version(connection).await? {
        Some(_) => plane::stored_policy(connection).await?,
        None => None,
    };
    Ok(match stored {
        Some(StoredPolicy { policy, applied_at, applied_by }) => {
            Effective { policy, applied: Some((applied_at, applied_by)) }
        }
        None => Effective { policy: built_in()?, applied: None },
    })
}

/// Sees that it still is the policy that counts.
///
/// # Errors
/// [`PolicyError::Raced`].
pub(super) async fn still(control: &ControlPlane, policy: &Effective) -> Result<(), PolicyError> {
    let now = plane::policy_version(&mut *control.session.get().await).await?;
    if now == policy.stored_version() { Ok(()) } else { Err(PolicyError::Raced) }
}
