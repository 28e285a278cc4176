//! The settings that a session is pinned to.

use super::connect::Question;

/// Of a newer server than the oldest we know: one that hasn't got it refuses it in the start-up packet, and nobody
/// knows the version before.
pub(super) const NEWER: (&str, &str) = ("transaction_timeout", "0");

/// The settings that a session is pinned to, so that neither `ALTER DATABASE … SET` nor
/// `ALTER ROLE … SET` steers it.
#[derive(Debug, Clone)]
pub struct Pins {
    settings: Vec<(&'static str, String)>,
}

impl Pins {
    /// The pins of every session; `search_path` empty means `pg_catalog` alone.
    pub fn new(search_path: &str) -> Self {
        let pairs = [
            ("search_path", search_path),
            ("statement_timeout", "0"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "1min"),
            ("idle_session_timeout", "0"),
            ("default_transaction_read_only", "off"),
            ("default_transaction_isolation", "read committed"),
            ("DateStyle", "ISO, MDY"),
            ("IntervalStyle", "postgres"),
            ("TimeZone", "UTC"),
            ("client_encoding", "UTF8"),
            ("standard_conforming_strings", "on"),
            ("row_security", "on"),
            ("bytea_output", "hex"),
        ];
        Self { settings: pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect() }
    }

    /// Replaces or adds one pin.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.retain(|(n, _)| *n != name);
        self.settings.push((name, value.into()));
        self
    }

    /// Each setting and its value.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.settings.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// `set_config` for all of them in one statement, for servers that ignored the start-up packet.
    pub(super) fn set_statement(&self) -> String {
        let set = |name: &str, value: &str| {
            format!("pg_catalog.set_config('{name}', '{}', false)", value.replace('\'', "''"))
        };
        let mut calls: Vec<String> = self.settings.iter().map(|(name, value)| set(name, value)).collect();
        let (name, value) = NEWER;
        let there = format!("pg_catalog.current_setting('{name}', true) IS NOT NULL");
        calls.push(format!("CASE WHEN {there} THEN {} END", set(name, value)));
        format!("SELECT {}", calls.join(", "))
    }

    /// One row with the values of all pins, and what is asked besides.
    pub(super) fn check_statement(&self, question: Question<'_>) -> String {
        // Values are compared as the server would write them, by letting it normalise both:
        // only durations differ in spelling, so those are compared in milliseconds.
        let mut columns: Vec<String> =
            self.settings.iter().map(|(name, _)| format!("pg_catalog.current_setting('{name}')")).collect();
        let (name, value) = NEWER;
        columns.push(format!("COALESCE(pg_catalog.current_setting('{name}', true), '{value}')"));
        let Question { columns: others, wish } = question;
        format!("SELECT ARRAY[{}]{others}; {wish}", columns.join(", "))
    }

    pub(super) fn broken(&self, actual: &[String]) -> Option<String> {
        self.pairs()
            .chain([NEWER])
            .zip(actual)
            .find(|((_, wanted), actual)| !same_value(wanted, actual))
            .map(|((name, wanted), actual)| format!("{name} is {actual:?} where {wanted:?} was set"))
    }
}

fn same_value(wanted: &str, actual: &str) -> bool {
    fn plain(text: &str) -> String {
        text.chars().filter(|c| !matches!(c, ' ' | '"')).collect::<String>().to_lowercase()
    }
    fn milliseconds(text: &str) -> Option<u64> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number: u64 = text[..digits].parse().ok()?;
        match &text[digits..] {
            "" | "ms" => Some(number),
            "s" => Some(number * 1000),
            "min" => Some(number * 60_000),
            _ => None,
        }
    }
    plain(wanted) == plain(actual)
        || matches!((milliseconds(wanted), milliseconds(actual)), (Some(a), Some(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::same_value;

    #[test]
    fn compares_settings_as_the_server_writes_them() {
        for (wanted, actual, same) in [
            ("10s", "10s", true),
            ("60s", "1min", true),
            ("0", "0", true),
            ("3000ms", "3s", true),
            ("0", "1ms", false),
            ("ISO, MDY", "ISO, MDY", true),
            ("", "\"\"", true),
            ("", "evil", false),
            ("on", "off", false),
        ] {
            assert_eq!(same_value(wanted, actual), same, "{wanted} / {actual}");
        }
    }
}
