//! The look of `--help`, the same for every command: what it does, how it is called, examples, and
//! only then the flags. `-h` leaves the examples and the rarer flags out.

use super::complete::with_names;
use clap::Command;

const TEMPLATE: &str = "{before-help}{about-with-newline}\n{usage-heading} {usage}{after-help}\n\n{all-args}\n";

/// How many of its commands' examples a group shows.
const EXAMPLES: usize = 4;

/// Gives a command and those below it that look. A group without examples of its own shows the
/// first ones of its commands.
pub(super) fn arranged(command: Command) -> Command {
    let command = with_names(command.help_template(TEMPLATE).mut_subcommands(arranged));
    if let Some(text) = command.get_after_long_help() {
        let text = unwrapped(&text.to_string());
        return command.after_long_help(text);
    }
    if !command.has_subcommands() {
        return command;
    }
    let first = |below: &Command| {
        let text = below.get_after_long_help()?.to_string();
        let first = text.lines().nth(1).filter(|line| !line.ends_with('\\'));
        first.map(|line| format!("\n{line}"))
    };
    let shown: String = command.get_subcommands().filter_map(first).take(EXAMPLES).collect();
    command.after_long_help(format!("Examples:{shown}"))
}

/// Joins the lines of each paragraph, which are as long as they are in the source, so that they are broken once, where
/// the terminal ends. Indented lines are examples, and stay.
fn unwrapped(text: &str) -> String {
    let mut joined = String::new();
    let mut in_prose = false;
    for line in text.lines() {
        let prose = !line.is_empty() && !line.starts_with(' ');
        if !joined.is_empty() {
            joined.push(if prose && in_prose { ' ' } else { '\n' });
        }
        joined.push_str(line);
        in_prose = prose;
    }
    joined
}

#[cfg(test)]
mod tests {
    use clap::Command;

    /// Calls `check` with every command and its full name.
    fn each(command: &Command, name: &str, check: &mut impl FnMut(&Command, &str)) {
        check(command, name);
        for below in command.get_subcommands() {
            each(below, &format!("{name} {}", below.get_name()), check);
        }
    }

    #[test]
    fn every_command_has_examples_of_its_own_and_a_line_that_says_what_it_does() {
        let mut wrong = Vec::new();
        each(&crate::cli::command(), "tenantctl", &mut |command, name| {
            let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            let shown = examples.lines().skip(1).any(|line| line.contains(name));
            if !examples.starts_with("Example") || !shown || command.get_about().is_none() {
                wrong.push(name.to_owned());
            }
        });
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Splits at blanks that aren't in quotes.
    fn words(call: &str) -> Vec<String> {
        let parts = call.split(['"', '\'']).zip([false, true].into_iter().cycle());
        let joined: String =
            parts.map(|(part, quoted)| if quoted { part.replace(' ', "\0") } else { part.to_owned() }).collect();
        joined.split_whitespace().map(|word| word.replace('\0', " ")).collect()
    }

    #[test]
    fn examples_can_be_parsed() {
        let mut wrong = Vec::new();
        each(&crate::cli::command(), "tenantctl", &mut |command, name| {
            let examples = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            for line in examples.replace("\\\n", " ").lines().filter_map(|line| line.strip_prefix("  ")) {
                let call = line.split("tenantctl ").last().unwrap_or_default();
                let call = call.split(['|', '>', '#', '<']).next().unwrap_or_default();
                let words = std::iter::once("tenantctl".to_owned()).chain(words(call));
                if line.contains("tenantctl ")
                    && let Err(error) = crate::cli::command().try_get_matches_from(words)
                    && error.use_stderr()
                {
                    wrong.push(format!("{name}: {line}: {error}"));
                }
            }
        });
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn paragraphs_are_broken_where_the_terminal_ends_and_nowhere_else() {
        let text = "Examples:\n  one \\\n    two\n  three\n\nA first line\nand its rest.\n\nAnother one.";
        let flows = "Examples:\n  one \\\n    two\n  three\n\nA first line and its rest.\n\nAnother one.";
        assert_eq!(super::unwrapped(text), flows);
        each(&crate::cli::command(), "tenantctl", &mut |command, name| {
            let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            assert_eq!(super::unwrapped(&text), text, "{name}");
        });
    }

    #[test]
    fn examples_come_before_the_flags_and_only_in_the_long_help() {
        let list = crate::cli::command().find_subcommand("list").cloned().expect("it is there");
        let long = list.clone().render_long_help().to_string();
        let at = |text: &str| long.find(text).unwrap_or_else(|| panic!("{text}: {long}"));
        assert!(at("Usage:") < at("Examples:") && at("Examples:") < at("--selector"), "{long}");
        assert!(!list.clone().render_help().to_string().contains("Examples:"));
    }
}
