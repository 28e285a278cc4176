use super::blocks_tests::{Given, Ready, read, read_text};
use super::{CsvOptions, CsvReader, MAX_COLUMNS, MAX_FIELDS, MAX_RECORD};
use crate::cell::Cell;
use crate::position::{Blocks, SourceError};

fn owned(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}

/// The input, its records, and its empty lines.
type Good = (&'static str, &'static [&'static [&'static str]], u64);

const GOOD: &[Good] = &[
    ("a", &[], 0),
    ("a\n", &[], 0),
    ("a,b\n1,2", &[&["1", "2"]], 0),
    ("a,b\n1,2\n", &[&["1", "2"]], 0),
    ("a,b\r1,2\r", &[&["1", "2"]], 0),
    ("a,b\r\n1,2\r\n3,4\n5,6\r7,8", &[&["1", "2"], &["3", "4"], &["5", "6"], &["7", "8"]], 0),
    ("a,b\n\n1,2\n\r\n\r\r\n3,4\n\n", &[&["1", "2"], &["3", "4"]], 5),
    ("\n\r\na\nx\n", &[&["x"]], 2),
    ("a\n\n\"\"\n\nx\n", &[&[""], &["x"]], 2),
    ("a\n\"\"", &[&[""]], 0),
    ("a,b\n,\n,", &[&["", ""], &["", ""]], 0),
    ("a,b\n\"\",\"\"\n", &[&["", ""]], 0),
    ("a,b\n\"x\"\"y\",\"\"\"\"\n", &[&["x\"y", "\""]], 0),
    ("a,b\n\"\"\"\"\"\",\"\"\"x\"\n", &[&["\"\"", "\"x"]], 0),
    ("a,b\n\"x,y\",\"1\n2\r\n3\r4\"\n", &[&["x,y", "1\n2\r\n3\r4"]], 0),
    ("a\n\\.\nx\n", &[&["\\."], &["x"]], 0),
    (" a , b\n 1 ,\t2 \n", &[&[" 1 ", "\t2 "]], 0),
    ("a\n\"x\"\r\"y\"\r\n\"z\"", &[&["x"], &["y"], &["z"]], 0),
    ("ä,ö\nü€,😀\n", &[&["ü€", "😀"]], 0),
    ("a,b\n#x,'y'\n", &[&["#x", "'y'"]], 0),
];

#[test]
fn good_files() {
    for (input, rows, blank_lines) in GOOD {
        let all = read_text(input);
        assert_eq!(all.texts(), owned(rows), "{input:?}");
        assert_eq!(all.given.len(), rows.len(), "{input:?}");
        assert_eq!(all.blank_lines, *blank_lines, "{input:?}");
        assert_eq!(all.records, rows.len() as u64);
    }
}

#[test]
fn header_names_are_kept() {
    assert_eq!(read_text(" a ,\"b\"\"\",A,a\n").header, [" a ", "b\"", "A", "a"]);
}

#[test]
fn nulls_only_without_quotes() {
    let options = CsvOptions { nulls: vec!["NULL".to_owned(), "\\N".to_owned()], ..CsvOptions::default() };
    let all = read(Ready::whole(b"a,b,c,d,e,f\nNULL,\"NULL\",\\N,,null,\"\\N\"\n"), options);
    let Given::Record { fields, .. } = &all.given[0] else { panic!() };
    assert_eq!(fields.iter().map(|field| field.2).collect::<Vec<_>>(), [true, false, true, false, false, false]);
    let all = read_text("a,b\n,\"\"\n");
    let Given::Record { fields, .. } = &all.given[0] else { panic!() };
    assert_eq!(fields.iter().map(|field| (field.1, field.2)).collect::<Vec<_>>(), [(false, true), (true, false)]);
    let all = read(Ready::whole(b"a,b\n,\"\"\n"), CsvOptions { nulls: Vec::new(), ..CsvOptions::default() });
    let Given::Record { fields, .. } = &all.given[0] else { panic!() };
    assert!(fields.iter().all(|field| !field.2));
}

#[test]
fn positions_are_of_the_field() {
    let text = "a,b,c\r\n\r\n\"1\n2\r\n3\r4\",é,\"x\"\r\n5,6,7";
    let mut reader = CsvReader::open(Ready::whole(text.as_bytes()), CsvOptions::default()).unwrap();
    let record = reader.next().unwrap().unwrap();
    assert_eq!(record.line(), 3);
    let at = |field| (record.position(field).line, record.position(field).column);
    assert_eq!([at(0), at(1), at(2), at(3), at(99)], [(3, 1), (6, 4), (6, 6), (6, 9), (6, 9)]);
    assert_eq!((record.cell(3), record.text(3), record.quoted(3)), (Cell::Null, "", false));
    assert_eq!((record.len(), record.is_empty()), (3, false));
    let record = reader.next().unwrap().unwrap();
    assert_eq!((record.line(), record.position(2).column), (7, 5));
    assert!(reader.next().unwrap().is_none());
}

#[test]
fn goes_on_after_a_ragged_record() {
    let all = read_text("a,b\n1,2\n\"x\"\"\ny\"\n3,4,\"5\"\n\n6,7\n8");
    let bad = |line, reason: &str, last: &[&str]| Given::Error {
        at: (line, 1),
        field: None,
        reason: reason.to_owned(),
        recoverable: true,
        last_fields: last.iter().map(|&field| field.to_owned()).collect(),
    };
    assert_eq!(all.given.len(), 5);
    assert_eq!(all.given[1], bad(3, "1 field, but the header has 2 fields", &["x\"\ny"]));
    assert_eq!(all.given[2], bad(5, "3 fields, but the header has 2 fields", &["3", "4", "5"]));
    assert!(matches!(&all.given[3], Given::Record { line: 7, .. }));
    assert_eq!(all.given[4], bad(8, "1 field, but the header has 2 fields", &["8"]));
    assert_eq!((all.records, all.blank_lines), (2, 1));
}

#[test]
fn delimiters() {
    for delimiter in (1..0x80_u8).filter(|byte| !b"\"\r\n".contains(byte)) {
        let text = "A~B\n1~\"~\"\"\"\n~\n".replace('~', &char::from(delimiter).to_string());
        let result = read(Ready::whole(text.as_bytes()), CsvOptions { delimiter, ..CsvOptions::default() });
        // The delimiter may be one of the names; it is then no name.
        if !b"AB1".contains(&delimiter) {
            let quoted = format!("{}\"", char::from(delimiter));
            assert_eq!(result.texts(), owned(&[&["1", &quoted], &["", ""]]), "{delimiter}");
        }
    }
    for delimiter in [0, b'"', b'\r', b'\n', 0x80, 0xff] {
        let options = CsvOptions { delimiter, ..CsvOptions::default() };
        assert!(matches!(CsvReader::open(Ready::whole(b"a\n"), options), Err(SourceError::Read(_))));
    }
}

fn joined(count: usize) -> String {
    (0..count).map(|number| format!("c{number}")).collect::<Vec<_>>().join(",")
}

#[test]
fn limits_of_fields() {
    assert_eq!(read_text(&joined(MAX_COLUMNS)).header.len(), MAX_COLUMNS);
    let all = read_text(&joined(MAX_COLUMNS + 1));
    let column = joined(MAX_COLUMNS).len() as u64 + 2;
    let Given::Error { at, field, reason, recoverable, .. } = &all.given[0] else { panic!() };
    assert_eq!((*at, *field, *recoverable), ((1, column), Some(MAX_COLUMNS), false));
    assert_eq!(reason, "more than the limit of 4096 fields");

    let all = read_text(&format!("a\n{}\n", ",".repeat(MAX_FIELDS - 1)));
    assert!(
        matches!(&all.given[0], Given::Error { recoverable: true, last_fields, .. } if last_fields.len() == MAX_FIELDS)
    );
    let all = read_text(&format!("a\n{}\n", ",".repeat(MAX_FIELDS)));
    assert!(matches!(&all.given[0], Given::Error { recoverable: false, field: Some(MAX_FIELDS), .. }));
}

#[test]
fn limit_of_a_record() {
    let options = || CsvOptions { max_record: 10, ..CsvOptions::default() };
    for size in [1, 3, 1000] {
        let all = read(Ready::chunks(b"a,b\n12345,7890\r\n\"234567\",0\n", size), options());
        assert_eq!(all.texts(), owned(&[&["12345", "7890"], &["234567", "0"]]));
        let all = read(Ready::chunks(b"a,b\n1,2\n12345,78901\n", size), options());
        let Given::Error { at, field, reason, recoverable, .. } = &all.given[1] else { panic!() };
        assert_eq!((*at, *field, *recoverable), ((3, 1), None, false));
        assert_eq!(reason, "the record is larger than the limit of 10 bytes");
    }
    let all = read(Ready::chunks(b"a,b\n1,\"2345678901", 1), options());
    let Given::Error { reason, .. } = &all.given[0] else { panic!() };
    assert_eq!(reason, "the record is larger than the limit of 10 bytes; the quote at line 2, column 3 is still open");
}

/// A record without an end.
struct Endless(usize);

impl Blocks for Endless {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        self.0 += 1;
        assert!(self.0 * 65_536 <= MAX_RECORD + 3 * 65_536, "reads on beyond the limit");
        Ok(Some(if self.0 == 1 { b"a\n\"".to_vec() } else { vec![b'x'; 65_536] }))
    }
}

#[test]
fn an_endless_record_is_bounded() {
    let mut reader =
        CsvReader::open(Endless(0), CsvOptions { max_record: usize::MAX, ..CsvOptions::default() }).unwrap();
    let error = reader.next().err().unwrap().to_string();
    assert!(error.contains("limit of 33554432 bytes"), "{error}");
    assert!(reader.next().unwrap().is_none());
}

/// Blocks that fail after the first.
struct Failing(bool);

impl Blocks for Failing {
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        if std::mem::replace(&mut self.0, true) { Err(SourceError::Changed) } else { Ok(Some(b"a\n1\n2".to_vec())) }
    }
}

#[test]
fn a_failing_source_gives_what_was_complete() {
    let mut reader = CsvReader::open(Failing(false), CsvOptions::default()).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().text(0), "1");
    assert!(matches!(reader.next(), Err(SourceError::Changed)));
    assert!(reader.next().unwrap().is_none());
    assert!(reader.into_blocks().0);
}
