//! `tenantctl doctor --reconcile`

use crate::context::Context;
use crate::error::{CommandError, ErrorKind};
use crate::ops::reconcile::Reconciled;
use crate::output::views::ReconcileView;

/// Compares the control plane with the world, and mends what can be mended without a risk.
///
/// # Errors
/// The check failed if a difference is left; the control plane.
pub(super) async fn run(cx: &mut Context, fix: bool) -> Result<(), CommandError> {
    let fix = fix && !cx.dry_run;
    let control = if fix { cx.write_plane().await?.0 } else { cx.read_plane().await? };
    let vault = cx.vault(&control).await?;
    let progress = cx.ui.spinner("comparing the control plane with the servers");
    let found = cx.reconcile(&control, &vault, fix).await;
    progress.finish();
    let found = found?;
    let is_left = |one: &&Reconciled| !matches!(one.mended, Some(Ok(())));
    let left = found.iter().filter(is_left).count();
    let mendable = found.iter().filter(is_left).filter(|one| one.difference.repair.is_some()).count();
    let mut writer = cx.ui.list_writer::<ReconcileView>()?;
    for one in &found {
        writer.push(&ReconcileView::of(one))?;
    }
    writer.finish()?;
    if left < found.len() {
        cx.ui.success(&format!("mended: {}", found.len() - left));
    }
    if left == 0 {
        cx.ui.note("the control plane and the servers agree");
        return Ok(());
    }
    let text = if left == 1 { "1 difference is left".to_owned() } else { format!("{left} differences are left") };
    let made = CommandError::new(ErrorKind::CheckFailed, text).with_code("differences");
    Err(match mendable {
        0 => made.hint("each line has the command that mends it"),
        count if fix => made.hint(format!("{count} couldn't be mended; run the same command again")),
        count => made.hint(format!("{count} of them are mended without a risk by: tenantctl doctor --reconcile --fix")),
    })
}
