//! Indexes and keys that are built after the rows are what they were before.

use super::Shop;

const TABLES: &str = r#"
    CREATE TABLE region (id int PRIMARY KEY);
    INSERT INTO region VALUES (1);
    CREATE TABLE stock (id int, "Code" text, qty int, note text, region int, at date, doc jsonb, span int4range, slot int, serial int,
        CONSTRAINT "stock PK" PRIMARY KEY (id),
        CONSTRAINT stock_code UNIQUE NULLS NOT DISTINCT ("Code") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT stock_note UNIQUE (note) INCLUDE (qty) DEFERRABLE,
        CONSTRAINT stock_region FOREIGN KEY (region) REFERENCES region ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE,
        CONSTRAINT stock_span EXCLUDE USING gist (span WITH &&));
    ALTER TABLE stock ADD CONSTRAINT stock_region_2 FOREIGN KEY (qty) REFERENCES region NOT VALID;
    CREATE INDEX stock_lower ON stock (lower("Code") DESC NULLS LAST) WHERE qty > 0;
    CREATE INDEX stock_doc ON stock USING gin (doc jsonb_path_ops) WITH (fastupdate = off);
    CREATE INDEX stock_at ON stock USING brin (at);
    CREATE INDEX stock_cover ON stock (region) INCLUDE (at) WITH (fillfactor = 70);
    CREATE INDEX stock_text ON stock (note text_pattern_ops, "Code" COLLATE "C");
    CREATE UNIQUE INDEX stock_slot ON stock (slot) WHERE slot IS NOT NULL;
    CREATE UNIQUE INDEX stock_serial ON stock (serial);
    COMMENT ON INDEX stock_lower IS 'it''s for searching';
    COMMENT ON CONSTRAINT stock_code ON stock IS 'one of a kind';
    COMMENT ON INDEX stock_code IS 'its index';
    COMMENT ON CONSTRAINT stock_region ON stock IS 'where "it" is';
    CREATE TABLE sold (stock int CONSTRAINT sold_stock REFERENCES stock ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        serial int CONSTRAINT sold_serial REFERENCES stock (serial));
    COMMENT ON CONSTRAINT sold_stock ON sold IS 'what was sold';
    CREATE TABLE viewed (id int PRIMARY KEY, name text, other int UNIQUE);
    CREATE VIEW grouped AS SELECT id, name, count(*) FROM viewed GROUP BY id;
    CREATE TABLE clustered (id int PRIMARY KEY, a int);
    CREATE INDEX clustered_a ON clustered (a);
    ALTER TABLE clustered CLUSTER ON clustered_a;
    CREATE TABLE replicated (id int PRIMARY KEY, a int NOT NULL);
    CREATE UNIQUE INDEX replicated_a ON replicated (a);
    ALTER TABLE replicated REPLICA IDENTITY USING INDEX replicated_a;
    CREATE TABLE measured (id int PRIMARY KEY, a int);
    CREATE INDEX measured_a ON measured ((a + 1));
    ALTER INDEX measured_a ALTER COLUMN 1 SET STATISTICS 300;"#;

const TABLE_NAMES: &str = "('stock', 'sold', 'region', 'viewed', 'clustered', 'replicated', 'measured')";

/// Everything that the catalog says of keys and indexes.
fn keys(shop: &Shop) -> Vec<String> {
    let mut all = shop.texts(&format!(
        "SELECT concat_ws(' | ', pg_get_indexdef(i.indexrelid), indisprimary, indisunique, indimmediate, indisclustered, indisreplident,
                indisvalid, indnullsnotdistinct, obj_description(i.indexrelid, 'pg_class'), c.reloptions, pg_get_userbyid(c.relowner),
                (SELECT string_agg(attstattarget::text, ',') FROM pg_attribute a WHERE a.attrelid = i.indexrelid))
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
         WHERE t.relname IN {TABLE_NAMES} ORDER BY 1"
    ));
    all.extend(shop.texts(&format!(
        "SELECT concat_ws(' | ', t.relname, k.conname, contype, pg_get_constraintdef(k.oid), condeferrable, condeferred, convalidated,
                obj_description(k.oid, 'pg_constraint'), k.conindid::regclass, conislocal, coninhcount)
         FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid WHERE t.relname IN {TABLE_NAMES} ORDER BY 1"
    )));
    all.extend(shop.texts(&format!(
        "SELECT concat_ws(' | ', t.relname, attname, attnotnull, relreplident) FROM pg_attribute a JOIN pg_class t ON t.oid = attrelid
         WHERE t.relname IN {TABLE_NAMES} AND attnum > 0 ORDER BY 1"
    )));
    all
}

#[test]
fn rebuilt_indexes_are_what_they_were() {
    let shop = Shop::with(TABLES);
    let before = keys(&shop);
    assert!(before.len() > 40, "{}", before.len());
    let rebuild = ["--rebuild-indexes"];
    let stock = "id,Code,qty,note,region,at,doc,span,slot,serial\n1,A,1,n1,1,2024-01-01,\"{\"\"a\"\":1}\",\"[1,3)\",1,5\n2,B,,n2,,,,,,\n";
    let _loaded = shop.load("stock.csv", stock, &rebuild).code(0);
    assert_eq!(keys(&shop), before);
    for (table, text) in [
        ("sold", "stock,serial\n1,5\n"),
        ("viewed", "id,name,other\n1,a,1\n"),
        ("clustered", "id,a\n1,1\n"),
        ("replicated", "id,a\n1,1\n"),
        ("measured", "id,a\n1,1\n"),
        ("region", "id\n2\n"),
    ] {
        let _loaded = shop.load(&format!("{table}.csv"), text, &rebuild).code(0);
        assert_eq!(keys(&shop), before, "{table}");
    }
    // The keys do their work again.
    for (table, text, sqlstate) in [
        ("stock", "id\n1\n", "23505"),
        ("stock", "id,Code\n3,A\n", "23505"),
        ("stock", "id,note\n3,n1\n", "23505"),
        ("stock", "id,span\n3,\"[2,9)\"\n", "23P01"),
        ("stock", "id,slot\n3,1\n", "23505"),
        ("stock", "id,region\n3,7\n", "23503"),
        ("sold", "stock\n9\n", "23503"),
        ("viewed", "id,other\n3,1\n", "23505"),
    ] {
        for more in [&[][..], &rebuild] {
            let said = shop.load(&format!("{table}.csv"), text, more).code(11);
            super::says(&said, &[sqlstate, &format!("{table}.csv, line 2")]);
            assert_eq!(keys(&shop), before, "{table} {text}");
        }
    }
    assert_eq!(shop.count("stock"), "2");
    a_big_file_into_an_empty_table(&shop);
    a_table_that_somebody_reads(&shop);
}

/// Without a flag, indexes are set aside where the table is empty and the file isn't small.
fn a_big_file_into_an_empty_table(shop: &Shop) {
    shop.sql("TRUNCATE stock, sold");
    let before = keys(shop);
    let rows: String = (1..=40_000).map(|n| format!("{n},code {n},{},{}\n", "n".repeat(80), n % 7)).collect();
    let rows = format!("id,Code,doc,slot\n{}", rows.replace(",nn", ",\"\"\"nn").replace("nn,", "nn\"\"\","));
    let said = shop.load("stock.csv", &rows, &["--map", "slot=qty", "--keep-indexes"]).code(11);
    super::says(&said, &["stock_region_2", "23503"]);
    let rows = rows.replace("\"\"\",2\n", "\"\"\",1\n");
    let rows: String = rows
        .lines()
        .map(|l| if l.starts_with("id") { format!("{l}\n") } else { format!("{}1\n", &l[..l.len() - 1]) })
        .collect();
    let said = shop.load("stock.csv", &rows, &["--map", "slot=qty"]).code(0);
    super::says(&said, &["40000 rows loaded", "stock is locked until the load ends"]);
    assert_eq!(keys(shop), before);
}

/// Who reads the table isn't thrown out; the load gives up and says so.
fn a_table_that_somebody_reads(shop: &Shop) {
    shop.sql("BEGIN; SELECT 1 FROM viewed");
    let said = shop.load("viewed.csv", "id\n7\n", &["--rebuild-indexes", "--lock-timeout", "200ms"]).code(5);
    super::says(&said, &["lock"]);
    let _kept = shop.load("viewed.csv", "id\n7\n", &["--lock-timeout", "200ms"]).code(0);
    shop.sql("COMMIT");
    assert_eq!(shop.count("viewed"), "2");
}
