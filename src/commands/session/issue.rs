//! `tenantctl session issue`

use super::InTenant;
use crate::commands::password::from_stdin;
use crate::context::{About, Context};
use crate::error::CommandError;
use crate::ops::act::Actor;
use crate::ops::errand::Errand;
use crate::ops::keys::{self, KeyError};
use crate::ops::sessions::{IssueWish, Sessions, issue};
use crate::ops::users::{Users, Who, find, log_in};
use crate::output::Format;
use crate::output::views::IssuedView;
use crate::token::KeyAlgorithm;
use clap::Args;
use secrecy::ExposeSecret;
use std::net::IpAddr;
use std::time::Duration;

/// The longest that a token lasts.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Arguments of `session issue`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  pass show ann | tenantctl session issue --user ann@example.com --password-stdin -t acme-corp
  tenantctl session issue --user ann@example.com --reason ticket-4711 --expires-in 10m -t acme-corp

Prints the token and nothing else, or with -o json what it holds as well. With --password-stdin the user is logged in at
the Auth server first; without, it is an operator's act, whose reason goes into the session's row and into the log.")]
pub struct IssueArgs {
    /// Whose session: an e-mail address or an id
    #[arg(long, value_name = "USER")]
    user: Who,
    /// Read the user's password from standard input
    #[arg(long, required_unless_present = "reason")]
    password_stdin: bool,
    /// Why it is issued without the user's password
    #[arg(long, value_name = "TEXT", conflicts_with = "password_stdin", value_parser = reason)]
    reason: Option<String>,
    /// How long it lasts, 1s to 30d
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = lifetime)]
    expires_in: Duration,
    /// Whom the token is for
    #[arg(long, value_name = "AUD", default_value = "authenticated")]
    audience: String,
    /// What the user logged in with
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
    /// From where the user logged in
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<IpAddr>,
    #[command(flatten)]
    tenant: InTenant,
}

fn reason(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a reason has some words".to_owned()),
        text if text.len() > 1000 => Err("a reason has at most 1000 bytes".to_owned()),
        text => Ok(text.to_owned()),
    }
}

fn lifetime(text: &str) -> Result<Duration, String> {
    let parsed = humantime::parse_duration(text).ok().filter(|time| time.subsec_nanos() == 0);
    parsed.filter(|time| !time.is_zero() && *time <= LONGEST).ok_or_else(|| "a token lasts 1s to 30d".to_owned())
}

/// Issues a session and prints its token.
///
/// # Errors
/// No such user, a wrong password, or the tenant's database.
pub(super) async fn run(cx: &mut Context, args: IssueArgs) -> Result<(), CommandError> {
    let password = if args.password_stdin { Some(from_stdin()?) } else { None };
    let control = cx.plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = args.tenant.find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let auth = match &password {
        Some(_) => cx.auth_server(&control, &vault, &tenant).await?,
        None => None,
    };
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let result = async {
        let mut users =
            Users { control: &control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner: &runner };
        let user = find(&mut users, &args.user).await?;
        if cx.dry_run {
            cx.ui.note(&format!("a session of {} would be issued", args.user));
            return Ok(None);
        }
        if let Some(password) = &password {
            log_in(&users, &user, password).await?;
        }
        let key = match keys::active(&control, &vault).await {
            Err(KeyError::NoActive) => {
                let kid = keys::create(&control, &vault, KeyAlgorithm::default(), &runner).await?;
                cx.ui.note(&format!(
                    "made the first signing key, {kid}; whoever verifies tokens needs it: tenantctl key export"
                ));
                keys::active(&control, &vault).await?
            }
            other => other?,
        };
        let wish = IssueWish {
            user: user.id,
            seconds: u32::try_from(args.expires_in.as_secs()).unwrap_or(u32::MAX),
            audience: args.audience,
            user_agent: args.user_agent,
            ip: args.ip,
            reason: args.reason,
        };
        let actor = Actor { control: &control, tenant: &tenant, runner: &runner };
        Ok::<_, CommandError>(Some(issue(&mut Sessions { actor, session: &mut session }, &key, &wish).await?))
    }
    .await;
    session.close().await;
    let Some(issued) = result? else { return Ok(()) };
    if cx.ui.format() == Format::Table {
        cx.ui.raw(format!("{}\n", issued.token.expose_secret()))?;
    } else {
        cx.ui.show_one(&IssuedView::of(tenant.id.as_str(), &issued))?;
    }
    let until = issued.expires_at.format("%Y-%m-%dT%H:%M:%SZ");
    cx.ui.note(&format!("session {} of {} until {until}", issued.jti, args.user));
    cx.ui.hint(&format!("end it: tenantctl session revoke {} -t {}", issued.jti, tenant.id));
    Ok(())
}
