//! Making the tenant that gets the data, as `provision` makes it.

use super::RestoreDumpArgs;
use crate::commands::retrying::retrying;
use crate::config::keys;
use crate::context::{Asked, Context, Placement, ProjectWish};
use crate::control_plane::{ControlPlane, TenantRow};
use crate::domain::export::Manifest;
use crate::domain::labels::Labels;
use crate::domain::operation::ProvisionStep;
use crate::domain::region::Region;
use crate::domain::tenant::TenantId;
use crate::error::CommandError;
use crate::ops::provision::Spec;
use crate::output::views::StepView;

/// Where the new tenant goes: the named region, or the export's.
///
/// # Errors
/// No place takes it.
pub(super) async fn placement(
    cx: &mut Context,
    control: &ControlPlane,
    id: &TenantId,
    (args, manifest): (&RestoreDumpArgs, &Manifest),
) -> Result<Placement, CommandError> {
    let region = match (cx.settings.text(keys::REGION), &manifest.region) {
        (None, Some(exported)) => Some(exported.parse::<Region>()?),
        _ => None,
    };
    cx.placement(Some(control), id, args.cluster.as_ref(), region.as_ref()).await
}

/// Provisions the tenant, or completes what an earlier run began.
///
/// # Errors
/// As `provision`.
pub(super) async fn run(
    cx: &mut Context,
    id: &TenantId,
    (args, manifest): (&RestoreDumpArgs, &Manifest),
) -> Result<Option<TenantRow>, CommandError> {
    let mut made = None;
    retrying(cx, async |cx, retries| {
        let (control, _) = cx.write_plane().await?;
        retries.connected();
        let (schema, vault) = (cx.schema(&control).await?, cx.vault(&control).await?);
        let placement = placement(cx, &control, id, (args, manifest)).await?;
        let spec = Spec {
            id: id.clone(),
            name: id.to_string(),
            region: placement.region.clone(),
            provider: placement.provider,
            labels: Labels::default(),
            owner_email: None,
            naming: cx.naming(),
            organization: placement.is_project().then(|| cx.organization()).flatten(),
            size: None,
            mock_data: false,
            clone_of: None,
        };
        let (named, project) = (args.cluster.as_ref(), ProjectWish::default());
        let asked = Asked { named, retries, rollback_on_failure: false, project: &project };
        made = Some(cx.provision(&control, &vault, &schema, (placement, spec), &asked).await?.tenant);
        Ok(())
    })
    .await?;
    if let Some(tenant) = &made {
        cx.note_tenants([tenant], false);
        cx.ui.note(&format!("provisioned {id} ({})", tenant.place()));
    }
    Ok(made)
}

/// Says what would be made.
///
/// # Errors
/// Nobody reads the output any more.
pub(super) fn would(
    cx: &Context,
    id: &TenantId,
    placement: &Placement,
    manifest: &Manifest,
) -> Result<(), CommandError> {
    let Placement { region, provider, .. } = placement;
    let of = &manifest.tenant.id;
    let text = format!("{id} would be provisioned in {region} by provider {provider}");
    cx.ui.note(&format!("{text}, and the rows of {of} loaded into it"));
    let steps = match placement.is_project() {
        true => ProvisionStep::on_a_project(false),
        false => ProvisionStep::on_a_cluster(false),
    };
    Ok(cx.ui.show_list(steps.into_iter().zip(1..).map(StepView::planned))?)
}
