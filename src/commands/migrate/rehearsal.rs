//! The rehearsal of `migrate` over several tenants.

use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::migration::MigrationSet;
use crate::error::CommandError;
use crate::host::ClusterHost;
use crate::ops::credentials::Vault;
use crate::ops::migrate::{Gathered, MigrateOptions, RehearsalError, rehearse, server_major};
use clap::ValueEnum;

/// What is said of every rehearsal that failed.
const NOTHING_CHANGED: &str = "nothing was changed in any tenant; mend the cause and run the same command again";

/// What the scratch database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Rehearsal {
    /// The tenant's schema
    Schema,
    /// Its rows as well
    Data,
}

/// Runs the pending files once for each version that tenants have, in a scratch database each.
///
/// # Errors
/// As the file fails that does, with the tenant whose schema it was; nothing was written anywhere else.
pub(super) async fn run(
    cx: &mut Context,
    control: &ControlPlane,
    set: &MigrationSet,
    found: &Gathered,
    rehearsal: Rehearsal,
    options: &MigrateOptions,
) -> Result<(), CommandError> {
    let programs = cx.dump_programs();
    let vault = cx.vault(control).await?;
    for ((version, _, is_project), tenant) in &found.models {
        let about = format!("rehearsal from version {version}, with the schema of {}", tenant.id);
        let host = match is_project {
            false => cx.host_of(control, &vault, tenant).await?.0,
            true => project_host(cx, (control, &vault), tenant, options)
                .await
                .map_err(|error| error.about(&about).hint(NOTHING_CHANGED))?,
        };
        let done = {
            let locator = cx.locator(control, &vault);
            let stepping = cx.interrupts.stepping();
            let stop = || stepping.asked().is_some();
            let _progress = cx.ui.spinner(&format!("rehearsing from version {version}"));
            let rows = rehearsal == Rehearsal::Data;
            rehearse((&locator, &host, &programs), set, tenant, rows, options, &stop).await
        };
        let outcome = done.map_err(|error| {
            CommandError::from(error).about(&about).with_code("rehearsal_failed").hint(NOTHING_CHANGED)
        })?;
        cx.ui.note(&format!("rehearsed from version {version} to {}, as tenant {} has it", outcome.to, tenant.id));
    }
    Ok(())
}

/// Finds a server that takes the schema of a tenant's project: an older one wouldn't.
async fn project_host(
    cx: &mut Context,
    (control, vault): (&ControlPlane, &Vault),
    tenant: &TenantRow,
    options: &MigrateOptions,
) -> Result<ClusterHost, CommandError> {
    let major = server_major(&cx.locator(control, vault), tenant, options).await?;
    let host = cx.scratch_host(control, vault, |ours| ours >= major).await?;
    host.ok_or_else(|| CommandError::from(RehearsalError::NoServer(major)).with_code("rehearsal_failed"))
}
