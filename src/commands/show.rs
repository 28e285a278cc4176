//! `tenantctl show`

use super::selection::OneTenant;
use crate::context::Context;
use crate::control_plane::{ControlPlane, TenantRow};
use crate::error::{CommandError, ErrorKind};
use crate::ops::credentials::ProjectKey;
use crate::output::views::{ProjectKeysView, TenantView};
use clap::Args;
use secrecy::ExposeSecret;

/// Arguments of `show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl show acme-corp
  tenantctl show acme-corp -o json
  tenantctl show acme-corp --keys --reveal")]
pub struct ShowArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Show the API keys of its Supabase project instead, masked
    #[arg(long)]
    keys: bool,
    /// Print the keys themselves
    #[arg(long, requires = "keys")]
    reveal: bool,
}

/// Shows what the control plane knows of one tenant.
///
/// # Errors
/// Not found, or the control plane can't be read; with `--keys` also a tenant without a project.
pub async fn run(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let tenant = args.tenant.find(cx, &control).await?;
    if args.keys {
        return keys(cx, &control, &tenant, args.reveal).await;
    }
    cx.ui.show_one(&TenantView::of(&tenant))?;
    Ok(())
}

async fn keys(cx: &Context, control: &ControlPlane, tenant: &TenantRow, reveal: bool) -> Result<(), CommandError> {
    let Some(address) = &tenant.address else {
        let text = format!("tenant {} has no Supabase project of its own, so it has no API keys", tenant.id);
        return Err(CommandError::new(ErrorKind::NotFound, text).hint(format!("tenantctl url {}", tenant.id)));
    };
    let vault = cx.vault(control).await?;
    let anon = vault.project_key(control, tenant.uuid, ProjectKey::Anon).await?;
    let service = vault.project_key(control, tenant.uuid, ProjectKey::Service).await?;
    let shown = |key: &secrecy::SecretString| if reveal { key.expose_secret().to_owned() } else { "****".to_owned() };
    cx.ui.show_one(&ProjectKeysView {
        tenant: tenant.id.to_string(),
        api_url: address.api_url.clone(),
        anon_key: shown(&anon),
        service_role_key: shown(&service),
    })?;
    if !reveal {
        cx.ui.hint("--reveal prints the keys");
    }
    Ok(())
}
