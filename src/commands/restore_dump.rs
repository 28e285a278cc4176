//! `tenantctl restore-dump`

use super::selection::OneTenant;
use crate::context::Context;
use crate::control_plane::TenantRow;
use crate::domain::export::Manifest;
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::restore_dump::{ExportSource, refuse_erased, restore_dump};
use crate::ops::seed::Reach;
use crate::output::views::RestoredView;
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

/// Arguments of `restore-dump`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl restore-dump acme.dump --tenant-id acme-corp --yes
  tenantctl restore-dump acme-csv --tenant-id acme-2 --confirm acme-corp
  tenantctl restore-dump acme.dump --tenant-id acme-corp --dry-run

Takes what tenantctl export made as custom, csv or ndjson, after every checksum was checked, into a tenant that has no rows:
make it with provision. All rows come in one transaction, as the tenant's own migrator; it gets all of them or none. Only
rows are taken: schema, roles, rights, policy and bookkeeping are the tenant's own, and no statement of a dump is run.
Sessions aren't brought back. The data of an erased tenant is refused. Data of another tenant than the one of that id asks
for that other id, typed or given as --confirm.")]
pub struct RestoreDumpArgs {
    /// The export: a dump with its manifest beside it, or a folder
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The tenant that gets the data
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
    /// The id of the tenant whose data it is, in place of typing it
    #[arg(long, value_name = "ID")]
    confirm: Option<String>,
}

/// Restores an export.
///
/// # Errors
/// Not found, not confirmed, a file that was changed or that no export made, an erased tenant's data, another schema, a
/// tenant with rows: then nothing was loaded.
pub async fn run(cx: &mut Context, args: RestoreDumpArgs) -> Result<(), CommandError> {
    let begun = Instant::now();
    let source = ExportSource::open(&args.file)?;
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    refuse_erased(&control, &source.manifest).await?;
    let tenant = OneTenant::named(args.tenant_id).find(cx, &control).await?;
    if !cx.dry_run {
        confirm(cx, &tenant, &source.manifest, args.confirm.as_deref())?;
    }
    let vault = cx.vault(&control).await?;
    let options = cx.migrate_options();
    let reach = Reach { lock_timeout: options.lock_timeout, timeout: options.timeout, jobs: 1 };
    let (runner, programs) = (cx.runner(), cx.dump_programs());
    let restored = {
        let observer = cx.observer("restore-dump");
        let locator = cx.locator(&control, &vault);
        restore_dump(&locator, (&source, &programs), &tenant, (reach, &runner), cx.dry_run, &observer).await
    };
    let restored = restored.map_err(|error| CommandError::from(error).about(&format!("tenant {}", tenant.id)))?;
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    cx.ui.show_one(&RestoredView::of(&tenant, &source.manifest, &restored, cx.dry_run, duration_ms))?;
    let what = format!("{} rows of {}", restored.rows, source.manifest.tenant.id);
    match (restored.already, cx.dry_run) {
        (Some(_), _) => cx.ui.note(&format!("nothing to do: tenant {} has this export already", tenant.id)),
        (None, true) => cx.ui.note(&format!("{what} would be loaded into {}", tenant.id)),
        (None, false) => cx.ui.success(&format!("restored {what} into {}", tenant.id)),
    }
    if restored.already.is_none() && source.manifest.tenant.uuid != tenant.uuid && brings_users(&source.manifest) {
        cx.ui.note("users' roles are among the rows; their logins at an Auth server are in no export");
        cx.ui.hint(&format!("tenantctl user create --email ADDRESS --role ROLE -t {}", tenant.id));
    }
    Ok(())
}

fn brings_users(manifest: &Manifest) -> bool {
    manifest.tables().any(|table| table.schema == "access" && table.name == "user_mappings" && table.rows > 0)
}

/// Whose data it is, is typed where it isn't the tenant's of that id.
fn confirm(cx: &Context, tenant: &TenantRow, manifest: &Manifest, given: Option<&str>) -> Result<(), CommandError> {
    let of = &manifest.tenant;
    let what = format!(
        "This loads the data of {} (uuid {}, exported {}) into tenant {} ({}).",
        of.id,
        of.uuid,
        manifest.exported_at.format("%Y-%m-%dT%H:%M:%SZ"),
        tenant.id,
        tenant.place()
    );
    if of.id == tenant.id.as_str() && given.is_none() {
        cx.ui.confirm(&format!("{what}\nLoad it?"), "-y")?;
        return Ok(());
    }
    let question = format!("{what}\nType the id of the tenant whose data it is:");
    cx.ui.confirm_by_typing(&question, &of.id, given, "--confirm")?;
    Ok(())
}
