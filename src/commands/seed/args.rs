//! The arguments of `seed`.

use crate::commands::selection::SelectionArgs;
use crate::config::{Key, keys};
use crate::import::source::FileFormat;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `seed`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  tenantctl seed --include-mock-data
  tenantctl seed -t acme-corp --from vendors.csv --plan
  tenantctl seed -t acme-corp --from exports/ --mapping mapping.toml
  tenantctl seed -t acme-corp --from - --format ndjson --table events <events.ndjson
  tenantctl seed --all --from prices.csv.gz --table products --on-conflict update --key sku

A load is one transaction: everything or nothing. The same content is not loaded twice.")]
pub struct SeedArgs {
    #[command(flatten)]
    pub(super) selection: SelectionArgs,
    /// Load the built-in mock data: vendors, products, orders and what belongs to them
    #[arg(long, conflicts_with_all = ["from", "mapping", "table", "map", "set"], required_unless_present = "from")]
    pub(super) include_mock_data: bool,
    /// A file, a folder of files, or - for standard input; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(super) from: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) mapping: MappingArgs,
    #[command(flatten)]
    pub(super) loading: LoadingArgs,
    /// How long a statement waits for a lock, such as 3s
    #[arg(long, value_name = "TIME")]
    lock_timeout: Option<String>,
}

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct ReadingArgs {
    /// What the files are, whatever their names say
    #[arg(long, value_name = "FORMAT", value_parser = FileFormat::NAMES)]
    pub(super) format: Option<String>,
    /// What stands between two values of a CSV file; `tab` for a tab
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(super) delimiter: Option<u8>,
    /// A cell without quotes that means NULL, in place of the empty one; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub(super) null: Vec<String>,
    /// The encoding of files without a mark, such as windows-1252
    #[arg(long, value_name = "NAME", value_parser = crate::import::bytes::encoding)]
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    /// How dates are written: iso, epoch-s, epoch-ms, epoch-us or a pattern such as %d.%m.%Y; may be given several times
    #[arg(long, value_name = "FORMAT", value_parser = date_format)]
    pub(super) date_format: Vec<String>,
    /// Round numbers and times to what the column holds
    #[arg(long)]
    pub(super) round: bool,
}

/// Which field goes where.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mapping")]
pub(super) struct MappingArgs {
    /// The table, where the file's name isn't its name
    #[arg(long, value_name = "TABLE")]
    pub(super) table: Option<String>,
    /// A field goes into this column; may be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = map)]
    pub(super) map: Vec<(String, String)>,
    /// A constant for every row; may be given several times
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = set)]
    pub(super) set: Vec<(String, String)>,
    /// A mapping file: renames, constants, child tables, references, legacy ids
    #[arg(long, value_name = "FILE")]
    pub(super) mapping: Option<PathBuf>,
    /// Leave out fields that fit no column
    #[arg(long)]
    pub(super) ignore_unknown: bool,
    /// Show which field goes where, and load nothing
    #[arg(long)]
    pub(super) plan: bool,
}

/// How rows are loaded.
#[derive(Debug, Args)]
#[command(next_help_heading = "Loading")]
pub(super) struct LoadingArgs {
    /// What to do with a row whose key is there
    #[arg(long, value_name = "WHAT", default_value = "error", value_parser = ["error", "skip", "update"])]
    pub(super) on_conflict: String,
    /// The columns of the key that --on-conflict compares; the primary key if not given
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub(super) key: Vec<String>,
    /// Go on after this many refused records
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) max_rejects: u64,
    /// Write the refused records to this file, with the reasons; a folder where several files are loaded
    #[arg(long, value_name = "FILE", requires = "max_rejects")]
    pub(super) rejects: Option<PathBuf>,
    /// Empty the tables first
    #[arg(long)]
    pub(super) truncate: bool,
    /// Keep indexes and keys up row by row; the tables stay readable
    #[arg(long, conflicts_with = "rebuild_indexes")]
    pub(super) keep_indexes: bool,
    /// Build indexes and keys after the rows, though readers wait
    #[arg(long)]
    pub(super) rebuild_indexes: bool,
    /// Load although the same content was loaded before
    #[arg(long)]
    pub(super) again: bool,
}

impl SeedArgs {
    /// Returns the settings that these flags set.
    pub fn settings(&self) -> Vec<(&'static Key, String)> {
        self.lock_timeout.clone().map(|value| (keys::LOCK_TIMEOUT, value)).into_iter().collect()
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0) => Ok(*byte),
        _ => Err("a delimiter is one ASCII character, neither a quote nor a line end".to_owned()),
    }
}

fn date_format(text: &str) -> Result<String, String> {
    crate::import::encode::DateFormat::parse(text).map(|_| text.to_owned())
}

fn map(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => Ok((field.to_owned(), column.to_owned())),
        _ => Err("write FIELD=COLUMN".to_owned()),
    }
}

fn set(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, value)) if !column.is_empty() => Ok((column.to_owned(), value.to_owned())),
        _ => Err("write COLUMN=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{delimiter, map, set};

    #[test]
    fn reads_pairs_and_delimiters() {
        assert_eq!(map("a=b=c"), Ok(("a=b".into(), "c".into())));
        assert_eq!(set("a=b=c"), Ok(("a".into(), "b=c".into())));
        assert_eq!(set("a="), Ok(("a".into(), String::new())));
        for bad in ["", "a", "=b", "a="] {
            assert!(map(bad).is_err(), "{bad:?}");
        }
        assert_eq!(delimiter("tab"), Ok(b'\t'));
        assert_eq!(delimiter(";"), Ok(b';'));
        for bad in ["", "\"", "ab", "ä", "\n"] {
            assert!(delimiter(bad).is_err(), "{bad:?}");
        }
    }
}
