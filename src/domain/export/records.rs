//! The records of exported files: how many there are, and JSON as COPY wrote it.

use super::format::ExportFormat;
use crate::catalog::TableName;
use std::collections::HashSet;

/// What a file's name may have on every file system.
const LONGEST_NAME: usize = 200;

/// Counts the records of a file that comes in pieces of any size.
#[derive(Debug, Clone, Copy)]
pub struct Records {
    /// The first one is the header, and a line's end may be in quotes.
    csv: bool,
    quoted: bool,
    ends: u64,
}

impl Records {
    /// Begins at none.
    pub fn of(format: ExportFormat) -> Self {
        Self { csv: format == ExportFormat::Csv, quoted: false, ends: 0 }
    }

    /// Takes a piece.
    pub fn take(&mut self, bytes: &[u8]) {
        if !self.csv {
            self.ends += memchr::memchr_iter(b'\n', bytes).count() as u64;
            return;
        }
        for at in memchr::memchr2_iter(b'\n', b'"', bytes) {
            match bytes.get(at) {
                Some(b'"') => self.quoted = !self.quoted,
                _ if !self.quoted => self.ends += 1,
                _ => {}
            }
        }
    }

    /// Returns how many there are, the header not counted.
    pub fn count(&self) -> u64 {
        self.ends.saturating_sub(u64::from(self.csv))
    }
}

/// Turns JSON that COPY has escaped into lines of JSON, in pieces of any size.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonLines {
    escaped: bool,
}

impl JsonLines {
    /// Appends what the bytes stand for. A line's end, a tab and the like can only be between two tokens, where a blank
    /// does as well: in a JSON text they would be escaped by JSON itself.
    pub fn unescape(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            if std::mem::take(&mut self.escaped) {
                out.push(match rest[0] {
                    b'\\' => b'\\',
                    _ => b' ',
                });
                rest = &rest[1..];
                continue;
            }
            let end = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
            out.extend_from_slice(&rest[..end]);
            self.escaped = end < rest.len();
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
}

/// Returns the name of a table's file: plain characters only, and no two the same, whatever the file system makes of
/// upper and lower case.
pub fn file_name(table: &TableName, format: ExportFormat, taken: &mut HashSet<String>) -> String {
    let mut stem = String::new();
    for byte in table.schema.bytes().chain([b'.']).chain(table.name.bytes()) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => stem.push(char::from(byte)),
            other => stem.push_str(&format!("%{other:02X}")),
        }
    }
    stem.truncate(LONGEST_NAME);
    let mut name = format!("{stem}{}", format.ending());
    let mut number = 1;
    while stem.starts_with('.') || !taken.insert(name.to_lowercase()) {
        number += 1;
        let plain = stem.trim_start_matches('.').to_owned();
        name = format!("{plain}-{number}{}", format.ending());
        stem = plain;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{ExportFormat, JsonLines, Records, TableName, file_name};
    use std::collections::HashSet;

    #[test]
    fn counts_records_and_not_lines() {
        let csv = "id,text\n1,\"two\nlines\"\n2,\"a \"\"quoted\"\"\nword\"\n3,\n";
        for size in 1..csv.len() {
            let mut records = Records::of(ExportFormat::Csv);
            csv.as_bytes().chunks(size).for_each(|chunk| records.take(chunk));
            assert_eq!(records.count(), 3, "pieces of {size}");
        }
        let mut records = Records::of(ExportFormat::Ndjson);
        records.take(b"{\"a\":\"\\\"\"}\n{}\n");
        assert_eq!(records.count(), 2);
        assert_eq!(Records::of(ExportFormat::Csv).count(), 0);
    }

    #[test]
    fn json_is_as_it_was_before_copy() {
        // A text with a quote, a backslash and a line's end, and a json value with white space of its own.
        let copied = r#"{"a":"q\\" b\\\\ n\\n","j":{\n\t"x": 1\r\n}}"#;
        let expected = r#"{"a":"q\" b\\ n\n","j":{  "x": 1  }}"#;
        for size in 1..=copied.len() {
            let (mut lines, mut out) = (JsonLines::default(), Vec::new());
            copied.as_bytes().chunks(size).for_each(|chunk| lines.unescape(chunk, &mut out));
            assert_eq!(String::from_utf8(out).expect("text"), expected, "pieces of {size}");
        }
    }

    #[test]
    fn names_are_plain_and_different() {
        let mut taken = HashSet::new();
        let mut name = |schema: &str, table: &str| {
            let table = TableName { schema: schema.into(), name: table.into() };
            file_name(&table, ExportFormat::Csv, &mut taken)
        };
        for (schema, table, expected) in [
            ("public", "vendors", "public.vendors.csv.gz"),
            ("public", "Vendors", "public.Vendors-2.csv.gz"),
            ("public", "../x/ü", "public...%2Fx%2F%C3%BC.csv.gz"),
            (".", "x", "x-2.csv.gz"),
        ] {
            assert_eq!(name(schema, table), expected);
        }
        let long = "ü".repeat(31);
        let (one, other) = (name(&long, &long), name(&long, &format!("{long}x")));
        assert!(one != other && one.len() < 255 && other.len() < 255);
    }
}
