//! What leads to a tenant elsewhere where no copy can be made directly.

use crate::control_plane::TenantRow;

/// Names the commands: the way goes over an export, which restores its rows into a new tenant. `to` says where that is.
pub(super) fn by_export(tenant: &TenantRow, new: &str, to: &str) -> [String; 3] {
    let (id, region) = (&tenant.id, &tenant.region);
    [
        format!("tenantctl export {id} --out {id}.dump"),
        format!("tenantctl provision {new} --region {region} {to}"),
        format!("tenantctl restore-dump {id}.dump --tenant-id {new} --confirm {id}"),
    ]
}
