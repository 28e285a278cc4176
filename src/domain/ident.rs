//! The only way to put an identifier or a literal into SQL.

use std::fmt;

/// PostgreSQL cuts a longer name silently (NAMEDATALEN − 1, PostgreSQL manual 4.1.1).
pub const MAX_IDENT_BYTES: usize = 63;

/// An identifier that prints itself quoted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidIdent {
    /// Empty.
    #[error("an identifier may not be empty")]
    Empty,
    /// Longer than the server keeps.
    #[error("the identifier {0:?} has {1} bytes; PostgreSQL keeps {MAX_IDENT_BYTES}")]
    TooLong(String, usize),
    /// A NUL byte.
    #[error("an identifier may not hold a NUL byte")]
    Nul,
}

impl Ident {
    /// Takes a name of at most 63 bytes.
    ///
    /// # Errors
    /// [`InvalidIdent`].
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidIdent> {
        let name = name.into();
        if name.is_empty() {
            return Err(InvalidIdent::Empty);
        }
        if name.contains('\0') {
            return Err(InvalidIdent::Nul);
        }
        if name.len() > MAX_IDENT_BYTES {
            let bytes = name.len();
            return Err(InvalidIdent::TooLong(name, bytes));
        }
        Ok(Self(name))
    }

    /// Returns the bare name, for comparisons and bound parameters.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

/// Returns `text` as a string literal; right whatever `standard_conforming_strings` is, since a
/// text with a backslash becomes an `E''` literal.
pub fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

#[cfg(test)]
mod tests {
    use super::{Ident, InvalidIdent, literal};
    use proptest::prelude::{any, proptest};

    #[test]
    fn refuses_names_that_the_server_would_change() {
        assert_eq!(Ident::new(""), Err(InvalidIdent::Empty));
        assert_eq!(Ident::new("a\0b"), Err(InvalidIdent::Nul));
        assert!(Ident::new("x".repeat(63)).is_ok());
        assert!(Ident::new("x".repeat(64)).is_err());
        assert!(Ident::new("é".repeat(32)).is_err());
    }

    #[test]
    fn quotes_literals() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal("a\\'b"), "E'a\\\\''b'");
    }

    proptest! {
        #[test]
        fn a_quoted_name_reads_back(name in any::<String>()) {
            if let Ok(ident) = Ident::new(name.clone()) {
                let quoted = ident.to_string();
                let inner = &quoted[1..quoted.len() - 1];
                assert!(!inner.replace("\"\"", "").contains('"'));
                assert_eq!(inner.replace("\"\"", "\""), name);
            }
        }
    }
}
