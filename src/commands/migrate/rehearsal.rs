//! The rehearsal of `migrate` over several tenants.

use crate::context::Context;
use crate::control_plane::ControlPlane;
use crate::domain::migration::MigrationSet;
use crate::error::CommandError;
use crate::ops::migrate::{Gathered, MigrateOptions, rehearse};
use clap::ValueEnum;

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
    for ((version, _), tenant) in &found.models {
        let (host, _) = cx.host_of(control, &vault, tenant).await?;
        let done = {
            let locator = cx.locator(control, &vault);
            let stepping = cx.interrupts.stepping();
            let stop = || stepping.asked().is_some();
            let _progress = cx.ui.spinner(&format!("rehearsing from version {version}"));
            let rows = rehearsal == Rehearsal::Data;
            rehearse((&locator, &host, &programs), set, tenant, rows, options, &stop).await
        };
        let outcome = done.map_err(|error| {
            let about = format!("rehearsal from version {version}, with the schema of {}", tenant.id);
            CommandError::from(error)
                .about(&about)
                .with_code("rehearsal_failed")
                .hint("nothing was changed in any tenant; mend the cause and run the same command again")
        })?;
        cx.ui.note(&format!("rehearsed from version {version} to {}, as tenant {} has it", outcome.to, tenant.id));
    }
    if found.unrehearsed > 0 {
        let count = found.unrehearsed;
        cx.ui.note(&format!("nothing was rehearsed for {count} tenants with Supabase projects of their own"));
    }
    Ok(())
}
