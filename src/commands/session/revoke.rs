//! `tenantctl session revoke`

use super::{InTenant, which};
use crate::commands::time::time;
use crate::context::{About, Context};
use crate::error::{CommandError, ErrorKind};
use crate::ops::act::Actor;
use crate::ops::errand::Errand;
use crate::ops::sessions::{Outcome, Sessions, Which, list, revoke, revoke_opening, would_revoke};
use crate::ops::users::{Users, Who};
use crate::output::views::{RevokedView, SessionView};
use chrono::{DateTime, Utc};
use clap::Args;
use uuid::Uuid;

/// Sessions that a person can pick from.
const CHOICE: usize = 50;

/// Arguments of `session revoke`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl session revoke 7c7e6a52-93f0-4d0a-8b77-6f1f3d1f5f10 -t acme-corp
  tenantctl session revoke --user ann@example.com -t acme-corp
  tenantctl session revoke --before 2026-11-24T03:00:00Z -t acme-corp
  tenantctl session revoke --all -t acme-corp --dry-run

Without any of these, a person picks one on a terminal.")]
pub struct RevokeArgs {
    /// The session: its token's jti, or session_id
    #[arg(value_name = "JTI", conflicts_with_all = ["jti", "user", "all", "before"])]
    session: Option<Uuid>,
    /// The session: its token's jti, or session_id
    #[arg(long, value_name = "JTI", conflicts_with_all = ["user", "all", "before"])]
    jti: Option<Uuid>,
    /// All of this user: an e-mail address or an id
    #[arg(long, value_name = "USER", conflicts_with = "all")]
    user: Option<Who>,
    /// All of every user
    #[arg(long, conflicts_with = "before")]
    all: bool,
    /// Those that began before this time, such as 2026-11-24T03:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time)]
    before: Option<DateTime<Utc>>,
    #[command(flatten)]
    tenant: InTenant,
}

/// Revokes sessions; a second time there is nothing to do.
///
/// # Errors
/// Usage if nothing is named and nobody can be asked, not confirmed, or the tenant's database.
pub(super) async fn run(cx: &mut Context, args: RevokeArgs) -> Result<(), CommandError> {
    let control = cx.plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let runner = cx.runner();
    let actor = Actor { control: &control, tenant: &tenant, runner: &runner };
    let named = args.session.or(args.jti);
    let locator = cx.locator(&control, &vault);
    let opening = cx.users_session(&locator, &tenant);
    if named.is_some() && !cx.dry_run {
        let which = Which { id: named, ..Which::default() };
        let outcome: Result<_, CommandError> = revoke_opening(actor, opening, which).await;
        return show(cx, tenant.id.as_str(), &outcome?);
    }
    let mut session = opening.await?;
    let some = named.is_some() || args.user.is_some() || args.before.is_some();
    let result = async {
        let mut users =
            Users { control: &control, tenant: &tenant, auth: None, session: &mut session, runner: &runner };
        let mut which = which(&mut users, named, args.user.as_ref()).await?;
        which.before = args.before;
        let mut sessions = Sessions { actor, session: &mut session };
        if args.all || args.before.is_some() {
            let question = format!("End every session that is meant of tenant {}?", tenant.id);
            if !cx.dry_run {
                cx.ui.confirm(&question, "-y")?;
            }
        } else if !some {
            which.id = Some(pick(cx, &mut sessions).await?);
        }
        match cx.dry_run {
            true => Ok::<Outcome, CommandError>(would_revoke(&mut sessions, which).await?),
            false => Ok(revoke(&mut sessions, which).await?),
        }
    }
    .await;
    session.close().await;
    show(cx, tenant.id.as_str(), &result?)
}

async fn pick(cx: &Context, sessions: &mut Sessions<'_>) -> Result<Uuid, CommandError> {
    let page = list(sessions, Which::default(), None, CHOICE).await?;
    if page.rows.is_empty() {
        return Err(CommandError::new(ErrorKind::NotFound, "nobody has a session"));
    }
    let lines: Vec<String> = page.rows.iter().map(SessionView::line).collect();
    let picked = cx.ui.pick("Which session is to end?", &lines, "JTI, --user USER, --before TIME or --all")?;
    page.rows.get(picked).map(|row| row.id).ok_or_else(|| CommandError::new(ErrorKind::Internal, "nothing was picked"))
}

fn show(cx: &Context, tenant: &str, outcome: &Outcome) -> Result<(), CommandError> {
    cx.ui.show_one(&RevokedView::of(tenant, outcome, cx.dry_run))?;
    let count = outcome.count();
    if cx.dry_run {
        cx.ui.note(&format!("{count} sessions would end"));
        return Ok(());
    }
    if count == 0 {
        cx.ui.note("nothing to do: no such session, or revoked already");
        return Ok(());
    }
    cx.ui.success(&format!("revoked sessions of {tenant}: {count}"));
    let until = match (outcome.ours.until, outcome.supabase) {
        (Some(until), _) => format!("until {} at the latest", until.format("%Y-%m-%dT%H:%M:%SZ")),
        (None, _) => "until they expire (an hour, unless the project says otherwise)".to_owned(),
    };
    cx.ui.note(&format!("whoever verifies tokens without asking for the session still accepts them {until}"));
    Ok(())
}
