//! Which tenant a token belongs to.

use super::{Accepted, Home, OfTenant, Verdict, VerifyError};
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::status::Status;
use crate::token::{Claims, Reason};
use std::collections::HashMap;
use uuid::Uuid;

/// Tenants that tokens have named, each read once.
#[derive(Debug, Default)]
pub struct Tenants {
    rows: HashMap<Uuid, TenantRow>,
}

impl Tenants {
    /// Begins with one that was read a moment ago.
    pub fn with(seen: Option<TenantRow>) -> Self {
        Self { rows: seen.into_iter().map(|row| (row.uuid, row)).collect() }
    }

    /// Returns a tenant that was read.
    pub fn get(&self, uuid: Uuid) -> Option<&TenantRow> {
        self.rows.get(&uuid)
    }

    /// Gives every accepted token its tenant, which must be in use; `only` is the one that tokens are meant for. The
    /// control plane is asked once, about those that weren't read.
    ///
    /// # Errors
    /// The control plane.
    pub async fn assign(
        &mut self,
        control: &ControlPlane,
        only: Option<Uuid>,
        verdicts: &mut [Verdict],
    ) -> Result<(), VerifyError> {
        let (mut uuids, mut ids) = (Vec::new(), Vec::new());
        for accepted in verdicts.iter().flatten() {
            let claims = &accepted.claims;
            uuids.extend(named(accepted.home, claims).into_iter().flatten());
            if claims.tenant_uuid().is_none() {
                ids.extend(claims.tenant_id().map(str::to_owned));
            }
        }
        uuids.extend(only);
        ids.sort_unstable();
        ids.dedup();
        uuids.sort_unstable();
        uuids.dedup();
        uuids.retain(|uuid| !self.rows.contains_key(uuid));
        if !uuids.is_empty() || !ids.is_empty() {
            let rows = plane::tenants_named(&mut *control.session.get().await, &uuids, &ids).await?;
            self.rows.extend(rows.into_iter().map(|row| (row.uuid, row)));
        }
        for verdict in verdicts {
            let Ok(accepted) = verdict else { continue };
            match self.of(only, accepted) {
                Ok(tenant) => accepted.tenant = Some(tenant),
                Err(reason) => *verdict = Err(reason),
            }
        }
        Ok(())
    }

    /// Finds the tenant, which must be the one that is meant, and in use.
    fn of(&self, only: Option<Uuid>, accepted: &Accepted) -> Result<OfTenant, Reason> {
        let claims = &accepted.claims;
        let row = match (named(accepted.home, claims)?, claims.tenant_id()) {
            (Some(uuid), _) => self.get(uuid),
            (None, Some(id)) => self.rows.values().find(|row| id == row.id.as_str() && row.status != Status::Deleted),
            // Its keys were named together with the tenant, so nothing else can be meant.
            (None, None) if accepted.home == Home::Named => only.and_then(|only| self.get(only)),
            (None, None) if only.is_some() => return Err(Reason::WrongTenant),
            (None, None) => None,
        };
        let row = row.ok_or(if only.is_some() { Reason::WrongTenant } else { Reason::TenantUnknown })?;
        if only.is_some_and(|only| only != row.uuid) || !matches(claims, row) {
            return Err(Reason::WrongTenant);
        }
        match row.status {
            Status::Active => Ok(OfTenant { uuid: row.uuid, id: row.id.clone() }),
            Status::Suspended => Err(Reason::TenantSuspended),
            Status::Provisioning | Status::Failed | Status::Deleting | Status::Deleted => Err(Reason::TenantUnknown),
        }
    }
}

/// Returns the uuid that the issuer or the claims name.
fn named(home: Home, claims: &Claims) -> Result<Option<Uuid>, Reason> {
    match (home, claims.tenant_uuid()) {
        (Home::Project(uuid), _) => Ok(Some(uuid)),
        (Home::Ours, None) => Err(Reason::MissingClaim),
        (_, None) => Ok(None),
        (_, Some(text)) => text.parse().map(Some).map_err(|_| Reason::Malformed),
    }
}

/// Says whether the claims name this tenant, or none. A tenant that was renamed is still known by its uuid; an id alone
/// must be the present one.
fn matches(claims: &Claims, row: &TenantRow) -> bool {
    match (claims.tenant_uuid(), claims.tenant_id()) {
        (Some(uuid), _) => uuid.parse() == Ok(row.uuid),
        (None, Some(id)) => id == row.id.as_str(),
        (None, None) => true,
    }
}
