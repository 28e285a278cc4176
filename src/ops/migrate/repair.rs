//! Setting right what is written of migrations: checksums and names in tenants' ledgers, and versions in the control plane.

use super::{MigrateError, MigrateOptions};
use crate::control_plane::{self as plane, PlaneError, TenantRow};
use crate::domain::ledger::{LedgerFault, faults, newest};
use crate::domain::migration::MigrationSet;
use crate::domain::status::Status;
use crate::ops::locate::Locator;
use crate::ops::observer::{Observer, Told};
use crate::ops::runner::Runner;
use crate::ops::several::{Done, Logged, each};
use crate::tenant_db::{self, Rebless, RowChange, TenantSession};
use serde_json::{Value, json};

/// What is wrong with what is written of a tenant.
#[derive(Debug, Clone)]
pub struct Found {
    /// In its ledger.
    pub faults: Vec<LedgerFault>,
    /// The newest version in its ledger, which is the truth.
    pub version: i64,
    /// The one in the control plane.
    pub recorded: Option<i64>,
}

/// A tenant, and what is wrong.
pub struct FoundTenant {
    /// The tenant.
    pub tenant: TenantRow,
    /// What is wrong.
    pub result: Result<Found, MigrateError>,
}

/// What was set right.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// What had been wrong.
    pub found: Found,
    /// How many checksums and names were written.
    pub rows: usize,
    /// The control plane has another version now.
    pub version: bool,
}

/// A tenant, and what was set right.
pub struct RepairedTenant {
    /// The tenant.
    pub tenant: TenantRow,
    /// What was set right.
    pub result: Result<Repaired, MigrateError>,
}

impl Found {
    /// Returns what agreeing to all of it would write into the ledger: one change for each such fault.
    pub fn rows(&self) -> Vec<Rebless> {
        let changed = self.faults.iter().filter_map(|fault| match fault {
            LedgerFault::Changed { version, ledger, present, .. } => {
                let change = RowChange::Checksum { from: ledger.clone(), to: present.clone() };
                Some(Rebless { version: *version, change })
            }
            LedgerFault::Renamed { version, ledger, present, .. } => {
                let change = RowChange::Description { from: ledger.clone(), to: present.clone() };
                Some(Rebless { version: *version, change })
            }
            LedgerFault::Unknown { .. } | LedgerFault::Skipped { .. } | LedgerFault::HalfDone { .. } => None,
        });
        changed.collect()
    }

    /// Whether the control plane has another version than the database.
    pub fn lags(&self) -> bool {
        self.recorded.unwrap_or(0) != self.version
    }

    /// Whether something can be set right.
    pub fn is_repairable(&self) -> bool {
        self.lags() || !self.rows().is_empty()
    }
}

impl Told for Found {
    fn told(&self) -> String {
        match self.faults.len() + usize::from(self.lags()) {
            0 => "fine".to_owned(),
            1 => "1 difference".to_owned(),
            count => format!("{count} differences"),
        }
    }
}

impl Told for Repaired {
    fn told(&self) -> String {
        format!("{} written", self.rows + usize::from(self.version))
    }
}

/// Compares ledgers with the files and with the control plane, at most `jobs` at once. Nothing is written.
pub async fn find_faults(
    locator: &Locator<'_>,
    set: &MigrationSet,
    tenants: Vec<TenantRow>,
    options: &MigrateOptions,
    observer: &impl Observer,
) -> Vec<FoundTenant> {
    let work = async |tenant: &TenantRow| -> Result<Found, MigrateError> {
        let mut session = open(locator, tenant, options).await?;
        let ledger = tenant_db::applied(&mut session).await;
        session.close().await;
        let ledger = ledger?;
        let faults = faults(set, &ledger, tenant_db::checksum);
        Ok(Found { faults, version: newest(&ledger), recorded: tenant.schema_version })
    };
    let done = each(tenants, options.jobs, observer, work).await.into_iter();
    done.map(|Done { tenant, result, .. }| FoundTenant { tenant, result }).collect()
}

async fn open(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<TenantSession, MigrateError> {
    if tenant.status != Status::Active {
        return Err(MigrateError::Status(tenant.status));
    }
    let application = format!("tenantctl repair {}", tenant.id);
    locator.open(tenant, &application, options.lock_timeout, options.timeout).await
}

/// Writes what was found and agreed to: exactly those checksums and names where the ledger still holds the old ones, then the
/// control plane's version. One bad tenant doesn't stop the others.
///
/// # Errors
/// [`PlaneError`] when the log can't be written: without it nothing is changed.
pub async fn repair(
    locator: &Locator<'_>,
    found: Vec<(TenantRow, Found)>,
    options: &MigrateOptions,
    runner: Runner<'_>,
    observer: &impl Observer,
) -> Result<Vec<RepairedTenant>, PlaneError> {
    let (tenants, all): (Vec<TenantRow>, Vec<Found>) = found.into_iter().unzip();
    let agreed: std::collections::HashMap<uuid::Uuid, Found> =
        tenants.iter().map(|tenant| tenant.uuid).zip(all).collect();
    let detail = json!({ "changes": tenants.iter().filter_map(|t| words(t, agreed.get(&t.uuid)?)).collect::<Value>() });
    let logged = Logged::begin(locator.control, ("migrate repair", runner.name), &tenants, detail).await?;
    let work = async |tenant: &TenantRow| match agreed.get(&tenant.uuid) {
        Some(found) => one(locator, tenant, found.clone(), options).await,
        None => Err(MigrateError::Status(tenant.status)),
    };
    let done = each(tenants, options.jobs, observer, work).await.into_iter();
    let results: Vec<RepairedTenant> =
        done.map(|Done { tenant, result, .. }| RepairedTenant { tenant, result }).collect();
    let failed: Vec<&str> = results.iter().filter(|r| r.result.is_err()).map(|r| r.tenant.id.as_str()).collect();
    logged.end(&failed, json!({})).await?;
    Ok(results)
}

/// What the log says of a tenant: a checksum is no secret, and the old one is kept nowhere else.
fn words(tenant: &TenantRow, found: &Found) -> Option<Value> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let (mut checksums, mut names) = (Vec::new(), Vec::new());
    for Rebless { version, change } in found.rows() {
        let version = version.to_string();
        match change {
            RowChange::Checksum { from, to } => {
                checksums.push(json!({ "version": version, "from": hex(&from), "to": hex(&to) }));
            }
            RowChange::Description { from, to } => {
                names.push(json!({ "version": version, "from": from, "to": to }));
            }
        }
    }
    let version = found.lags().then(|| found.version.to_string());
    let before = found.recorded.map(|version| version.to_string());
    Some(
        json!({ "tenant": tenant.id, "checksums": checksums, "names": names, "schema_version": version, "before": before }),
    )
}

async fn one(
    locator: &Locator<'_>,
    tenant: &TenantRow,
    found: Found,
    options: &MigrateOptions,
) -> Result<Repaired, MigrateError> {
    let changes = found.rows();
    let mut session = open(locator, tenant, options).await?;
    let written = match changes.is_empty() {
        true => Ok(()),
        false => tenant_db::rebless(&mut session, &changes, options.lock_wait).await,
    };
    // Read anew: a migration may have come through since it was looked at.
    let ledger = match written {
        Ok(()) => tenant_db::applied(&mut session).await,
        Err(error) => Err(error),
    };
    session.close().await;
    let version = newest(&ledger?);
    let lags = tenant.schema_version.unwrap_or(0) != version;
    if lags {
        let mut connection = locator.control.session.get().await;
        plane::set_schema_version(&mut connection, tenant.uuid, version).await.map_err(MigrateError::Record)?;
    }
    Ok(Repaired { found, rows: changes.len(), version: lags })
}
