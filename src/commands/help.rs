//! `tenantctl help`

mod topics;

use crate::cli;
use crate::config::variables;
use crate::context::Context;
use crate::domain::suggest::closest;
use crate::error::{CommandError, ErrorKind};
use crate::output::Format;
use crate::output::views::{ExitCodeView, HelpView, VariableView};
use clap::Args;

/// The topics; what is no topic is a command.
pub(crate) const TOPICS: [&str; 4] = ["exit-codes", "environment", "output", "selection"];

/// Arguments of `help`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl help exit-codes
  tenantctl help environment -o json
  tenantctl help user create")]
pub struct HelpArgs {
    /// exit-codes, environment, output, selection, or a command
    #[arg(value_name = "TOPIC or COMMAND")]
    about: Vec<String>,
}

/// Explains a topic or a command.
///
/// # Errors
/// Usage if it is neither.
pub fn run(cx: &Context, args: &HelpArgs) -> Result<(), CommandError> {
    let words: Vec<&str> = args.about.iter().map(String::as_str).collect();
    let text = match words.as_slice() {
        ["exit-codes"] => return Ok(cx.ui.show_list(ExitCodeView::all())?),
        ["environment"] => return Ok(cx.ui.show_list(variables().into_iter().map(VariableView::from))?),
        ["output"] => topics::output(),
        ["selection"] => topics::selection(),
        path => of_command(path, cx.ui.stdout_colour())?,
    };
    match cx.ui.format() {
        Format::Table | Format::Csv => cx.ui.raw(text)?,
        Format::Json | Format::Ndjson => cx.ui.show_one(&HelpView { topic: words.join(" "), text })?,
    }
    Ok(())
}

/// Finds a command by its names, outermost first.
///
/// # Errors
/// Usage, with the nearest name there is.
pub(super) fn find(path: &[&str]) -> Result<clap::Command, CommandError> {
    let mut command = cli::command();
    command.build();
    for (depth, name) in path.iter().enumerate() {
        let Some(below) = command.find_subcommand(name) else {
            return Err(unknown(&command, name, depth == 0));
        };
        command = below.clone();
    }
    Ok(command)
}

fn of_command(path: &[&str], colour: bool) -> Result<String, CommandError> {
    let help = find(path)?.render_long_help();
    Ok(if colour { help.ansi().to_string() } else { help.to_string() })
}

fn unknown(above: &clap::Command, name: &str, topics: bool) -> CommandError {
    let names = above.get_subcommands().map(clap::Command::get_name);
    let names: Vec<&str> = names.chain(TOPICS.into_iter().filter(|_| topics)).collect();
    let what = if topics { "command or topic" } else { "command" };
    let error = CommandError::new(ErrorKind::Usage, format!("there is no {what} {name:?}"));
    match closest(name, names.iter().copied()) {
        Some(near) => error.hint(format!("did you mean {near}?")),
        None => error.hint(format!("one of: {}", names.join(", "))),
    }
}
