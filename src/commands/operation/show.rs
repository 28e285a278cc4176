//! `tenantctl operation show`

use super::find;
use crate::context::Context;
use crate::control_plane as plane;
use crate::domain::operation_state::OperationRef;
use crate::error::CommandError;
use crate::output::Format;
use crate::output::views::{OperationLine, OperationStepView, OperationView};
use clap::Args;

/// Arguments of `operation show`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl operation show 0192f0c1
  tenantctl operation show 0192f0c1-7d3a-7abc-8def-0123456789ab -o json")]
pub struct ShowArgs {
    /// The operation's id, or its beginning
    #[arg(value_name = "ID")]
    id: OperationRef,
}

/// Shows an operation with its steps; under `-o csv` the steps alone.
///
/// # Errors
/// Not found, or the control plane can't be read.
pub(super) async fn run(cx: &mut Context, args: ShowArgs) -> Result<(), CommandError> {
    let control = cx.read_plane().await?;
    let operation = find(&control, &args.id).await?;
    let rows = plane::operation_steps(&mut *control.session.get().await, operation.id).await?;
    let line = OperationLine::of(&operation);
    let steps = rows.iter().map(OperationStepView::of);
    match cx.ui.format() {
        Format::Json | Format::Ndjson => cx.ui.show_one(&OperationView::of(line, &operation, steps.collect()))?,
        Format::Csv => cx.ui.show_list(steps)?,
        Format::Table => {
            cx.ui.show_one(&OperationView::of(line, &operation, Vec::new()))?;
            cx.ui.show_list(steps)?;
        }
    }
    Ok(())
}
