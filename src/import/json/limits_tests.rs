//! Depth, size and duplicate names.

use std::time::{Duration, Instant};

use super::support_tests::{Memory, fault, parse_fault, told};
use super::{MAX_RECORD, Shape, check};

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(check(&nested(128)).is_ok());
    assert_eq!(parse_fault(&nested(129)).unwrap(), "1:129 arrays and objects are nested more than 128 deep");
    let objects = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    assert!(check(&objects(128)).is_ok());
    assert_eq!(parse_fault(&objects(129)).unwrap(), "1:641 arrays and objects are nested more than 128 deep");
    // The array around the records doesn't count.
    assert_eq!(fault(format!("[{}]", nested(128)).as_bytes(), Shape::Array), None);
    assert!(fault(format!("[{}]", nested(129)).as_bytes(), Shape::Array).unwrap().starts_with("1:130 "));
    let lines = format!("{}\n1", nested(129));
    let wanted = ["1:129 arrays and objects are nested more than 128 deep", "2:1 1"];
    assert_eq!(told(Memory::new(lines.as_bytes(), 10), Shape::Lines), wanted);
}

#[test]
fn size_is_limited() {
    let string = |size: usize| format!("\"{}\"", "x".repeat(size - 2));
    assert!(check(&string(MAX_RECORD)).is_ok());
    let large = string(MAX_RECORD + 1);
    assert_eq!(parse_fault(&large).unwrap(), "1:1 the record is larger than 32 MiB");
    let refused = |told: Vec<String>, wanted: &[&str]| {
        let short: Vec<_> = told.iter().map(|line| line.chars().take(60).collect::<String>()).collect();
        assert_eq!(short, wanted);
    };
    let block = 1 << 20;
    let array = format!("[1,\n{large}]");
    let wanted = ["1:2 1", "!2:1 the record is larger than 32 MiB"];
    refused(told(Memory::new(array.as_bytes(), block), Shape::Array), &wanted);
    let wanted = ["1:1 1", "2:1 the record is larger than 32 MiB", "3:1 2"];
    for lines in
        [format!("1\n{large}\n2"), format!("1\n{large}{large}\n2"), format!("1\n7 {}\n2", " ".repeat(MAX_RECORD))]
    {
        refused(told(Memory::new(lines.as_bytes(), block), Shape::Lines), &wanted);
    }
    let fits = format!("[{}]", string(MAX_RECORD));
    assert_eq!(told(Memory::new(fits.as_bytes(), block), Shape::Array).len(), 1);
    let wanted = ["!1:2 the record is larger than 32 MiB"];
    refused(told(Memory::new(format!("[\"{}", "x".repeat(50 << 20)).as_bytes(), block), Shape::Array), &wanted);
    refused(told(Memory::new(format!("{{\"{}", "x".repeat(50 << 20)).as_bytes(), block), Shape::Tables), &wanted);
}

#[test]
fn duplicates_are_found_at_any_size() {
    for size in [1, 2, 8, 31, 32, 33, 34, 100, 5000] {
        let names: Vec<_> = (0..size).map(|n| format!("\"k{n}\":{{\"k0\":[]}}")).collect();
        let with = |more: &str| format!("[{{{}{more}}}]", names.join(","));
        assert_eq!(parse_fault(&with("")), None, "{size}");
        for again in [0, size / 2, size - 1] {
            let wanted = format!("1:{} ", with("").len() - 1 + ",".len());
            for name in [format!("\"k{again}\""), format!("\"\\u006B{again}\"")] {
                let fault = parse_fault(&with(&format!(",{name}:1,\"z\":2"))).unwrap();
                assert_eq!(fault, format!("{wanted}the member name {name} stands twice in one object"), "{size}");
            }
        }
        // The escaped one first.
        let text = format!("{{\"\\u006b0\":1,{}}}", names.join(","));
        assert_eq!(parse_fault(&text).unwrap(), "1:14 the member name \"k0\" stands twice in one object");
    }
    let two = (0..40).map(|n| format!("\"{n}\":0,")).collect::<String>();
    let text = format!("{{{two}\"7\":1,\"3\":1}}");
    assert!(parse_fault(&text).unwrap().contains("name \"7\" stands twice"));
}

#[test]
fn large_objects_cost_no_square() {
    let names: String = (0..100_000).map(|n| format!("\"\\u006bey{n}\":{n},")).collect();
    let start = Instant::now();
    assert!(check(&format!("{{{names}\"key\":0}}")).is_ok());
    assert!(check(&format!("{{{names}\"key5\":0}}")).is_err());
    // Comparing each with each would be 5,000,000,000 comparisons.
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn long_names_are_cut_in_messages() {
    let name = "n".repeat(1000);
    let fault = parse_fault(&format!("{{\"{name}\":1,\"{name}\":2}}")).unwrap();
    assert!(fault.len() < 200 && fault.contains('…'), "{fault}");
    assert!(parse_fault(r#"{"a\"b":1,"a\"b":2}"#).unwrap().contains(r#"name "a\"b" stands"#));
}
