//! `tenantctl user import`

use super::InTenant;
use crate::commands::selection::OneTenant;
use crate::context::{About, Context};
use crate::domain::password_hash::FirebaseHashConfig;
use crate::error::{CommandError, ErrorKind};
use crate::import::source::FileFormat;
use crate::import::users::UserFormat;
use crate::ops::errand::Errand;
use crate::ops::seed::{InputOptions, read_inputs};
use crate::ops::users::{ImportReport, ImportWish, Users, import};
use crate::output::views::ImportedUsersView;
use clap::Args;
use std::path::{Path, PathBuf};

/// Arguments of `user import`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl user import --from users.json --hash-config hash.txt -t acme-corp
  tenantctl user import --from users.csv --role clerk --rejects refused.csv -t acme-corp
  tenantctl user import --from users.json --hash-config hash.txt -t acme-corp --dry-run

users.json is what `firebase auth:export` writes, or any JSON or CSV file with email, password_hash (bcrypt, argon2i,
argon2id), role, phone, email_verified and disabled. hash.txt is what the Firebase console shows as password hash
parameters. Run again, it changes nothing.")]
pub struct ImportArgs {
    /// The users: JSON, NDJSON or CSV, also as .gz; - reads standard input
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// What the file is: json, csv or firebase-csv; found out if not given
    #[arg(long, value_name = "FORMAT", value_parser = UserFormat::NAMES)]
    format: Option<String>,
    /// A file with the hash parameters of the Firebase project
    #[arg(long, value_name = "FILE")]
    hash_config: Option<PathBuf>,
    /// The role of users for whom the file names none
    #[arg(long, value_name = "ROLE", default_value = "viewer")]
    role: String,
    /// Write who wasn't imported, and why, to this file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    tenant: InTenant,
}

/// Imports users.
///
/// # Errors
/// Bad input before anything is sent; partial when some users weren't imported.
pub(super) async fn run(cx: &mut Context, args: ImportArgs) -> Result<(), CommandError> {
    let hash_config = args.hash_config.as_deref().map(hash_config).transpose()?;
    // Which of the two it is doesn't matter here: the file itself tells.
    let options = InputOptions { format: Some(FileFormat::Json), ..InputOptions::default() };
    let mut inputs = read_inputs(&[args.from], &options, &mut std::io::stdin().lock())?;
    let Some(input) = inputs.pop().filter(|_| inputs.is_empty()) else {
        return Err(CommandError::new(ErrorKind::Usage, "--from names a folder; name one file"));
    };
    let control = cx.plane_about(About::tenant(args.tenant.id(cx)?.as_ref(), Errand::Users)).await?;
    let tenant = OneTenant::from(args.tenant).find(cx, &control).await?;
    let vault = cx.vault(&control).await?;
    let auth = cx.auth_server(&control, &vault, &tenant).await?;
    if auth.is_none() && !cx.dry_run {
        cx.ui.warn("no Auth server is configured (SUPABASE_URL): the roles alone are written, without any password");
    }
    let wish = ImportWish {
        input,
        format: args.format.as_deref().and_then(UserFormat::parse),
        hash_config,
        role: args.role,
        jobs: cx.migrate_options().jobs,
        rejects: args.rejects,
        dry_run: cx.dry_run,
    };
    let mut session = cx.users_session(&cx.locator(&control, &vault), &tenant).await?;
    let runner = cx.runner();
    let mut users =
        Users { control: &control, tenant: &tenant, auth: auth.as_ref(), session: &mut session, runner: &runner };
    let observer = cx.observer("importing");
    let report = import(&mut users, &wish, &observer).await;
    drop(observer);
    session.close().await;
    show(cx, tenant.id.as_str(), &report?)
}

fn hash_config(path: &Path) -> Result<FirebaseHashConfig, CommandError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| CommandError::new(ErrorKind::BadInput, format!("{shown}: {error}")))?;
    FirebaseHashConfig::parse(&text).map_err(|error| {
        CommandError::new(ErrorKind::BadInput, format!("{shown}: {error}"))
            .with_code("unfit_hash_config")
            .hint("copy it from the Firebase console: Authentication, Users, password hash parameters")
    })
}

fn show(cx: &Context, tenant: &str, report: &ImportReport) -> Result<(), CommandError> {
    cx.ui.show_one(&ImportedUsersView::of(tenant, report))?;
    let counts = &report.counts;
    for (count, what) in [
        (counts.lost_passwords, "users whose password isn't in the export; they need a reset"),
        (counts.redacted_passwords, "users whose password hash is hidden: whoever made the export may not see them"),
        (counts.lost_mfa, "users with a second factor, which can't be carried over"),
        (counts.oauth_only, "users who signed in with another provider alone, without a password"),
        (counts.lost_claims, "users with custom claims whose names are taken; those were left out"),
        (counts.anonymous, "anonymous users, who are left out"),
        (counts.no_address, "users without e-mail address and phone, who are left out"),
    ] {
        if count > 0 {
            cx.ui.note(&format!("{what}: {count}"));
        }
    }
    let lost = report.failed + counts.refused;
    if report.stopped {
        let error = CommandError::new(ErrorKind::Interrupted, "stopped by a signal before the end of the file");
        return Err(error.hint("the same command completes the import"));
    }
    if lost == 0 {
        if !cx.dry_run {
            cx.ui.success(&format!("{} users imported into {tenant}", report.created + report.updated));
        }
        return Ok(());
    }
    let text = format!("{lost} of {} users weren't imported", counts.records);
    let error = CommandError::new(ErrorKind::Partial, text);
    let error = report.reasons.iter().take(5).fold(error, |error, reason| error.cause(reason.clone()));
    Err(error.hint("--rejects FILE writes all of them; mend them and run the same command again"))
}
