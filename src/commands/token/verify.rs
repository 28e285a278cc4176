//! `tenantctl token verify`

use super::given::Given;
use super::issuer::Rules;
use super::report::{Judge, Tokens, tell, tell_one};
use crate::commands::selection::find;
use crate::context::{About, Context};
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::errand::Errand;
use crate::ops::verify::{Checker, World};
use crate::output::views::VerdictView;
use crate::token::{named_tenant, outline};
use clap::Args;
use secrecy::ExposeSecret;
use std::io::BufReader;

/// Arguments of `token verify`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  pbpaste | tenantctl token verify
  tenantctl token verify --file token.txt --require vendors.write -o json
  tenantctl token verify --offline --jwks-file jwks.json --issuer https://auth.example < token.txt
  tenantctl token verify --batch < tokens.txt -o ndjson

Checks form, key, signature, issuer, audience and times, then that the session is still there and the tenant in use.
What can't be asked is never a yes: exit 6. --offline leaves session and permission out and says so. Whoever runs this
for an outsider shows them the table, which says no more than invalid; -v and JSON say why.")]
pub struct VerifyArgs {
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    rules: Rules,
    /// The tenant that it must belong to; else the one that it names
    #[arg(short, long, value_name = "ID")]
    tenant_id: Option<TenantId>,
    /// Don't ask for the session
    #[arg(long, conflicts_with = "require")]
    offline: bool,
    /// Check form, key and signature alone, whatever the payload is
    #[arg(long, conflicts_with_all = ["require", "issuer", "tenant_id"])]
    jws_only: bool,
    /// Read a token a line, and say of each what it is, in order
    #[arg(long, conflicts_with_all = ["token", "cookie"])]
    batch: bool,
}

/// Says whether a token, or each of many, is valid.
///
/// # Errors
/// Exit 8 if one isn't; exit 6 if that can't be found out.
pub(super) async fn run(cx: &mut Context, args: VerifyArgs) -> Result<(), CommandError> {
    let tokens = match args.batch {
        true => Tokens::Many(BufReader::new(args.given.open()?)),
        false => match args.given.read(cx)? {
            Ok(token) => Tokens::One(token),
            Err(reason) => return tell_one(cx, VerdictView::of(Err(reason), cx.verbose)),
        },
    };
    if args.jws_only {
        let missing = || usage("--jws-only needs keys", "name them: --jwks-file FILE or --secret-file FILE");
        let issuer = args.rules.keys(cx, &[])?.ok_or_else(missing)?;
        return tell(cx, tokens, Judge::Signature(issuer)).await;
    }
    // A text that is no token is refused without asking anybody.
    let outline = match &tokens {
        Tokens::One(token) => match outline(token.expose_secret()) {
            Err(reason) if !args.rules.names_keys() => {
                return tell_one(cx, VerdictView::of(Err(reason), cx.verbose));
            }
            outline => outline.ok(),
        },
        Tokens::Many(_) => None,
    };
    let names = args.rules.issuers(cx, None);
    let enough = if args.rules.names_keys() {
        !names.is_empty()
    } else {
        // Whoever else may be named, only these keys can be had without the control plane.
        outline.is_some_and(|outline| cx.shared_issuers().contains(&outline.issuer))
    };
    if args.offline && enough {
        let trust = args.rules.trust(cx, &names, None)?;
        let only = args.tenant_id.map(|id| (None, id));
        return tell(cx, tokens, Judge::Whole(Box::new(Checker::new(args.rules.wanted(), trust, only, None)))).await;
    }
    if args.rules.names_keys() && names.is_empty() && args.tenant_id.is_none() {
        return Err(usage("it isn't known whose keys these are", "say who issues the tokens: --issuer ISS"));
    }
    // A token that is none of the tenant's that it names is found out all the same: only its tenant is read in vain.
    let named = match &tokens {
        Tokens::One(token) => named_tenant(token.expose_secret()).and_then(|id| id.parse().ok()),
        Tokens::Many(_) => None,
    };
    let named = args.tenant_id.clone().or(named);
    let about = About::tenant(named.as_ref(), Errand::Tokens);
    let control = cx.read_plane_about(about.map(|about| about.connecting(!args.offline))).await?;
    let vault = cx.vault(&control).await?;
    let tenant = match &args.tenant_id {
        Some(id) => Some(find(&control, id).await?),
        None => None,
    };
    let names = args.rules.issuers(cx, tenant.as_ref());
    let trust = args.rules.trust(cx, &names, Some(&control))?;
    let world = World {
        control: &control,
        locator: cx.locator(&control, &vault),
        timeout: cx.timeout(),
        sessions: !args.offline,
    };
    let only = tenant.as_ref().map(|row| (Some(row.uuid), row.id.clone()));
    let checker = Checker::new(args.rules.wanted(), trust, only, Some(world));
    let seen = match tokens {
        Tokens::One(_) => tenant.or_else(|| control.foreseen_tenant(named.as_ref()?)),
        // Lines may come much later.
        Tokens::Many(_) => None,
    };
    tell(cx, tokens, Judge::Whole(Box::new(checker.having_seen(seen)))).await
}

fn usage(text: &str, hint: &str) -> CommandError {
    CommandError::new(ErrorKind::Usage, text).hint(hint)
}
