//! What a migration file may not hold.

use super::lexer::Kind;
use super::phrase::Phrase;
use super::split::Pieces;
use super::{Place, ScriptError, line_column};
use std::fmt;

/// Something that a migration file may not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forbidden {
    /// A command that begins, ends or changes the transaction, which is the executor's.
    TransactionControl {
        /// Its key words, such as `COMMIT`.
        command: String,
        /// Where its statement begins.
        at: Place,
    },
    /// A command that changes the role, which is the executor's.
    RoleChange {
        /// Its key words, such as `SET ROLE`.
        command: String,
        /// Where its statement begins.
        at: Place,
    },
    /// `COPY … FROM STDIN`, or to it, or `STDOUT`: rows that only a client such as psql sends or takes.
    ClientCopy(Place),
    /// A command of psql, which the server doesn't know.
    MetaCommand {
        /// The command, such as `\connect`.
        command: String,
        /// Where its `\` is.
        at: Place,
    },
    /// The script can't be split, and nothing forbidden stands before that.
    Script(ScriptError),
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TransactionControl { command, at } => write!(f, "transaction control ({command}) at {at}"),
            Self::RoleChange { command, at } => write!(f, "a change of the role or session ({command}) at {at}"),
            Self::ClientCopy(at) => write!(f, "COPY from or to the client at {at}"),
            Self::MetaCommand { command, at } => write!(f, "psql command {command} at {at}"),
            Self::Script(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Forbidden {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Script` prints its error itself.
        None
    }
}

/// Looks for what a migration file may not hold, at its top level: inside a `DO` block or a procedure nothing is
/// seen, nor is `set_config('role', …)`, so the executor compares the transaction and the role afterwards.
///
/// # Errors
/// The first [`Forbidden`] thing of the script.
pub fn forbidden(script: &str) -> Result<(), Forbidden> {
    let pieces = Pieces::read(script);
    for phrase in pieces.phrases() {
        let at = || line_column(script, phrase.start());
        if let Some(command) = transaction_control(phrase) {
            return Err(Forbidden::TransactionControl { command: command.to_owned(), at: at() });
        }
        if let Some(command) = role_change(phrase) {
            return Err(Forbidden::RoleChange { command: command.to_owned(), at: at() });
        }
        if copies_with_client(phrase) {
            return Err(Forbidden::ClientCopy(at()));
        }
        if let Some(backslash) = phrase.tokens.iter().find(|token| token.kind == Kind::Symbol(b'\\')) {
            let rest = &script[backslash.start..];
            let command = rest.split(char::is_whitespace).next().unwrap_or(rest).chars().take(32).collect();
            return Err(Forbidden::MetaCommand { command, at: line_column(script, backslash.start) });
        }
    }
    pieces.error.map_or(Ok(()), |error| Err(Forbidden::Script(error)))
}

fn transaction_control(phrase: Phrase<'_>) -> Option<&'static str> {
    for (words, command) in [
        (&["START"][..], "START TRANSACTION"),
        (&["COMMIT", "PREPARED"], "COMMIT PREPARED"),
        (&["ROLLBACK", "PREPARED"], "ROLLBACK PREPARED"),
        (&["RELEASE"], "RELEASE SAVEPOINT"),
    ] {
        if phrase.are(0, words) {
            return Some(command);
        }
    }
    if let Some(command) = phrase.one_of(0, &["BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT"]) {
        return Some(command);
    }
    // `PREPARE transaction AS …` and `PREPARE transaction (int) AS …` prepare a query of that name.
    if phrase.are(0, &["PREPARE", "TRANSACTION"]) && !phrase.is(2, "AS") && !phrase.symbol(2, b'(') {
        return Some("PREPARE TRANSACTION");
    }
    match setting(phrase)? {
        Setting::Transaction => Some("SET TRANSACTION"),
        Setting::Characteristics => Some("SET SESSION CHARACTERISTICS"),
        Setting::Role | Setting::Authorization => None,
    }
}

fn role_change(phrase: Phrase<'_>) -> Option<&'static str> {
    for command in [["RESET", "ALL"], ["DISCARD", "ALL"]] {
        if phrase.are(0, &command) {
            return Some(if command[0] == "RESET" { "RESET ALL" } else { "DISCARD ALL" });
        }
    }
    match (setting(phrase)?, phrase.is(0, "RESET")) {
        (Setting::Role, false) => Some("SET ROLE"),
        (Setting::Role, true) => Some("RESET ROLE"),
        (Setting::Authorization, false) => Some("SET SESSION AUTHORIZATION"),
        (Setting::Authorization, true) => Some("RESET SESSION AUTHORIZATION"),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Setting {
    Transaction,
    Characteristics,
    Role,
    Authorization,
}

/// Returns which of the settings that a file may not touch `SET` or `RESET` names, as key words (`SET ROLE x`) or
/// as the parameter behind them (`SET LOCAL "Role" TO x`; the names of parameters ignore case in quotes, too).
fn setting(phrase: Phrase<'_>) -> Option<Setting> {
    phrase.one_of(0, &["SET", "RESET"])?;
    let mut at = 1;
    for _ in 0..2 {
        if phrase.are(at, &["SESSION", "AUTHORIZATION"]) {
            return Some(Setting::Authorization);
        }
        if phrase.are(at, &["SESSION", "CHARACTERISTICS"]) {
            return Some(Setting::Characteristics);
        }
        // `session.user_id` is a parameter of that name.
        if at == 1 && phrase.one_of(at, &["SESSION", "LOCAL"]).is_some() && !phrase.symbol(at + 1, b'.') {
            at += 1;
        }
    }
    let (name, next) = phrase.name(at)?;
    if phrase.symbol(next, b'.') {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "role" => Some(Setting::Role),
        "session_authorization" => Some(Setting::Authorization),
        "transaction" | "transaction_isolation" | "transaction_read_only" | "transaction_deferrable" => {
            Some(Setting::Transaction)
        }
        _ => None,
    }
}

/// The grammar takes `STDIN` and `STDOUT` for each other, and the first `FROM` or `TO` is the one.
fn copies_with_client(phrase: Phrase<'_>) -> bool {
    let direction = || phrase.outside_parentheses().find(|&at| phrase.one_of(at, &["FROM", "TO"]).is_some());
    phrase.is(0, "COPY") && direction().is_some_and(|at| phrase.one_of(at + 1, &["STDIN", "STDOUT"]).is_some())
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn finds_what_a_file_may_not_hold() {
        for (script, message) in [
            ("begin", "transaction control (BEGIN) at line 1, column 1"),
            ("select 1;\n BEGIN work;", "transaction control (BEGIN) at line 2, column 2"),
            ("\u{feff}start transaction", "transaction control (START TRANSACTION) at line 1, column 1"),
            ("/* a */ COMMIT /*x*/ ;", "transaction control (COMMIT) at line 1, column 9"),
            ("commit prepared 'x'", "transaction control (COMMIT PREPARED) at line 1, column 1"),
            ("do $$ begin end $$;end", "transaction control (END) at line 1, column 20"),
            ("rollback to a", "transaction control (ROLLBACK) at line 1, column 1"),
            ("rollback -- a\n prepared 'x'", "transaction control (ROLLBACK PREPARED) at line 1, column 1"),
            ("abort", "transaction control (ABORT) at line 1, column 1"),
            ("savepoint a", "transaction control (SAVEPOINT) at line 1, column 1"),
            ("release a", "transaction control (RELEASE SAVEPOINT) at line 1, column 1"),
            ("prepare transaction 'a'", "transaction control (PREPARE TRANSACTION) at line 1, column 1"),
            ("set /**/ transaction read only", "transaction control (SET TRANSACTION) at line 1, column 1"),
            ("set local transaction read only", "transaction control (SET TRANSACTION) at line 1, column 1"),
            ("set transaction_isolation to serializable", "transaction control (SET TRANSACTION) at line 1, column 1"),
            (
                "set session characteristics as transaction read only",
                "transaction control (SET SESSION CHARACTERISTICS) at line 1, column 1",
            ),
            (
                "set session session characteristics as transaction read only",
                "transaction control (SET SESSION CHARACTERISTICS) at line 1, column 1",
            ),
            ("SET /**/ ROLE a", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("set local role a", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("set session role none", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("set role = a", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("set \"Role\" to 'a'", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("set U&\"r!006fle\" uescape '!' to 'a'", "a change of the role or session (SET ROLE) at line 1, column 1"),
            ("reset role", "a change of the role or session (RESET ROLE) at line 1, column 1"),
            ("reset all", "a change of the role or session (RESET ALL) at line 1, column 1"),
            ("discard all", "a change of the role or session (DISCARD ALL) at line 1, column 1"),
            (
                "set session authorization a",
                "a change of the role or session (SET SESSION AUTHORIZATION) at line 1, column 1",
            ),
            (
                "set local session authorization a",
                "a change of the role or session (SET SESSION AUTHORIZATION) at line 1, column 1",
            ),
            (
                "set session_authorization = a",
                "a change of the role or session (SET SESSION AUTHORIZATION) at line 1, column 1",
            ),
            (
                "reset session authorization",
                "a change of the role or session (RESET SESSION AUTHORIZATION) at line 1, column 1",
            ),
            (
                "copy t (a, b) from /**/ stdin with (format csv);\n1,it's",
                "COPY from or to the client at line 1, column 1",
            ),
            ("copy (select 1 from stdin) to stdout", "COPY from or to the client at line 1, column 1"),
            ("\\connect it's", "psql command \\connect at line 1, column 1"),
            ("select 1;\nselect (2 \\gexec\n);", "psql command \\gexec at line 2, column 11"),
            ("select 1;\ncommit 'a", "transaction control (COMMIT) at line 2, column 1"),
            ("select 'a; commit", "unterminated string that begins at line 1, column 8"),
            ("select 1; /* commit", "unterminated comment that begins at line 1, column 11"),
        ] {
            assert_eq!(forbidden(script).expect_err(script).to_string(), message, "{script:?}");
        }
    }

    #[test]
    fn lets_the_rest_pass() {
        for script in [
            "-- commit;\nselect 'commit;', \"begin\" /* ; rollback; */",
            "create function f() returns int begin atomic select 1; end; select 1",
            "do $$ begin commit; end $$; create procedure p() language sql as 'commit;'",
            "create function f() returns int set role = a language sql as 'select 1'",
            "alter role a set role = b; alter role a reset all",
            "set search_path = a; set local lock_timeout = 1; set session statement_timeout to 1; reset search_path",
            "set session.user_id = 'a'; set local.x = 1; set role.x = 1; set transaction.x = 1; reset role.x",
            "set time zone local; set constraints all deferred; discard temp; reset time zone",
            "copy t from '/a'; copy t from program 'a'; copy (select * from stdin) to '/a'; copy stdin from '/a'",
            "prepare transaction as select 1; prepare transaction (int) as select $1",
            "select '\\', $$\\$$, \"\\\", E'\\\\' -- \\\n",
            "update t set role = 'a'; insert into t values ('x; commit')",
        ] {
            assert_eq!(forbidden(script), Ok(()), "{script:?}");
        }
    }
}
