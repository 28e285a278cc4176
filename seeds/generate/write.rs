//! The same rows as JSON and as CSV.

use serde_json::{Map, Value};
use std::error::Error;
use std::fs;
use std::path::Path;

/// Writes `json/<stem>.json` and `csv/<stem>.csv`. Nested `items` become a CSV file of their own, which is named by
/// `items` along with its column for the order's id.
pub(crate) fn set(
    folder: &Path,
    stem: &str,
    rows: &[Value],
    items: Option<(&str, &str)>,
) -> Result<(), Box<dyn Error>> {
    let (json_folder, csv_folder) = (folder.join("json"), folder.join("csv"));
    fs::create_dir_all(&json_folder)?;
    fs::create_dir_all(&csv_folder)?;
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    fs::write(json_folder.join(stem).with_extension("json"), format!("[\n{}\n]\n", lines.join(",\n")))?;
    let objects: Vec<Map<String, Value>> = rows.iter().filter_map(Value::as_object).cloned().collect();
    fs::write(csv_folder.join(stem).with_extension("csv"), csv(&objects))?;
    if let Some((items_stem, order_key)) = items {
        fs::write(csv_folder.join(items_stem).with_extension("csv"), csv(&flat(&objects, order_key)))?;
    }
    Ok(())
}

/// The items of all orders, the order's id second.
fn flat(orders: &[Map<String, Value>], order_key: &str) -> Vec<Map<String, Value>> {
    let mut rows = Vec::new();
    for order in orders {
        let items = order.get("items").and_then(Value::as_array);
        for item in items.into_iter().flatten().filter_map(Value::as_object) {
            let mut row = Map::new();
            for (key, value) in item {
                row.insert(key.clone(), value.clone());
                if key == "id" {
                    row.insert(order_key.to_owned(), order.get("id").cloned().unwrap_or_default());
                }
            }
            rows.push(row);
        }
    }
    rows
}

/// RFC 4180 with LF. NULL is an empty cell and an empty text is `""`.
fn csv(rows: &[Map<String, Value>]) -> String {
    let mut header: Vec<&str> = Vec::new();
    for (key, value) in rows.iter().flatten() {
        if !value.is_array() && !header.contains(&key.as_str()) {
            header.push(key);
        }
    }
    let mut text = header.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = header.iter().map(|key| cell(row.get(*key).unwrap_or(&Value::Null))).collect();
        text += &cells.join(",");
        text.push('\n');
    }
    text
}

/// One cell, quoted where it must be.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.is_empty() || text.contains([',', '"', '\n', '\r']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
