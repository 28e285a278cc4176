//! CSV: snake_case headers, values as they are, except that no text is a formula.

use super::Cell;

/// Returns the header record of columns.
pub(super) fn header<'a>(names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    names.iter().map(|name| snake_case(name))
}

/// Returns the text of a cell. The project's rule for text that a spreadsheet would run: it
/// gets a leading apostrophe, which spreadsheets hide. Numbers keep their sign.
pub(super) fn value(cell: Cell) -> String {
    if is_formula(&cell.text) { format!("'{}", cell.text) } else { cell.text }
}

fn is_formula(text: &str) -> bool {
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => true,
        Some('+' | '-') => !is_number(text),
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    text.chars().all(digits) && text.parse::<f64>().is_ok()
}

pub(super) fn snake_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::{snake_case, value};
    use crate::output::Cell;

    #[test]
    fn formulas_are_neutralised_and_nothing_else_is_touched() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("-inf", "'-inf"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("-12.5", "-12.5"),
            ("+4912345", "+4912345"),
            ("1e-9", "1e-9"),
            ("acme=corp", "acme=corp"),
            ("'quoted", "'quoted"),
            ("\x1b[31m", "\x1b[31m"),
            ("", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(value(Cell::new(given)), expected, "{given:?}");
        }
    }

    #[test]
    fn headers_are_snake_case() {
        for (given, expected) in [("Tenant", "tenant"), ("Created at", "created_at"), ("TTL (ms)", "ttl_ms")] {
            assert_eq!(snake_case(given), expected);
        }
    }
}
