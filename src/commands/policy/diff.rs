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

+ is what `policy sync` would add to the tenant, or `policy apply` to the present policy; - is what
it would take away.")]
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
    let count = results.len();
    let differing: Vec<String> = results
        .iter()
        .filter(|r| matches!(r.result, Ok(Finding::Differs(_))))
        .map(|r| r.tenant.id.to_string())
        .collect();
    if let Some(error) = failure(results) {
        return Err(error);
    }
    unless(differing.is_empty(), || {
        let text = match (count, differing.as_slice()) {
            (1, [id]) => format!("the policy of tenant {id} isn't the present one"),
            (_, several) => format!("{} of {count} tenants have another policy than the present one", several.len()),
        };
        let hint = match differing.as_slice() {
            [id] => format!("tenantctl policy sync -t {id}"),
            _ => "tenantctl policy sync, with the same selection".to_owned(),
        };
        CommandError::new(ErrorKind::CheckFailed, text).with_code("policy_differs").hint(hint)
    })
}

fn unless(fine: bool, error: impl FnOnce() -> CommandError) -> Result<(), CommandError> {
    if fine { Ok(()) } else { Err(error()) }
}
