//! The mock data that comes with the program; `seeds/README.md` says how it is made.

use super::error::LoadError;
use crate::import::feed::FeedError;
use crate::import::mapping::{MappingRules, Unresolved};
use crate::import::source::{FileFormat, Holder, Input};
use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::OnceLock;

/// A file's name, and its bytes, packed.
const FILES: [(&str, &[u8]); 6] = [
    ("vendors", include_bytes!(concat!(env!("OUT_DIR"), "/vendors.json.gz"))),
    ("employees", include_bytes!(concat!(env!("OUT_DIR"), "/employees.json.gz"))),
    ("products", include_bytes!(concat!(env!("OUT_DIR"), "/products.json.gz"))),
    ("inventory", include_bytes!(concat!(env!("OUT_DIR"), "/inventory.json.gz"))),
    ("salesOrders", include_bytes!(concat!(env!("OUT_DIR"), "/salesOrders.json.gz"))),
    ("purchaseOrders", include_bytes!(concat!(env!("OUT_DIR"), "/purchaseOrders.json.gz"))),
];

/// The files' bytes, unpacked once.
static UNPACKED: [OnceLock<Vec<u8>>; 6] = [const { OnceLock::new() }; 6];

const MAPPING: &str = include_str!("../../../seeds/mapping.toml");

/// Returns the mock data and its mapping.
///
/// # Errors
/// [`LoadError::Feed`] for a mapping that doesn't parse; a test sees to it that it does.
pub(super) fn mock_data() -> Result<(Vec<Input>, MappingRules), LoadError> {
    let input = |((stem, packed), unpacked): ((&str, &'static [u8]), &'static OnceLock<Vec<u8>>)| Input {
        shown: format!("mock data {stem}.json"),
        stem: stem.to_owned(),
        holder: Holder::Memory(unpacked.get_or_init(|| unpack(packed))),
        format: FileFormat::Json,
        table: None,
        encoding: None,
    };
    let rules = MappingRules::parse(MAPPING).map_err(|error| FeedError::Mapping {
        shown: "the mapping of the mock data".to_owned(),
        source: Unresolved { message: error.to_string(), suggestion: None },
    })?;
    Ok((FILES.into_iter().zip(&UNPACKED).map(input).collect(), rules))
}

/// What is built in isn't damaged; were it, the rest would be no JSON, and refused as such.
fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _whole = GzDecoder::new(packed).read_to_end(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Holder, mock_data};

    #[test]
    fn is_there() {
        let (inputs, rules) = mock_data().expect("good");
        assert_eq!(inputs.len(), 6);
        for input in inputs {
            let file = format!("{}/seeds/json/{}.json", env!("CARGO_MANIFEST_DIR"), input.stem);
            let Holder::Memory(bytes) = input.holder else { panic!("{file} isn't in memory") };
            assert!(bytes == std::fs::read(&file).expect("a file"), "{file}");
        }
        assert_eq!(rules.after, ["public.settle_order_totals"]);
    }
}
