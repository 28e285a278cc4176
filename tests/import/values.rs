//! What becomes of values: exactly what the file says, or a refusal that names the place.

use super::{Shop, says};

const TABLES: &str = r#"
    CREATE TYPE mood AS ENUM ('happy', 'so so');
    CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
    CREATE DOMAIN short AS varchar(3) NOT NULL;
    CREATE TABLE v (id int PRIMARY KEY, i int, s smallint, b bigint, n numeric, m numeric(6,2), r real, d double precision,
        t text, vc varchar(3), ch char(3), f boolean, da date, ti time, ts timestamp, tz timestamptz, tz0 timestamptz(0),
        j jsonb, js json, u uuid, by bytea, mo mood, po positive, ia int[], ta text[], moa mood[], ip inet, iv interval,
        rg int4range, pt point);
    CREATE TABLE odd (id bigint GENERATED ALWAYS AS IDENTITY, "select" text, "Mixed Case" text DEFAULT 'dflt', "qu""ote" text,
        twice int GENERATED ALWAYS AS ("ünï" * 2) STORED, "ünï" int);
    CREATE TABLE "Weird ""T""" ("a" text);
    CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node, x text);
    CREATE TABLE must (a short);
    CREATE TABLE hen (id int PRIMARY KEY, egg_id int NOT NULL);
    CREATE TABLE egg (id int PRIMARY KEY, hen_id int NOT NULL CONSTRAINT egg_hen REFERENCES hen);
    ALTER TABLE hen ADD CONSTRAINT hen_egg FOREIGN KEY (egg_id) REFERENCES egg;
    CREATE TABLE part (id int, k text) PARTITION BY LIST (k);
    CREATE TABLE part_a PARTITION OF part FOR VALUES IN ('a');
    CREATE TABLE part_b PARTITION OF part FOR VALUES IN ('b');"#;

#[test]
fn values_are_exact_or_refused() {
    let shop = Shop::with(TABLES);
    shop.sql("SET TimeZone = 'UTC'");
    cells_that_fit(&shop);
    cells_that_do_not(&shop);
    json_values(&shop);
    nulls_and_flags(&shop);
    odd_tables(&shop);
    foreign_key_orders(&shop);
}

/// Column, cell as it stands in the file, and what PostgreSQL shows afterwards.
const GOOD: &[(&str, &str, &str)] = &[
    (
        "n",
        "123456789012345678901234567890.123456789012345678901234567890",
        "123456789012345678901234567890.123456789012345678901234567890",
    ),
    ("n", "1.10", "1.10"),
    ("n", "NaN", "NaN"),
    ("n", "-0.00000000000000000000000000001", "-0.00000000000000000000000000001"),
    ("m", "1234.5", "1234.50"),
    ("m", "1.100", "1.10"),
    ("i", "1.0", "1"),
    ("i", "-2147483648", "-2147483648"),
    ("b", "9223372036854775807", "9223372036854775807"),
    ("d", "NaN", "NaN"),
    ("d", "-Infinity", "-Infinity"),
    ("d", "0.1", "0.1"),
    ("t", "00123", "00123"),
    ("t", "1e5", "1e5"),
    ("t", "\" x \"", " x "),
    ("t", "NaN", "NaN"),
    ("t", "\\.", "\\."),
    ("t", "\\N", "\\N"),
    ("t", "=1+1", "=1+1"),
    ("t", "\"two\nlines\"", "two\nlines"),
    ("t", "a\tb\\n", "a\tb\\n"),
    ("vc", "äöü", "äöü"),
    ("f", "yes", "true"),
    ("f", "0", "false"),
    ("f", "TRUE", "true"),
    ("da", "2024-02-29", "2024-02-29"),
    ("ts", "2024-01-02T03:04:05.123456", "2024-01-02 03:04:05.123456"),
    ("tz", "2024-01-02 03:04:05", "2024-01-02 03:04:05+00"),
    ("tz", "2024-01-02T03:04:05+02:00", "2024-01-02 01:04:05+00"),
    ("tz", "2024-06-15T12:00:00Z", "2024-06-15 12:00:00+00"),
    ("ti", "23:59:59.5", "23:59:59.5"),
    ("j", "\"{\"\"a\"\": 1.50}\"", "{\"a\": 1.50}"),
    ("js", "\"{\"\"a\"\":  1}\"", "{\"a\":  1}"),
    ("u", "6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
    ("mo", "so so", "so so"),
    ("po", "7", "7"),
    ("ia", "\"{1,NULL,3}\"", "{1,NULL,3}"),
    ("ta", "\"{\"\"a,b\"\",c}\"", "{\"a,b\",c}"),
    ("moa", "\"{happy,so so}\"", "{happy,\"so so\"}"),
    ("ip", "10.0.0.1/8", "10.0.0.1/8"),
    ("iv", "1 day 02:00", "1 day 02:00:00"),
    ("rg", "\"[1,5)\"", "[1,5)"),
    ("pt", "\"(1,2)\"", "(1,2)"),
];

/// Makes a file in which each row has one cell, and empty ones for the other columns.
fn wide<'c>(cells: impl Iterator<Item = (&'c str, &'c str)> + Clone) -> String {
    let mut header: Vec<&str> = Vec::new();
    for (column, _) in cells.clone() {
        if !header.contains(&column) {
            header.push(column);
        }
    }
    let row = |(number, (column, cell))| {
        let row: Vec<&str> = header.iter().map(|name| if *name == column { cell } else { "" }).collect();
        format!("{number},{}\n", row.join(","))
    };
    format!("id,{}\n{}", header.join(","), cells.enumerate().map(row).collect::<String>())
}

/// Rows take different ways with and without these flags.
fn cells_that_fit(shop: &Shop) {
    let file = wide(GOOD.iter().map(|(column, cell, _)| (*column, *cell)));
    for more in [&[][..], &["--max-rejects", "1"], &["--on-conflict", "update"], &["--rebuild-indexes"]] {
        let _loaded = shop.load("v.csv", &file, more).code(0);
        for (number, (column, cell, expected)) in GOOD.iter().enumerate() {
            let found = shop.text(&format!("SELECT {column} FROM v WHERE id = {number}"));
            assert_eq!(found, *expected, "{column} {cell:?} {more:?}");
        }
        shop.empty("v");
    }
}

/// Column, cell, SQLSTATE.
const BAD: &[(&str, &str, &str)] = &[
    ("i", "1.5", "22P02"),
    ("i", "2147483648", "22003"),
    ("s", "40000", "22003"),
    ("b", "9223372036854775808", "22003"),
    ("i", "NaN", "22P02"),
    ("i", "0x10", "22P02"),
    ("m", "1.234", "22003"),
    ("m", "12345.00", "22003"),
    ("r", "1e39", "22003"),
    ("n", "1,5", "22P02"),
    ("vc", "äöüx", "22001"),
    ("ch", "abcd", "22001"),
    ("f", "maybe", "22P02"),
    ("da", "2023-02-29", "22008"),
    ("da", "01/02/2024", "22007"),
    ("tz", "2024-01-02T25:00:00Z", "22008"),
    ("j", "{a:1}", "22P02"),
    ("u", "1234", "22P02"),
    ("mo", "sad", "22P02"),
    ("ia", "{1,x}", "22P02"),
];

fn cells_that_do_not(shop: &Shop) {
    let rows: Vec<(&str, String)> = BAD.iter().map(|(column, cell, _)| (*column, format!("\"{cell}\""))).collect();
    let good = ("i", "7");
    let file = wide(rows.iter().map(|(column, cell)| (*column, cell.as_str())).chain([good]));
    let path = shop.world.path().join("bad.csv");
    let (allowed, rejects) = (BAD.len().to_string(), path.to_str().expect("a path"));
    let _loaded = shop.load("v.csv", &file, &["--max-rejects", &allowed, "--rejects", rejects]).code(0);
    assert_eq!(shop.count("v"), "1");
    let refused = std::fs::read_to_string(&path).expect("written");
    for (number, (column, cell, sqlstate)) in BAD.iter().enumerate() {
        let line = refused.lines().nth(number + 1).unwrap_or_default();
        assert!(line.starts_with(&format!("{number},")) && line.contains(cell), "{line}");
        assert!(line.contains(&format!(",{},", number + 2)) && line.contains(&format!(",{column},")), "{line}");
        assert!(line.ends_with(sqlstate), "{line}");
    }
    shop.empty("v");
    for (column, cell, sqlstate) in &BAD[..4] {
        let file = format!("id,{column}\n1,\n\n2,\"{cell}\"\n");
        let said = shop.load("v.csv", file, &[]).code(11);
        says(&said, &["v.csv, line 4, column 3", &format!("(v.{column}): {cell:?}"), &format!("SQLSTATE {sqlstate}")]);
        assert_eq!(shop.count("v"), "0", "{cell}");
    }
    // What only the server can read.
    says(&shop.load("v.csv", "id,ip\n1,\n2,300.1.1.1\n", &[]).code(11), &["v.csv, line 3", "300.1.1.1", "22P02"]);
    says(&shop.load("v.csv", "id,rg\n1,\n2,\"[5,1)\"\n", &[]).code(11), &["v.csv, line 3", "22000"]);
    // The server names the domain and not the column.
    says(&shop.load("v.csv", "id,po\n1,\n2,-1\n", &[]).code(11), &["v.csv, line 3", "positive_check", "23514"]);
    says(&shop.load("must.csv", "a\nabc\n\"\"\n", &[]).code(0), &[]);
    // What only the server can read.
    says(&shop.load("v.csv", "id,ip\n1,\n2,300.1.1.1\n", &[]).code(11), &["v.csv, line 3", "300.1.1.1", "22P02"]);
    says(&shop.load("v.csv", "id,rg\n1,\n2,\"[5,1)\"\n", &[]).code(11), &["v.csv, line 3", "22000"]);
    // The server names the domain and not the column.
    says(&shop.load("v.csv", "id,po\n1,\n2,-1\n", &[]).code(11), &["v.csv, line 3", "positive_check", "23514"]);
    says(&shop.load("must.csv", "a\nabc\n-\n", &["--null", "-"]).code(11), &["must.csv, line 3", "23502"]);
    assert_eq!(shop.count("must"), "2");
}

fn json_values(shop: &Shop) {
    let file = r#"[{"id":1,"j":null,"t":"","f":true,"i":1.0,"ia":[1,null],"ta":["a\"b","null",null]},
        {"id":2,"j":"text","n":1234567890123456789012345678901234567890.10,"js":null,"moa":["so so"]},
        {"id":3,"j":{"b":1e2,"a":"\u00e4"},"t":"0012","ia":[[1,2],[3,4]]},
        {"id":4,"j":true,"t":null,"d":1e-3}]"#;
    let _loaded = shop.load("v.json", file, &[]).code(0);
    let shown = "SELECT concat_ws('|', id, coalesce(j::text, 'NULL'), coalesce(t, 'NULL'), f, i, n, d, ia, ta, js, moa) FROM v ORDER BY id";
    let expected = [
        r#"1|NULL||t|1|{1,NULL}|{"a\"b","null",NULL}"#,
        r#"2|"text"|NULL|1234567890123456789012345678901234567890.10|{"so so"}"#,
        r#"3|{"a": "ä", "b": 100}|0012|{{1,2},{3,4}}"#,
        "4|true|NULL|0.001",
    ];
    assert_eq!(shop.texts(shown), expected);
    shop.empty("v");
    for (member, words) in [
        (r#""i":1.5"#, ["line 2, column 15", "22P02"]),
        (r#""i":{"a":1}"#, ["line 2, column 15", "22P02"]),
        (r#""t":"\u0000""#, ["line 2, column 15", "22021"]),
        (r#""j":"\u0000""#, ["line 2, column 15", "22P05"]),
        (r#""ia":[1,"x"]"#, ["line 2, column 16", "22P02"]),
    ] {
        let file = format!("[{{\"id\":1}},\n  {{\"id\":2,{member}}}]");
        says(&shop.load("v.json", &file, &[]).code(11), &words);
        assert_eq!(shop.count("v"), "0", "{member}");
    }
}

fn nulls_and_flags(shop: &Shop) {
    let shown = "SELECT coalesce('<' || t || '>', 'NULL') || coalesce(i::text, '') || coalesce(m::text, '') || coalesce(da::text, '') FROM v ORDER BY id";
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("id,t\n1,\n2,\"\"\n3,NULL\n", &[], &["NULL", "<>", "<NULL>"]),
        ("id,t\n1,\n2,NULL\n3,\"NULL\"\n4,-\n", &["--null", "NULL", "--null", "-"], &["<>", "NULL", "<NULL>", "NULL"]),
        ("id,i,m\n1,2,1.005\n2,,1.0049\n", &["--round"], &["NULL21.01", "NULL1.00"]),
        (
            "id,da\n1,31.12.2024\n2,2024-01-01\n",
            &["--date-format", "%d.%m.%Y", "--date-format", "iso"],
            &["NULL2024-12-31", "NULL2024-01-01"],
        ),
        ("id,da\n1,1699920000\n", &["--date-format", "epoch-s"], &["NULL2023-11-14"]),
    ];
    for (file, more, expected) in cases {
        let _loaded = shop.load("v.csv", file, more).code(0);
        assert_eq!(shop.texts(shown), *expected, "{file}");
        shop.empty("v");
    }
    for bad in [&["--date-format", "%d.%Q"][..], &["--encoding", "klingon"], &["--delimiter", "ab"]] {
        let _usage = shop.load("v.csv", "id\n1\n", bad).code(2);
    }
}

fn odd_tables(shop: &Shop) {
    let _loaded = shop.load("odd.csv", "select,\"qu\"\"ote\",ünï\nx,y,4\n", &[]).code(0);
    assert_eq!(shop.rows("odd"), ["(1,x,dflt,y,8,4)"]);
    let _own = shop.load("odd.csv", "id,select\n77,z\n", &[]);
    let _loaded = shop.load("w.csv", "a\nx\n", &["--table", "Weird \"T\""]).code(0);
    assert_eq!(shop.rows("\"Weird \"\"T\"\"\""), ["(x)"]);
    let _loaded = shop.load("part.csv", "id,k\n1,a\n2,b\n", &[]).code(0);
    assert_eq!(shop.count("part_b"), "1");
    says(&shop.load("part.csv", "id,k\n1,a\n2,c\n", &[]).code(11), &["part.csv, line 3", "23514"]);
    assert_eq!(shop.count("part"), "2");
    shop.empty("odd, part");
}

fn foreign_key_orders(shop: &Shop) {
    // A child before its parent, in one file.
    let _loaded = shop.load("node.csv", "id,parent\n2,1\n1,\n", &[]).code(0);
    says(&shop.load("node.csv", "id,parent\n3,9\n", &[]).code(11), &["node.csv, line 2", "23503", "\"9\""]);
    assert_eq!(shop.count("node"), "2");

    let farm = r#"{"egg":[{"id":1,"hen_id":10}],"hen":[{"id":10,"egg_id":1}]}"#;
    says(&shop.load("farm.json", farm, &["--keep-indexes"]).code(2), &["egg_hen", "hen_egg", "circle"]);
    assert_eq!(shop.count("hen"), "0");
    let keys = "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid IN ('hen'::regclass, 'egg'::regclass) ORDER BY 1";
    let before = shop.texts(keys);
    let _loaded = shop.load("farm.json", farm, &[]).code(0);
    assert_eq!(shop.rows("hen"), ["(10,1)"]);
    assert_eq!(shop.texts(keys), before);
    let broken = farm.replace("\"egg_id\":1", "\"egg_id\":3").replace("10", "11").replace("\"id\":1,", "\"id\":2,");
    says(&shop.load("farm.json", &broken, &[]).code(11), &["farm.json, line 1", "23503"]);
    assert_eq!(shop.count("egg"), "1");
    assert_eq!(shop.texts(keys), before);
}
