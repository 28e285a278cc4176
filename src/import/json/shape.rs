//! How the records of a JSON source are laid out.

/// How the records of a JSON source are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One top-level array; its elements are the records.
    Array,
    /// One value per line (NDJSON); blank lines are skipped. Lines end in LF, CR LF or CR.
    Lines,
    /// One top-level object; its members are arrays whose elements are records of the table with the key's name.
    Tables,
    /// Found out from the first 256 KiB.
    Auto,
}
