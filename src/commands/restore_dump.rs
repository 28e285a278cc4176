//! `tenantctl restore-dump`

mod create;

use super::selection::find;
use crate::config::{Key, keys};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::cluster::ClusterName;
use crate::domain::export::Manifest;
use crate::domain::region::Region;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::restore_dump::{ExportSource, refuse_erased, refuse_for_new, restore_dump};
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
  tenantctl restore-dump acme.dump --tenant-id acme-new --create --confirm acme-corp
  tenantctl restore-dump acme.dump --tenant-id acme-corp --dry-run

Takes what tenantctl export made as custom, csv or ndjson, after every checksum was checked, into a tenant that has no rows.
With --create a tenant that isn't there is provisioned first, in the region of the export unless one is named; after a
failure the same command completes it. All rows come in one transaction, as the tenant's own migrator; it gets all of them
or none. Only rows are taken: schema, roles, rights, policy and bookkeeping are the tenant's own, and no statement of a
dump is run. Sessions aren't brought back. The data of an erased tenant is refused. Data of another tenant than the one of
that id asks for that other id, typed or given as --confirm.")]
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
    /// Provision the tenant if there is none of that id
    #[arg(long)]
    create: bool,
    /// The region of a new tenant; that of the export if none is named
    #[arg(long, value_name = "REGION", requires = "create")]
    region: Option<Region>,
    /// The cluster of a new tenant
    #[arg(long, value_name = "NAME", requires = "create")]
    cluster: Option<ClusterName>,
    /// Your own migration files in place of the built-in ones; the same as for provision
    #[arg(long, value_name = "FOLDER", requires = "create")]
    dir: Option<String>,
}

impl RestoreDumpArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let region = self.region.as_ref().map(ToString::to_string);
        [(keys::REGION, region), (keys::MIGRATIONS_DIR, self.dir.clone())]
            .into_iter()
            .filter_map(|(key, value)| value.map(|value| (key, value)))
            .collect()
    }
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
    let Some(tenant) = target(cx, &control, &source, &args).await? else { return Ok(()) };
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

/// Finds the tenant that gets the data, or makes it; none if it only would be made.
async fn target(
    cx: &mut Context,
    control: &ControlPlane,
    source: &ExportSource,
    args: &RestoreDumpArgs,
) -> Result<Option<TenantRow>, CommandError> {
    let named = args.tenant_id.clone();
    let id = named
        .map_or_else(|| cx.default_tenant(), |id| Ok(Some(id)))?
        .ok_or_else(|| CommandError::new(ErrorKind::Usage, "no tenant is named").hint("name one: --tenant-id ID"))?;
    let manifest = &source.manifest;
    let found = plane::tenant_by_id(&mut *control.session.get().await, &id).await?;
    let unfinished = |row: &TenantRow| matches!(row.status, Status::Provisioning | Status::Failed);
    let create = args.create || (found.is_none() && is_wanted(cx, &id)?);
    if let Some(tenant) = found.filter(|row| !create || !unfinished(row)) {
        if !cx.dry_run {
            confirm(cx, (&id, &tenant.place()), manifest, args.confirm.as_deref())?;
        }
        return Ok(Some(tenant));
    }
    if !create {
        let tenant = find(control, &id).await;
        return tenant.map(Some).map_err(|error| error.hint("or let it be provisioned first: --create"));
    }
    refuse_for_new(source, &cx.migrations()?)?;
    let placement = create::placement(cx, control, &id, (args, manifest)).await?;
    if cx.dry_run {
        create::would(cx, &id, &placement, manifest)?;
        return Ok(None);
    }
    let place = format!("a new one in {}", placement.region);
    confirm(cx, (&id, &place), manifest, args.confirm.as_deref())?;
    create::run(cx, &id, (args, manifest)).await
}

/// Asks whether a tenant that isn't there is to be made, where somebody can be asked; -y is no answer to that.
fn is_wanted(cx: &Context, id: &TenantId) -> Result<bool, CommandError> {
    if cx.dry_run || !cx.ui.may_ask() || cx.ui.assumes_yes() {
        return Ok(false);
    }
    cx.ui.confirm(&format!("There is no tenant {id}.\nProvision it?"), "--create")?;
    Ok(true)
}

/// Whose data it is, is typed where it isn't the tenant's of that id.
fn confirm(
    cx: &Context,
    (id, place): (&TenantId, &str),
    manifest: &Manifest,
    given: Option<&str>,
) -> Result<(), CommandError> {
    let of = &manifest.tenant;
    let what = format!(
        "This loads the data of {} (uuid {}, exported {}) into tenant {} ({}).",
        of.id,
        of.uuid,
        manifest.exported_at.format("%Y-%m-%dT%H:%M:%SZ"),
        id,
        place
    );
    if of.id == id.as_str() && given.is_none() {
        cx.ui.confirm(&format!("{what}\nLoad it?"), "-y")?;
        return Ok(());
    }
    let question = format!("{what}\nType the id of the tenant whose data it is:");
    cx.ui.confirm_by_typing(&question, &of.id, given, "--confirm")?;
    Ok(())
}
