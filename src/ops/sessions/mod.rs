//! Sessions of a tenant's users: looking at them and ending them.

mod error;
mod issue;
mod look;
mod revoke;

pub use crate::tenant_db::sessions::{Revoked, SessionRow, Which};
pub use error::SessionError;
pub use issue::{IssueWish, Issued, issue};
pub use look::{Page, find, list};
pub use revoke::{Outcome, purge, revoke, revoke_opening, would_revoke};

use crate::ops::act::Actor;
use crate::tenant_db::TenantSession;
use crate::tenant_db::sessions::Where;

/// What a command about sessions works with.
pub struct Sessions<'a> {
    /// Who acts on which tenant.
    pub actor: Actor<'a>,
    /// A session in the tenant's database.
    pub session: &'a mut TenantSession,
}

impl Sessions<'_> {
    /// Where the tenant's users have sessions: on a Supabase project also at its Auth server.
    fn places(&self) -> &'static [Where] {
        match self.actor.tenant.address {
            Some(_) => &[Where::Ours, Where::Supabase],
            None => &[Where::Ours],
        }
    }
}
