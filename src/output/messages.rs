//! Notes, warnings and errors: what a person reads on stderr.

use super::annotation;
use super::failure::is_quiet_exit;
use super::format::Format;
use super::sanitize::sanitized_lines;
use super::ui::Ui;
use crate::error::CommandError;
use console::Style;
use serde_json::{Value, json};

impl Ui {
    /// Says something by the way; `-q` mutes it.
    pub fn note(&self, text: &str) {
        self.by_the_way("", Style::new(), text);
    }

    /// Says that demo users were made, or brought in line.
    pub fn demo_users(&self, count: usize, tenant: &str) {
        let users = if count == 1 { "1 demo user".to_owned() } else { format!("{count} demo users") };
        self.note(&format!("{users}, ROLE@{tenant}.example, one for each role and none with a password"));
        self.hint(&format!(
            "let one in: tenantctl user create --email ROLE@{tenant}.example --role ROLE --link -t {tenant}"
        ));
    }

    /// Says that something was done; `-q` mutes it.
    pub fn success(&self, text: &str) {
        self.by_the_way("ok: ", Style::new().green(), text);
    }

    /// Names the command to run next; `-q` mutes it.
    pub fn hint(&self, text: &str) {
        self.by_the_way("hint: ", Style::new().cyan(), text);
    }

    /// Warns.
    pub fn warn(&self, text: &str) {
        self.say(&self.block("warning: ", Style::new().yellow().bold(), text));
    }

    /// Prints a command's error: on stderr for people and, under json and ndjson, on stdout
    /// for programs. An error that [`is_quiet_exit`] is not printed.
    pub fn error(&self, error: &CommandError) {
        if is_quiet_exit(error) {
            return;
        }
        let mut text = self.block("error: ", Style::new().red().bold(), error.message());
        for cause in error.causes() {
            text += &self.block("  cause: ", Style::new().dim(), cause);
        }
        for hint in error.hints() {
            text += &self.block("  hint: ", Style::new().cyan(), hint);
        }
        if self.options.terminal.github && matches!(self.format(), Format::Table | Format::Csv) {
            text += &annotation::lines(error);
        }
        self.say(&text);
        let fields = error_fields(error);
        // stdout that can't be written is no news any more: the command has failed already.
        let _written = match self.format() {
            Format::Table | Format::Csv => Ok(()),
            Format::Json => self.with_stdout(|stdout| stdout.complete(Some(fields))),
            Format::Ndjson => self.write_line(&json!({ "error": fields }).to_string()),
        }
        .and_then(|()| self.flush());
    }

    fn by_the_way(&self, label: &str, style: Style, text: &str) {
        if !self.options.quiet {
            self.say(&self.block(label, style, text));
        }
    }

    /// Writes lines to stderr, after what was shown so far.
    pub(super) fn say(&self, lines: &str) {
        let _told_by_finish = self.flush();
        self.stderr.write(lines.as_bytes());
    }

    /// Returns the label and the lines of the text, the later ones below the first.
    fn block(&self, label: &str, style: Style, text: &str) -> String {
        let mut start = style.force_styling(self.stderr_colour()).apply_to(label).to_string();
        if label.is_empty() {
            start.clear();
        }
        let mut block = String::new();
        for line in sanitized_lines(text) {
            block += &format!("{start}{line}\n");
            start = " ".repeat(label.len());
        }
        if block.is_empty() { format!("{}\n", start.trim_end()) } else { block }
    }
}

fn error_fields(error: &CommandError) -> Value {
    let hint = (!error.hints().is_empty()).then(|| error.hints().join("\n"));
    json!({
        "code": error.code(),
        "message": error.message(),
        "hint": hint,
        "causes": error.causes(),
        "exit_code": error.kind().exit_code(),
    })
}

#[cfg(test)]
#[path = "messages_tests.rs"]
mod tests;
