//! `tenantctl provision`

mod bulk;

use super::retrying::retrying;
use crate::config::{Key, keys};
use crate::context::{Asked, Context, Placement, ProjectWish};
use crate::control_plane::ControlPlane;
use crate::domain::cluster::ClusterName;
use crate::domain::contact;
use crate::domain::labels::{Label, Labels};
use crate::domain::operation::ProvisionStep;
use crate::domain::region::Region;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::{LoginRole, Vault};
use crate::ops::provision::{Provisioned, Spec};
use crate::ops::retry::Retries;
use crate::output::views::{ProvisionedView, StepView};
use crate::supabase::management::InstanceSize;
use clap::Args;
use secrecy::ExposeSecret;
use std::path::PathBuf;

/// Arguments of `provision`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl provision --tenant-id acme-corp --region us-east-1
  tenantctl provision acme-corp --include-mock-data
  tenantctl provision acme-corp --label tier=pro --reveal
  tenantctl provision acme-corp --dry-run
  tenantctl provision --from tenants.csv --region us-east-1 -j 4
  tenantctl provision acme-corp --rollback-on-failure

Running it again changes nothing; after a failure it goes on where it stopped. To undo an
unfinished one: tenantctl operation rollback.")]
pub struct ProvisionArgs {
    /// The tenant's id: 3 to 40 of a-z, 0-9 and -, a letter first
    #[arg(value_name = "TENANT", conflicts_with = "tenant_id")]
    tenant: Option<TenantId>,
    /// The tenant's id: 3 to 40 of a-z, 0-9 and -, a letter first
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
    /// A CSV or JSON list of tenants: id, name, region, owner_email, labels; - reads standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["tenant", "tenant_id", "name", "owner_email", "reveal"])]
    from: Option<PathBuf>,
    /// Where the tenant lives, such as us-east-1
    #[arg(long, value_name = "REGION")]
    region: Option<Region>,
    /// Where the database comes from: auto, supabase, cluster or local
    #[arg(long, value_name = "PROVIDER", value_parser = ["auto", "supabase", "cluster", "local"])]
    provider: Option<String>,
    /// The cluster that it goes on; by default the one of the region with the most room
    #[arg(long, value_name = "NAME")]
    cluster: Option<ClusterName>,
    /// The Supabase organization that owns the tenant's project
    #[arg(long, value_name = "SLUG")]
    organization: Option<String>,
    /// How large the tenant's Supabase project is, such as micro; the API's choice if not given
    #[arg(long, value_name = "SIZE")]
    size: Option<InstanceSize>,
    /// The Supabase project to take, where several bear the tenant's name
    #[arg(long, value_name = "REF")]
    project_ref: Option<String>,
    /// How long a new Supabase project may take to become healthy, such as 15m
    #[arg(long, value_name = "TIME")]
    project_timeout: Option<String>,
    /// A name for people; the id if not given
    #[arg(long, value_name = "NAME", value_parser = contact::name)]
    name: Option<String>,
    /// A label; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    label: Vec<Label>,
    /// Kept for the tenant's first user
    #[arg(long, value_name = "ADDRESS", value_parser = contact::email)]
    owner_email: Option<String>,
    /// Your own migration files in place of the built-in ones
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Load the built-in mock data before the tenant is in use
    #[arg(long)]
    include_mock_data: bool,
    /// If a step fails, undo everything at once; the exit code stays that of the failure
    #[arg(long)]
    rollback_on_failure: bool,
    /// Print the database URL with its password
    #[arg(long)]
    reveal: bool,
}

impl ProvisionArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        let region = self.region.as_ref().map(ToString::to_string);
        [
            (keys::REGION, &region),
            (keys::PROVIDER, &self.provider),
            (keys::MIGRATIONS_DIR, &self.dir),
            (keys::SUPABASE_ORGANIZATION, &self.organization),
            (keys::PROJECT_TIMEOUT, &self.project_timeout),
        ]
        .into_iter()
        .filter_map(|(key, value)| value.clone().map(|value| (key, value)))
        .collect()
    }
}

/// Provisions a tenant, or completes what an earlier run began.
///
/// # Errors
/// Conflict for another specification or another run; every failure says what to run next.
pub async fn run(cx: &mut Context, args: ProvisionArgs) -> Result<(), CommandError> {
    if let Some(list) = args.from.clone() {
        return bulk::run(cx, args, &list).await;
    }
    let id = match args.tenant.clone().or(args.tenant_id.clone()) {
        Some(id) => id,
        None => cx.default_tenant()?.ok_or_else(|| {
            CommandError::new(ErrorKind::Usage, "no tenant is named").hint("name one: --tenant-id ID")
        })?,
    };
    cx.refuse_early(args.cluster.as_ref(), None).await?;
    // A folder of bad files is refused before anything is made.
    let _usable = cx.migrations()?;
    if cx.dry_run {
        return plan(cx, &id, args.cluster.as_ref()).await;
    }
    retrying(cx, async |cx, retries| once(cx, &id, &args, retries).await).await
}

/// One attempt; a later one completes what it began.
async fn once(
    cx: &mut Context,
    id: &TenantId,
    args: &ProvisionArgs,
    retries: &mut Retries,
) -> Result<(), CommandError> {
    let (control, _) = cx.write_plane().await?;
    retries.connected();
    let schema = cx.schema(&control).await?;
    let vault = cx.vault(&control).await?;
    let named = args.cluster.as_ref();
    let placement = cx.placement(Some(&control), id, named, None).await?;
    let spec = Spec {
        name: args.name.clone().unwrap_or_else(|| id.to_string()),
        id: id.clone(),
        region: placement.region.clone(),
        provider: placement.provider,
        labels: args.label.iter().cloned().collect::<Labels>(),
        owner_email: args.owner_email.clone(),
        naming: cx.naming(),
        organization: (placement.provider == "supabase").then(|| cx.organization()).flatten(),
        size: args.size,
        mock_data: args.include_mock_data,
        clone_of: None,
    };
    let project = ProjectWish { chosen: args.project_ref.clone() };
    let asked = Asked { named, retries, rollback_on_failure: args.rollback_on_failure, project: &project };
    let done = cx.provision(&control, &vault, &schema, (placement, spec), &asked).await?;
    if done.already && args.include_mock_data {
        super::seed::mock_data_into(cx, &control, &done.tenant).await?;
    }
    show(cx, &control, &vault, &done, args.reveal).await
}

/// Shows a provisioned tenant.
pub(super) async fn show(
    cx: &Context,
    control: &ControlPlane,
    vault: &Vault,
    done: &Provisioned,
    reveal: bool,
) -> Result<(), CommandError> {
    let role = if done.tenant.project.is_some() { LoginRole::Migrator } else { LoginRole::App };
    let locator = cx.locator(control, vault);
    let url = if reveal {
        locator.target(&done.tenant, role).await?.url().expose_secret().to_owned()
    } else {
        locator.masked_url(&done.tenant, role).await?
    };
    cx.note_tenants([&done.tenant], false);
    let id = done.tenant.id.to_string();
    cx.ui.show_one(&ProvisionedView::of(&done.tenant, done.already, url))?;
    if done.already {
        cx.ui.note(&format!("already provisioned: {id}"));
    } else {
        cx.ui.success(&format!("provisioned {id}"));
    }
    let role = if role == LoginRole::Migrator { " --role migrator" } else { "" };
    cx.ui.hint(&format!("tenantctl connect {id}{role}"));
    Ok(())
}

async fn plan(cx: &mut Context, id: &TenantId, named: Option<&ClusterName>) -> Result<(), CommandError> {
    let control = match cx.read_plane().await {
        Ok(control) => Some(control),
        Err(error) if error.code() == "no_control_plane" => None,
        Err(error) => return Err(error),
    };
    let placement = cx.placement(control.as_ref(), id, named, None).await?;
    cx.say_placement(&placement);
    let cluster = match &control {
        Some(control) => cx.would_take(control, &placement).await?,
        None => None,
    };
    let cluster = cluster.map_or_else(String::new, |name| format!(" on the cluster {name}"));
    let Placement { region, provider, .. } = placement;
    cx.ui.note(&format!("{id} would be provisioned in {region} by provider {provider}{cluster}"));
    let steps = match provider {
        "supabase" => ProvisionStep::on_a_project(false),
        _ => ProvisionStep::on_a_cluster(false),
    };
    cx.ui.show_list(steps.into_iter().zip(1..).map(StepView::planned))?;
    Ok(())
}
