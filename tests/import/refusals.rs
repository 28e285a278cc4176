//! All or nothing: what a table refuses is traced to the file, and nothing of it stays.

use super::{Shop, says};

const TABLES: &str = "
    CREATE TABLE shelf (code text PRIMARY KEY);
    INSERT INTO shelf VALUES ('S1');
    CREATE TABLE box (id int PRIMARY KEY, sku text CONSTRAINT box_sku UNIQUE, shelf text CONSTRAINT box_shelf REFERENCES shelf,
        qty int NOT NULL DEFAULT 1 CONSTRAINT box_qty CHECK (qty > 0), label varchar(4), low int, high int,
        late text CONSTRAINT box_late REFERENCES shelf DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT box_range CHECK (low < high), CONSTRAINT box_pair UNIQUE (low, high));
    CREATE INDEX box_label ON box (label);
    CREATE FUNCTION grumble() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.label = 'bad' THEN RAISE EXCEPTION 'no % today', NEW.label; END IF;
            IF NEW.label = 'own' THEN RAISE EXCEPTION 'own code' USING ERRCODE = 'TN001'; END IF;
            RETURN NEW;
        END $$;
    CREATE TRIGGER grumble BEFORE INSERT ON box FOR EACH ROW EXECUTE FUNCTION grumble();
    CREATE FUNCTION grumble_late() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.label = 'end' THEN RAISE EXCEPTION 'not in the end'; END IF;
            RETURN NULL;
        END $$;
    CREATE CONSTRAINT TRIGGER grumble_late AFTER INSERT ON box DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION grumble_late();";

/// Field, good cell, cell of line 4, and what is said of it.
const CASES: &[(&str, &str, &str, &[&str])] = &[
    ("sku", "a", "a", &["box.sku", "\"a\"", "box_sku", "23505"]),
    ("shelf", "S1", "S9", &["box.shelf", "\"S9\"", "box_shelf", "23503"]),
    ("qty", "1", "0", &["box_qty", "23514"]),
    ("qty", "1", "", &["box.qty", "23502"]),
    ("label", "abcd", "abcde", &["box.label", "\"abcde\"", "22001"]),
    ("label", "x", "bad", &["no bad today", "P0001"]),
    ("late", "S1", "S9", &["box.late", "\"S9\"", "box_late", "23503"]),
    ("low,high", "1,2", "2,1", &["box_range", "23514"]),
    ("low,high", "1,2", "1,2", &["box.low, high", "\"1, 2\"", "box_pair", "23505"]),
    ("low,high", "1,2", "1,99999999999", &["box.high", "\"99999999999\"", "22003"]),
];

#[test]
fn what_a_table_refuses_is_traced_to_the_file() {
    let shop = Shop::with(TABLES);
    traced(&shop);
    among_rows_that_are_there(&shop);
    untraced(&shop);
    flags(&shop);
}

/// The good rows come first and last; only key columns must differ between them.
fn file(field: &str, good: &str, bad: &str) -> String {
    let spare = match field {
        "sku" => "b",
        "low,high" => "3,4",
        _ => good,
    };
    format!("id,{field}\n1,{good}\n2,{}\n3,{bad}\n", if field == "sku" || field == "low,high" { spare } else { good })
}

fn traced(shop: &Shop) {
    let definitions = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'box'::regclass ORDER BY 1";
    let before = shop.texts(definitions);
    for (field, good, bad, words) in CASES {
        for more in [&[][..], &["--rebuild-indexes"]] {
            let said = shop.load("box.csv", file(field, good, bad), more).code(11);
            says(&said, words);
            says(&said, &["box.csv, line 4"]);
            assert!(said.stderr.contains("nothing was loaded"), "{}", said.stderr);
            assert_eq!(shop.count("box"), "0", "{field} {bad} {more:?}");
            assert_eq!(shop.count("tenantctl.loads"), "0");
            assert_eq!(shop.texts(definitions), before);
        }
        // The same from a JSON file over several lines, with other tables beside it.
        let lines: Vec<String> = file(field, good, bad).lines().skip(1).map(|line| record(field, line)).collect();
        let json = format!("{{\"shelf\":[{{\"code\":\"new\"}}],\"box\":[\n{}]}}", lines.join(",\n"));
        let said = shop.load("all.json", json, &[]).code(11);
        says(&said, words);
        says(&said, &["all.json, line 4"]);
        assert_eq!(shop.count("box") + &shop.count("shelf"), "01", "{field} {bad}");
    }
}

fn record(field: &str, line: &str) -> String {
    let names = ["id"].into_iter().chain(field.split(','));
    let members = names.zip(line.split(',')).map(|(name, cell)| match cell {
        "" => format!("\"{name}\":null"),
        _ if matches!(name, "sku" | "shelf" | "late" | "label") => format!("\"{name}\":\"{cell}\""),
        _ => format!("\"{name}\":{cell}"),
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn among_rows_that_are_there(shop: &Shop) {
    shop.sql("INSERT INTO box (id, sku) VALUES (100, 'taken')");
    for more in [&[][..], &["--rebuild-indexes"]] {
        let said = shop.load("box.csv", "id,sku\n1,a\n\n2,taken\n", more).code(11);
        says(&said, &["box.csv, line 4", "\"taken\"", "23505"]);
        assert_eq!(shop.rows("box").len(), 1);
    }
    shop.empty("box");
}

fn untraced(shop: &Shop) {
    let said = shop.load("box.csv", "id,label\n1,x\n2,end\n", &[]).code(11);
    says(&said, &["not in the end", "P0001", "nothing was loaded"]);
    let said = shop.load("box.csv", "id,label\n1,x\n2,own\n", &[]);
    assert_ne!(said.code, 0);
    says(&said, &["own code"]);
    assert_eq!(shop.count("box"), "0");
    // The last row of many.
    let mut many = String::from("id,sku\n");
    for number in 1..=20_000 {
        many.push_str(&format!("{number},k{number}\n"));
    }
    many.push_str("20001,k1\n");
    for more in [&[][..], &["--rebuild-indexes"]] {
        says(&shop.load("box.csv", &many, more).code(11), &["line", "box.sku", "\"k1\"", "box_sku"]);
        assert_eq!(shop.count("box"), "0");
    }
    // What is shown of a value is short, and on one line.
    let long = format!("id,label\n1,\"{}\n\u{1b}[31m\"\n", "x".repeat(5000));
    let said = shop.load("box.csv", long, &[]).code(11);
    assert!(said.stderr.len() < 1000 && !said.stderr.contains('\u{1b}'), "{}", said.stderr);
}

fn flags(shop: &Shop) {
    let _first = shop.load("box.csv", "id,sku\n1,a\n", &[]).code(0);
    let fresh = shop.file("box.csv", "id,sku\n2,b\n");
    let unconfirmed = shop.seed(&["--from", &fresh, "--truncate"]).code(9);
    says(&unconfirmed, &["--yes"]);
    assert_eq!(shop.rows("box").len(), 1);
    let planned = shop.seed(&["--from", &fresh, "--truncate", "--dry-run", "-o", "json"]).code(0).json();
    assert_eq!(planned["items"][0]["status"], "checked");
    assert_eq!(planned["items"][0]["inserted"], 1);
    assert_eq!(shop.text("SELECT sku FROM box"), "a");
    says(&shop.seed(&["--from", &shop.file("box.csv", "id,qty\n3,0\n"), "--truncate", "-y"]).code(11), &["box_qty"]);
    assert_eq!(shop.text("SELECT sku FROM box"), "a");
    let fresh = shop.file("box.csv", "id,sku\n2,b\n");
    for _ in 0..2 {
        let _loaded = shop.seed(&["--from", &fresh, "--truncate", "-y"]).code(0);
        assert_eq!(shop.text("SELECT sku FROM box"), "b");
    }
    // What refers to a table stands in the way of emptying it.
    says(&shop.load("shelf.csv", "code\nS2\n", &["--truncate", "-y"]), &["box"]);
    assert_eq!(shop.rows("shelf"), ["(S1)"]);

    let dry = shop.load("shelf.csv", "code\nS3\n", &["--dry-run", "-o", "json"]).code(0).json();
    assert_eq!(dry["items"][0]["status"], "checked");
    says(&shop.load("shelf.csv", "code\nS1\n", &["--dry-run"]).code(11), &["23505"]);
    assert_eq!(shop.rows("shelf"), ["(S1)"]);
}
