//! A tenant's own code runs as the tenant's roles, and its texts don't reach the terminal.

use super::{Shop, says};

const TABLES: &str = "
    CREATE TABLE caught (at text, who text, session text, path text, super bool);
    CREATE FUNCTION note(place text) RETURNS int LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO public.caught VALUES (place, current_user, session_user, current_setting('search_path'),
                (SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = session_user));
            RETURN 1;
        END $$;
    CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM public.note(TG_NAME || TG_WHEN); RETURN NEW; END $$;
    CREATE TABLE bait (id int PRIMARY KEY, name text, d int DEFAULT note('default'), CHECK (note('check') > 0));
    CREATE TRIGGER row_ BEFORE INSERT OR UPDATE ON bait FOR EACH ROW EXECUTE FUNCTION trap();
    CREATE TRIGGER statement AFTER INSERT ON bait FOR EACH STATEMENT EXECUTE FUNCTION trap();
    CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON bait DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap();
    -- What an unqualified name would find if the tenant's schema came first.
    CREATE FUNCTION count(int) RETURNS bigint LANGUAGE sql AS 'SELECT note(''count'')::bigint';
    CREATE FUNCTION min(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT note(''min'')::bigint';
    CREATE FUNCTION quiet_eq(text, text) RETURNS bool LANGUAGE sql AS 'SELECT note(''eq'') = 1';
    CREATE OPERATOR = (LEFTARG = text, RIGHTARG = text, FUNCTION = quiet_eq);
    CREATE TABLE plain (id int PRIMARY KEY, name text);";

#[test]
fn a_tenants_code_and_texts_stay_inside() {
    let shop = Shop::with(TABLES);
    code(&shop);
    ends_of_transactions(&shop);
    texts(&shop);
}

fn code(shop: &Shop) {
    let owner = shop.text("SELECT tableowner FROM pg_tables WHERE tablename = 'bait'");
    let login = shop.world.login("acme-corp", "migrator").user;
    for (number, more) in
        [&[][..], &["--max-rejects", "1"], &["--on-conflict", "update"], &["--rebuild-indexes"]].iter().enumerate()
    {
        let _loaded = shop.load("bait.csv", format!("id,name\n{number},x\n"), more).code(0);
        assert_eq!(
            shop.texts("SELECT DISTINCT concat_ws('|', who, session, super) FROM caught"),
            [format!("{owner}|{login}|f")]
        );
        let places = shop.texts("SELECT DISTINCT at FROM caught ORDER BY 1");
        assert_eq!(places, ["check", "default", "deferredAFTER", "row_BEFORE", "statementAFTER"], "{more:?}");
        shop.empty("caught");
    }
    shop.empty("bait");
}

/// Code that ends the transaction, or changes roles and settings for what comes after it.
fn ends_of_transactions(shop: &Shop) {
    shop.sql(
        "CREATE FUNCTION escape() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.name = 'commit' THEN COMMIT; END IF;
                IF NEW.name = 'role' THEN RESET ROLE; SET SESSION AUTHORIZATION DEFAULT; END IF;
                IF NEW.name = 'super' THEN SET ROLE postgres; END IF;
                IF NEW.name = 'replica' THEN SET session_replication_role = replica; END IF;
                IF NEW.name = 'path' THEN SET search_path = public, pg_catalog; END IF;
                RETURN NEW;
            END $$;
         CREATE TRIGGER escape BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION escape();",
    );
    for name in ["commit", "super", "replica"] {
        for more in [&[][..], &["--max-rejects", "0", "--on-conflict", "skip"]] {
            let said = shop.load("plain.csv", format!("id,name\n1,x\n2,{name}\n"), more);
            assert_ne!(said.code, 0, "{name}");
            assert_eq!(shop.count("plain"), "0", "{name}");
            assert_eq!(shop.count("tenantctl.loads"), "0", "{name}");
        }
    }
    for (number, name) in ["role", "path"].iter().enumerate() {
        let said = shop.load("plain.csv", format!("id,name\n{number},{name}\n"), &["--max-rejects", "1"]);
        let rows = shop.count("plain");
        assert_eq!(rows == "0", said.code != 0, "{name}: {}", said.stderr);
        assert_eq!(rows, shop.count("tenantctl.loads"), "{name}");
        assert_eq!(shop.count("caught"), "0", "{name}");
        shop.empty("plain");
    }
    shop.sql("DROP TRIGGER escape ON plain");
}

fn texts(shop: &Shop) {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J=cmd|'/C calc'!A0\u{202e}txt.exe";
    let _loaded = shop.load("plain.csv", format!("id,name\n1,\"{hostile}\"\n2,=1+1\n"), &[]).code(0);
    assert_eq!(shop.text("SELECT name FROM plain WHERE id = 1"), hostile);
    assert_eq!(shop.text("SELECT name FROM plain WHERE id = 2"), "=1+1");
    let raise = "CREATE OR REPLACE FUNCTION escape() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION E'\\x1b[2J\\u202e%', NEW.name USING DETAIL = E'\\x1b]0;x\\x07', HINT = E'\\x1b[5m'; END $$;
        CREATE TRIGGER escape BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION escape()";
    shop.sql(raise);
    let by_header = format!("id,\"{hostile}\"\n1,x\n");
    let by_value = format!("id,name\n\"{hostile}\",x\n");
    let by_trigger = format!("id,name\n9,\"{hostile}\"\n");
    for (text, words) in [(by_header, "fits no column"), (by_value, "whole number"), (by_trigger, "P0001")] {
        for more in [&["--color", "always"][..], &["--max-rejects", "1"], &["--plan"]] {
            let said = shop.load("plain.csv", &text, &[more, &["--again"]].concat());
            for bad in ["\u{1b}]0", "\u{1b}[2J", "\u{1b}[5m", "\u{7}", "\u{202e}"] {
                assert!(!said.stderr.contains(bad) && !said.stdout.contains(bad), "{bad:?} {more:?}\n{}", said.stderr);
            }
            assert!(more == ["--plan"] || said.stderr.contains(words), "{}", said.stderr);
        }
    }
    assert_eq!(shop.count("plain"), "2");
    let name = "pl\u{1b}[2Jain.csv";
    let said = shop.load(name, "id\nx\n", &["--table", "plain"]).code(11);
    says(&said, &["whole number"]);
    assert!(!said.stderr.contains('\u{1b}'), "{}", said.stderr);
}
