//! The CSV that `firebase auth:export` writes, which isn't RFC 4180: a text is in quotes only where
//! it has a comma, and quotes inside it aren't doubled; claims are in quotes with theirs doubled,
//! unless a backslash stands before them. A line ends with a comma too many.

use std::borrow::Cow;

/// Splits a line into its fields.
pub(super) fn split(line: &str) -> Vec<Cow<'_, str>> {
    let mut fields = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let end = match text.strip_prefix('"') {
            Some(inside) => closing_quote(inside).map(|at| at + 2),
            None => None,
        };
        let quoted = end.is_some();
        let end = end.or_else(|| text.find(',')).unwrap_or(text.len());
        let field = text.get(..end).unwrap_or_default();
        fields.push(match field.get(1..field.len().saturating_sub(1)) {
            Some(inside) if quoted => Cow::Owned(inside.replace("\"\"", "\"")),
            _ => Cow::Borrowed(field),
        });
        rest = text.get(end..).and_then(|rest| rest.strip_prefix(','));
    }
    fields
}

/// Finds the quote that ends a field: what follows is a comma or nothing, and it isn't the second
/// of two or behind a backslash.
fn closing_quote(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'\\' | b'"', Some(b'"')) => at += 2,
            (b'"', None | Some(b',')) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn reads_what_the_tool_writes() {
        for (line, fields) in [
            ("", vec![""]),
            ("a,,b,", vec!["a", "", "b", ""]),
            (r#""Doe, Jane",x"#, vec!["Doe, Jane", "x"]),
            (r#"Joe "Jo" Doe,x"#, vec![r#"Joe "Jo" Doe"#, "x"]),
            (r#""Doe, "Jo" J",x"#, vec![r#"Doe, "Jo" J"#, "x"]),
            (r#""{""role"":""a"",""n"":1}",x"#, vec![r#"{"role":"a","n":1}"#, "x"]),
            (r#""{""t"":""x\",y""}","#, vec![r#"{"t":"x\",y"}"#, ""]),
            (r#"",x"#, vec![r#"""#, "x"]),
            ("Zoë,x", vec!["Zoë", "x"]),
        ] {
            assert_eq!(split(line), fields, "{line}");
        }
    }
}
