//! Applying a policy to the control plane.

use super::{Effective, PolicyError, effective_in};
use crate::control_plane::{self as plane, ControlPlane, PlaneError};
use crate::domain::policy::{Difference, Policy, Subject, differences};
use crate::ops::act::log_at_once;
use crate::postgres::{begin, commit};
use serde_json::json;

/// How many changes the log lists.
const LISTED: usize = 1000;

/// Returns what the new policy changes; nothing where it says the same and isn't a newer version.
///
/// # Errors
/// [`PolicyError::Version`]: who changes something raises the version, so that two who began with the same one don't undo
/// each other's work.
pub fn plan(present: &Effective, new: &Policy) -> Result<Vec<Difference>, PolicyError> {
    let (file, present_version) = (new.version, present.policy.version);
    let found = differences(&present.policy, new);
    if file > present_version {
        return Ok(found);
    }
    if found.iter().all(|difference| difference.subject == Subject::Version) {
        return Ok(Vec::new());
    }
    Err(PolicyError::Version { file, present: present_version })
}

/// Puts the new policy in the place of the present one, effect and log in one transaction. New tenants get it from then on.
///
/// # Errors
/// [`PolicyError::Raced`] when the present one isn't any more what the change was planned for.
pub async fn apply(control: &ControlPlane, present: &Effective, new: &Policy, actor: &str) -> Result<(), PolicyError> {
    let changes: Vec<String> = plan(present, new)?.iter().take(LISTED).map(ToString::to_string).collect();
    let mut connection = control.session.get().await;
    let mut transaction = begin(&mut connection).await.map_err(PlaneError::from)?;
    plane::lock_policy(&mut transaction).await?;
    if effective_in(&mut transaction).await? != *present {
        return Err(PolicyError::Raced);
    }
    plane::store_policy(&mut transaction, new, actor).await?;
    let detail = json!({ "version": new.version, "was": present.policy.version, "changes": changes });
    log_at_once(&mut transaction, "policy apply", actor, detail).await?;
    crate::fail_point!("policy.applying");
    commit(transaction).await.map_err(PlaneError::from)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::plan;
    use crate::domain::policy::Policy;
    use crate::ops::policy::{Effective, PolicyError, built_in};

    #[test]
    fn a_change_needs_a_newer_version() {
        let present = Effective { policy: Policy { version: 5, ..built_in().expect("parses") }, applied: None };
        let with = |version: i32, other: bool| {
            let mut new = Policy { version, ..present.policy.clone() };
            if other {
                new.roles[1].permissions.pop();
            }
            new
        };
        for (version, other, changes) in [
            (5, false, Some(0)),
            (4, false, Some(0)),
            (6, false, Some(1)),
            (9, false, Some(1)),
            (6, true, Some(2)),
            (7, true, Some(2)),
            (5, true, None),
            (4, true, None),
        ] {
            match (plan(&present, &with(version, other)), changes) {
                (Ok(found), Some(count)) => assert_eq!(found.len(), count, "{version} {other}"),
                (Err(PolicyError::Version { file, present: 5 }), None) => assert_eq!(file, version),
                (found, _) => panic!("{version} {other}: {found:?}"),
            }
        }
    }
}
