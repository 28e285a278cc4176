//! The mock data that comes with the program; `seeds/README.md` says how it is made.

use super::error::LoadError;
use crate::import::feed::FeedError;
use crate::import::mapping::{MappingRules, Unresolved};
use crate::import::source::{FileFormat, Holder, Input};

const FILES: [(&str, &[u8]); 6] = [
    ("vendors", include_bytes!("../../../seeds/json/vendors.json")),
    ("employees", include_bytes!("../../../seeds/json/employees.json")),
    ("products", include_bytes!("../../../seeds/json/products.json")),
    ("inventory", include_bytes!("../../../seeds/json/inventory.json")),
    ("salesOrders", include_bytes!("../../../seeds/json/salesOrders.json")),
    ("purchaseOrders", include_bytes!("../../../seeds/json/purchaseOrders.json")),
];

const MAPPING: &str = include_str!("../../../seeds/mapping.toml");

/// Returns the mock data and its mapping.
///
/// # Errors
/// [`LoadError::Feed`] for a mapping that doesn't parse; a test sees to it that it does.
pub(super) fn mock_data() -> Result<(Vec<Input>, MappingRules), LoadError> {
    let input = |(stem, bytes): (&str, &'static [u8])| Input {
        shown: format!("mock data {stem}.json"),
        stem: stem.to_owned(),
        holder: Holder::Memory(bytes),
        format: FileFormat::Json,
        table: None,
        encoding: None,
    };
    let rules = MappingRules::parse(MAPPING).map_err(|error| FeedError::Mapping {
        shown: "the mapping of the mock data".to_owned(),
        source: Unresolved { message: error.to_string(), suggestion: None },
    })?;
    Ok((FILES.into_iter().map(input).collect(), rules))
}

#[cfg(test)]
mod tests {
    use super::mock_data;

    #[test]
    fn is_there() {
        let (inputs, rules) = mock_data().expect("good");
        assert_eq!(inputs.len(), 6);
        assert_eq!(rules.after, ["public.settle_order_totals"]);
    }
}
