//! Notes what commands see, for completion.

use super::Context;
use crate::config::keys;
use crate::control_plane::{ClusterRow, TenantRow};
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::seen::{Seen, SeenFile};

impl Context {
    /// Notes tenants that were listed or changed; a deleted one is forgotten. With `all` these are
    /// all there are. Never fails: completion alone depends on it.
    pub fn note_tenants<'a>(&self, tenants: impl IntoIterator<Item = &'a TenantRow>, all: bool) {
        self.note(|seen| {
            if all {
                seen.tenants.clear();
            }
            for tenant in tenants {
                let id = tenant.id.to_string();
                if tenant.status == Status::Deleted {
                    seen.tenants.remove(&id);
                    continue;
                }
                seen.tenants.insert(id, format!("{}, {}", tenant.status, tenant.region));
                seen.regions.insert(tenant.region.clone());
            }
        });
    }

    /// Forgets a tenant's former id, and notes the present one.
    pub fn note_renamed(&self, former: &TenantId, tenant: &TenantRow) {
        self.note(|seen| drop(seen.tenants.remove(former.as_str())));
        self.note_tenants([tenant], false);
    }

    /// Notes the clusters there are.
    pub fn note_clusters(&self, clusters: &[ClusterRow]) {
        self.note(|seen| {
            seen.clusters = clusters.iter().map(|cluster| cluster.name.clone()).collect();
            seen.regions.extend(clusters.iter().filter_map(|cluster| cluster.region.clone()));
        });
    }

    fn note(&self, change: impl FnOnce(&mut Seen)) {
        if let Some(file) = SeenFile::of(self.environment(), self.settings.text(keys::PROFILE)) {
            file.note(change);
        }
    }
}
