//! `tenantctl user create` and `user invite`

use super::InTenant;
use crate::commands::password::from_stdin;
use crate::commands::selection::OneTenant;
use crate::context::{About, Context};
use crate::domain::contact;
use crate::error::CommandError;
use crate::ops::errand::Errand;
use crate::ops::users::{Made, Outcome, Users, Welcome, Wish, create};
use crate::output::views::MadeUserView;
use clap::Args;

/// Arguments of `user create`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl user create --email ann@example.com --role manager -t acme-corp
  tenantctl user create --email ann@example.com --invite -t acme-corp
  pass show ann | tenantctl user create --email ann@example.com --password-stdin -t acme-corp

The user is made at the Auth server first (SUPABASE_URL, or the tenant's own Supabase project), then in the tenant. Run
again, it changes nothing, or repairs what was cut off. Without an Auth server the user gets the role alone.")]
pub struct CreateArgs {
    /// The user's e-mail address
    #[arg(long, value_name = "ADDRESS", value_parser = contact::email)]
    email: String,
    /// What the user may do: a role of the tenant's policy
    #[arg(long, value_name = "ROLE", default_value = "viewer")]
    role: String,
    /// Read the user's password from standard input
    #[arg(long, conflicts_with_all = ["invite", "link"])]
    password_stdin: bool,
    /// Let the Auth server send an invitation
    #[arg(long, conflicts_with = "link")]
    invite: bool,
    /// Print a link that logs the user in
    #[arg(long)]
    link: bool,
    /// Take a user of the Auth server who belongs to no tenant
    #[arg(long)]
    adopt: bool,
    #[command(flatten)]
    tenant: InTenant,
}

/// Arguments of `user invite`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tenantctl user invite ann@example.com --role clerk -t acme-corp")]
pub struct InviteArgs {
    /// The user's e-mail address
    #[arg(value_name = "ADDRESS", value_parser = contact::email)]
    email: String,
    /// What the user may do: a role of the tenant's policy
    #[arg(long, value_name = "ROLE", default_value = "viewer")]
    role: String,
    #[command(flatten)]
    tenant: InTenant,
}

/// Makes a user.
///
/// # Errors
/// No such role, an address that is another tenant's user's, or the Auth server.
pub(super) async fn run(cx: &mut Context, args: CreateArgs) -> Result<(), CommandError> {
    let welcome = match (args.password_stdin, args.invite, args.link) {
        (true, ..) => Welcome::Password(from_stdin()?),
        (_, true, _) => Welcome::Invite,
        (.., true) => Welcome::Link,
        _ => Welcome::Nothing,
    };
    let wish = Wish { email: args.email.to_lowercase(), role: args.role, welcome, adopt: args.adopt };
    make(cx, args.tenant, &wish).await
}

/// Invites a user.
///
/// # Errors
/// As [`run`].
pub(super) async fn invite(cx: &mut Context, args: InviteArgs) -> Result<(), CommandError> {
    let wish = Wish { email: args.email.to_lowercase(), role: args.role, welcome: Welcome::Invite, adopt: false };
    make(cx, args.tenant, &wish).await
}

async fn make(cx: &mut Context, tenant: InTenant, wish: &Wish) -> Result<(), CommandError> {
    let control = cx.plane_about(About::tenant(tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = OneTenant::from(tenant).find(cx, &control).await?;
    if cx.dry_run {
        cx.ui.note(&format!("{} would be made a user of {} with the role {}", wish.email, tenant.id, wish.role));
        return Ok(());
    }
    let vault = cx.vault(&control).await?;
    let auth = cx.auth_server(&control, &vault, &tenant).await?;
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let mut users =
        Users { control: &control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner: &runner };
    let made = create(&mut users, wish).await;
    session.close().await;
    let made = made?;
    cx.ui.show_one(&MadeUserView::of(tenant.id.as_str(), &wish.email, &wish.role, &made))?;
    if !made.at_auth {
        cx.ui
            .note("no Auth server is configured (SUPABASE_URL): the role alone was written, the user has no login yet");
    }
    tell(cx, tenant.id.as_str(), wish, &made);
    Ok(())
}

fn tell(cx: &Context, id: &str, wish: &Wish, made: &Made) {
    let email = &wish.email;
    match made.outcome {
        Outcome::Created => cx.ui.success(&format!("{email} is a user of {id} now")),
        Outcome::Updated => cx.ui.success(&format!("{email} was brought in line")),
        Outcome::Unchanged if made.invited || made.link.is_some() => {
            cx.ui.note(&format!("{email} is a user of {id} already"));
        }
        Outcome::Unchanged => cx.ui.note(&format!("nothing to do: {email} is a user of {id} already")),
    }
    match wish.welcome {
        Welcome::Invite if made.invited => cx.ui.note("the invitation was sent"),
        Welcome::Invite => cx.ui.note("no invitation was sent: the address is confirmed already"),
        Welcome::Password(_) if !made.is_new => {
            cx.ui.note("whoever was at the Auth server before keeps their password; this one is for new users only");
        }
        Welcome::Password(_) | Welcome::Nothing | Welcome::Link => {}
    }
}
