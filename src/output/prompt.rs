//! Questions: asked on stderr, only of a person at a terminal.

use super::sanitize::{sanitize, sanitized_lines};
use super::ui::Ui;
use crate::error::{CommandError, ErrorKind};
use console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Input, Password, Select};
use secrecy::SecretString;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// The proof that somebody said yes. Only a question, `-y` or the confirming flag makes one;
/// functions that destroy something take it.
#[derive(Debug)]
pub struct Confirmed(());

/// Whoever answers.
pub(super) trait Ask: Send + Sync {
    fn yes(&self, question: &str) -> io::Result<bool>;
    fn line(&self, question: &str) -> io::Result<String>;
    fn secret(&self, question: &str) -> io::Result<String>;
    fn choice(&self, question: &str, items: &[String]) -> io::Result<usize>;
}

impl Ui {
    /// Asks `[y/N]`; `-y` answers it. Lines before the last say what is at stake and are
    /// printed first. `flag` is what a script passes, such as `-y`.
    ///
    /// # Errors
    ///
    /// `Unconfirmed` if nobody may be asked, or the answer is no.
    pub fn confirm(&self, question: &str, flag: &str) -> Result<Confirmed, CommandError> {
        if self.options.assume_yes {
            return Ok(Confirmed(()));
        }
        self.expect_person(ErrorKind::Unconfirmed, "confirmation needed", flag)?;
        match self.ask(question, |line| self.ask.yes(line))? {
            true => Ok(Confirmed(())),
            false => Err(CommandError::new(ErrorKind::Unconfirmed, "not confirmed")),
        }
    }

    /// Asks to type `expected`, such as a tenant's id; `-y` is not enough. `given` is the
    /// value of the flag that stands for typing it, `flag` its name, such as `--confirm`.
    ///
    /// # Errors
    ///
    /// `Unconfirmed` if nobody may be asked, or something else was typed or given.
    pub fn confirm_by_typing(
        &self,
        question: &str,
        expected: &str,
        given: Option<&str>,
        flag: &str,
    ) -> Result<Confirmed, CommandError> {
        let answer = match given {
            Some(given) => given.to_owned(),
            None => {
                let flag = format!("{flag} {expected}");
                let what = "confirmation needed, and -y is not enough here";
                self.expect_person(ErrorKind::Unconfirmed, what, &flag)?;
                self.ask(question, |line| self.ask.line(line))?
            }
        };
        if answer.trim() == expected {
            return Ok(Confirmed(()));
        }
        let message = format!("not confirmed: expected `{expected}`, not `{}`", answer.trim());
        Err(CommandError::new(ErrorKind::Unconfirmed, message))
    }

    /// Lets a person pick one of `items`; returns its index. `flag` names it without asking.
    ///
    /// # Errors
    ///
    /// `Usage` if nobody may be asked or nothing is there to be picked.
    pub fn pick(&self, question: &str, items: &[impl AsRef<str>], flag: &str) -> Result<usize, CommandError> {
        let what = "one has to be chosen";
        self.expect_person(ErrorKind::Usage, what, flag)?;
        if items.is_empty() {
            return Err(CommandError::new(ErrorKind::Usage, "there is nothing to choose from"));
        }
        let items: Vec<String> = items.iter().map(|item| sanitize(item.as_ref()).into()).collect();
        self.ask(question, |line| self.ask.choice(line, &items))
    }

    /// Tells whether a person may be asked.
    #[must_use]
    pub fn may_ask(&self) -> bool {
        self.options.why_no_prompt().is_none()
    }

    /// Tells whether `-y` answers plain questions.
    #[must_use]
    pub fn assumes_yes(&self) -> bool {
        self.options.assume_yes
    }

    /// Asks for a line; an empty one is `default`. `flag` says it without asking.
    ///
    /// # Errors
    ///
    /// `Usage` if nobody may be asked.
    pub fn ask_line(&self, question: &str, default: &str, flag: &str) -> Result<String, CommandError> {
        self.expect_person(ErrorKind::Usage, "an answer is needed", flag)?;
        let question = if default.is_empty() { question.to_owned() } else { format!("{question} [{default}]") };
        let answer = self.ask(&question, |line| self.ask.line(line))?;
        Ok(if answer.trim().is_empty() { default.to_owned() } else { answer.trim().to_owned() })
    }

    /// Asks for a secret, which isn't shown while it is typed. `flag` says it without asking.
    ///
    /// # Errors
    ///
    /// `Usage` if nobody may be asked.
    pub fn ask_secret(&self, question: &str, flag: &str) -> Result<SecretString, CommandError> {
        self.expect_person(ErrorKind::Usage, "a secret is needed", flag)?;
        self.ask(question, |line| self.ask.secret(line)).map(SecretString::from)
    }

    fn expect_person(&self, kind: ErrorKind, what: &str, flag: &str) -> Result<(), CommandError> {
        match self.options.why_no_prompt() {
            Some(why) => {
                let error = CommandError::new(kind, what).cause(format!("nobody can be asked: {why}"));
                Err(error.hint(format!("run it again with {flag}")))
            }
            None => Ok(()),
        }
    }

    fn ask<T>(&self, question: &str, prompt: impl FnOnce(&str) -> io::Result<T>) -> Result<T, CommandError> {
        let mut lines: Vec<_> = sanitized_lines(question).collect();
        let last = lines.pop().unwrap_or_default();
        self.suspend(|| {
            self.say(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
            prompt(&last)
        })
        .map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => CommandError::new(ErrorKind::Interrupted, "interrupted"),
            _ => CommandError::new(ErrorKind::Unconfirmed, "the question could not be asked").cause(error.to_string()),
        })
    }
}

/// Asks with dialoguer, which draws on stderr.
pub(super) struct AtTerminal {
    pub(super) colour: bool,
}

impl AtTerminal {
    fn theme(&self) -> Box<dyn Theme> {
        if self.colour { Box::new(ColorfulTheme::default()) } else { Box::new(SimpleTheme) }
    }
}

impl Ask for AtTerminal {
    fn yes(&self, question: &str) -> io::Result<bool> {
        let theme = self.theme();
        let prompt = Confirm::with_theme(&*theme).with_prompt(question).default(false);
        asking(|| prompt.wait_for_newline(true).interact())
    }

    fn line(&self, question: &str) -> io::Result<String> {
        let theme = self.theme();
        let prompt = Input::<String>::with_theme(&*theme).with_prompt(question);
        asking(|| prompt.allow_empty(true).interact_text())
    }

    fn secret(&self, question: &str) -> io::Result<String> {
        let theme = self.theme();
        let prompt = Password::with_theme(&*theme).with_prompt(question);
        asking(|| prompt.allow_empty_password(true).interact())
    }

    fn choice(&self, question: &str, items: &[String]) -> io::Result<usize> {
        let theme = self.theme();
        let prompt = Select::with_theme(&*theme).with_prompt(question).items(items);
        asking(|| prompt.default(0).interact())
    }
}

/// Brings the cursor back before the process ends in the middle of a question.
pub fn leave_terminal() {
    let terminal = Term::stderr();
    if terminal.is_term() {
        // There is nobody left to tell.
        let _hidden = terminal.show_cursor();
    }
}

/// Whether a question is open, whose answer keeps the thread that asked from hearing anything else.
static ASKING: AtomicBool = AtomicBool::new(false);

/// Tells whether somebody is being asked at this moment.
pub fn is_asking() -> bool {
    ASKING.load(Ordering::SeqCst)
}

/// Asks, and brings the cursor back: after Ctrl-C dialoguer leaves it hidden.
fn asking<T>(ask: impl FnOnce() -> dialoguer::Result<T>) -> io::Result<T> {
    ASKING.store(true, Ordering::SeqCst);
    let answer = ask();
    ASKING.store(false, Ordering::SeqCst);
    if answer.is_err() {
        Term::stderr().show_cursor()?;
    }
    Ok(answer?)
}

#[cfg(test)]
#[path = "prompt_tests.rs"]
mod tests;
