//! `tenantctl deprovision`

use super::selection::OneTenant;
use super::suspend::{apply, show, would};
use super::time::grace;
use crate::context::Context;
use crate::control_plane::TenantRow;
use crate::domain::lifecycle::{Answer, Change};
use crate::error::{CommandError, ErrorKind};
use crate::ops::lifecycle::{Backup, LifeError, Wish};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

/// Arguments of `deprovision`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl deprovision acme-corp
  tenantctl deprovision acme-corp --confirm acme-corp --backup-dir /srv/backups
  tenantctl deprovision acme-corp --confirm acme-corp --no-backup --grace 0

The tenant is closed as by suspend, its database is dumped into a file that is read back, and nothing is dropped: until
the grace ends `tenantctl restore` brings it back, and after that `tenantctl purge --due` removes it. Its users'
sessions stay deleted. --yes isn't enough: the id has to be typed, or given as --confirm.")]
pub struct DeprovisionArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// The tenant's id once more, in place of typing it
    #[arg(long, value_name = "ID")]
    confirm: Option<String>,
    /// Refuse unless the tenant has this uuid
    #[arg(long, value_name = "UUID")]
    expect_uuid: Option<Uuid>,
    /// How long it can be brought back, such as 7d or 12h; 0 ends it with the next purge --due
    #[arg(long, value_name = "TIME", value_parser = grace, default_value = "7d")]
    grace: Duration,
    /// Where the backup goes; backups/ in the state directory without it
    #[arg(long, value_name = "FOLDER")]
    backup_dir: Option<PathBuf>,
    /// Make no backup; asks once more
    #[arg(long, conflicts_with = "backup_dir")]
    no_backup: bool,
    /// Why, for whoever looks at the tenant later
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Pause its Supabase project until then; organizations with a paid plan can't
    #[arg(long)]
    pause: bool,
}

/// Closes a tenant, backs it up and lets it wait for its end.
///
/// # Errors
/// Not found, not confirmed, locked, a conflict with its status or another run, no backup, or a step failed; then the
/// same command goes on.
pub async fn run(cx: &mut Context, args: DeprovisionArgs) -> Result<(), CommandError> {
    let backup = if args.no_backup { None } else { Some(backup(cx, args.backup_dir.clone())?) };
    let wish =
        Wish { reason: args.reason, pause: args.pause, backup, grace: args.grace, ..Wish::plain(Change::Deprovision) };
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let tenant = args.tenant.find(cx, &control).await?;
    expect(&tenant, args.expect_uuid)?;
    if cx.dry_run {
        return would(cx, &control, &tenant, &wish).await;
    }
    // What is refused needs no question.
    if wish.change.on(tenant.status) == Answer::Act {
        if tenant.deletion_locked {
            return Err(LifeError::Locked { id: tenant.id }.into());
        }
        confirm(cx, &tenant, &wish, args.confirm.as_deref())?;
    }
    let changed = apply(cx, &tenant, &wish).await?;
    show(cx, &changed, "closed, and waits for its end:")?;
    let id = &changed.tenant.id;
    match &changed.tenant.deletion.purge_after {
        Some(_) if wish.grace.is_zero() => {
            cx.ui.note(&format!("the next tenantctl purge --due removes it; until then: tenantctl restore {id}"));
        }
        Some(after) => cx.ui.note(&format!(
            "until {} it comes back by: tenantctl restore {id}; after that: tenantctl purge --due",
            after.format("%Y-%m-%dT%H:%M:%SZ")
        )),
        None => cx.ui.note(&format!("it comes back by: tenantctl restore {id}")),
    }
    Ok(())
}

fn confirm(cx: &Context, tenant: &TenantRow, wish: &Wish, given: Option<&str>) -> Result<(), CommandError> {
    let question = format!(
        "This deletes tenant {} (uuid {}, {}, {}).\nIts logins are closed at once, and the grace is {}.\nType its id to delete it:",
        tenant.id,
        tenant.uuid,
        tenant.status,
        tenant.place(),
        humantime::format_duration(wish.grace),
    );
    cx.ui.confirm_by_typing(&question, tenant.id.as_str(), given, "--confirm")?;
    if wish.backup.is_none() && given.is_none() {
        cx.ui.confirm("There will be no backup. Delete it all the same?", "--confirm")?;
    }
    Ok(())
}

/// Refuses another tenant than the one that is meant.
///
/// # Errors
/// A conflict.
pub(super) fn expect(tenant: &TenantRow, uuid: Option<Uuid>) -> Result<(), CommandError> {
    match uuid {
        Some(expected) if expected != tenant.uuid => {
            let text = format!("tenant {} has the uuid {}, not {expected}", tenant.id, tenant.uuid);
            let made = CommandError::new(ErrorKind::Conflict, text).with_code("other_uuid");
            Err(made.hint(format!("nothing was changed; tenantctl show {}", tenant.id)))
        }
        _ => Ok(()),
    }
}

fn backup(cx: &Context, folder: Option<PathBuf>) -> Result<Backup, CommandError> {
    let folder = folder.unwrap_or_else(|| cx.state_dir().join("backups"));
    let folder = std::path::absolute(&folder).map_err(|error| {
        CommandError::new(ErrorKind::Usage, format!("{} is no folder", folder.display())).cause(error.to_string())
    })?;
    Ok(Backup { folder, programs: cx.dump_programs() })
}
