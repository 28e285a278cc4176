//! Reading a dump for its COPY blocks. Everything between them is passed over: no statement of a dump is ever run.

use crate::catalog::TableName;

/// What a line before a block may have; longer ones begin none.
const LONGEST_HEADER: usize = 1 << 20;

/// The line that ends a block.
const END: &[u8] = b"\\.\n";

/// Which table a block is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyHeader {
    /// The table.
    pub table: TableName,
    /// The columns in the order of the values.
    pub columns: Vec<String>,
}

/// A part of a dump.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A block begins.
    Begin(CopyHeader),
    /// Its rows, as COPY wants them; a piece may end in the middle of one.
    Rows(&'a [u8]),
    /// It ended after so many rows.
    End(u64),
}

/// Finds the blocks in a dump that comes in pieces of any size.
#[derive(Debug, Default)]
pub struct CopyBlocks {
    header: Vec<u8>,
    inside: Option<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    rows: u64,
    /// How much of the end's line came so far; none in the middle of a row.
    ending: Option<usize>,
}

impl CopyBlocks {
    /// Takes from the front of `bytes` until there is a piece; none when all are taken.
    pub fn next<'a>(&mut self, bytes: &mut &'a [u8]) -> Option<Piece<'a>> {
        while !bytes.is_empty() {
            let piece = match &mut self.inside {
                None => self.outside(bytes).map(Piece::Begin),
                Some(inside) => inside.next(bytes),
            };
            if let Some(Piece::End(_)) = piece {
                self.inside = None;
            }
            if piece.is_some() {
                return piece;
            }
        }
        None
    }

    /// Whether a block was begun and not ended: the dump is cut off.
    pub fn is_inside(&self) -> bool {
        self.inside.is_some()
    }

    fn outside(&mut self, bytes: &mut &[u8]) -> Option<CopyHeader> {
        let end = memchr::memchr(b'\n', bytes);
        let (line, rest) = bytes.split_at(end.map_or(bytes.len(), |at| at + 1));
        *bytes = rest;
        let room = LONGEST_HEADER.saturating_sub(self.header.len());
        self.header.extend_from_slice(&line[..line.len().min(room)]);
        end?;
        let header = std::str::from_utf8(&self.header).ok().and_then(header);
        self.header.clear();
        if header.is_some() {
            self.inside = Some(Inside { rows: 0, ending: Some(0) });
        }
        header
    }
}

impl Inside {
    fn next<'a>(&mut self, bytes: &mut &'a [u8]) -> Option<Piece<'a>> {
        while let (Some(came), Some((first, rest))) = (self.ending, bytes.split_first()) {
            if *first == END[came] {
                *bytes = rest;
                if came + 1 == END.len() {
                    return Some(Piece::End(self.rows));
                }
                self.ending = Some(came + 1);
                continue;
            }
            self.ending = None;
            if came > 0 {
                return Some(Piece::Rows(&END[..came]));
            }
        }
        if bytes.is_empty() {
            return None;
        }
        let mut taken = bytes.len();
        for at in memchr::memchr_iter(b'\n', bytes) {
            self.rows += 1;
            if bytes.get(at + 1).is_none_or(|next| *next == END[0]) {
                self.ending = Some(0);
                taken = at + 1;
                break;
            }
        }
        let (rows, rest) = bytes.split_at(taken);
        *bytes = rest;
        Some(Piece::Rows(rows))
    }
}

/// Reads `COPY schema.table (column, …) FROM stdin;`, as pg_dump writes it.
fn header(line: &str) -> Option<CopyHeader> {
    let rest = line.strip_prefix("COPY ")?;
    let (schema, rest) = name(rest)?;
    let (table, rest) = name(rest.strip_prefix('.')?)?;
    let mut rest = rest.strip_prefix(' ')?;
    let mut columns = Vec::new();
    if let Some(list) = rest.strip_prefix('(') {
        rest = list;
        loop {
            let (column, after) = name(rest)?;
            columns.push(column);
            match after.strip_prefix(", ") {
                Some(next) => rest = next,
                None => break rest = after.strip_prefix(") ")?,
            }
        }
    }
    // Without columns pg_dump writes two blanks.
    matches!(rest, "FROM stdin;\n" | " FROM stdin;\n")
        .then_some(CopyHeader { table: TableName { schema, name: table }, columns })
}

/// Reads a name at the front, quoted or not.
fn name(text: &str) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))?;
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut name = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        name.push_str(part);
        match after.strip_prefix('"') {
            Some(next) => {
                name.push('"');
                rest = next;
            }
            None => return (!name.is_empty()).then_some((name, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CopyBlocks, Piece, header};
    use crate::catalog::TableName;

    /// Table, columns, rows, and how many.
    type Block = (String, Vec<String>, String, u64);

    /// The blocks, read in pieces of so many bytes, and whether the last one has no end.
    fn read(dump: &str, size: usize) -> (Vec<Block>, bool) {
        let mut blocks = CopyBlocks::default();
        let mut found = Vec::new();
        let (mut name, mut columns, mut text) = (String::new(), Vec::new(), String::new());
        for mut chunk in dump.as_bytes().chunks(size) {
            while let Some(piece) = blocks.next(&mut chunk) {
                match piece {
                    Piece::Begin(header) => (name, columns) = (header.table.to_string(), header.columns),
                    Piece::Rows(rows) => text.push_str(std::str::from_utf8(rows).expect("ASCII here")),
                    Piece::End(rows) => {
                        found.push((name.clone(), std::mem::take(&mut columns), std::mem::take(&mut text), rows));
                    }
                }
            }
        }
        (found, blocks.is_inside())
    }

    #[test]
    fn finds_the_same_blocks_however_they_come() {
        let dump = "SET x = 1;\nDROP TABLE a;\nCOPY public.a (id, \"B\"\"c\") FROM stdin;\n1\tx\n\\N\ty\n\\.x\n\\\\.\n\\.\n\n\
                    ALTER ROLE b SUPERUSER;\nCOPY access.empty  FROM stdin;\n\\.\nSELECT 1;\nCOPY b.c (d) FROM '/etc/passwd';\n";
        let expected = vec![
            ("a".to_owned(), vec!["id".to_owned(), "B\"c".into()], "1\tx\n\\N\ty\n\\.x\n\\\\.\n".to_owned(), 4),
            ("access.empty".to_owned(), vec![], String::new(), 0),
        ];
        for size in 1..=dump.len() {
            assert_eq!(read(dump, size), (expected.clone(), false), "pieces of {size}");
        }
        let (found, inside) = read("COPY public.a (id) FROM stdin;\n1\n2", 3);
        assert!(found.is_empty() && inside, "cut off");
    }

    #[test]
    fn only_a_whole_line_begins_a_block() {
        let table = TableName { schema: "s t".into(), name: "ä.\"x".into() };
        let line = "COPY \"s t\".\"ä.\"\"x\" (a, \"b, c) FROM\") FROM stdin;\n";
        let read = header(line).expect("a header");
        assert_eq!((read.table, read.columns), (table, vec!["a".to_owned(), "b, c) FROM".into()]));
        for line in [
            "copy public.a (id) FROM stdin;\n",
            " COPY public.a (id) FROM stdin;\n",
            "COPY a (id) FROM stdin;\n",
            "COPY public.a (id) FROM stdin;",
            "COPY public.a (id) FROM stdin; DROP TABLE a;\n",
            "COPY public.a (id) FROM PROGRAM 'sh';\n",
            "COPY public.a () FROM stdin;\n",
            "COPY public.A (id) FROM stdin;\n",
            "COPY public.\"\" (id) FROM stdin;\n",
            "COPY public.\"a (id) FROM stdin;\n",
        ] {
            assert_eq!(header(line), None, "{line}");
        }
    }
}
