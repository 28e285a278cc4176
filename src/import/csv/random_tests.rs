//! What a simple writer writes is read back; random bytes never panic and read the same however
//! they are cut; and a slow, plain reader agrees.

use proptest::collection::vec;
use proptest::prelude::*;

use super::CsvOptions;
use super::blocks_tests::{Given, Ready, read};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{0,12}", "[\"\r\n,x€]{0,6}", "\\PC{0,20}"]
}

fn written(rows: &[Vec<(String, bool)>], ends: &[u8], last_end: bool) -> String {
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        for (column, (cell, quote)) in row.iter().enumerate() {
            if column > 0 {
                out.push(',');
            }
            let must = cell.contains(['"', ',', '\r', '\n']) || (row.len() == 1 && cell.is_empty());
            if *quote || must {
                out += &format!("\"{}\"", cell.replace('"', "\"\""));
            } else {
                out += cell;
            }
        }
        if number + 1 < rows.len() || last_end {
            out += ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r"][usize::from(ends[number % ends.len()]) % 6];
        }
    }
    out
}

/// A reader of valid files that takes one character after the other.
fn plain(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![];
    let mut row: Vec<String> = vec![];
    let (mut cell, mut quoted, mut began) = (String::new(), false, false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => (quoted, began) = (!quoted, true),
            ',' if !quoted => {
                row.push(std::mem::take(&mut cell));
                began = true;
            }
            '\r' | '\n' if !quoted => {
                if began {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                began = false;
            }
            _ => {
                cell.push(character);
                began = true;
            }
        }
    }
    if began {
        row.push(cell);
        rows.push(row);
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        (width, rows) in (1_usize..6).prop_flat_map(|width| {
            (Just(width), vec(vec((cell(), any::<bool>()), width), 0..20))
        }),
        ends in vec(any::<u8>(), 1..8),
        last_end in any::<bool>(),
        size in 1_usize..40,
    ) {
        let mut all: Vec<Vec<(String, bool)>> = vec![(0..width).map(|n| (format!("c{n}"), n % 2 == 0)).collect()];
        all.extend(rows.iter().cloned());
        let text = written(&all, &ends, last_end);
        let result = read(Ready::chunks(text.as_bytes(), size), CsvOptions::default());
        let expected: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|(cell, _)| cell.clone()).collect()).collect();
        prop_assert_eq!(result.texts(), expected.clone());
        prop_assert_eq!(plain(&text).split_off(1), expected);
        let all_records = result.given.iter().all(|given| matches!(given, Given::Record { .. }));
        prop_assert!(all_records);
        for given in &result.given {
            // A position leads back to the field.
            let Given::Record { fields, .. } = given else { continue };
            for (cell, quoted, null, (line, column)) in fields {
                let rest = from(&text, *line, *column);
                prop_assert_eq!(rest.starts_with('"'), *quoted);
                prop_assert_eq!(*null, !quoted && cell.is_empty());
                let found = if *quoted { rest.replace("\"\"", "\"")[1..].to_owned() } else { rest.to_owned() };
                prop_assert!(found.starts_with(cell.as_str()));
            }
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..200), size in 1_usize..20) {
        let whole = read(Ready::whole(&bytes), CsvOptions::default());
        prop_assert_eq!(read(Ready::chunks(&bytes, size), CsvOptions::default()), whole);
    }

    #[test]
    fn random_signs_never_panic(
        signs in vec(prop::sample::select(&b"\"\"\",,,\r\n\n\rab \xc3\xa4\xe2\x82\xac\0"[..]), 0..60),
        size in 1_usize..20,
    ) {
        let mut bytes = b"a,b\n".to_vec();
        bytes.extend(signs);
        let whole = read(Ready::whole(&bytes), CsvOptions::default());
        prop_assert_eq!(read(Ready::chunks(&bytes, size), CsvOptions::default()), whole);
    }
}

/// The text from a position on, found the slow way.
fn from(text: &str, line: u64, column: u64) -> &str {
    let (mut at_line, mut at_column) = (1, 1);
    for (at, character) in text.char_indices() {
        if (at_line, at_column) == (line, column) {
            return &text[at..];
        }
        let cr_of_pair = character == '\r' && text[at + 1..].starts_with('\n');
        if !cr_of_pair && matches!(character, '\r' | '\n') {
            (at_line, at_column) = (at_line + 1, 1);
        } else {
            at_column += 1;
        }
    }
    ""
}
