//! Who issues tokens, and what these are checked with.

use crate::token::{HmacSecret, Keys};
use uuid::Uuid;

/// What kind of issuer it is: how its tokens name their session and their tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// This control plane: `jti` names the session, `tenant_uuid` the tenant.
    Ours,
    /// The Auth server of that tenant's Supabase project: `session_id` names the session.
    Project(Uuid),
    /// The Auth server that tenants on clusters share: `app_metadata` names the tenant.
    Shared,
    /// One that whoever verifies has named, with its keys.
    Named,
}

/// An issuer.
#[derive(Debug)]
pub struct Issuer {
    /// What kind it is.
    pub home: Home,
    /// The values of `iss` that are its own.
    pub names: Vec<String>,
    /// Its public keys.
    pub keys: Keys,
    /// Its shared secret, where one is configured here.
    pub secret: Option<HmacSecret>,
}

/// Returns what the tokens of a control plane have as `iss`.
pub fn own_issuer(control_plane: Uuid) -> String {
    format!("urn:tenantctl:{control_plane}")
}
