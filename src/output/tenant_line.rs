//! The line of a tenant that one command over several tenants is through with.

use super::sanitize::sanitize;
use std::fmt::Write;
use std::time::Duration;

/// How a tenant came through.
#[derive(Debug, Clone, Copy)]
pub struct TenantLine<'a> {
    /// The tenant.
    pub tenant: &'a str,
    /// What came of it, in a few words.
    pub words: &'a str,
    /// Why it failed or was left out.
    pub error: Option<&'a str>,
    /// How long it took.
    pub duration: Duration,
}

impl TenantLine<'_> {
    /// Writes it, as the tenant number `number` of `all`: `12/500 acme-corp 3 applied 0.2s`. Always one line.
    pub(super) fn numbered(&self, number: u64, all: u64) -> String {
        let (tenant, words, seconds) = (sanitize(self.tenant), sanitize(self.words), self.duration.as_secs_f64());
        let mut line = format!("{number}/{all} {tenant} {words} {seconds:.1}s");
        if let Some(error) = self.error {
            let written = write!(line, ": {}", sanitize(error));
            debug_assert!(written.is_ok(), "writing to a String can't fail");
        }
        line.push('\n');
        line
    }

    /// Writes why it failed or was left out, below a bar that counts; nothing where it came through.
    pub(super) fn failure(&self) -> Option<String> {
        self.error.map(|error| format!("{}: {}\n", sanitize(self.tenant), sanitize(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::TenantLine;
    use std::time::Duration;

    #[test]
    fn is_one_line_that_acts_on_no_terminal() {
        let duration = Duration::from_millis(240);
        let line = |words, error| TenantLine { tenant: "acme-corp", words, error, duration };
        let cases = [
            (line("3 applied", None), "12/500 acme-corp 3 applied 0.2s\n", None),
            (
                line("failed", Some("no\ntable\x1b[2J")),
                "12/500 acme-corp failed 0.2s: no\\ntable\\x1b[2J\n",
                Some("acme-corp: no\\ntable\\x1b[2J\n"),
            ),
        ];
        for (line, expected, failure) in cases {
            assert_eq!((line.numbered(12, 500).as_str(), line.failure().as_deref()), (expected, failure));
        }
    }
}
