//! Random values and random bytes.

use proptest::prelude::*;
use serde_json::{Map, Number, Value as Json};

use super::conformance_tests::serde_accepts;
use super::support_tests::{Memory, told};
use super::{JsonReader, Kind, Shape, Value, check};

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|n| Json::Number(n.into())),
        // serde_json doesn't read every float back exactly, but these.
        any::<i32>().prop_map(|n| Number::from_f64(f64::from(n) / 8.0).map_or(Json::Null, Json::Number)),
        any::<String>().prop_map(Json::String),
        "[\\x00-\\x7f\u{e9}\u{20ac}\u{1f639}\"\\\\]{0,20}".prop_map(Json::String),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::Array),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Json::Object(Map::from_iter(members))),
        ]
    })
}

/// Bytes that mean something in JSON, or must not be there.
const MUTANTS: &[u8] = b"\"\\{}[],:01.eE+-tfn \n\r\t\x00\x1f\x80\xc3\xff/'#x";

/// Builds the value again from what our parser says, unescaping with our code.
fn rebuilt(value: Value<'_>) -> Json {
    match value.kind() {
        Kind::Array => value.elements().map(rebuilt).collect(),
        Kind::Object => Json::Object(value.members().map(|m| (m.key().into_owned(), rebuilt(m.value()))).collect()),
        Kind::String => Json::String(value.string().unwrap().into_owned()),
        Kind::Null | Kind::Bool | Kind::Number => serde_json::from_str(value.raw()).unwrap(),
    }
}

fn read_back(text: &str, cuts: &[usize], shape: Shape) -> Vec<(Option<String>, Json)> {
    let mut reader = JsonReader::open(Memory::cut(text.as_bytes(), cuts), shape).unwrap();
    let mut all = Vec::new();
    while let Some(item) = reader.next().unwrap() {
        assert_eq!(serde_json::from_str::<Json>(item.value.raw()).unwrap(), rebuilt(item.value));
        all.push((item.table.map(str::to_owned), rebuilt(item.value)));
    }
    all
}

/// Escapes everything beyond ASCII: surrogate pairs.
fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => out.push(c),
            _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn values_come_back(
        records in prop::collection::vec(json(), 1..6),
        cuts in prop::collection::vec(any::<usize>(), 0..8),
        pretty: bool,
        escape: bool,
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let written = |value: &Json, pretty: bool| {
            let text = if pretty { serde_json::to_string_pretty(value).unwrap() } else { value.to_string() };
            if escape { ascii(&text) } else { text }
        };
        let bare: Vec<_> = records.iter().cloned().map(|record| (None, record)).collect();
        let array = written(&Json::Array(records.clone()), pretty);
        prop_assert_eq!(&read_back(&array, &cuts, Shape::Array), &bare);
        prop_assert_eq!(&read_back(&array, &cuts, Shape::Auto), &bare);
        let lines: Vec<_> = records.iter().map(|record| written(record, false)).collect();
        prop_assert_eq!(&read_back(&lines.join(end), &cuts, Shape::Lines), &bare);
        let tables = Json::Object(Map::from_iter([("a b\u{e9}\"".to_owned(), Json::Array(records.clone())), ("c".into(), Json::Array(vec![]))]));
        let named: Vec<_> = records.iter().cloned().map(|record| (Some("a b\u{e9}\"".to_owned()), record)).collect();
        let tables = written(&tables, pretty);
        prop_assert_eq!(&read_back(&tables, &cuts, Shape::Tables), &named);
        prop_assert_eq!(&read_back(&tables, &cuts, Shape::Auto), &named);
    }

    #[test]
    fn broken_texts_get_the_same_verdict(value in json(), at: usize, with in prop::option::of(any::<u8>()), cut: usize) {
        let mut bytes = value.to_string().into_bytes();
        let at = at % bytes.len();
        match with {
            Some(byte) => bytes[at] = MUTANTS[byte as usize % MUTANTS.len()],
            None => { bytes.remove(at); }
        }
        let ours = std::str::from_utf8(&bytes).is_ok_and(|text| check(text).is_ok());
        let repeated = std::str::from_utf8(&bytes).ok().and_then(|text| check(text).err())
            .is_some_and(|error| error.to_string().contains("twice"));
        prop_assert!(repeated || ours == serde_accepts(&bytes), "{:?}", String::from_utf8_lossy(&bytes));
        for shape in [Shape::Array, Shape::Lines, Shape::Tables, Shape::Auto] {
            prop_assert_eq!(told(Memory::cut(&bytes, &[cut]), shape), told(Memory::cut(&bytes, &[]), shape));
        }
    }

    #[test]
    fn names_repeat_or_not(names in prop::collection::vec(("[abé\"]{0,3}", any::<bool>()), 0..60), inner: bool) {
        let members: Vec<_> = names.iter().map(|(name, escape)| {
            let name = Json::String(name.clone()).to_string();
            let name = if *escape { ascii(&name).replace('a', "\\u0061") } else { name };
            format!("{name}:{}", if inner { "{\"a\":[0],\"b\":1}" } else { "0" })
        }).collect();
        // The first that repeats an earlier one, where few names are compared as they come.
        let first = (0..names.len()).find(|&at| names[..at].iter().any(|(name, _)| *name == names[at].0));
        let at = first.map(|first| members[..first].iter().map(|member| member.chars().count() + 1).sum::<usize>() + 2);
        let fault = super::support_tests::parse_fault(&format!("{{{}}}", members.join(",")));
        let said = fault.map(|fault| fault.split_inclusive("name ").next().unwrap().to_owned());
        prop_assert_eq!(said, at.map(|at| format!("1:{at} the member name ")));
    }

    #[test]
    fn random_bytes_never_panic(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            prop::collection::vec(prop::sample::select(b"\"\\{}[],:01.e-tru \n\r\xc3\xa9\xff".to_vec()), 0..60),
        ],
        size in 1..20usize,
    ) {
        for shape in [Shape::Array, Shape::Lines, Shape::Tables, Shape::Auto] {
            let told = told(Memory::new(&bytes, size), shape);
            prop_assert!(told.len() <= bytes.len() + 1);
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let ours = check(text);
            let repeated = ours.as_ref().is_err_and(|error| error.to_string().contains("twice"));
            prop_assert!(repeated || ours.is_ok() == serde_accepts(&bytes), "{}", text);
        }
    }
}
