//! Which field goes where: names, flags, mapping files, the plan.

use super::{Shop, says};

const TABLES: &str = "
    CREATE TABLE suppliers (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL UNIQUE, region text);
    CREATE TABLE goods (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), supplier_id uuid REFERENCES suppliers,
        product_sku text NOT NULL, unit_price numeric(10,2), origin text, city text, doc jsonb,
        gross numeric GENERATED ALWAYS AS (unit_price * 2) STORED);
    CREATE TABLE parts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), goods_id uuid NOT NULL REFERENCES goods,
        label text NOT NULL);
    INSERT INTO suppliers (code, region) VALUES ('V-1', 'eu'), ('V-2', 'us');";

const GOODS: &str = "SELECT concat_ws('|', product_sku, unit_price, origin, city, doc, s.code)
    FROM goods g LEFT JOIN suppliers s ON s.id = supplier_id ORDER BY product_sku";

#[test]
fn fields_find_their_columns() {
    let shop = Shop::with(TABLES);
    names_and_flags(&shop);
    what_fits_nothing(&shop);
    a_mapping_file(&shop);
    legacy_ids(&shop);
    plans(&shop);
}

fn names_and_flags(shop: &Shop) {
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("goods.csv", "productSKU,UnitPrice\nA,1.5\n", &[], "A|1.50"),
        ("goods.csv", "product-sku,Unit price\nA,1.5\n", &[], "A|1.50"),
        ("goods.json", r#"[{"productSku":"A","unitPrice":1.5,"doc":{"a":[1]}}]"#, &[], r#"A|1.50|{"a": [1]}"#),
        ("goods.csv", "name,unit_price\nA,1.5\n", &["--map", "name=product_sku"], "A|1.50"),
        ("goods.csv", "a=b\nA\n", &["--map", "a=b=product_sku", "--set", "origin=x=y"], "A|x=y"),
        ("goods.csv", "product_sku\nA\n", &["--set", "unit_price=3"], "A|3.00"),
        ("wares.csv", "product_sku\nA\n", &["--table", "goods"], "A"),
        ("Goods.csv", "product_sku\nA\n", &[], "A"),
        ("goods.csv", "product_sku,colour\nA,red\n", &["--ignore-unknown"], "A"),
        ("goods.json", r#"[{"product_sku":"A"},{"unit_price":"2","product_sku":"B"}]"#, &[], "A\nB|2.00"),
    ];
    for (name, text, more, expected) in cases {
        let _loaded = shop.load(name, text, more).code(0);
        assert_eq!(shop.texts(GOODS).join("\n"), *expected, "{text} {more:?}");
        shop.empty("goods, parts");
    }
}

fn what_fits_nothing(shop: &Shop) {
    let cases: &[super::Case] = &[
        ("goods.csv", "product_sku,unit_prise\nA,1\n", &[], 11, &["unit_prise", "did you mean unit_price?"]),
        ("goods.json", r#"[{"product_sku":"A","cty":"x"}]"#, &[], 11, &["cty", "did you mean city?"]),
        ("goods.csv", "product_sku,gross\nA,1\n", &[], 11, &["gross", "computed"]),
        ("goods.csv", "product_sku,productSku\nA,B\n", &[], 11, &["product_sku", "fills already"]),
        ("goods.csv", "unit_price\n1\n", &[], 11, &["product_sku", "no default", "--set"]),
        ("goods.csv", "product_sku\nA\n", &["--map", "product_sku=sku"], 11, &["no column \"sku\""]),
        ("goods.csv", "product_sku\nA\n", &["--set", "product_sku=B"], 11, &["constant"]),
        ("good.csv", "product_sku\nA\n", &[], 11, &["did you mean goods?"]),
        ("goods.csv", "product_sku\nA\n", &["--map", "nonsense"], 2, &["FIELD=COLUMN"]),
    ];
    for (name, text, more, code, words) in cases {
        says(&shop.load(name, text, more).code(*code), words);
        assert_eq!(shop.count("goods"), "0", "{text}");
    }
}

fn a_mapping_file(shop: &Shop) {
    let mapping = shop.file(
        "mapping.toml",
        r#"[tables.goods]
        source = "Items"
        rename = { name = "product_sku", "place.city" = "city", priceEach = "unit_price" }
        set = { origin = "old system" }
        lookups = { "vendor.code" = "supplier_id" }
        children = { pieces = "parts" }
        skip = ["internal"]
        [tables.parts]
        rename = { name = "label" }
        "#,
    );
    let with = ["--mapping", mapping.as_str()];
    let items = r#"{"Items":[
        {"name":"A","priceEach":"2.50","place":{"city":"Rome"},"vendor":{"code":"V-2"},"internal":{"x":1},
         "pieces":[{"name":"bolt"},{"name":"nut"}]},
        {"name":"B","priceEach":3,"vendor":{"code":"V-1"},"pieces":[]}]}"#;
    let _loaded = shop.load("export.json", items, &with).code(0);
    assert_eq!(shop.texts(GOODS), ["A|2.50|old system|Rome|V-2", "B|3.00|old system|V-1"]);
    let parts = "SELECT product_sku || ':' || label FROM parts p JOIN goods g ON g.id = p.goods_id ORDER BY 1";
    assert_eq!(shop.texts(parts), ["A:bolt", "A:nut"]);

    let unknown = r#"{"Items":[{"name":"C",
        "vendor":{"code":"V-9"}}]}"#;
    let said = shop.load("export.json", unknown, &with).code(11);
    says(
        &said,
        &["export.json, line 2, column 26", "goods.supplier_id", "\"V-9\" isn't the code of any row of suppliers"],
    );
    let shapes = r#"{"Items":[{"name":"C","vendor":{"code":"V-1"},"pieces":"none"}]}"#;
    says(&shop.load("export.json", shapes, &with).code(11), &["pieces", "array of objects"]);
    let child = r#"{"Items":[{"name":"C","vendor":{"code":"V-1"},"pieces":[
        {"name":null}]}]}"#;
    says(&shop.load("export.json", child, &with).code(11), &["line 2", "parts.label"]);
    assert_eq!(shop.count("goods"), "2");
    shop.empty("goods, parts");

    for bad in ["[tables.goods]\nrenam = {}", "after = [\"x;\"]"] {
        let path = shop.file("bad.toml", bad);
        let _refused = shop.load("goods.csv", "product_sku\nA\n", &["--mapping", &path]).code(11);
        assert_eq!(shop.count("goods"), "0", "{bad}");
    }
}

fn legacy_ids(shop: &Shop) {
    let mapping = shop.file(
        "legacy.toml",
        "[tables.goods]\nlegacy_ids = [\"id\"]\n[tables.parts]\nreferences = { goods = \"goods\" }\nrename = { goods = \"goods_id\" }",
    );
    let with = ["--mapping", mapping.as_str()];
    let _goods = shop.load("goods.csv", "id,product_sku\n17,A\nG-2,B\n", &with).code(0);
    // Another file on another day finds them again, as number or text.
    let _parts = shop.load("parts.json", r#"[{"goods":17,"label":"x"},{"goods":"G-2","label":"y"}]"#, &with).code(0);
    let joined = "SELECT label || product_sku || substr(g.id::text, 15, 1) FROM parts p JOIN goods g ON g.id = goods_id ORDER BY 1";
    assert_eq!(shop.texts(joined), ["xA5", "yB5"]);
    let said = shop.load("parts.csv", "goods,label\n\"\",z\n", &with).code(11);
    says(&said, &["parts.csv, line 2, column 1", "legacy id"]);
    shop.empty("goods, parts");
}

fn plans(shop: &Shop) {
    let path = shop.file("goods.csv", "name,unitPrice,colour\nA,x,red\n");
    let plan = ["--from", path.as_str(), "--map", "name=product_sku", "--set", "city=Rome", "--plan", "-o", "json"];
    let said = shop.seed(&plan).code(0);
    let items = said.json()["items"].as_array().expect("items").clone();
    let field = |name: &str| {
        let found = items.iter().find(|item| item["field"] == name || item["column"] == name);
        found.unwrap_or_else(|| panic!("no {name} in {items:?}")).clone()
    };
    assert_eq!(field("name")["column"], "product_sku");
    assert_eq!(field("unitPrice")["column"], "unit_price");
    assert_eq!(field("colour")["how"], "left over");
    assert_eq!(field("gross")["how"], "computed");
    assert_eq!(field("id")["how"], "its default");
    assert_eq!(field("origin")["how"], "NULL");
    assert_eq!(field("unit_price")["data_type"], "numeric(10,2)");
    says(&said, &["1 field is left over"]);
    assert_eq!(shop.count("goods"), "0");
    assert_eq!(shop.count("tenantctl.loads"), "0");
}
