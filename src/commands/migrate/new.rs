//! `tenantctl migrate new`

use crate::context::Context;
use crate::domain::migration_name::Slug;
use crate::error::CommandError;
use crate::output::Format;
use crate::output::views::NewMigrationView;
use clap::Args;

/// Arguments of `migrate new`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl migrate new 'add notes' --dir ./migrations
  tenantctl migrate new index_notes_concurrently --no-transaction --dir ./migrations
  tenantctl migrate new 'add notes' --dir ./migrations --dry-run -o json

The version is the present time in UTC, or one more than the newest file's.")]
pub struct NewArgs {
    /// What it does, in a few words
    #[arg(value_name = "NAME")]
    name: Slug,
    /// The folder of your migrations
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<String>,
    /// For what can't run in a transaction, such as CREATE INDEX CONCURRENTLY
    #[arg(long)]
    no_transaction: bool,
}

/// Makes a file and prints its path.
///
/// # Errors
/// Usage without a folder, conflict if it can't be written, bad input if a file in it has no version.
pub(super) fn run(cx: &Context, args: &NewArgs) -> Result<(), CommandError> {
    let made = cx.new_migration(&args.name, args.no_transaction)?;
    let view = NewMigrationView::of(&made.path, made.version, !cx.dry_run);
    // A path alone goes into an editor's arguments.
    match cx.ui.format() {
        Format::Table => cx.ui.text(view.path())?,
        _ => cx.ui.show_one(&view)?,
    }
    if !cx.dry_run {
        cx.ui.hint("write its SQL, then look what it would do: tenantctl migrate plan");
    }
    Ok(())
}
