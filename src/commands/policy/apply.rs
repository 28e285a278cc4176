//! `tenantctl policy apply`

use super::file;
use super::fleet::{failure, in_these};
use crate::context::Context;
use crate::control_plane::{self as plane, ControlPlane, TenantRow};
use crate::domain::policy::{Difference, Policy};
use crate::domain::selection::Selection;
use crate::domain::status::Status;
use crate::error::{CommandError, ErrorKind};
use crate::ops::policy::{self, Effective, Work};
use crate::output::views::DifferenceView;
use clap::Args;
use std::path::PathBuf;

/// How many changes a question lists.
const LISTED: usize = 40;

/// Arguments of `policy apply`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl policy show --toml >policy.toml     # edit it, and raise its version
  tenantctl policy apply policy.toml
  tenantctl policy apply - --yes <policy.toml
  tenantctl policy sync --all

New tenants get the policy from then on; `policy sync` brings it into those that there are. A role
that users of a tenant have isn't taken away, unless with --force: then the sync of that tenant is
refused until they have another one.")]
pub struct ApplyArgs {
    /// The policy; - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take roles away without asking the tenants whether users have them
    #[arg(long)]
    force: bool,
}

/// Puts the policy of a file in the place of the present one.
///
/// # Errors
/// Bad input with the line; conflict when the version isn't newer, a role is in use, or another policy was applied
/// meanwhile; not confirmed.
pub(super) async fn run(cx: &mut Context, args: ApplyArgs) -> Result<(), CommandError> {
    let new = file::read(&args.file)?;
    let control = if cx.dry_run { cx.read_plane().await? } else { cx.write_plane().await?.0 };
    let present = policy::effective(&control).await?;
    let changes = policy::plan(&present, &new)?;
    if changes.is_empty() {
        cx.ui.show_list(DifferenceView::of_file(&changes, "equal"))?;
        cx.ui.note(&format!("nothing to do: version {} says the same", present.policy.version));
        return Ok(());
    }
    let built_in = policy::built_in()?;
    for doubt in new.doubts(built_in.permissions.iter().map(|p| p.name.as_str())) {
        cx.ui.warn(&doubt);
    }
    if !args.force {
        refuse_roles_in_use(cx, &control, &present, &new).await?;
    }
    if cx.dry_run {
        cx.ui.note(&format!("would put version {} in the place of {}", new.version, present.policy.version));
        return Ok(cx.ui.show_list(DifferenceView::of_file(&changes, "planned"))?);
    }
    let _confirmed = cx.ui.confirm(&question(&changes, &present, &new), "-y")?;
    policy::apply(&control, &present, &new, &cx.runner()).await?;
    cx.ui.show_list(DifferenceView::of_file(&changes, "applied"))?;
    cx.ui.success(&format!("version {} is the policy now; new tenants get it", new.version));
    cx.ui.hint("tenantctl policy sync --all");
    Ok(())
}

fn question(changes: &[Difference], present: &Effective, new: &Policy) -> String {
    let mut lines: Vec<String> = changes.iter().take(LISTED).map(ToString::to_string).collect();
    if changes.len() > LISTED {
        lines.push(format!("and {} more", changes.len() - LISTED));
    }
    lines.push(format!("Put version {} in the place of {}?", new.version, present.policy.version));
    lines.join("\n")
}

/// Asks every tenant in use, where roles go.
async fn refuse_roles_in_use(
    cx: &Context,
    control: &ControlPlane,
    present: &Effective,
    new: &Policy,
) -> Result<(), CommandError> {
    let gone: Vec<&str> =
        present.policy.roles.iter().map(|role| role.name.as_str()).filter(|name| new.role(name).is_none()).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let tenants = active(control).await?;
    let work = Work::LookForUsers(&present.policy, new);
    let results = in_these(cx, control, tenants, work, "looking who has a role that goes").await?;
    let in_use = results.iter().any(|r| r.result.as_ref().is_err_and(|error| !error.is_unreachable()));
    let Some(error) = failure(results) else { return Ok(()) };
    let text = format!("{} can't be taken away", gone.join(", "));
    let kind = if in_use { ErrorKind::Conflict } else { error.kind() };
    let made = CommandError::new(kind, text).with_code(if in_use { "roles_in_use" } else { error.code() });
    let made = error.causes().iter().fold(made.cause(error.message()), |made, cause| made.cause(cause.clone()));
    Err(made
        .hint("give those users another role: tenantctl user create --email ADDRESS --role ROLE -t TENANT")
        .hint("nothing was changed; to apply it nevertheless: --force"))
}

async fn active(control: &ControlPlane) -> Result<Vec<TenantRow>, CommandError> {
    let mut rows: Vec<TenantRow> = Vec::new();
    loop {
        let after = rows.last().map(|row| row.id.clone());
        let page = plane::page(&mut *control.session.get().await, &Selection::default(), after.as_ref(), 1000).await?;
        let last = page.len() < 1000;
        rows.extend(page);
        if last {
            rows.retain(|row| row.status == Status::Active);
            return Ok(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTED, question};
    use crate::domain::policy::{Policy, differences};
    use crate::ops::policy::{Effective, built_in};

    #[test]
    fn the_question_says_what_is_at_stake() {
        let present = Effective { policy: built_in().expect("parses"), applied: None };
        let few = Policy { version: 7, ..present.policy.clone() };
        let asked = question(&differences(&present.policy, &few), &present, &few);
        assert_eq!(asked, "~ version 1 to 7\nPut version 7 in the place of 1?");
        let mut many = few.clone();
        many.roles.iter_mut().for_each(|role| role.permissions.clear());
        let changes = differences(&present.policy, &many);
        let asked = question(&changes, &present, &many);
        assert_eq!(asked.lines().count(), LISTED + 2);
        assert!(asked.contains(&format!("\nand {} more\n", changes.len() - LISTED)), "{asked}");
    }
}
