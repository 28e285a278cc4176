//! The log on stderr: off unless `-v` or a filter asks for it.

use super::stderr::Stderr;
use super::ui::Ui;
use crate::error::{CommandError, ErrorKind};
use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::Arc;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, SubscriberExt};

/// Says what is logged. sqlx logs the text of statements, which may hold personal data, so
/// these lines need `-vv` or a filter that names sqlx.
fn directives(verbosity: u8, filter: Option<&str>) -> String {
    match (filter, verbosity) {
        (Some(filter), 0 | 1) if !filter.contains("sqlx") => format!("{filter},sqlx::query=off"),
        (Some(filter), _) => filter.to_owned(),
        (None, 0) => "off".to_owned(),
        (None, 1) => "warn,tenantctl=info,sqlx::query=off".to_owned(),
        (None, 2) => "info,tenantctl=debug,sqlx=debug".to_owned(),
        (None, _) => "debug,tenantctl=trace".to_owned(),
    }
}

impl Ui {
    /// Starts the log for the process. `verbosity` counts the `-v`s; `filter` is the value of
    /// `TENANTCTL_LOG` and wins. A log that runs already stays as it is.
    ///
    /// # Errors
    ///
    /// `Config` if the filter can't be parsed.
    pub fn init_logging(&self, verbosity: u8, filter: Option<&str>) -> Result<(), CommandError> {
        let subscriber = self.subscriber(verbosity, filter)?;
        let _runs_already = tracing::subscriber::set_global_default(subscriber);
        Ok(())
    }

    fn subscriber(
        &self,
        verbosity: u8,
        filter: Option<&str>,
    ) -> Result<impl tracing::Subscriber + Send + Sync + use<>, CommandError> {
        let filter = filter.filter(|filter| !filter.trim().is_empty());
        let parsed: Targets = directives(verbosity, filter).parse().map_err(|error| {
            CommandError::from_error(ErrorKind::Config, &error)
                .hint("a filter looks like `debug` or `tenantctl=debug,sqlx=info`")
        })?;
        let stderr = Arc::clone(&self.stderr);
        let writer = move || LogLines(Arc::clone(&stderr));
        let log = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(writer);
        Ok(log.with_ansi(self.stderr_colour()).finish().with(parsed).with(Unspoken))
    }
}

/// Drops sqlx's lines about statements that set a password, whatever the filter is: also what the server stores in place
/// of one is nothing for a log, and a statement is logged as a whole or not at all.
struct Unspoken;

impl<S: Subscriber> Layer<S> for Unspoken {
    fn event_enabled(&self, event: &Event<'_>, _context: Context<'_, S>) -> bool {
        let mut found = PasswordFound(false);
        if event.metadata().target().starts_with("sqlx") {
            event.record(&mut found);
        }
        !found.0
    }
}

/// Whether a field of a line speaks of a password.
struct PasswordFound(bool);

impl Visit for PasswordFound {
    fn record_str(&mut self, _field: &Field, value: &str) {
        let value = value.to_ascii_lowercase();
        self.0 |= ["password", "scram-sha-256$"].iter().any(|word| value.contains(word));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

/// Writes the log between the bars.
struct LogLines(Arc<Stderr>);

impl Write for LogLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::output::testing::{colourful, ui};
    use crate::output::{ColorChoice, UiOptions};

    fn logged(verbosity: u8, filter: Option<&str>) -> String {
        let (ui, captured) = ui(UiOptions::default());
        let subscriber = ui.subscriber(verbosity, filter).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(target: "hyper", "E");
            tracing::info!(target: "tenantctl", "I");
            tracing::debug!(target: "tenantctl", "D");
            tracing::warn!(target: "sqlx::query", "SLOW");
            tracing::debug!(target: "sqlx::query", "SQL");
        });
        let lines = captured.err();
        assert!(!lines.contains('\x1b'), "{lines}");
        lines.lines().filter_map(|line| line.rsplit(' ').next()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn verbosity_and_filter_decide_what_is_logged() {
        let cases = [
            (0, None, ""),
            (0, Some(""), ""),
            (1, None, "E I"),
            (2, None, "E I D SLOW SQL"),
            (3, None, "E I D SLOW SQL"),
            (0, Some("debug"), "E I D"),
            (2, Some("debug"), "E I D SLOW SQL"),
            (0, Some("sqlx=debug"), "SLOW SQL"),
        ];
        for (verbosity, filter, expected) in cases {
            assert_eq!(logged(verbosity, filter), expected, "{verbosity} {filter:?}");
        }
    }

    #[test]
    fn a_statement_that_sets_a_password_is_never_logged() {
        let (ui, captured) = ui(UiOptions::default());
        let subscriber = ui.subscriber(3, Some("trace,sqlx=trace")).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            for sql in ["ALTER ROLE a LOGIN PASSWORD 'X'", "create user a password 'X'", "SELECT 'SCRAM-SHA-256$X'"] {
                tracing::debug!(target: "sqlx::query", summary = sql, db.statement = "", rows_affected = 0);
                tracing::warn!(target: "sqlx::query", summary = "SET a", db.statement = sql, "slow statement");
                tracing::info!(target: "sqlx::postgres::notice", message = sql);
            }
            tracing::debug!(target: "sqlx::query", summary = "SELECT 1", db.statement = "");
        });
        let lines = captured.err();
        assert!(lines.lines().count() == 1 && lines.contains("SELECT 1"), "{lines}");
    }

    #[test]
    fn a_bad_filter_is_a_configuration_error() {
        let (ui, _) = ui(UiOptions::default());
        let error = ui.subscriber(0, Some("tenantctl=loud")).err().unwrap();
        assert_eq!(error.kind().exit_code(), 10);
    }

    #[test]
    fn colour_follows_stderr() {
        let cases = [(ColorChoice::Auto, true), (ColorChoice::Never, false)];
        for (color, expected) in cases {
            let (ui, captured) = ui(UiOptions { color, ..colourful() });
            let subscriber = ui.subscriber(1, None).unwrap();
            tracing::subscriber::with_default(subscriber, || {
                tracing::info!(target: "tenantctl", "I");
            });
            assert_eq!(captured.err().contains('\x1b'), expected, "{color}");
        }
    }
}
