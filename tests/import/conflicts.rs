//! Keys that are there already, content that was loaded already, several tenants.

use super::{Shop, gzip, says};

const TABLES: &str = "
    CREATE TABLE price (sku text PRIMARY KEY, name text, amount numeric(10,2), doc jsonb, raw json,
        touched timestamptz DEFAULT now(), UNIQUE (name));
    CREATE TABLE pair (a int, b int, v text, UNIQUE (a, b));
    CREATE TABLE keyless (a int);";

const ROWS: &str = "sku,name,amount,doc,raw\nA,one,1.00,\"{\"\"x\"\":1}\",\"{\"\"x\"\":1}\"\nB,two,2.00,,\n";

#[test]
fn keys_and_contents_that_are_there() {
    let shop = Shop::with(TABLES);
    skipped(&shop);
    updated(&shop);
    which_key(&shop);
    the_same_content(&shop);
    one_of_three_tenants_is_broken(&shop);
}

fn items(shop: &Shop, text: &str, more: &[&str]) -> (u64, u64, u64) {
    let json = shop.load("price.csv", text, &[more, &["-o", "json"]].concat()).code(0).json();
    let number = |name: &str| json["items"][0][name].as_u64().expect("a number");
    (number("inserted"), number("updated"), number("unchanged"))
}

fn skipped(shop: &Shop) {
    assert_eq!(items(shop, ROWS, &[]), (2, 0, 0));
    let more = "sku,name,amount\nA,changed,9\nC,three,3\nC,third,4\nD,two,5\n";
    assert_eq!(items(shop, more, &["--on-conflict", "skip"]), (1, 0, 3));
    assert_eq!(shop.texts("SELECT sku || name FROM price ORDER BY 1"), ["Aone", "Btwo", "Cthree"]);
    // With a key, another key that is taken is an error as ever.
    let said = shop.load("price.csv", "sku,name\nE,two\n", &["--on-conflict", "skip", "--key", "sku"]).code(11);
    says(&said, &["price.csv, line 2", "price.name", "\"two\"", "23505"]);
    shop.empty("price");
}

fn updated(shop: &Shop) {
    assert_eq!(items(shop, ROWS, &[]), (2, 0, 0));
    let versions = "SELECT sku || xmin FROM price ORDER BY sku";
    let (before, touched) = (shop.texts(versions), shop.texts("SELECT touched::text FROM price ORDER BY sku"));
    let changed = ROWS.replace("2.00", "2.50") + "C,three,3,,\n";
    let update = ["--on-conflict", "update", "--key", "sku"];
    assert_eq!(items(shop, &changed, &update), (1, 1, 1));
    let after = shop.texts(versions);
    assert_eq!(after[0], before[0], "a row that has the values already isn't written");
    assert_ne!(after[1], before[1]);
    assert_eq!(shop.texts("SELECT touched::text FROM price ORDER BY sku")[..2], touched, "what the file lacks stays");
    assert_eq!(shop.texts("SELECT amount::text FROM price ORDER BY sku"), ["1.00", "2.50", "3.00"]);
    // NULL is a value like another.
    assert_eq!(items(shop, "sku,doc\nA,\nB,\n", &update), (0, 1, 1));
    assert_eq!(shop.text("SELECT doc IS NULL FROM price WHERE sku = 'A'"), "true");
    // The same key twice.
    let twice = "sku,amount\nA,7\nB,8\n\nA,9\n";
    let said = shop.load("price.csv", twice, &update).code(11);
    says(&said, &["price.csv, line 5", "same key"]);
    assert_eq!(shop.texts("SELECT amount::text FROM price ORDER BY sku"), ["1.00", "2.50", "3.00"]);
    assert_eq!(items(shop, twice, &[&update[..], &["--max-rejects", "1"]].concat()), (0, 2, 0));
    assert_eq!(shop.texts("SELECT amount::text FROM price ORDER BY sku"), ["7.00", "8.00", "3.00"]);
    shop.empty("price");
}

fn which_key(shop: &Shop) {
    let cases: &[super::Case] = &[
        ("keyless.csv", "a\n1\n", &["--on-conflict", "update"], 2, &["needs the key of keyless"]),
        ("price.csv", "sku\nA\n", &["--on-conflict", "update", "--key", "amount"], 2, &["--key sku", "--key name"]),
        ("price.csv", "sku\nA\n", &["--on-conflict", "update", "--key", "nowhere"], 2, &["--key sku"]),
        ("price.csv", "sku\nA\n", &["--on-conflict", "update"], 0, &[]),
        ("price.csv", "name,sku\nx,B\n", &["--on-conflict", "update", "--key", "name"], 0, &[]),
        ("pair.csv", "a,b,v\n1,2,x\n", &["--on-conflict", "update"], 0, &[]),
        ("pair.csv", "a,b,v\n1,2,y\n", &["--on-conflict", "update", "--key", "b,a"], 0, &[]),
        ("pair.csv", "a,b,v\n1,2,z\n", &["--on-conflict", "update", "--key", "a"], 2, &["--key a,b"]),
    ];
    for (name, text, more, code, words) in cases {
        says(&shop.load(name, text, more).code(*code), words);
    }
    assert_eq!(shop.rows("pair"), ["(1,2,y)"]);
    assert_eq!(shop.text("SELECT string_agg(sku, ',' ORDER BY sku) FROM price"), "A,B");
    shop.empty("price, pair");
}

fn the_same_content(shop: &Shop) {
    let text = "a\n1\n2\n";
    let (table, already) = (["--table", "keyless"], "already loaded into acme-corp");
    let _loaded = shop.load("keyless.csv", text, &[]).code(0);
    for (name, bytes) in [
        ("keyless.csv", text.as_bytes().to_vec()),
        ("copy.csv", text.into()),
        ("keyless.csv.gz", gzip(text.as_bytes())),
    ] {
        let said = shop.load(name, bytes, &[&table[..], &["-o", "json"]].concat()).code(0);
        says(&said, &[already]);
        assert_eq!(said.json()["items"][0]["status"], "already_loaded");
    }
    says(&shop.pipe(text.as_bytes(), &table).code(0), &[already]);
    assert_eq!(shop.count("keyless"), "2");
    // Another content, another meaning, or on purpose.
    for (text, more, rows) in [
        ("a\n1\n3\n", &[][..], "4"),
        (text, &["--null", "2"], "6"),
        (text, &["--again"], "8"),
        (text, &["--truncate", "-y"], "2"),
    ] {
        let _loaded = shop.load("keyless.csv", text, more).code(0);
        assert_eq!(shop.count("keyless"), rows, "{more:?}");
    }
    says(&shop.load("keyless.csv", text, &[]).code(0), &[already]);
    // Several tables, and first as .gz.
    let both = r#"{"keyless":[{"a":5}],"pair":[{"a":1,"b":1}]}"#;
    let _loaded = shop.load("both.json.gz", gzip(both.as_bytes()), &[]).code(0);
    says(&shop.load("both.json", both, &[]).code(0), &[already]);
    // What is tried or refused isn't on record.
    let _dry = shop.load("keyless.csv", "a\n7\n", &["--dry-run"]).code(0);
    let _bad = shop.load("keyless.csv", "a\n7\nx\n", &[]).code(11);
    let _loaded = shop.load("keyless.csv", "a\n7\n", &[]).code(0);
    assert_eq!(shop.count("keyless"), "4");
    shop.empty("keyless, pair");
}

fn one_of_three_tenants_is_broken(shop: &Shop) {
    for id in ["globex", "initech"] {
        let _made = shop.world.run(&["provision", id, "--region", "x"]).code(0);
    }
    let globex = shop.world.login("globex", "migrator");
    shop.runtime.block_on(async {
        let mut owner = shop.world.connect_as(&globex).await.expect("connects");
        sqlx::raw_sql("DROP TABLE public.vendors CASCADE").execute(&mut owner).await.expect("dropped");
    });
    let vendors = shop.file("vendors.csv", "code,name\nV-1,One\n");
    let load = |more: &[&str]| shop.world.run(&[&["seed", "--all", "--from", &vendors, "-o", "json"], more].concat());
    let dry = load(&["--dry-run"]).code(3);
    assert_eq!(dry.json()["items"].as_array().expect("items").len(), 3);
    assert_eq!(shop.count("vendors"), "0");
    for status in ["loaded", "already_loaded"] {
        let said = load(&[]).code(3);
        let json = said.json();
        let of = |id: &str| {
            json["items"].as_array().and_then(|i| i.iter().find(|i| i["tenant"] == id)).expect("a line")["status"]
                .clone()
        };
        assert_eq!((of("acme-corp"), of("globex"), of("initech")), (status.into(), "failed".into(), status.into()));
        says(&said, &["1 of 3 tenants failed", "globex", "vendors"]);
    }
    assert_eq!(shop.count("vendors"), "1");
    shop.runtime.block_on(async {
        let mut plane = shop.world.superuser("tenantctl").await;
        let outcomes: Vec<String> = sqlx::query_scalar(
            "SELECT outcome FROM control_plane.policy_sync_logs WHERE action = 'seed' AND phase = 'end' ORDER BY seq DESC LIMIT 2",
        )
        .fetch_all(&mut plane)
        .await
        .expect("rows");
        assert_eq!(outcomes, ["failed", "failed"]);
    });
}
