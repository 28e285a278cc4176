//! What PostgreSQL itself says: values go by COPY, in both formats, and are compared with the server's own reading.
//!
//! `ENCODE_TEST_PSQL` has the command that reaches an empty database: `psql -h /tmp -p 5432 -U postgres`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use super::server_values::{Case, cases};
use super::typed;
use crate::domain::catalog::{ColumnType, Kind};
use crate::import::cell::Cell;
use crate::import::encode::{Format, Rules, binary, encode, field_separator, header, row_begin, row_end, trailer};

/// Runs SQL and gives its output.
fn psql(sql: &str) -> String {
    let command = std::env::var("ENCODE_TEST_PSQL").expect("ENCODE_TEST_PSQL");
    let mut words = command.split_whitespace();
    let output = Command::new(words.next().expect("a command"))
        .args(words)
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
        .args(sql.split(";;").flat_map(|part| ["-c", part.trim()]))
        .output()
        .expect("psql runs");
    assert!(output.status.success(), "{}\n{sql}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

/// Reads a text as the server does, or says with which code it doesn't; a text is never NULL.
const HELPERS: &str = "
    set client_min_messages = warning;;
    drop schema if exists encode_test cascade; create schema encode_test;;
    create type encode_test.mood as enum ('sad', 'so so', 'it''s \"\\{}');;
    create function encode_test.reading(written text, type text) returns text language plpgsql as $$
    declare result text;
    begin
        execute format('select cast(cast($1 as %s) as text)', type) into result using written;
        return result;
    exception when others then return '!' || sqlstate;
    end $$";

#[test]
#[ignore = "needs a server: ENCODE_TEST_PSQL"]
fn stores_what_the_server_reads() {
    psql(HELPERS);
    let folder = PathBuf::from(std::env::var("ENCODE_TEST_FOLDER").unwrap_or_else(|_| "/tmp".into()));
    let mut report = String::new();
    for case in cases() {
        let types = if matches!(case.kind, Kind::Enum(_)) { "encode_test.mood" } else { case.sql };
        psql(&format!(
            "drop table if exists encode_test.t;; create table encode_test.t (n int, written text, v {types})"
        ));
        let formats: &[Format] = if binary(&case.kind) { &[Format::Binary, Format::Text] } else { &[Format::Text] };
        for format in formats {
            let (stream, taken) = stream(&case, *format);
            let path = folder.join(format!("encode-test-{}.copy", std::process::id()));
            std::fs::write(&path, &stream).expect("a file");
            let name = if *format == Format::Binary { "binary" } else { "text" };
            psql(&format!(
                "truncate encode_test.t;; \\copy encode_test.t from '{}' (format {name}, encoding 'UTF8')",
                path.display()
            ));
            let _ = std::fs::remove_file(&path);
            let found = psql("select count(*) from encode_test.t");
            assert_eq!(found, taken.to_string(), "{}", case.sql);
            // Unstorable values are tested by their refusal, so that a source text here has no NUL.
            let different = psql(&format!(
                "set timezone = 'UTC';; select written, v, encode_test.reading(written, '{types}') from encode_test.t
                 where v::text is distinct from encode_test.reading(written, '{types}') order by n limit 20"
            ));
            writeln!(report, "{} {name}: {taken} of {} taken", case.sql, case.values.len()).expect("memory");
            assert!(different.is_empty(), "{} in {name}: written, stored, read by the server\n{different}", case.sql);
        }
        refused(&case, types, &mut report);
    }
    let _ = std::fs::write(folder.join("encode-test-report.txt"), report);
}

/// The rows of a case that are taken, each with its number and source, and how many they are.
fn stream(case: &Case, format: Format) -> (Vec<u8>, usize) {
    let (number, text, column) = (typed(Kind::Int4), typed(Kind::Text(None)), column(case));
    let rules = Rules { round: case.round, ..Rules::default() };
    let mut out = Vec::new();
    let mut taken = 0;
    header(format, &mut out);
    for (place, value) in case.values.iter().enumerate() {
        let start = out.len();
        let place = place.to_string();
        row_begin(format, 3, &mut out);
        encode(Cell::Number(&place), &number, format, &rules, &mut out).expect("a number");
        field_separator(format, &mut out);
        encode(Cell::Text(value), &text, format, &rules, &mut out).expect("a text");
        field_separator(format, &mut out);
        if encode(Cell::Text(value), &column, format, &rules, &mut out).is_err() {
            out.truncate(start);
            continue;
        }
        row_end(format, &mut out);
        taken += 1;
    }
    trailer(format, &mut out);
    (out, taken)
}

/// The type of a case.
fn column(case: &Case) -> ColumnType {
    ColumnType { name: case.sql.into(), ..typed(case.kind.clone()) }
}

/// Compares the codes of what is refused with the server's, where it refuses too.
fn refused(case: &Case, types: &str, report: &mut String) {
    let rules = Rules { round: case.round, ..Rules::default() };
    let mut rows = Vec::new();
    for value in &case.values {
        if let Err(fault) = encode(Cell::Text(value), &column(case), Format::Text, &rules, &mut Vec::new()) {
            rows.push(format!("('{}', '!{}')", value.replace('\'', "''"), fault.sqlstate));
        }
    }
    if rows.is_empty() {
        return;
    }
    // Policy refuses more than the server; what both refuse should be refused alike.
    for rows in rows.chunks(500) {
        let different = psql(&format!(
            "select w, c, encode_test.reading(w, '{types}') from (values {}) as t (w, c)
             where encode_test.reading(w, '{types}') like '!%' and encode_test.reading(w, '{types}') <> c limit 10",
            rows.join(", ")
        ));
        if !different.is_empty() {
            writeln!(report, "{}: other codes (written, ours, the server's)\n{different}", case.sql).expect("memory");
        }
    }
}
