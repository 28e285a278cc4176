//! The steps of a rotation, as the ledger names them.

use super::Wanted;
use crate::ops::credentials::LoginRole;

/// A step of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RotateStep {
    /// What is wanted is written down.
    Record,
    /// The other login is the tenant's.
    Switch(LoginRole),
    /// The old login is ended, or its end is set.
    End(LoginRole),
}

impl RotateStep {
    /// Returns the steps of what is wanted, in their order.
    pub(super) fn list(wanted: &Wanted) -> Vec<Self> {
        let of = |role: &LoginRole| match wanted.finish {
            true => vec![Self::End(*role)],
            false => vec![Self::Switch(*role), Self::End(*role)],
        };
        [Self::Record].into_iter().chain(wanted.roles.iter().flat_map(of)).collect()
    }

    /// Returns the name in the ledger.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Switch(LoginRole::Migrator) => "switch migrator",
            Self::Switch(LoginRole::App) => "switch app",
            Self::End(LoginRole::Migrator) => "end old migrator",
            Self::End(LoginRole::App) => "end old app",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RotateStep, Wanted};
    use crate::ops::credentials::LoginRole;
    use std::time::Duration;
    use uuid::Uuid;

    #[test]
    fn what_the_ledger_keeps_is_wanted_again() {
        let (app, migrator) = (LoginRole::App, LoginRole::Migrator);
        for (roles, overlap, finish, names) in [
            (vec![migrator, app], None, false, "record, switch migrator, end old migrator, switch app, end old app"),
            (vec![app], Some(Duration::from_millis(1500)), false, "record, switch app, end old app"),
            (vec![migrator], None, true, "record, end old migrator"),
        ] {
            let wanted = Wanted { roles, overlap, finish, dry_run: false, only: None };
            let listed: Vec<_> = RotateStep::list(&wanted).into_iter().map(RotateStep::as_str).collect();
            assert_eq!(listed.join(", "), names);
            let again = Wanted::of_operation(Uuid::nil(), &wanted.document());
            assert_eq!(again.document(), wanted.document());
            assert_eq!((again.roles, again.overlap), (wanted.roles, wanted.overlap));
        }
    }
}
