//! Commands that PostgreSQL refuses inside a transaction block.

use super::phrase::Phrase;
use super::split::Pieces;
use super::{Place, ScriptError, line_column};
use std::fmt;

/// A command that runs only outside a transaction block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideCommand {
    /// Its key words, such as `CREATE INDEX CONCURRENTLY`.
    pub command: &'static str,
    /// Where its statement begins.
    pub at: Place,
}

impl fmt::Display for OutsideCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.command, self.at)
    }
}

/// Returns the first command of a script that PostgreSQL refuses in a transaction block ("cannot run inside a
/// transaction block" in the server's source and in the manual's pages of the commands).
///
/// What depends on the catalog isn't seen: `REINDEX TABLE` and `CLUSTER` of a partitioned table. `DROP
/// SUBSCRIPTION` counts, although the server allows it once the subscription has no slot.
///
/// # Errors
/// [`ScriptError`], as for [`split`](super::split()).
pub fn needs_no_transaction(script: &str) -> Result<Option<OutsideCommand>, ScriptError> {
    let pieces = Pieces::read(script);
    let first = pieces.phrases().find_map(|phrase| Some((outside(phrase)?, phrase.start())));
    match pieces.error {
        Some(error) => Err(error),
        None => Ok(first.map(|(command, offset)| OutsideCommand { command, at: line_column(script, offset) })),
    }
}

fn outside(phrase: Phrase<'_>) -> Option<&'static str> {
    for (words, command) in [
        (&["VACUUM"][..], "VACUUM"),
        (&["CREATE", "DATABASE"], "CREATE DATABASE"),
        (&["DROP", "DATABASE"], "DROP DATABASE"),
        (&["CREATE", "TABLESPACE"], "CREATE TABLESPACE"),
        (&["DROP", "TABLESPACE"], "DROP TABLESPACE"),
        (&["CREATE", "INDEX", "CONCURRENTLY"], "CREATE INDEX CONCURRENTLY"),
        (&["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"], "CREATE INDEX CONCURRENTLY"),
        (&["DROP", "INDEX", "CONCURRENTLY"], "DROP INDEX CONCURRENTLY"),
        (&["ALTER", "SYSTEM"], "ALTER SYSTEM"),
        (&["DROP", "SUBSCRIPTION"], "DROP SUBSCRIPTION"),
    ] {
        if phrase.are(0, words) {
            return Some(command);
        }
    }
    match phrase.one_of(0, &["REINDEX", "CLUSTER", "CREATE", "ALTER"])? {
        "REINDEX" => reindex(phrase),
        "CLUSTER" => {
            let at = 1 + usize::from(phrase.is(1, "VERBOSE"));
            (phrase.behind_group(at) == phrase.tokens.len()).then_some("CLUSTER of all tables")
        }
        "CREATE" => (phrase.is(1, "SUBSCRIPTION")
            && option(phrase, "CONNECT") != Some(false)
            && option(phrase, "CREATE_SLOT") != Some(false))
        .then_some("CREATE SUBSCRIPTION"),
        _ => alter(phrase),
    }
}

fn reindex(phrase: Phrase<'_>) -> Option<&'static str> {
    let at = phrase.behind_group(1);
    if phrase.is(at + 1, "CONCURRENTLY") || (at > 1 && option(phrase, "CONCURRENTLY") == Some(true)) {
        return Some("REINDEX CONCURRENTLY");
    }
    match phrase.one_of(at, &["SCHEMA", "DATABASE", "SYSTEM"])? {
        "SCHEMA" => Some("REINDEX SCHEMA"),
        "DATABASE" => Some("REINDEX DATABASE"),
        _ => Some("REINDEX SYSTEM"),
    }
}

fn alter(phrase: Phrase<'_>) -> Option<&'static str> {
    match phrase.one_of(1, &["DATABASE", "TABLE", "SUBSCRIPTION"])? {
        "DATABASE" => {
            let (_, at) = phrase.name(2)?;
            phrase.are(at, &["SET", "TABLESPACE"]).then_some("ALTER DATABASE SET TABLESPACE")
        }
        "TABLE" => (phrase.is(phrase.tokens.len() - 1, "CONCURRENTLY")
            && phrase.outside_parentheses().any(|at| phrase.are(at, &["DETACH", "PARTITION"])))
        .then_some("ALTER TABLE DETACH PARTITION CONCURRENTLY"),
        _ => {
            let (_, at) = phrase.name(2)?;
            if phrase.is(at, "REFRESH") {
                return Some("ALTER SUBSCRIPTION REFRESH PUBLICATION");
            }
            if phrase.is(at + 1, "PUBLICATION") && phrase.one_of(at, &["SET", "ADD", "DROP"]).is_some() {
                return (option(phrase, "REFRESH") != Some(false)).then_some("ALTER SUBSCRIPTION with refresh");
            }
            let slot_option = ["FAILOVER", "TWO_PHASE"].iter().any(|name| option(phrase, name).is_some());
            (phrase.is(at, "SET") && phrase.symbol(at + 1, b'(') && slot_option)
                .then_some("ALTER SUBSCRIPTION SET of a slot's option")
        }
    }
}

/// Returns the value of a boolean option in parentheses, `name [=] [value]`: one without a value is on.
fn option(phrase: Phrase<'_>, name: &str) -> Option<bool> {
    let begins_option = |at: usize| phrase.symbol(at - 1, b'(') || phrase.symbol(at - 1, b',');
    let at = (1..phrase.tokens.len()).find(|&at| begins_option(at) && phrase.is(at, name))?;
    let value = phrase.text(at + 1 + usize::from(phrase.symbol(at + 1, b'='))).trim_matches('\'');
    Some(!["false", "off", "0"].iter().any(|off| value.eq_ignore_ascii_case(off)))
}

#[cfg(test)]
mod tests {
    use super::needs_no_transaction;

    #[test]
    fn names_what_the_server_refuses() {
        for (script, command) in [
            ("create index concurrently i on t (a)", "CREATE INDEX CONCURRENTLY"),
            ("CREATE /**/ UNIQUE INDEX -- a\nCONCURRENTLY IF NOT EXISTS i ON t (a)", "CREATE INDEX CONCURRENTLY"),
            ("drop index concurrently if exists i", "DROP INDEX CONCURRENTLY"),
            ("reindex table concurrently t", "REINDEX CONCURRENTLY"),
            ("reindex (verbose) index concurrently i", "REINDEX CONCURRENTLY"),
            ("reindex (verbose, concurrently) index i", "REINDEX CONCURRENTLY"),
            ("reindex (concurrently true, verbose) index i", "REINDEX CONCURRENTLY"),
            ("reindex schema s", "REINDEX SCHEMA"),
            ("reindex database d", "REINDEX DATABASE"),
            ("reindex (verbose) system d", "REINDEX SYSTEM"),
            ("vacuum", "VACUUM"),
            ("vacuum (analyze) t", "VACUUM"),
            ("create database d", "CREATE DATABASE"),
            ("drop database if exists d", "DROP DATABASE"),
            ("create tablespace t location '/a'", "CREATE TABLESPACE"),
            ("drop tablespace t", "DROP TABLESPACE"),
            ("alter system set work_mem = '1MB'", "ALTER SYSTEM"),
            ("alter database \"D\" set tablespace t", "ALTER DATABASE SET TABLESPACE"),
            ("alter table t detach partition p concurrently", "ALTER TABLE DETACH PARTITION CONCURRENTLY"),
            ("cluster", "CLUSTER of all tables"),
            ("cluster verbose", "CLUSTER of all tables"),
            ("cluster (verbose)", "CLUSTER of all tables"),
            ("create subscription s connection 'a' publication p", "CREATE SUBSCRIPTION"),
            ("create subscription s connection 'a' publication p with (create_slot = true)", "CREATE SUBSCRIPTION"),
            ("drop subscription s", "DROP SUBSCRIPTION"),
            ("alter subscription s refresh publication", "ALTER SUBSCRIPTION REFRESH PUBLICATION"),
            ("alter subscription s set publication p", "ALTER SUBSCRIPTION with refresh"),
            ("alter subscription s set (failover = true)", "ALTER SUBSCRIPTION SET of a slot's option"),
        ] {
            let script = format!("select 1;\n{script};\nvacuum");
            let found = needs_no_transaction(&script).expect(&script).map(|found| found.to_string());
            assert_eq!(found, Some(format!("{command} at line 2, column 1")), "{script:?}");
        }
    }

    #[test]
    fn lets_the_rest_pass() {
        for script in [
            "create index i on t (a); drop index i; create index \"concurrently\" on t (a)",
            "create unique index if not exists i on t (a)",
            "reindex table t; reindex (verbose) index i; reindex (concurrently false) index i; reindex table database",
            "refresh materialized view concurrently m; alter type e add value 'a'; analyze t; cluster t",
            "select 'vacuum'; -- vacuum;\n do $$ begin vacuum; end $$",
            "alter database d set work_mem = '1MB'; alter database d rename to e; alter table t detach partition p",
            "create subscription s connection 'a' publication p with (connect = false)",
            "create subscription s connection 'a' publication p with (enabled = false, create_slot = 'Off')",
            "alter subscription s disable; alter subscription s set publication p with (refresh = false)",
            "alter subscription s set (slot_name = none)",
            "",
        ] {
            assert_eq!(needs_no_transaction(script), Ok(None), "{script:?}");
        }
        needs_no_transaction("vacuum; select 'a").expect_err("an unterminated string");
    }
}
