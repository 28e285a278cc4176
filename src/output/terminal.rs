//! The facts about terminal and environment, and the rules that follow from them.

use super::{ColorChoice, UiOptions};
use console::Term;
use std::io::{IsTerminal, stderr, stdin, stdout};

/// Below this width a table is not folded: a terminal that says 0 columns exists.
const NARROWEST: u16 = 60;

/// What was found out about the terminal, once, at the start.
#[derive(Debug, Clone, Default)]
pub struct Terminal {
    /// stdin is a terminal.
    pub stdin: bool,
    /// stdout is a terminal.
    pub stdout: bool,
    /// stderr is a terminal.
    pub stderr: bool,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR`: 0 means no colour.
    pub clicolor: Option<bool>,
    /// `CLICOLOR_FORCE` is set and not 0.
    pub clicolor_force: bool,
    /// `TERM=dumb`.
    pub dumb: bool,
    /// `CI` is set and not empty.
    pub ci: bool,
    /// `GITHUB_ACTIONS=true`: errors are also annotations of the workflow.
    pub github: bool,
    /// The width of the terminal on stdout, where it is one.
    pub columns: Option<u16>,
}

impl Terminal {
    /// Looks at the three streams; `env` looks up a variable.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let columns = Term::stdout().size_checked().map(|(_rows, columns)| columns);
        Self {
            stdin: stdin().is_terminal(),
            stdout: stdout().is_terminal(),
            stderr: stderr().is_terminal(),
            columns,
            ..Self::from_environment(env)
        }
    }

    fn from_environment(env: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| env(name).filter(|value| !value.is_empty());
        Self {
            no_color: set("NO_COLOR").is_some(),
            clicolor: set("CLICOLOR").map(|value| value != "0"),
            clicolor_force: set("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            dumb: set("TERM").is_some_and(|value| value == "dumb"),
            ci: set("CI").is_some(),
            github: set("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
            ..Self::default()
        }
    }

    /// Tells whether a stream has colour; `tty` says whether it is a terminal.
    pub(super) fn colour(&self, choice: ColorChoice, tty: bool) -> bool {
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.no_color => false,
            ColorChoice::Auto if self.clicolor_force => true,
            ColorChoice::Auto => tty && !self.dumb && self.clicolor != Some(false),
        }
    }

    /// Returns the width of a table; none in a pipe, where nothing is folded.
    pub(super) fn table_width(&self) -> Option<u16> {
        self.stdout.then(|| self.columns.unwrap_or(80).max(NARROWEST))
    }
}

impl UiOptions {
    /// Says why nobody may be asked; none when a prompt may be shown.
    pub(super) fn why_no_prompt(&self) -> Option<&'static str> {
        match &self.terminal {
            _ if self.no_input => Some("--no-input was given"),
            terminal if terminal.ci => Some("CI is set"),
            terminal if !terminal.stdin => Some("standard input is not a terminal"),
            terminal if !terminal.stderr => Some("standard error is not a terminal"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Terminal;
    use crate::output::{ColorChoice, UiOptions};

    fn from(variables: &str) -> Terminal {
        let find = |name: &str| variables.split(' ').find_map(|v| v.strip_prefix(name)?.strip_prefix('='));
        Terminal::from_environment(|name| find(name).map(str::to_owned))
    }

    #[test]
    fn colour_follows_the_flag_then_the_environment_then_the_terminal() {
        use ColorChoice::{Always, Auto, Never};
        let cases = [
            ("", Auto, true, true),
            ("", Auto, false, false),
            ("", Never, true, false),
            ("", Always, false, true),
            ("NO_COLOR=1", Auto, true, false),
            ("NO_COLOR=", Auto, true, true),
            ("NO_COLOR=1", Always, true, true),
            ("CLICOLOR=0", Auto, true, false),
            ("CLICOLOR=1", Auto, true, true),
            ("CLICOLOR=1", Auto, false, false),
            ("CLICOLOR_FORCE=1", Auto, false, true),
            ("CLICOLOR_FORCE=0", Auto, false, false),
            ("CLICOLOR_FORCE=1 NO_COLOR=1", Auto, true, false),
            ("CLICOLOR_FORCE=1", Never, true, false),
            ("TERM=dumb", Auto, true, false),
            ("TERM=xterm", Auto, true, true),
        ];
        for (variables, choice, tty, expected) in cases {
            assert_eq!(from(variables).colour(choice, tty), expected, "{variables} {choice} tty={tty}");
        }
    }

    #[test]
    fn a_table_is_never_narrower_than_60_and_never_folded_in_a_pipe() {
        let cases = [
            (true, Some(0), Some(60)),
            (true, Some(59), Some(60)),
            (true, Some(132), Some(132)),
            (true, None, Some(80)),
            (false, Some(132), None),
        ];
        for (stdout, columns, expected) in cases {
            let terminal = Terminal { stdout, columns, ..Terminal::default() };
            assert_eq!(terminal.table_width(), expected, "{columns:?}");
        }
    }

    #[test]
    fn a_prompt_needs_both_terminals_and_nothing_that_forbids_it() {
        let asked = |stdin, stderr, ci, no_input| {
            let terminal = Terminal { stdin, stderr, ci, ..Terminal::default() };
            UiOptions { terminal, no_input, ..UiOptions::default() }.why_no_prompt()
        };
        assert_eq!(asked(true, true, false, false), None);
        assert_eq!(asked(false, true, false, false), Some("standard input is not a terminal"));
        assert_eq!(asked(true, false, false, false), Some("standard error is not a terminal"));
        assert_eq!(asked(true, true, true, false), Some("CI is set"));
        assert_eq!(asked(true, true, false, true), Some("--no-input was given"));
        assert!(from("CI=true").ci);
        assert!(!from("CI=").ci);
    }
}
