//! From a program's names to a database's.

/// Turns `unitPrice`, `UnitPrice`, `unit-price` and `Unit price` into `unit_price`; a run of
/// capitals is one word: `productSKU` is `product_sku`, `HTTPCode` is `http_code`.
pub fn snake_case(name: &str) -> String {
    let characters: Vec<char> = name.trim().chars().collect();
    let mut made = String::with_capacity(name.len() + 4);
    for (at, &c) in characters.iter().enumerate() {
        if !c.is_alphanumeric() {
            if !made.ends_with('_') && !made.is_empty() {
                made.push('_');
            }
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| characters.get(i)).copied().unwrap_or('_');
        let after = characters.get(at + 1).copied().unwrap_or('_');
        let word_begins = c.is_uppercase()
            && (before.is_lowercase() || before.is_numeric() || (before.is_uppercase() && after.is_lowercase()));
        if word_begins && !made.ends_with('_') && !made.is_empty() {
            made.push('_');
        }
        made.extend(c.to_lowercase());
    }
    made.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn knows_the_ways_in_which_programs_write_names() {
        for (name, column) in [
            ("unitPrice", "unit_price"),
            ("UnitPrice", "unit_price"),
            ("unit_price", "unit_price"),
            ("unit-price", "unit_price"),
            ("Unit Price ", "unit_price"),
            ("SKU", "sku"),
            ("productSKU", "product_sku"),
            ("HTTPCode", "http_code"),
            ("address2", "address2"),
            ("line2Text", "line2_text"),
            ("totalUSDAmount", "total_usd_amount"),
            ("Größe (cm)", "größe_cm"),
            ("__v", "v"),
            ("", ""),
        ] {
            assert_eq!(snake_case(name), column, "{name:?}");
        }
    }
}
