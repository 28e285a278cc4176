//! `tenantctl user disable`, `enable` and `remove`

use super::OneUser;
use crate::commands::selection::OneTenant;
use crate::context::{About, Context};
use crate::error::CommandError;
use crate::ops::errand::Errand;
use crate::ops::users::{Found, Users, Who, disable, enable, find, remove};
use crate::output::views::UserView;

/// What is done to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Disable,
    Enable,
    Remove,
}

impl Change {
    fn done(self) -> &'static str {
        match self {
            Self::Disable => "disabled",
            Self::Enable => "enabled",
            Self::Remove => "removed",
        }
    }
}

/// Changes one user.
///
/// # Errors
/// Not found, not confirmed, or the tenant's database or its Auth server can't be reached.
pub(super) async fn run(cx: &mut Context, args: OneUser, change: Change) -> Result<(), CommandError> {
    let OneUser { who, tenant } = args;
    let control = cx.plane_about(About::tenant(tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = OneTenant::from(tenant).find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let auth = cx.auth_server(&control, &vault, &tenant).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let mut users =
        Users { control: &control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner: &runner };
    let result = apply(cx, &mut users, &who, change).await;
    session.close().await;
    let (found, changed) = result?;
    if change != Change::Remove {
        cx.ui.show_one(&UserView::of(&found, auth.is_some()))?;
    }
    let done = change.done();
    match (cx.dry_run, changed) {
        (true, _) => cx.ui.note(&format!("{who} would be {done}")),
        (false, false) => cx.ui.note(&format!("nothing to do: {who} is {done} already")),
        (false, true) => {
            cx.ui.success(&format!("{done} {who}"));
            if change != Change::Enable {
                cx.ui.note("their sessions ended; whoever verifies tokens without asking goes on until those expire");
            }
        }
    }
    Ok(())
}

async fn apply(cx: &Context, users: &mut Users<'_>, who: &Who, change: Change) -> Result<(Found, bool), CommandError> {
    let found = find(users, who).await?;
    if cx.dry_run {
        return Ok((found, false));
    }
    let changed = match change {
        Change::Disable => disable(users, &found).await?,
        Change::Enable => enable(users, &found).await?,
        Change::Remove => {
            let question = format!("Remove the user {} from tenant {} and from its Auth server?", who, users.tenant.id);
            cx.ui.confirm(&question, "-y")?;
            remove(users, &found).await?;
            true
        }
    };
    let found = if change == Change::Remove { found } else { find(users, who).await? };
    Ok((found, changed))
}
