//! `tenantctl user list` and `user show`

use super::OneUser;
use crate::cli::ListingArgs;
use crate::commands::selection::OneTenant;
use crate::context::{About, Context};
use crate::error::CommandError;
use crate::ops::errand::Errand;
use crate::ops::users::{Users, find, list};
use crate::output::views::{UserLine, UserView};
use clap::Args;
use uuid::Uuid;

/// Arguments of `user list`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl user list -t acme-corp
  tenantctl user list -t acme-corp --after 7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10 --limit 50 -o json")]
pub struct ListArgs {
    #[command(flatten)]
    tenant: OneTenant,
    /// Only users after this id; the last one of the page before
    #[arg(long, value_name = "ID")]
    after: Option<Uuid>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Lists the users that the tenant knows.
///
/// # Errors
/// Not found, or the tenant's database can't be reached.
pub(super) async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let control = cx.read_plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let rows = list(&mut session, args.after, args.limit.unwrap_or(usize::MAX)).await;
    session.close().await;
    cx.ui.show_list(rows?.iter().map(UserLine::of))?;
    Ok(())
}

/// Shows one user.
///
/// # Errors
/// Not found, or the tenant's database or its Auth server can't be reached.
pub(super) async fn show(cx: &mut Context, args: OneUser) -> Result<(), CommandError> {
    let control = cx.read_plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = OneTenant::from(args.tenant).find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let auth = cx.auth_server(&control, &vault, &tenant).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let mut users =
        Users { control: &control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner: &runner };
    let found = find(&mut users, &args.who).await;
    session.close().await;
    cx.ui.show_one(&UserView::of(&found?, auth.is_some()))?;
    Ok(())
}
