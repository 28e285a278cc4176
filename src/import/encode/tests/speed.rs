//! How fast a usual row is encoded.

use std::hint::black_box;
use std::time::Instant;

use super::typed;
use crate::domain::catalog::Kind;
use crate::import::cell::Cell;
use crate::import::encode::{Format, Rules, encode, field_separator, row_begin, row_end};

#[test]
#[ignore = "a measurement: cargo test --release speed -- --ignored --nocapture"]
fn of_a_usual_row() {
    let columns = [
        (typed(Kind::Uuid), Cell::Text("0189f7e4-12ab-7cde-8f01-23456789abcd")),
        (typed(Kind::Text(None)), Cell::Text("Müller & Söhne GmbH, Hauptstraße 12")),
        (typed(Kind::Numeric(Some((12, 2)))), Cell::Text("12345.67")),
        (typed(Kind::Int4), Cell::Text("4711")),
        (typed(Kind::TimestampTz(6)), Cell::Text("2024-05-06T07:08:09.123456Z")),
        (typed(Kind::Jsonb), Cell::Json(r#"{"plan":"pro","seats":25,"tags":["a","b"],"active":true}"#)),
    ];
    let bytes: usize = columns
        .iter()
        .map(|(_, cell)| match cell {
            Cell::Text(text) | Cell::Json(text) => text.len() + 1,
            _ => 0,
        })
        .sum();
    let rules = Rules::default();
    let mut out = Vec::with_capacity(2 << 20);
    let mut report = String::new();
    for format in [Format::Binary, Format::Text] {
        let rows = 2_000_000_usize;
        let start = Instant::now();
        for _ in 0..rows {
            if out.len() > 1 << 20 {
                black_box(&out);
                out.clear();
            }
            row_begin(format, 6, &mut out);
            for (column, cell) in &columns {
                encode(black_box(*cell), column, format, &rules, &mut out).expect("a value");
                field_separator(format, &mut out);
            }
            row_end(format, &mut out);
        }
        let seconds = start.elapsed().as_secs_f64();
        let count = rows as f64;
        report.push_str(&format!(
            "{format:?}: {:.0} MB/s, {:.1} million fields/s\n",
            count * bytes as f64 / seconds / 1e6,
            count * 6.0 / seconds / 1e6
        ));
        for (column, cell) in &columns {
            let start = Instant::now();
            for _ in 0..rows {
                out.clear();
                encode(black_box(*cell), column, format, &rules, &mut out).expect("a value");
                black_box(&out);
            }
            report.push_str(&format!("  {}: {:.1} ns\n", column.name, start.elapsed().as_secs_f64() * 1e9 / count));
        }
    }
    let path = std::env::temp_dir().join("encode-speed.txt");
    std::fs::write(path, report).expect("a file");
}
