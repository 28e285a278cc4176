//! Everything a person or a program reads: the only module that writes to stdout and stderr.
//!
//! stdout carries the result in the format that `-o` names; messages, prompts, progress and
//! logs go to stderr. [`Ui`] is handed to every command; what it shows implements [`Record`].
//! The facts about terminal and environment come in as [`Terminal`].

mod ago;
mod annotation;
mod columns;
mod conclusion;
mod csv_export;
mod failure;
mod format;
mod list;
mod logging;
mod messages;
mod progress;
mod prompt;
mod record;
mod run_page;
mod sanitize;
mod stderr;
mod stdout;
mod step_summary;
mod table;
mod tenant_line;
mod terminal;
#[cfg(test)]
pub(crate) mod testing;
mod ui;
pub mod views;

pub use columns::Listing;
pub use failure::{OutputError, is_quiet_exit};
pub use format::{ColorChoice, Format, UiOptions, UnknownName};
pub use list::ListWriter;
pub use progress::Progress;
pub use prompt::{Confirmed, is_asking, leave_terminal};
pub use record::{Cell, Record, Tone};
pub use run_page::RunPage;
pub use sanitize::sanitize;
pub use tenant_line::TenantLine;
pub use terminal::Terminal;
pub use ui::Ui;
