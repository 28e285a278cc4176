//! The corpus against every way in, and against another parser.

use super::corpus_invalid_tests::INVALID;
use super::corpus_valid_tests::VALID;
use super::support_tests::{Memory, fault};
use super::{JsonReader, Shape, check};

/// What serde_json says. It turns numbers into floats: out of range isn't a fault of syntax.
pub(super) fn serde_accepts(bytes: &[u8]) -> bool {
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(_) => true,
        Err(error) if error.to_string().contains("number out of range") => {
            serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
        }
        Err(_) => false,
    }
}

fn wrapped(case: &[u8]) -> Vec<u8> {
    [b"[{\"a\": ", case, b"}]"].concat()
}

fn faults(case: &[u8]) -> Vec<(&'static str, Option<String>)> {
    let wrapped = wrapped(case);
    let in_array = [b"[", case, b"]"].concat();
    let table = [b"{\"t\":[", case, b"]}"].concat();
    let text = std::str::from_utf8(case);
    let raw = text.map_or(Some("UTF-8".into()), |text| check(text).err().map(|error| error.to_string()));
    vec![
        ("raw", raw),
        ("wrapped", fault(&wrapped, Shape::Array)),
        ("wrapped, found", fault(&wrapped, Shape::Auto)),
        ("element", fault(&in_array, Shape::Array)),
        ("table", fault(&table, Shape::Tables)),
    ]
}

#[test]
fn accepts_what_is_json() {
    for (name, case) in VALID {
        for (way, fault) in faults(case) {
            assert_eq!(fault, None, "{name}, {way}");
        }
        assert!(serde_accepts(case), "{name}");
        if !case.trim_ascii().contains(&b'\n') {
            assert_eq!(fault(case, Shape::Lines), None, "{name}");
        }
    }
}

#[test]
fn refuses_what_is_not() {
    for (name, case) in INVALID {
        for (way, fault) in faults(case) {
            // A comma at the end or two values make sense inside of brackets.
            let joined = way == "element" || way == "table";
            assert!(
                fault.is_some() || joined && check(&format!("[{}]", String::from_utf8_lossy(case))).is_ok(),
                "{name}, {way}"
            );
        }
        for shape in [Shape::Lines, Shape::Auto] {
            assert!(fault(case, shape).is_some(), "{name}, {shape:?}");
        }
        assert_eq!(serde_accepts(case), name.contains("duplicate"), "{name}");
    }
    assert!(VALID.len() + INVALID.len() > 200);
}

#[test]
fn every_split_says_the_same() {
    let mut cases: Vec<&[u8]> = VALID.iter().chain(INVALID).map(|(_, case)| *case).collect();
    cases.extend([
        "[{\"a\\u00e9\\ud83d\\ude39\": -12.5e+10, \"ü€𝄞\": [true, null, \"\\\\\"]} , 1234 ,\r\n{\"b\":{}}]\r\n"
            .as_bytes(),
        "{\"täble\":[{\"a\":1},22],\r\n \"b\" : [ ] , \"c\":[[]]}".as_bytes(),
        "{\"a\":1}\r\n{\"b\":12}\r\r\n 34 \n{\"c\":\"€\",}\n{\"d\":\"𝄞\"}".as_bytes(),
        b"{\"a\":1}\n\xff\xe2\x82\n{\"b\":\xff}\n\"\xf0\x9d\x84\"\n7\n\xe2\x82",
        b"[1, 2, \"\xe2\x82\xac\", \"\xe2\x82\"]",
    ]);
    for case in cases {
        for shape in [Shape::Array, Shape::Lines, Shape::Tables, Shape::Auto] {
            let whole = super::support_tests::told(Memory::cut(case, &[]), shape);
            for at in 0..case.len() {
                assert_eq!(super::support_tests::told(Memory::cut(case, &[at]), shape), whole, "{case:?} at {at}");
            }
            assert_eq!(super::support_tests::told(Memory::new(case, 1), shape), whole, "{case:?}");
        }
    }
}

#[test]
fn a_hundred_thousand_brackets() {
    for open in ["[", "{\"\":", "[{\"\":"] {
        let text = open.repeat(100_000);
        assert!(check(&text).unwrap_err().to_string().contains("more than 128 deep"));
        let mut reader = JsonReader::open(Memory::new(text.as_bytes(), 4096), Shape::Auto).unwrap();
        assert!(reader.next().unwrap_err().to_string().contains("more than 128 deep"));
    }
}
