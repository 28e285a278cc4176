//! The deletion lock: nobody deletes a tenant by mistake.

use crate::control_plane::{self as plane, PlaneError};
use crate::ops::act::Actor;
use serde_json::json;

/// Locks the tenant against deletion, or unlocks it. False if it was so already.
///
/// # Errors
/// [`PlaneError`].
pub async fn set_lock(actor: Actor<'_>, locked: bool) -> Result<bool, PlaneError> {
    if actor.tenant.deletion_locked == locked {
        return Ok(false);
    }
    let act = actor.begin(if locked { "lock" } else { "unlock" }, json!({})).await?;
    let set = async {
        let mut connection = actor.control.session.get().await;
        plane::set_deletion_lock(&mut connection, actor.tenant.uuid, locked).await
    };
    let set = set.await;
    actor.end(act, set).await
}
