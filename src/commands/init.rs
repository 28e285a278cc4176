//! `tenantctl init`

use crate::context::Context;
use crate::error::CommandError;
use crate::output::views::InitView;
use clap::Args;

/// Arguments of `init`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl init
  DATABASE_URL=postgresql://operator@db.example.com/tenantctl tenantctl init")]
pub struct InitArgs {}

/// Creates or upgrades the control plane's schema and sees to the master key.
///
/// # Errors
/// The database can't be reached, or the login lacks rights there.
pub async fn run(cx: &mut Context, _args: InitArgs) -> Result<(), CommandError> {
    if cx.dry_run {
        let place = cx.plane_place()?;
        cx.ui.show_one(&InitView { control_plane: place, id: None, applied: Vec::new(), dry_run: true })?;
        return Ok(());
    }
    let (control, applied) = cx.write_plane().await?;
    cx.vault(&control).await?;
    let view = InitView {
        control_plane: control.session.target().masked_url(),
        id: Some(control.id.to_string()),
        applied,
        dry_run: false,
    };
    cx.ui.show_one(&view)?;
    Ok(())
}
