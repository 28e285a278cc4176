//! `tenantctl policy check`

use crate::commands::selection::{OneTenant, the_only_one};
use crate::context::{About, Context};
use crate::domain::policy::Verdict;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::errand::Errand;
use crate::ops::policy::check;
use crate::ops::users::Who;
use crate::output::views::PermissionCheckView;
use clap::Args;

/// Arguments of `policy check`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl policy check -t acme-corp --user ann@example.com --permission vendors.write
  tenantctl policy check -t acme-corp --user 7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10 --permission vendors.write -o json

The tenant's own rows answer, as they do for row level security: not the present policy, which it may
not have yet.")]
pub struct CheckArgs {
    /// The tenant; the only one there is, if it isn't named
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
    /// The user: an e-mail address or an id
    #[arg(long, value_name = "USER")]
    user: Who,
    /// What they want to do
    #[arg(long, value_name = "PERMISSION")]
    permission: String,
}

/// Tells whether the user has the permission, and why.
///
/// # Errors
/// The check failed if they haven't.
pub(super) async fn run(cx: &mut Context, args: CheckArgs) -> Result<(), CommandError> {
    let about = cx.tenant_or_default(args.tenant_id.as_ref())?;
    let control = cx.read_plane_about(About::tenant(about.as_ref(), Errand::Policy)).await?;
    let tenant = match args.tenant_id {
        Some(id) => OneTenant::named(Some(id)).find(cx, &control).await?,
        None => the_only_one(cx, &control).await?,
    };
    let vault = cx.vault(&control).await?;
    let mut session = cx.policy_session(&cx.locator(&control, &vault), &tenant).await?;
    let answer = check(&mut session, &args.user, &args.permission).await;
    session.close().await;
    let answer = answer?;
    let user = args.user.to_string();
    let view = PermissionCheckView::of(tenant.id.as_str(), &user, &args.permission, &answer);
    cx.ui.show_one(&view)?;
    let denied = CommandError::new(ErrorKind::CheckFailed, format!("denied: {}", view.explanation()));
    Err(match &answer.verdict {
        Verdict::Allowed => return Ok(()),
        Verdict::UnknownPermission { near: Some(near) } => denied.hint(format!("did you mean {near}?")),
        Verdict::UnknownPermission { near: None } => denied.hint("tenantctl policy show"),
        Verdict::NoUser => denied.hint(format!("tenantctl user list -t {}", tenant.id)),
        Verdict::Disabled => denied.hint(format!("tenantctl user enable {user} -t {}", tenant.id)),
        Verdict::RoleLacks { .. } => denied.hint(format!("tenantctl user show {user} -t {}", tenant.id)),
    })
}
