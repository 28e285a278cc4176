//! `tenantctl migrate repair`

use super::{report, verify};
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::run_end::NAMED;
use crate::error::{CommandError, ErrorKind};
use crate::ops::migrate::{Found, MigrateError, find_faults, repair};
use crate::ops::runner::Runner;
use crate::output::views::RepairView;
use clap::Args;

/// Most lines of a question.
const SHOWN: usize = 20;

/// Arguments of `migrate repair`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true)), after_long_help = "Examples:
  tenantctl migrate repair --explain
  tenantctl migrate repair --explain -t acme-corp -o json
  tenantctl migrate repair --apply -t acme-corp
  tenantctl migrate repair --apply --all --yes

--apply writes two things, after a question: into a tenant's ledger the checksum or the name of a file
that was changed or renamed after it was applied, which says that the change doesn't matter; and into
the control plane the version that the database has, which after a restored backup may be an older
one. No file runs.")]
pub struct RepairArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Say what differs, why, and what would be written; change nothing
    #[arg(long, group = "what")]
    explain: bool,
    /// Write it
    #[arg(long, group = "what")]
    apply: bool,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
}

/// Explains what differs between ledgers, files and control plane, or sets it right.
///
/// # Errors
/// Unconfirmed; partial or unavailable when tenants failed.
pub(super) async fn run(cx: &mut Context, args: RepairArgs) -> Result<(), CommandError> {
    let set = cx.migrations()?;
    let changes = args.apply && !cx.dry_run;
    let control = if changes { cx.write_plane().await?.0 } else { cx.read_plane().await? };
    let tenants = verify::chosen(cx, &control, args.selection).await?;
    let options = cx.migrate_options();
    let found = {
        let vault = cx.vault(&control).await?;
        let locator = cx.locator(&control, &vault);
        let observer = cx.fleet_observer(tenants.len(), "reading ledgers");
        find_faults(&locator, &set, tenants, &options, &observer).await
    };
    let all = found.len();
    let mut views = Vec::new();
    let mut failed: Vec<(String, MigrateError)> = Vec::new();
    let mut repairable: Vec<(TenantRow, Found)> = Vec::new();
    let (mut by_hand, mut would_write) = (false, false);
    for one in found {
        match one.result {
            Err(error) => {
                views.push(RepairView::failed(&one.tenant, error.to_string()));
                failed.push((one.tenant.id.to_string(), error));
            }
            Ok(seen) => {
                by_hand |= seen.faults.len() > seen.rows().len();
                would_write |= seen.is_repairable();
                if !(changes && seen.is_repairable()) {
                    views.extend(RepairView::found(&one.tenant, &seen));
                } else {
                    repairable.push((one.tenant, seen));
                }
            }
        }
    }
    if !repairable.is_empty() {
        let question = question(&repairable);
        let _confirmed = cx.ui.confirm(&question, "-y")?;
        write(cx, &control, repairable, &mut views, &mut failed).await?;
    }
    cx.ui.show_list(views)?;
    if args.explain && would_write {
        cx.ui.hint("write it, after a question: tenantctl migrate repair --apply, with the same selection");
    }
    if by_hand {
        cx.ui.hint("what has no file or was left out: bring the right files (--dir), or mend the database by hand");
    }
    verdict(all, &failed)
}

fn question(repairable: &[(TenantRow, Found)]) -> String {
    let sentences: Vec<String> = repairable
        .iter()
        .flat_map(|(tenant, found)| RepairView::found(tenant, found))
        .filter_map(|view| view.sentence())
        .collect();
    let more = sentences.len().saturating_sub(SHOWN);
    let mut lines: Vec<String> = sentences.iter().take(SHOWN).cloned().collect();
    if more > 0 {
        lines.push(format!("and {more} more: tenantctl migrate repair --explain"));
    }
    format!("{}\nWrite this? No file runs again.", lines.join("\n"))
}

async fn write(
    cx: &Context,
    control: &ControlPlane,
    repairable: Vec<(TenantRow, Found)>,
    views: &mut Vec<RepairView>,
    failed: &mut Vec<(String, MigrateError)>,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let locator = cx.locator(control, &vault);
    let (name, alive) = (cx.runner(), |runner: &str| cx.may_be_alive(runner));
    let runner = Runner { name: &name, alive: &alive };
    let observer = cx.fleet_observer(repairable.len(), "repairing");
    for one in repair(&locator, repairable, &cx.migrate_options(), runner, &observer).await? {
        match one.result {
            Ok(repaired) => views.extend(RepairView::repaired(&one.tenant, &repaired)),
            Err(error) => {
                views.push(RepairView::failed(&one.tenant, error.to_string()));
                failed.push((one.tenant.id.to_string(), error));
            }
        }
    }
    Ok(())
}

fn verdict(all: usize, failed: &[(String, MigrateError)]) -> Result<(), CommandError> {
    if failed.is_empty() {
        return Ok(());
    }
    let unreachable = failed.len() == all && failed.iter().all(|(_, error)| error.is_unreachable());
    let kind = if unreachable { ErrorKind::Unavailable } else { ErrorKind::Partial };
    let made = CommandError::new(kind, format!("{} of {all} tenants failed", failed.len()));
    let causes = failed.iter().map(|(id, error)| format!("{id}: {error}"));
    let made = report::name(made, causes.take(NAMED), failed.len());
    Err(made.hint("nothing was changed in those; mend the cause and run the same command again"))
}
