//! Lines of tokens, a page at a time.

use crate::error::{CommandError, ErrorKind};
use crate::token::MAX_TOKEN_BYTES;
use std::io::{BufRead, Read};

/// Lines that are read at once, and asked about at once.
pub(super) const PAGE: usize = 2000;

/// Reads at most [`PAGE`] lines. A line that is longer than any token, or no text, is an empty one, which is no token
/// either. Empty at the end.
///
/// # Errors
/// Nothing can be read there.
pub(super) fn page(lines: &mut impl BufRead) -> Result<Vec<String>, CommandError> {
    let failed = |error: std::io::Error| {
        CommandError::new(ErrorKind::Config, "the tokens can't be read").cause(error.to_string())
    };
    let mut page = Vec::new();
    while page.len() < PAGE {
        let mut line = Vec::new();
        let most = MAX_TOKEN_BYTES + "\r\n".len();
        lines.by_ref().take(most as u64 + 1).read_until(b'\n', &mut line).map_err(failed)?;
        if line.is_empty() {
            break;
        }
        if line.len() > most {
            if !line.ends_with(b"\n") {
                lines.skip_until(b'\n').map_err(failed)?;
            }
            line.clear();
        }
        page.push(String::from_utf8(line).unwrap_or_default());
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::{MAX_TOKEN_BYTES, PAGE, page};
    use std::io::Cursor;

    #[test]
    fn reads_each_line_once_whatever_is_on_it() {
        let long = "x".repeat(MAX_TOKEN_BYTES * 3);
        let text = [
            b"a\n".as_slice(),
            b"\n",
            long.as_bytes(),
            b"\n\xff\xfe\nb\r\n",
            &long.as_bytes()[..=MAX_TOKEN_BYTES + 1],
            b"\nc",
        ]
        .concat();
        let mut lines = Cursor::new(text);
        assert_eq!(page(&mut lines).expect("read"), ["a\n", "\n", "", "", "b\r\n", "", "c"]);
        assert!(page(&mut lines).expect("read").is_empty());
        let mut many = Cursor::new("t\n".repeat(PAGE + 1));
        assert_eq!(page(&mut many).expect("read").len(), PAGE);
        assert_eq!(page(&mut many).expect("read").len(), 1);
    }
}
