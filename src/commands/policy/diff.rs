//! `tenantctl policy diff`

use super::file;
use super::fleet::{failure, in_chosen};
use crate::commands::selection::SelectionArgs;
use crate::context::Context;
use crate::domain::policy::differences;
use crate::error::{CommandError, ErrorKind};
use crate::ops::policy::{Finding, Work, effective};
use crate::output::views::{DifferenceView, PolicySummaryView};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `policy diff`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl policy diff --all
  tenantctl policy diff -t acme-corp -o json
  tenantctl policy diff policy.toml

+ is what `policy sync` would add to the tenant, or `policy apply` to the present policy; - is what it would take away.")]
pub struct DiffArgs {
    /// Compare this file with the present policy, in place of tenants; - reads standard input
    #[arg(value_name = "FILE", conflicts_with_all = ["tenant_id", "all", "selector", "exclude", "from_file"])]
    file: Option<PathBuf>,
    #[command(flatten)]
    selection: SelectionArgs,
}

/// Shows what differs.
///
/// # Errors
/// The check failed if something differs; partial or unavailable when tenants failed.
pub(super) async fn run(cx: &mut Context, args: DiffArgs) -> Result<(), CommandError> {
    if let Some(path) = &args.file {
        let new = file::read(path)?;
        let control = cx.read_plane().await?;
        let found = differences(&effective(&control).await?.policy, &new);
        cx.ui.show_list(DifferenceView::of_file(&found, "differs"))?;
        let text = format!("{} isn't the present policy", file::shown(path));
        let hint = format!("tenantctl policy apply {}", path.display());
        return unless(found.is_empty(), || CommandError::new(ErrorKind::CheckFailed, text).hint(hint));
    }
    let control = cx.read_plane().await?;
    let wanted = effective(&control).await?;
    let work = Work::Compare(&wanted);
    let results = in_chosen(cx, &control, &args.selection, work, "comparing the policy").await?;
    cx.ui.show_list(results.iter().flat_map(DifferenceView::of_tenant))?;
    cx.ui.event(&PolicySummaryView::of(&results))?;
    let (count, differing) =
        (results.len(), results.iter().filter(|r| matches!(r.result, Ok(Finding::Differs(_)))).count());
    if let Some(error) = failure(results) {
        return Err(error);
    }
    unless(differing == 0, || {
        let text = match count {
            1 => format!("the tenant's policy isn't version {} of the control plane", wanted.policy.version),
            _ => format!("{differing} of {count} tenants have another policy than the control plane"),
        };
        CommandError::new(ErrorKind::CheckFailed, text).with_code("policy_differs").hint("tenantctl policy sync")
    })
}

fn unless(fine: bool, error: impl FnOnce() -> CommandError) -> Result<(), CommandError> {
    if fine { Ok(()) } else { Err(error()) }
}
