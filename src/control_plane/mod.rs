//! The operator's own database: one repository per table, and the caller owns the transaction.

mod audit;
mod clusters;
mod deletion;
mod fleet_claims;
mod fleet_runs;
mod fleet_tenants;
mod foresight;
mod history;
mod lifecycle;
mod lock;
mod log;
mod log_scan;
mod master_keys;
mod moves;
mod open_runs;
mod opening;
mod operations;
mod placement;
mod plane;
mod policy;
mod pool;
mod projects;
mod protected;
mod reconcile;
mod rename;
mod rotations;
mod schema;
mod secrets;
mod signing_keys;
mod tenant_count;
mod tenant_pages;
mod tenant_row;
mod tenants;
mod tenants_named;
mod undo;

pub use audit::{LogEntry, Phase, append, append_all, log_init};
pub use clusters::{
    ClusterRow, NewCluster, cluster_by_id, cluster_by_system, cluster_of_provider, insert_cluster, update_cluster,
};
pub use deletion::{
    CertificateRow, LogPosition, certificate, deletions_due, forget_deletion, forget_person, insert_certificate,
    log_position, note_removed, record_backup, record_deletion, record_status_before,
};
pub use fleet_claims::{
    Claim, Finished, claim, claimants, extend_claims, record_finished, release_claims, release_dead,
};
pub use fleet_runs::{
    FleetRun, NewFleetRun, fleet_runs, insert_fleet_run, lock_fleet_run, lock_fleet_runs, open_fleet_run,
    open_next_wave, set_fleet_run_policy, set_fleet_run_state,
};
pub use fleet_tenants::{
    FleetCounts, FleetTenant, NewTarget, fleet_counts, fleet_tally, fleet_tenants, insert_targets, retry_failed,
};
pub use foresight::Foresight;
pub use history::{OperationFilter, OperationRecord, StepRow, list_operations, operation_steps, operations_like};
pub use lifecycle::{
    forget_suspension, newest_change, newest_operation, record_suspension, set_deletion_lock, supersede_operation,
    suspensions_lapsed,
};
pub use lock::{lock_master_key, lock_tenant, unlock_master_key, unlock_tenant};
pub use log::{LogFilter, LogPage, LogRow, log_page, tenants_ever};
pub use log_scan::{LogScan, log_head};
pub use master_keys::{KekRow, delete_kek, insert_kek, keks, replace_kek};
pub use moves::{MoveRow, begin_move, copies_on, forget_move, move_of, switch_cluster};
pub use open_runs::close_abandoned;
pub use opening::{Known, Opening, Wish, open};
pub use operations::{
    Durability, OperationRow, begin_step, fail_operation, finish_operation, insert_operation, latest_operation,
    restart_operation,
};
pub use placement::{
    add_cluster, cluster_by_name, cluster_load, cluster_regions, clusters, clusters_of_region, name_default_cluster,
    remove_cluster, set_cluster_state,
};
pub use plane::{ControlPlane, PlaneError};
pub use policy::{StoredPolicy, lock_policy, policy_version, store_policy, stored_policy};
pub use pool::{PoolMember, delete_member, has_member, insert_member, members, set_member_state, take_member};
pub use projects::{ProjectAddress, set_project, set_project_address};
pub use protected::{Protected, ProtectedRow, SealedSecret, protected_rows, reseal_rows, secrets_of};
pub use reconcile::{erased, known_on, known_projects};
pub use rename::rename_tenant;
pub use rotations::{OldLogin, forget_old_login, old_logins, switch_login};
pub use schema::{LATEST, SchemaState, migrate_schema, schema_state};
pub use secrets::{
    NewPasswords, StoredSecret, delete_secret, delete_secrets, insert_passwords, insert_tenant_key, put_secret,
    sealed_pair, sealed_secret, sealed_secrets, tenant_key, tenant_secret,
};
pub use signing_keys::{
    NewSigningKey, SealedSigningKey, SigningKeyRow, activate_signing_key, active_signing_key, insert_signing_key,
    lock_signing_keys, replace_signing_key, retire_signing_key, sealed_signing_key, signing_keys,
};
pub use tenant_count::count_tenants;
pub use tenant_pages::{VersionGroup, page, similar_ids, tenants_by_uuid, version_groups};
pub use tenant_row::{Deletion, Suspension, TenantRow};
pub use tenants::{
    NewTenant, activate_tenant, has_tenant, insert_tenant, set_pin, set_schema_version, set_schema_versions,
    set_status, tenant_by_id, tenant_by_uuid,
};
pub use tenants_named::{tenant_by_api_url, tenants_named};
pub use undo::{begin_undo, fail_undo, finish_undo, undo_step};
