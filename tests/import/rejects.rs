//! `--max-rejects`: some records are refused, the others loaded, and the refused ones can be mended.

use super::{Shop, says};

const TABLES: &str = "
    CREATE TABLE shelf (code text PRIMARY KEY);
    INSERT INTO shelf VALUES ('S1');
    CREATE TABLE box (id int PRIMARY KEY, sku text UNIQUE, shelf text REFERENCES shelf, qty int CHECK (qty > 0), label varchar(4));
    CREATE TABLE node (id int PRIMARY KEY, parent int REFERENCES node);";

/// Seven of nine are refused, each for a reason of its own.
const MIXED: &str = "id,sku,shelf,qty,label
1,a,S1,1,good
2,a,S1,1,twin
3,c,S9,1,x
4,d,S1,0,x
five,e,S1,1,x
6,f,S1,1,longer
7,g,S1
1,h,S1,1,\"\"
9,\"i,j\",S1,,NULL
";

#[test]
fn refused_records_are_written_mended_and_loaded() {
    let shop = Shop::with(TABLES);
    let path = shop.world.path().join("refused.csv");
    let rejects = path.to_str().expect("a path");

    // One more than allowed: nothing is loaded, nothing is written.
    let said = shop.load("box.csv", MIXED, &["--max-rejects", "6", "--rejects", rejects]).code(11);
    says(&said, &["box.csv, line "]);
    assert_eq!(shop.count("box"), "0");
    assert!(!path.exists());

    let dry = shop.load("box.csv", MIXED, &["--max-rejects", "7", "--rejects", rejects, "-n"]).code(0);
    says(&dry, &["7 records were refused"]);
    assert!(!path.exists());

    let said = shop.load("box.csv", MIXED, &["--max-rejects", "7", "--rejects", rejects, "-o", "json"]).code(0);
    says(&said, &["7 records were refused", "refused.csv", "box.csv, line 6"]);
    let json = said.json();
    assert_eq!(json["items"][0]["inserted"], 2);
    // The record that has too few fields isn't one of the table's.
    assert_eq!(json["items"][0]["rejects"], 7);
    assert_eq!(shop.rows("box"), ["(1,a,S1,1,good)", "(9,\"i,j\",S1,,NULL)"]);

    let text = std::fs::read_to_string(&path).expect("written");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 8, "{text}");
    assert!(lines[0].starts_with("id,sku,shelf,qty,label,tenantctl_reject_line,"), "{text}");
    for (line, sqlstate) in [(3, "23505"), (4, "23503"), (5, "23514"), (6, "22P02"), (7, "22001"), (9, "23505")] {
        let source = MIXED.lines().nth(line - 1).expect("a line");
        let found = lines.iter().find(|l| l.starts_with(source)).unwrap_or_else(|| panic!("no {source}\n{text}"));
        assert!(found.contains(&format!(",{line},")) && found.ends_with(sqlstate), "{found}");
    }

    let mended = text
        .replace("2,a,", "2,b,")
        .replace(",S9,", ",S1,")
        .replace("4,d,S1,0", "4,d,S1,4")
        .replace("five", "5")
        .replace("longer,", "long,")
        .replace("1,h,", "8,h,");
    let mended: String =
        mended.lines().filter(|line| !line.starts_with("7,g")).map(|line| format!("{line}\n")).collect();
    let _loaded = shop.load("refused.csv", mended, &["--table", "box"]).code(0);
    assert_eq!(shop.count("box"), "8");
    assert_eq!(shop.text("SELECT label FROM box WHERE id = 8"), "");
    shop.empty("box");
    other_shapes(&shop, rejects);
    what_cannot_be_written(&shop);
}

fn other_shapes(shop: &Shop, rejects: &str) {
    // A row whose parent comes later is no reject; one whose parent is refused is.
    let nodes = "{\"id\":2,\"parent\":1}\n{\"id\":1,\"parent\":null}\n{\"id\":\"x\",\"parent\":null}\n{\"id\":4,\"parent\":3}\n";
    let _loaded = shop.load("node.ndjson", nodes, &["--max-rejects", "2", "--rejects", rejects]).code(0);
    assert_eq!(shop.rows("node"), ["(1,)", "(2,1)"]);
    let text = std::fs::read_to_string(rejects).expect("written");
    assert_eq!(text.lines().count(), 3, "{text}");
    let _loaded = shop.load("again.csv", text.replace("x,", "3,"), &["--table", "node"]).code(0);
    assert_eq!(shop.count("node"), "4");
    shop.empty("node");

    // All refused, and none: the file is written anew each time.
    let _loaded = shop.load("node.csv", "id\nx\ny\n", &["--max-rejects", "5", "--rejects", rejects]).code(0);
    assert_eq!(std::fs::read_to_string(rejects).expect("written").lines().count(), 3);
    assert_eq!(shop.count("node"), "0");
    // More than the first batch of good rows around few bad ones.
    let many: String = (1..=5000).map(|n| format!("{n},{}\n", if n % 1000 == 0 { 9_999_999 } else { 1 })).collect();
    let many = format!("id,parent\n{many}");
    let said = shop.load("node.csv", &many, &["--max-rejects", "5", "--rejects", rejects]).code(0);
    says(&said, &["5 records were refused"]);
    assert_eq!(shop.count("node"), "4995");
    shop.empty("node");
    says(&shop.load("node.csv", &many, &["--max-rejects", "4"]).code(11), &["node.csv, line 1001", "23503"]);
    assert_eq!(shop.count("node"), "0");
}

fn what_cannot_be_written(shop: &Shop) {
    let own = shop.file("node.csv", "id\nx\n");
    let _usage = shop.seed(&["--from", &own, "--max-rejects", "1", "--rejects", &own]).code(2);
    let nowhere = shop.world.path().join("nowhere/r.csv");
    let nowhere = nowhere.to_str().expect("a path");
    let said = shop.load("node.csv", "id\n1\nx\n", &["--max-rejects", "1", "--rejects", nowhere]).code(10);
    says(&said, &[nowhere, "nothing was loaded"]);
    assert_eq!(shop.count("node"), "0");
}
