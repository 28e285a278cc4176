//! Deciding where a tenant goes.

use super::Context;
use crate::config::keys;
use crate::control_plane::{self as plane, ClusterRow, ControlPlane};
use crate::domain::cluster::ClusterName;
use crate::domain::region::Region;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::clusters::{ClusterError, choose, find};
use crate::ops::provision::{Difference, ProvisionError};
use crate::postgres::Connection;

/// Where a tenant goes.
pub struct Placement {
    /// The provider's name.
    pub provider: &'static str,
    /// The region.
    pub region: Region,
    pub(super) on: On,
    /// Nobody had the id a moment ago.
    pub(super) is_new: bool,
}

pub(super) enum On {
    /// The server of `DATABASE_URL`, or the embedded one.
    Own,
    /// This one: it was named, or the tenant is there.
    This(Box<ClusterRow>),
    /// Whichever of the region takes it.
    Region,
    /// A Supabase project of its own.
    Project,
}

impl Placement {
    /// Tells whether the tenant gets a Supabase project of its own.
    pub fn is_project(&self) -> bool {
        matches!(self.on, On::Project)
    }

    /// Tells whether both are one server, so that one connection serves both.
    pub(super) fn same_server_as(&self, other: &Self) -> bool {
        match (&self.on, &other.on) {
            (On::Own, On::Own) => self.provider == other.provider,
            (On::Project, On::Project) => true,
            (On::This(one), On::This(two)) => one.id == two.id,
            _ => false,
        }
    }
}

impl Context {
    /// Decides where a tenant goes: an existing one stays where it is.
    ///
    /// # Errors
    /// No region, no such cluster, a cluster of another region, or no server at all.
    pub async fn placement(
        &mut self,
        control: Option<&ControlPlane>,
        id: &TenantId,
        named: Option<&ClusterName>,
        own: Option<&Region>,
    ) -> Result<Placement, CommandError> {
        let Some(control) = control else { return self.own_placement(named, own) };
        let mut connection = control.session.get().await;
        let setting = self.settings.text(keys::PROVIDER);
        if !plane::has_tenant(&mut connection, id).await? {
            return Ok(Placement { is_new: true, ..self.new_placement(&mut connection, named, own).await? });
        }
        let existing = plane::tenant_by_id(&mut connection, id).await?;
        if existing.as_ref().is_some_and(|tenant| tenant.provider == "supabase") {
            return self.project_placement(named, own);
        }
        if let Some((tenant, (cluster, name))) = existing.and_then(|t| t.cluster.clone().map(|c| (t, c))) {
            if let Some(named) = named.filter(|named| named.as_str() != name) {
                let difference = Difference { field: "cluster".into(), existing: name, wanted: named.to_string() };
                return Err(ProvisionError::OtherSpec { id: id.clone(), differences: vec![difference] }.into());
            }
            let provider = match (setting, tenant.provider.as_str()) {
                (Some("local"), _) | (Some("auto") | None, "local") => "local",
                _ => "cluster",
            };
            if let Some(row) = plane::cluster_by_id(&mut connection, cluster).await? {
                let there = named.map(|_| tenant.region.as_str());
                return Ok(Placement {
                    provider,
                    region: self.region(provider, own, there)?,
                    on: On::This(row.into()),
                    is_new: false,
                });
            }
        }
        self.new_placement(&mut connection, named, own).await
    }

    /// Decides where a tenant goes that is nowhere yet.
    async fn new_placement(
        &self,
        connection: &mut Connection,
        named: Option<&ClusterName>,
        own: Option<&Region>,
    ) -> Result<Placement, CommandError> {
        if let Some(named) = named {
            let row = find(connection, named.as_str()).await?;
            let provider = if row.provider == "local" { "local" } else { "cluster" };
            let region = self.region(provider, own, row.region.as_deref())?;
            if let Some(there) = row.region.clone().filter(|there| there != region.as_str()) {
                let wanted = region.to_string();
                return Err(ClusterError::OtherRegion { name: row.name, there, wanted }.into());
            }
            return Ok(Placement { provider, region, on: On::This(row.into()), is_new: false });
        }
        if self.provider().is_ok_and(|provider| provider == "supabase") {
            return self.project_placement(None, own);
        }
        let is_local = self.settings.text(keys::PROVIDER) == Some("local");
        if !is_local && !plane::cluster_regions(connection).await?.is_empty() {
            let region = self.region("cluster", own, None)?;
            return Ok(Placement { provider: "cluster", region, on: On::Region, is_new: false });
        }
        self.own_placement(None, own)
    }

    /// What is left where no cluster was added.
    fn own_placement(&self, named: Option<&ClusterName>, own: Option<&Region>) -> Result<Placement, CommandError> {
        if let Some(named) = named {
            return Err(ClusterError::Unknown { name: named.to_string(), near: None }.into());
        }
        let provider = self.provider()?;
        if provider == "supabase" {
            return self.project_placement(None, own);
        }
        let region = self.region(provider, own, None)?;
        if provider == "cluster" {
            region.known()?;
        }
        Ok(Placement { provider, region, on: On::Own, is_new: false })
    }

    /// A tenant with a project of its own, which is on no cluster.
    fn project_placement(&self, named: Option<&ClusterName>, own: Option<&Region>) -> Result<Placement, CommandError> {
        if let Some(named) = named {
            let text = format!("a tenant with a Supabase project of its own isn't on the cluster {named}");
            return Err(
                CommandError::new(ErrorKind::Conflict, text).hint("leave --cluster out, or name another --provider")
            );
        }
        let region = self.region("supabase", own, None)?;
        Self::project_region(&region)?;
        Ok(Placement { provider: "supabase", region, on: On::Project, is_new: false })
    }

    /// Refuses, before anything is made, what no cluster can mend: a region that nobody knows, and
    /// the provider `cluster` without one.
    ///
    /// # Errors
    /// Usage or configuration.
    pub async fn refuse_early(
        &mut self,
        named: Option<&ClusterName>,
        own: Option<&Region>,
    ) -> Result<(), CommandError> {
        let Err(error) = self.own_placement(None, own) else { return Ok(()) };
        if named.is_none() && error.code() == ErrorKind::Usage.default_code() {
            return Err(error);
        }
        let Ok(control) = self.read_plane().await else { return Err(error) };
        let added = plane::cluster_regions(&mut *control.session.get().await).await?;
        if added.is_empty() && named.is_none() { Err(error) } else { Ok(()) }
    }

    /// Says where a tenant goes, when nobody named the provider.
    pub fn say_placement(&self, placement: &Placement) {
        if self.settings.text(keys::PROVIDER) != Some("auto") {
            return;
        }
        let why = match &placement.on {
            On::This(row) => format!("on the cluster {}", row.name),
            On::Region => "clusters are registered".to_owned(),
            On::Project => "an access token and an organization are configured".to_owned(),
            On::Own if placement.provider == "local" => "nothing is configured".to_owned(),
            On::Own => "DATABASE_URL is set".to_owned(),
        };
        self.ui.note(&format!("provider {} ({why})", placement.provider));
    }

    /// Names the cluster that a placement would take just now.
    ///
    /// # Errors
    /// None takes a tenant.
    pub async fn would_take(
        &self,
        control: &ControlPlane,
        placement: &Placement,
    ) -> Result<Option<String>, CommandError> {
        Ok(match &placement.on {
            On::Own | On::Project => None,
            On::This(row) => Some(row.name.clone()),
            On::Region => Some(choose(&mut *control.session.get().await, &placement.region).await?.name),
        })
    }
}
