//! `tenantctl move`

use super::by_export::by_export;
use super::selection::OneTenant;
use crate::context::{Context, MoveAct, Sides};
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::cluster::ClusterName;
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::Vault;
use crate::output::views::TenantView;
use clap::Args;
use uuid::Uuid;

/// Arguments of `move`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl move acme-corp --cluster eu-2 --dry-run
  tenantctl move acme-corp --cluster eu-2 --yes
  tenantctl move acme-corp --commit --yes
  tenantctl move acme-corp --rollback --yes

While the database is copied and compared, row counts and checksums of every table, the tenant reads as ever, and who
writes gets an error. At the switch its connections end, for a moment; only the host in its URL changes. What it leaves
is closed and kept until --commit. --rollback goes back to that, without what was written since. Until the switch
nothing is changed where the tenant is: after a failure it is in use there, and the same command begins anew.")]
#[group(id = "what", args = ["cluster", "commit", "rollback"], required = true, multiple = false)]
pub struct MoveArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// The cluster that it goes to
    #[arg(long, value_name = "NAME")]
    cluster: Option<ClusterName>,
    /// Drop what it left; from then on it can't be taken back
    #[arg(long)]
    commit: bool,
    /// Go back to what it left, as it was then; or drop an unfinished copy
    #[arg(long)]
    rollback: bool,
}

/// Moves a tenant to another cluster, and commits that or takes it back.
///
/// # Errors
/// Not found, not confirmed, a conflict with its status, another run or the cluster's, a server that can't be reached,
/// or a copy that differs.
pub async fn run(cx: &mut Context, args: MoveArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let tenant = args.tenant.find(cx, &control).await?;
    if tenant.provider == "supabase" {
        let text = format!("tenant {} has a Supabase project, which is on no cluster", tenant.id);
        let made = CommandError::new(ErrorKind::Conflict, text).with_code("wrong_provider");
        let to = args.cluster.as_ref().map_or("NAME".to_owned(), ToString::to_string);
        return Err(made.hints_from(by_export(&tenant, "NEW", &format!("--cluster {to}"))));
    }
    let vault = cx.vault(&control).await?;
    match &args.cluster {
        Some(named) => go(cx, (&control, &vault), &tenant, named).await,
        None => end(cx, (&control, &vault), &tenant, args.commit).await,
    }
}

async fn go(
    cx: &mut Context,
    (control, vault): (&ControlPlane, &Vault),
    tenant: &TenantRow,
    named: &ClusterName,
) -> Result<(), CommandError> {
    let sides = cx.sides(control, vault, tenant, named).await?;
    let estimate = cx.estimate_move(control, vault, (tenant, &sides)).await?;
    let (size, time) = (estimate.bytes >> 20, humantime::format_duration(estimate.frozen));
    if cx.dry_run {
        cx.ui.show_one(&TenantView::of(tenant))?;
        let text = format!("tenant {} ({size} MB) would be moved to {}", tenant.id, sides.name);
        cx.ui.note(&format!("{text}; writes would be refused for about {time}"));
        return Ok(());
    }
    let question = format!(
        "This moves tenant {} ({}, {size} MB) to the cluster {}.\nWrites are refused for about {time}, and its connections end at the switch.\nMove it?",
        tenant.id,
        tenant.place(),
        sides.name
    );
    cx.ui.confirm(&question, "-y")?;
    cx.ui.note(&format!("{size} MB; writes are refused for about {time}"));
    there(cx, (control, vault), (tenant, &sides), None).await
}

async fn there(
    cx: &Context,
    plane: (&ControlPlane, &Vault),
    (tenant, sides): (&TenantRow, &Sides),
    only: Option<Uuid>,
) -> Result<(), CommandError> {
    let id = &tenant.id;
    show(cx, plane, (tenant, sides), (MoveAct::Go, only), &format!("{id} is on {} now", sides.name)).await?;
    cx.ui.note(&format!("what it left is kept until: tenantctl move {id} --commit"));
    cx.ui.note(&format!("to go back to that: tenantctl move {id} --rollback"));
    Ok(())
}

/// Goes on with an unfinished move.
///
/// # Errors
/// As [`run`], or another run ended it.
pub(super) async fn go_on(
    cx: &mut Context,
    control: &ControlPlane,
    (tenant, cluster): (&TenantRow, &ClusterName),
    operation: Uuid,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let sides = cx.sides(control, &vault, tenant, cluster).await?;
    there(cx, (control, &vault), (tenant, &sides), Some(operation)).await
}

/// Takes an unfinished move back.
///
/// # Errors
/// As [`run`].
pub(super) async fn take_back(
    cx: &mut Context,
    control: &ControlPlane,
    tenant: &TenantRow,
    operation: Uuid,
) -> Result<(), CommandError> {
    let vault = cx.vault(control).await?;
    let (sides, _) = cx.sides_of_copy(control, &vault, tenant).await?;
    let done = format!("rolled back; {} stays where it is", tenant.id);
    show(cx, (control, &vault), (tenant, &sides), (MoveAct::Back, Some(operation)), &done).await
}

async fn end(
    cx: &mut Context,
    (control, vault): (&ControlPlane, &Vault),
    tenant: &TenantRow,
    commit: bool,
) -> Result<(), CommandError> {
    let (sides, moved) = cx.sides_of_copy(control, vault, tenant).await?;
    let (id, name) = (&tenant.id, &sides.name);
    let (act, what, done) = match (commit, moved) {
        (true, _) => (
            MoveAct::Commit,
            format!("drop what tenant {id} left on the cluster {name}"),
            format!("what {id} left on {name} is gone"),
        ),
        (false, false) => (
            MoveAct::Back,
            format!("drop the unfinished copy of tenant {id} on the cluster {name}"),
            format!("{id} stays where it is"),
        ),
        (false, true) => (
            MoveAct::Back,
            format!(
                "take tenant {id} back to the cluster {name}, as it was when it left; what was written since stays behind"
            ),
            format!("{id} is back on {name}"),
        ),
    };
    if cx.dry_run {
        cx.ui.show_one(&TenantView::of(tenant))?;
        cx.ui.note(&format!("this would {what}"));
        return Ok(());
    }
    cx.ui.confirm(&format!("This will {what}.\nGo on?"), "-y")?;
    show(cx, (control, vault), (tenant, &sides), (act, None), &done).await
}

async fn show(
    cx: &Context,
    (control, vault): (&ControlPlane, &Vault),
    (tenant, sides): (&TenantRow, &Sides),
    act: (MoveAct, Option<Uuid>),
    done: &str,
) -> Result<(), CommandError> {
    let now = cx.act_on_move(control, vault, (tenant, sides), act).await?;
    cx.note_tenants([&now], false);
    cx.ui.show_one(&TenantView::of(&now))?;
    cx.ui.success(done);
    Ok(())
}
