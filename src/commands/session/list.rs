//! `tenantctl session list` and `session show`

use super::{InTenant, which};
use crate::cli::ListingArgs;
use crate::context::{About, Context};
use crate::error::CommandError;
use crate::ops::act::Actor;
use crate::ops::errand::Errand;
use crate::ops::sessions::{Page, Sessions, Which, find, list};
use crate::ops::users::{Users, Who};
use crate::output::views::SessionView;
use clap::Args;
use uuid::Uuid;

/// Arguments of `session list`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl session list -t acme-corp
  tenantctl session list -t acme-corp --user ann@example.com -o json
  tenantctl session list -t acme-corp --after 7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10")]
pub struct ListArgs {
    #[command(flatten)]
    tenant: InTenant,
    /// Only those of this user: an e-mail address or an id
    #[arg(long, value_name = "USER")]
    user: Option<Who>,
    /// Only those after this one; the last of the page before
    #[arg(long, value_name = "JTI")]
    after: Option<Uuid>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 200)]
    limit: usize,
    #[command(flatten)]
    _listing: ListingArgs,
}

/// Arguments of `session show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The session: its token's jti, or session_id
    #[arg(value_name = "JTI")]
    jti: Uuid,
    #[command(flatten)]
    tenant: InTenant,
}

/// Lists sessions.
///
/// # Errors
/// Not found, or the tenant's database can't be reached.
pub(super) async fn run(cx: &mut Context, args: ListArgs) -> Result<(), CommandError> {
    let page = look(cx, args.tenant, args.user, async |sessions, which| {
        Ok(list(sessions, which, args.after, args.limit).await?)
    })
    .await?;
    cx.ui.show_list(page.rows.iter().map(SessionView::of))?;
    if let (true, Some(last)) = (page.more, page.rows.last()) {
        cx.ui.hint(&format!("there are more: the same command with --after {}", last.id));
    }
    Ok(())
}

/// Shows one session.
///
/// # Errors
/// Not found, or the tenant's database can't be reached.
pub(super) async fn show(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let page = look(cx, args.tenant, None, async |sessions, _| {
        Ok(Page { rows: vec![find(sessions, args.jti).await?], more: false })
    })
    .await?;
    for row in &page.rows {
        cx.ui.show_one(&SessionView::of(row))?;
    }
    Ok(())
}

async fn look(
    cx: &mut Context,
    tenant: InTenant,
    user: Option<Who>,
    work: impl AsyncFnOnce(&mut Sessions<'_>, Which) -> Result<Page, CommandError>,
) -> Result<Page, CommandError> {
    let control = cx.read_plane_about(About::tenant(tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let actor = Actor { control: &control, tenant: &tenant, runner: &runner };
    let result = async {
        let mut users =
            Users { control: &control, tenant: &tenant, auth: None, session: &mut session, runner: &runner };
        let which = which(&mut users, None, user.as_ref()).await?;
        work(&mut Sessions { actor, session: &mut session }, which).await
    }
    .await;
    session.close().await;
    result
}
