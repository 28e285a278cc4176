//! `tenantctl clone`

use super::by_export::by_export;
use super::retrying::retrying;
use super::selection::find;
use crate::context::{Asked, Context, ProjectWish};
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::clone::{CloneOf, CloneWay, strategy};
use crate::domain::cluster::ClusterName;
use crate::domain::contact;
use crate::domain::labels::{Label, Labels};
use crate::domain::operation::ProvisionStep;
use crate::domain::status::Status;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::provision::Spec;
use crate::ops::retry::Retries;
use crate::output::views::{StepView, TenantView};
use clap::Args;

/// Arguments of `clone`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl clone acme-corp acme-staging
  tenantctl clone acme-corp acme-empty --schema-only
  tenantctl clone acme-corp acme-staging --offline --yes
  tenantctl clone acme-corp acme-staging --dry-run

The copy is a tenant of its own on the same cluster, with logins and secrets of its own. Users' roles are copied;
sessions and the record of loads are not. Without --offline the source stays in use, and its copy is as of one moment;
pg_dump and pg_restore are needed. After a failure the same command goes on; to undo it: tenantctl operation rollback.")]
pub struct CloneArgs {
    /// The tenant to copy
    #[arg(value_name = "SOURCE")]
    tenant: TenantId,
    /// The id of the copy
    #[arg(value_name = "COPY")]
    new: TenantId,
    /// Copy no rows but the policy and the record of migrations
    #[arg(long, conflicts_with = "offline")]
    schema_only: bool,
    /// Let the server copy the database: faster; asks first, since the source's connections end and new ones wait
    #[arg(long)]
    offline: bool,
    /// A name for people; the id if not given
    #[arg(long, value_name = "NAME", value_parser = contact::name)]
    name: Option<String>,
    /// A label of the copy, which gets none of the source's; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    label: Vec<Label>,
    /// If a step fails, undo everything at once; the exit code stays that of the failure
    #[arg(long)]
    rollback_on_failure: bool,
}

impl CloneArgs {
    fn way(&self) -> CloneWay {
        match (self.offline, self.schema_only) {
            (true, _) => CloneWay::Offline,
            (false, true) => CloneWay::SchemaOnly,
            (false, false) => CloneWay::Online,
        }
    }
}

/// Makes a tenant as a copy of another one, or completes what an earlier run began.
///
/// # Errors
/// Not found, not confirmed, a conflict with a tenant that exists, the source's status or another run, no `pg_dump`, or
/// a step failed; then the same command goes on.
pub async fn run(cx: &mut Context, args: CloneArgs) -> Result<(), CommandError> {
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let source = find(&control, &args.tenant).await?;
    refuse(&control, &source, &args.new).await?;
    let vault = cx.vault(&control).await?;
    let way = args.way();
    let bytes = cx.check_source(&control, &vault, &source, way).await?;
    if cx.dry_run {
        return would(cx, &source, &args, bytes);
    }
    if way == CloneWay::Offline {
        let question = format!(
            "This ends the connections of tenant {} ({}); new ones wait until its {} MB are copied.\nCopy it?",
            source.id,
            source.place(),
            bytes >> 20
        );
        cx.ui.confirm(&question, "-y")?;
    }
    retrying(cx, async |cx, retries| once(cx, &args, retries).await).await
}

/// One attempt; a later one completes what it began.
async fn once(cx: &mut Context, args: &CloneArgs, retries: &mut Retries) -> Result<(), CommandError> {
    let (control, _) = cx.write_plane().await?;
    retries.connected();
    let source = find(&control, &args.tenant).await?;
    refuse(&control, &source, &args.new).await?;
    let (schema, vault) = (cx.schema(&control).await?, cx.vault(&control).await?);
    let cluster = source.cluster.as_ref().and_then(|(_, name)| name.parse::<ClusterName>().ok());
    let region = source.region.parse()?;
    let placement = cx.placement(Some(&control), &args.new, cluster.as_ref(), Some(&region)).await?;
    let spec = Spec {
        name: args.name.clone().unwrap_or_else(|| args.new.to_string()),
        id: args.new.clone(),
        region,
        provider: placement.provider,
        labels: args.label.iter().cloned().collect::<Labels>(),
        owner_email: None,
        naming: cx.naming(),
        organization: None,
        size: None,
        mock_data: false,
        clone_of: Some(CloneOf { source: source.uuid, way: args.way() }),
    };
    let project = ProjectWish::default();
    let asked =
        Asked { named: cluster.as_ref(), retries, rollback_on_failure: args.rollback_on_failure, project: &project };
    let done = cx.provision(&control, &vault, &schema, (placement, spec), &asked).await?;
    if done.already {
        return Err(exists(&args.new));
    }
    cx.note_tenants([&done.tenant], false);
    cx.ui.show_one(&TenantView::of(&done.tenant))?;
    cx.ui.success(&format!("{} is a copy of {}", args.new, source.id));
    cx.ui.hint(&format!("tenantctl connect {}", args.new));
    Ok(())
}

fn exists(id: &TenantId) -> CommandError {
    let made = CommandError::new(ErrorKind::Conflict, format!("there is a tenant {id} already"));
    made.with_code("tenant_exists").hint(format!("choose another id, or look at that one: tenantctl show {id}"))
}

/// Refuses a copy in the place of a tenant that is there, and a source whose database isn't on a cluster.
async fn refuse(control: &ControlPlane, source: &TenantRow, new: &TenantId) -> Result<(), CommandError> {
    if source.provider == "supabase" {
        let text = format!("tenant {} has a Supabase project, which can't be copied into another one", source.id);
        let made = CommandError::new(ErrorKind::Conflict, text).with_code("wrong_provider");
        return Err(made.hints_from(by_export(source, new.as_str(), "--provider supabase")));
    }
    let found = plane::tenant_by_id(&mut *control.session.get().await, new).await?;
    match found.map(|found| found.status) {
        None | Some(Status::Provisioning | Status::Failed) => Ok(()),
        Some(_) => Err(exists(new)),
    }
}

fn would(cx: &Context, source: &TenantRow, args: &CloneArgs, bytes: i64) -> Result<(), CommandError> {
    let how = match args.way() {
        CloneWay::Online => "while it is in use, by pg_dump and pg_restore".to_owned(),
        CloneWay::SchemaOnly => "without its rows, by pg_dump and pg_restore".to_owned(),
        CloneWay::Offline => format!("by the server, which ends its connections ({})", strategy(bytes)),
    };
    cx.ui.note(&format!("tenant {} ({} MB) would be copied into {} {how}", source.id, bytes >> 20, args.new));
    cx.ui.show_list(ProvisionStep::of_a_clone().into_iter().zip(1..).map(StepView::planned))?;
    Ok(())
}
