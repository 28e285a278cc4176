//! What is wrong with a file, and exactly where.

use super::CsvOptions;
use super::blocks_tests::{Given, Ready, read};

const INSIDE: &str = "a quote in a field that doesn't begin with one";
const AFTER: &str = "text behind the quote that closes the field";
const OPEN: &str = "the quote that opens here is never closed";
const NUL: &str = "a NUL byte";
const UTF8: &str = "bytes that aren't UTF-8";
const EMPTY: &str = "the file is empty: it has no header";

/// The input, the good records before the first error, its line, column and field, and the reason.
type Case = (&'static [u8], usize, u64, u64, Option<usize>, &'static str);

const CASES: &[Case] = &[
    // No header.
    (b"", 0, 1, 1, None, EMPTY),
    (b"\n", 0, 2, 1, None, EMPTY),
    (b"\r", 0, 2, 1, None, EMPTY),
    (b"\r\n", 0, 2, 1, None, EMPTY),
    (b"\r\n\n\r\r\n", 0, 5, 1, None, EMPTY),
    // Names.
    (b"\"\"", 0, 1, 1, Some(0), "column 1 of the header has no name"),
    (b"\"\"\n1\n", 0, 1, 1, Some(0), "column 1 of the header has no name"),
    (b"a,\n", 0, 1, 3, Some(1), "column 2 of the header has no name"),
    (b"a,", 0, 1, 3, Some(1), "column 2 of the header has no name"),
    (b",a\n", 0, 1, 1, Some(0), "column 1 of the header has no name"),
    (b"a,,b\n", 0, 1, 3, Some(1), "column 2 of the header has no name"),
    (b"\n\na,\"\",b\n", 0, 3, 3, Some(1), "column 2 of the header has no name"),
    (b"a,b,a\n", 0, 1, 5, Some(2), "the header has the name \"a\" twice"),
    (b"a,\"a\"\n", 0, 1, 3, Some(1), "the header has the name \"a\" twice"),
    (b"\"x\ny\",b,\"x\ny\"\n", 0, 2, 6, Some(2), "the header has the name \"x\\ny\" twice"),
    ("ä,é,é\n".as_bytes(), 0, 1, 5, Some(2), "the header has the name \"é\" twice"),
    // A quote inside a field.
    (b"a\"\n", 0, 1, 2, Some(0), INSIDE),
    (b"a,b\n1,2\"\n", 0, 2, 4, Some(1), INSIDE),
    (b"a,b\n1, \"2\"\n", 0, 2, 4, Some(1), INSIDE),
    (b"a,b\n1,2\n3\"4\",5\n", 1, 3, 2, Some(0), INSIDE),
    (b"a,b\r1,2\r3,x\"", 1, 3, 4, Some(1), INSIDE),
    (b"a,b\r\n1,2\r\n3,x\"y", 1, 3, 4, Some(1), INSIDE),
    (b"a,b\n\n\r\n\r1,\t\"\n", 0, 5, 4, Some(1), INSIDE),
    ("a,b\nü€😀\",2\n".as_bytes(), 0, 2, 4, Some(0), INSIDE),
    (b"a,b\n\"x\ny\r\nz\",w\"\n", 0, 4, 5, Some(1), INSIDE),
    (b"a,b\n\"x\"\"\",w\"\n", 0, 2, 8, Some(1), INSIDE),
    (b"a,b\n\"\",\"\"\n12345678,12345678\"\n", 1, 3, 18, Some(1), INSIDE),
    // Text after the closing quote.
    (b"\"a\"b\n", 0, 1, 4, Some(0), AFTER),
    (b"a\n\"x\" \n", 0, 2, 4, Some(0), AFTER),
    (b"a\n\"x\"y", 0, 2, 4, Some(0), AFTER),
    (b"a\n\"\"y\n", 0, 2, 3, Some(0), AFTER),
    (b"a\n\"x\"\"\"y\n", 0, 2, 6, Some(0), AFTER),
    (b"a,b\n1,\"2\";\n", 0, 2, 6, Some(1), AFTER),
    (b"a,b\n1,\"2\n3\"4\n", 0, 3, 3, Some(1), AFTER),
    (b"a,b\n1,\"2\r3\"4\n", 0, 3, 3, Some(1), AFTER),
    (b"a,b\n1,\"\r\n\r\n\"4\n", 0, 4, 2, Some(1), AFTER),
    ("a,b\n1,\"ß\"ß\n".as_bytes(), 0, 2, 6, Some(1), AFTER),
    (b"a,b\n1,2\n\"x\" \"y\",z\n", 1, 3, 4, Some(0), AFTER),
    // A quote that never closes.
    (b"\"", 0, 1, 1, Some(0), OPEN),
    (b"\"a", 0, 1, 1, Some(0), OPEN),
    (b"a,\"b\n1,2\n", 0, 1, 3, Some(1), OPEN),
    (b"a\n\"", 0, 2, 1, Some(0), OPEN),
    (b"a\n\"\"\"", 0, 2, 1, Some(0), OPEN),
    (b"a\n\"x\"\"", 0, 2, 1, Some(0), OPEN),
    (b"a\n\"x\n\n", 0, 2, 1, Some(0), OPEN),
    (b"a,b\n1,2\n3,\"4\n5,6\n7,8\n", 1, 3, 3, Some(1), OPEN),
    (b"a,b\n\"1\r\n2\",\"\n", 0, 3, 4, Some(1), OPEN),
    ("a,b\nñ,\"x".as_bytes(), 0, 2, 3, Some(1), OPEN),
    // NUL.
    (b"\0", 0, 1, 1, Some(0), NUL),
    (b"a\0b\n", 0, 1, 2, Some(0), NUL),
    (b"a,b\n1,2\n\0", 1, 3, 1, Some(0), NUL),
    (b"a,b\n1,\0\n", 0, 2, 3, Some(1), NUL),
    (b"a,b\n1,\"x\0\"\n", 0, 2, 5, Some(1), NUL),
    (b"a,b\n1,\"x\n\0\"\n", 0, 3, 1, Some(1), NUL),
    (b"a,b\r\0", 0, 2, 1, Some(0), NUL),
    (b"a,b\r\n\r\n\0", 0, 3, 1, Some(0), NUL),
    (b"a,b\n1,\"x\"\0\n", 0, 2, 6, Some(1), NUL),
    ("a,b\n€,é\0\n".as_bytes(), 0, 2, 4, Some(1), NUL),
    // Not UTF-8.
    (b"\xff", 0, 1, 1, Some(0), UTF8),
    (b"a\xc3\n", 0, 1, 2, Some(0), UTF8),
    (b"a,b\n1,\xe9t\xe9\n", 0, 2, 3, Some(1), UTF8),
    (b"a,b\n1,2\n3,\"\n\xc3\xa4\xc3\"\n", 1, 4, 2, Some(1), UTF8),
    (b"a\nx\xe2\x82", 0, 2, 2, Some(0), UTF8),
    (b"a\nx\n\xe2\x82", 1, 3, 1, Some(0), UTF8),
    (b"a\nx\n\xf0\x9f\x98", 1, 3, 1, Some(0), UTF8),
    (b"a\nx\xc0\x80", 0, 2, 2, Some(0), UTF8),
    (b"a\nx\xed\xa0\x80\n", 0, 2, 2, Some(0), UTF8),
    (b"a\nx\xf4\x90\x80\x80\n", 0, 2, 2, Some(0), UTF8),
    (b"a\nx\xe2\x82\0\n", 0, 2, 2, Some(0), UTF8),
    (b"a\nx\0\xff\n", 0, 2, 2, Some(0), NUL),
    // The wrong number of fields.
    (b"a,b\n1\n", 0, 2, 1, None, "1 field, but the header has 2 fields"),
    (b"a,b\n1", 0, 2, 1, None, "1 field, but the header has 2 fields"),
    (b"a,b\n \n", 0, 2, 1, None, "1 field, but the header has 2 fields"),
    (b"a,b\n\"\"\n", 0, 2, 1, None, "1 field, but the header has 2 fields"),
    (b"a,b\n1,2,\n", 0, 2, 1, None, "3 fields, but the header has 2 fields"),
    (b"a\n1,2\n", 0, 2, 1, None, "2 fields, but the header has 1 field"),
    (b"a\n,\n", 0, 2, 1, None, "2 fields, but the header has 1 field"),
    (b"a,b\r\"1\n\r\",2\r\r\n3\r", 1, 6, 1, None, "1 field, but the header has 2 fields"),
    (b"a,b,c\n1,2,3\n\n\n4,\"5\n5\"\n6,7,8\n", 1, 5, 1, None, "2 fields, but the header has 3 fields"),
    (b"a,b\n\\.\n", 0, 2, 1, None, "1 field, but the header has 2 fields"),
];

#[test]
fn every_fault_has_its_place() {
    const { assert!(CASES.len() >= 60) };
    for (input, good, line, column, field, reason) in CASES {
        for size in [usize::MAX, 1, 2, 3, 7] {
            let size = size.min(input.len().max(1));
            let all = read(Ready::chunks(input, size), CsvOptions::default());
            let shown = input.escape_ascii();
            assert!(all.given.len() > *good, "{shown}: no error");
            assert!(
                all.given.iter().take(*good).all(|given| matches!(given, Given::Record { .. })),
                "{shown}: too early"
            );
            let Given::Error { at, field: found, reason: told, recoverable, .. } = &all.given[*good] else {
                panic!("{shown}: too late");
            };
            assert_eq!((*at, *found, told.as_str()), ((*line, *column), *field, *reason), "{shown} by {size}");
            assert_eq!(*recoverable, field.is_none() && *reason != EMPTY, "{shown}");
            assert_eq!(all.records, all.texts().len() as u64);
        }
    }
}
