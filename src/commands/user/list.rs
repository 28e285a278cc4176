//! `tenantctl user list` and `user show`

use super::OneUser;
use crate::commands::selection::OneTenant;
use crate::context::Context;
use crate::error::CommandError;
use crate::ops::users::{UserError, Users, find};
use crate::output::views::{UserLine, UserView};
use crate::tenant_db::users::mappings;
use clap::Args;
use uuid::Uuid;

/// Rows that are read at once.
const PAGE: i64 = 500;

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
}

/// Lists the users that the tenant knows.
///
/// # Errors
/// Not found, or the tenant's database can't be reached.
pub(super) async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let (mut rows, mut after) = (Vec::new(), args.after);
    let limit = args.limit.unwrap_or(usize::MAX);
    while rows.len() < limit {
        let page = mappings(&mut session, after, PAGE).await.map_err(UserError::from)?;
        after = page.last().map(|row| row.auth_user_id);
        let is_last = i64::try_from(page.len()).unwrap_or(PAGE) < PAGE;
        rows.extend(page);
        if is_last {
            break;
        }
    }
    session.close().await;
    cx.ui.show_list(rows.iter().take(limit).map(UserLine::of))?;
    Ok(())
}

/// Shows one user.
///
/// # Errors
/// Not found, or the tenant's database or its Auth server can't be reached.
pub(super) async fn show(cx: &mut Context, args: OneUser) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
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
