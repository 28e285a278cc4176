//! What a command says when it fails: one kind (the exit code), a stable code for
//! programs, the text, its causes and the commands to run next.
//!
//! Every `From` from a library error of ours is in `error/convert*.rs`.

use crate::postgres::FailureClass;

mod convert;
mod convert_audit;
mod convert_clone;
mod convert_cluster;
mod convert_export;
mod convert_fleet;
mod convert_jwks;
mod convert_keys;
mod convert_lifecycle;
mod convert_move;
mod convert_policy;
mod convert_provision;
mod convert_rekey;
mod convert_rename;
mod convert_scratch;
mod convert_seed;
mod convert_supabase;
mod convert_token;
mod convert_users;

/// The exit codes. Documented in the README and in `tenantctl help exit-codes`;
/// scripts depend on these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A bug, or a failure that nobody planned for.
    Internal,
    /// Arguments that make no sense; clap exits with the same code.
    Usage,
    /// In a run over several tenants some or all failed; the report names them.
    Partial,
    /// No such tenant, cluster, operation or key.
    NotFound,
    /// It exists already, its state forbids this, or another run holds it.
    Conflict,
    /// A database or an API can't be reached or didn't answer in time.
    Unavailable,
    /// Credentials or permissions.
    Refused,
    /// The check ran, and its answer is no.
    CheckFailed,
    /// A confirmation was needed and not given.
    Unconfirmed,
    /// Configuration missing or malformed.
    Config,
    /// An import file or a migration file was rejected.
    BadInput,
    /// SIGINT.
    Interrupted,
    /// SIGTERM.
    Terminated,
}

impl ErrorKind {
    /// Every kind, in the order of the exit codes.
    pub const ALL: [Self; 13] = [
        Self::Internal,
        Self::Usage,
        Self::Partial,
        Self::NotFound,
        Self::Conflict,
        Self::Unavailable,
        Self::Refused,
        Self::CheckFailed,
        Self::Unconfirmed,
        Self::Config,
        Self::BadInput,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// Returns the process's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Internal => 1,
            Self::Usage => 2,
            Self::Partial => 3,
            Self::NotFound => 4,
            Self::Conflict => 5,
            Self::Unavailable => 6,
            Self::Refused => 7,
            Self::CheckFailed => 8,
            Self::Unconfirmed => 9,
            Self::Config => 10,
            Self::BadInput => 11,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// Says what the exit code means, for `help exit-codes` and the README.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Internal => "an unexpected failure, or a bug",
            Self::Usage => "usage: arguments that make no sense",
            Self::Partial => "some or all tenants of a run failed; the report names them (6 when all were unreachable)",
            Self::NotFound => "not found",
            Self::Conflict => "conflict: it exists already, its state forbids this, or another run holds it",
            Self::Unavailable => {
                "unavailable: a database or an API can't be reached or didn't answer in time; trying again is safe"
            }
            Self::Refused => "refused: credentials or permissions",
            Self::CheckFailed => "the check ran, and its answer is no",
            Self::Unconfirmed => "a confirmation was needed and not given",
            Self::Config => "configuration missing or malformed",
            Self::BadInput => "bad input data: a file was rejected",
            Self::Interrupted => "SIGINT",
            Self::Terminated => "SIGTERM",
        }
    }

    /// Returns the code that a program reads when nothing more exact is known.
    pub fn default_code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Usage => "usage",
            Self::Partial => "partial_failure",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Unavailable => "unavailable",
            Self::Refused => "refused",
            Self::CheckFailed => "check_failed",
            Self::Unconfirmed => "confirmation_needed",
            Self::Config => "configuration",
            Self::BadInput => "bad_input",
            Self::Interrupted => "interrupted",
            Self::Terminated => "terminated",
        }
    }
}

/// A failed command, ready to be printed.
#[derive(Debug, Clone)]
pub struct CommandError {
    kind: ErrorKind,
    code: &'static str,
    message: String,
    causes: Vec<String>,
    hints: Vec<String>,
    class: Option<FailureClass>,
}

impl CommandError {
    /// Makes an error of `kind`; the message is a lower-case sentence without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let code = kind.default_code();
        Self { kind, code, message: message.into(), causes: Vec::new(), hints: Vec::new(), class: None }
    }

    /// Makes an error of `kind` from `error`: its text is the message, its sources the causes.
    pub fn from_error(kind: ErrorKind, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut made = Self::new(kind, error.to_string());
        let mut next = error.source();
        while let Some(cause) = next {
            made.causes.push(cause.to_string());
            next = cause.source();
        }
        made
    }

    /// Sets the stable code for programs, in snake_case.
    #[must_use]
    pub fn with_code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// Says how the database's failure behind it may be met.
    #[must_use]
    pub fn with_class(mut self, class: Option<FailureClass>) -> Self {
        self.class = class;
        self
    }

    /// Returns how the database's failure behind it may be met, if there is one.
    pub fn class(&self) -> Option<FailureClass> {
        self.class
    }

    /// Sets the kind, which is the exit code.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Says first what it is about, such as a tenant.
    #[must_use]
    pub fn about(mut self, what: &str) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// Adds a cause.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    /// Adds a hint: the command to run next, or what to set.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds several hints.
    #[must_use]
    pub fn hints_from(mut self, hints: impl IntoIterator<Item = String>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Returns the kind, which is the exit code.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the stable code for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns what failed.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the causes, outermost first.
    pub fn causes(&self) -> &[String] {
        &self.causes
    }

    /// Returns the hints, most useful first.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorKind;
    use std::collections::HashSet;

    #[test]
    fn each_kind_has_the_documented_exit_code() {
        let codes: Vec<u8> = ErrorKind::ALL.into_iter().map(ErrorKind::exit_code).collect();
        assert_eq!(codes, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 130, 143]);
    }

    #[test]
    fn no_two_kinds_share_a_code_for_programs() {
        let codes: HashSet<_> = ErrorKind::ALL.into_iter().map(ErrorKind::default_code).collect();
        assert_eq!(codes.len(), ErrorKind::ALL.len());
    }
}
