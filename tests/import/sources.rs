//! What can be loaded: formats, encodings, pipes, folders; and what is refused as no input at all.

use super::{Shop, gzip, says};
use std::process::{Command, Stdio};

const PLAIN: &str = "id,name\n1,Ann\n2,Bö\n";
const ARRAY: &str = r#"[{"id":1,"name":"Ann"},{"name":"Bö","id":2}]"#;
const LINES: &str = "{\"id\":1,\"name\":\"Ann\"}\n{\"id\":2,\"name\":\"Bö\"}\n";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect()
}

#[test]
fn every_source_gives_the_same_rows() {
    let shop = Shop::with(
        "CREATE TABLE s (id int, name text);
         CREATE TABLE docs (id text, at timestamptz, price numeric, n bigint, seen timestamptz, uid uuid, body bytea);",
    );
    files(&shop);
    pipes_and_folders(&shop);
    extended_json(&shop);
    no_inputs(&shop);
}

fn expect(shop: &Shop, what: &str) {
    assert_eq!(shop.rows("s"), ["(1,Ann)", "(2,Bö)"], "{what}");
    shop.empty("s");
}

fn files(shop: &Shop) {
    let marked = [b"\xef\xbb\xbf", PLAIN.as_bytes()].concat();
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("s.csv", PLAIN.into(), &[]),
        ("s.csv", PLAIN.replace('\n', "\r\n").into(), &[]),
        ("s.csv", marked, &[]),
        ("s.csv", utf16(PLAIN, false), &[]),
        ("s.csv", utf16(PLAIN, true), &[]),
        ("s.csv", latin1(PLAIN), &["--encoding", "windows-1252"]),
        ("s.csv", PLAIN.replace(',', ";").into(), &["--delimiter", ";"]),
        ("s.csv", "id,name\n\n1,Ann\n2,\"Bö\"".into(), &[]),
        ("s.csv.gz", gzip(PLAIN.as_bytes()), &[]),
        ("s.csv.gz", gzip(&utf16(PLAIN, false)), &[]),
        ("s.tsv", PLAIN.replace(',', "\t").into(), &[]),
        ("export.dat", PLAIN.into(), &["--format", "csv", "--table", "s"]),
        ("s.json", ARRAY.into(), &[]),
        ("s.json", utf16(ARRAY, false), &[]),
        ("other.json", ARRAY.into(), &["--table", "public.s"]),
        ("all.json", format!("{{\"s\":{ARRAY},\"docs\":[]}}").into(), &[]),
        ("s.ndjson", LINES.into(), &[]),
        ("s.jsonl", LINES.trim_end().into(), &[]),
        ("s.ndjson.gz", gzip(LINES.as_bytes()), &[]),
    ];
    for (name, bytes, more) in cases {
        let _loaded = shop.load(name, bytes, more).code(0);
        expect(shop, name);
    }
}

fn pipes_and_folders(shop: &Shop) {
    for (text, more) in [
        (PLAIN.as_bytes().to_vec(), vec![]),
        (gzip(PLAIN.as_bytes()), vec![]),
        (ARRAY.into(), vec![]),
        (LINES.into(), vec!["--format", "ndjson"]),
    ] {
        let _loaded = shop.pipe(&text, &[&["--table", "s"], &more[..]].concat()).code(0);
        expect(shop, "a pipe");
    }
    says(&shop.pipe(PLAIN.as_bytes(), &[]).code(11), &["--table"]);

    for (name, text) in [("s.csv", "id,name\n1,Ann\n"), ("docs.csv", "id\nd\n"), ("notes.md", "#"), (".s.csv", "x\n")] {
        let _path = shop.file(&format!("folder/{name}"), text);
    }
    let more = shop.file("s.ndjson", "{\"id\":2,\"name\":\"Bö\"}");
    let folder = shop.world.path().join("folder");
    let folder = folder.to_str().expect("a path");
    let _loaded = shop.seed(&["--from", folder, "--from", &more]).code(0);
    assert_eq!(shop.count("docs"), "1");
    shop.empty("docs");
    expect(shop, "a folder");

    let pipe = shop.world.path().join("s.csv.pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let path = pipe.clone();
    let writer = std::thread::spawn(move || std::fs::write(path, PLAIN));
    let _loaded = shop.seed(&["--from", pipe.to_str().expect("a path"), "--table", "s"]).code(0);
    writer.join().expect("joins").expect("written");
    expect(shop, "a FIFO");
}

fn extended_json(shop: &Shop) {
    let mongo = r#"{"_id":{"$oid":"507f1f77bcf86cd799439011"},"at":{"$date":"2024-01-02T03:04:05.678Z"},
        "price":{"$numberDecimal":"12.3400"},"n":{"$numberLong":"9007199254740993"},
        "uid":{"$uuid":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"},"body":{"$binary":{"base64":"AAH/","subType":"00"}}}"#;
    let second = r#"{"_id":"x","at":{"$date":{"$numberLong":"1704164645678"}},"price":{"$numberDouble":"0.5"},
        "n":{"$numberInt":"-7"},"seen":{"_seconds":1700000000,"_nanoseconds":120000000}}"#;
    let _loaded = shop.load("docs.json", format!("[{mongo},{second}]"), &["--map", "_id=id"]).code(0);
    shop.sql("SET TimeZone = 'UTC'");
    let expected = [
        r#"(507f1f77bcf86cd799439011,"2024-01-02 03:04:05.678+00",12.3400,9007199254740993,,6f9619ff-8b86-d011-b42d-00cf4fc964ff,"\\x0001ff")"#,
        r#"(x,"2024-01-02 03:04:05.678+00",0.5,-7,"2023-11-14 22:13:20.12+00",,)"#,
    ];
    assert_eq!(shop.rows("docs"), expected);
    let bad = shop.load("docs.json", r#"[{"id":"y","n":{"$numberLong":"1x"}}]"#, &[]).code(11);
    says(&bad, &["docs.json, line 1", "$numberLong"]);
    shop.empty("docs");
}

fn no_inputs(shop: &Shop) {
    let mut short = gzip(PLAIN.repeat(100).as_bytes());
    short.truncate(short.len() - 9);
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("s.csv", vec![], &["s.csv"]),
        ("s.json", vec![], &["s.json"]),
        ("s.csv", "id,name\n1,\"Ann\n".into(), &["s.csv", "line 2"]),
        ("s.csv", "id,name\n1\n".into(), &["s.csv", "line 2"]),
        ("s.csv", latin1(PLAIN), &["s.csv", "line 3"]),
        ("s.csv", b"id,name\n1,A\0\n".to_vec(), &["s.csv", "line 2"]),
        ("s.csv.gz", short, &["s.csv.gz"]),
        ("s.json", ARRAY.trim_end_matches(']').into(), &["s.json", "line 1"]),
        ("s.json", "[{\"id\":1,\"id\":2}]".into(), &["s.json", "line 1"]),
        ("s.ndjson", "{\"id\":1}\n{\"id\":".into(), &["s.ndjson", "line 2"]),
        ("s.what", PLAIN.into(), &["s.what", "--format"]),
        ("nobody.csv", PLAIN.into(), &["nobody"]),
    ];
    for (name, bytes, words) in cases {
        says(&shop.load(name, bytes, &[]).code(11), words);
        assert_eq!(shop.count("s"), "0", "{name}");
    }
    let path = |name: &str| shop.world.path().join(name).to_str().expect("a path").to_owned();
    std::fs::create_dir(path("hollow")).expect("a folder");
    std::os::unix::fs::symlink(path("loop.csv"), path("loop.csv")).expect("a link");
    for source in [path("hollow"), path("loop.csv"), path("nowhere.csv"), "/dev/zero".to_owned()] {
        says(&shop.seed(&["--from", &source, "--table", "s", "--format", "csv"]).code(11), &[&source]);
    }
    let mut endless = shop.world.command(&["seed", "-t", "acme-corp", "--from", "-", "--table", "s"]);
    endless.stdin(std::fs::File::open("/dev/zero").expect("a device"));
    says(&endless.output().expect("ends").into(), &["standard input", "neither text nor gzip"]);
    // A pipe that nobody writes to is an empty file.
    for more in [&["--table", "s"][..], &["--table", "s", "--format", "ndjson"]] {
        let mut closed = shop.world.command(&[&["seed", "-t", "acme-corp", "--from", "-"], more].concat());
        let said: crate::support::Said = closed.stdin(Stdio::null()).output().expect("ends").into();
        assert!(matches!(said.code, 0 | 11), "{}", said.stderr);
        assert_eq!(shop.count("s"), "0");
    }
}
