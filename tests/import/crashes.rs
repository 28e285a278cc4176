//! Processes that die, and processes that load the same at once: exactly once or not at all.

use super::Shop;
use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

const ROWS: usize = 200_000;

fn many(rows: usize) -> String {
    let mut text = String::from("id,name,at\n");
    for number in 1..=rows {
        text.push_str(&format!("{number},name of {number},2024-01-01T00:00:00Z\n"));
    }
    text
}

const TABLE: &str = "CREATE TABLE big (id int PRIMARY KEY, name text, at timestamptz);
    CREATE INDEX big_name ON big (name);
    CREATE TABLE small (a int);";

fn spawn(shop: &Shop, arguments: &[&str]) -> Child {
    let mut command = shop.world.command(&[&["seed", "-t", "acme-corp"], arguments].concat());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts")
}

#[cfg(feature = "failpoints")]
fn dies_at_its_end(shop: &Shop) {
    let die = |point: &str, arguments: &[&str]| {
        let mut command = shop.world.command(&[&["seed", "-t", "acme-corp"], arguments].concat());
        let said: crate::support::Said =
            command.env("TENANTCTL_FAILPOINTS", point).output().expect("the binary runs").into();
        let _died = said.code(-6);
    };
    let file = shop.file("small.csv", "a\n1\n2\n");
    let both = shop.file("both.json", r#"{"small":[{"a":3}],"big":[{"id":1}]}"#);
    for (point, rows) in [("seed.before_commit", "0"), ("seed.committed", "2")] {
        for more in [&[][..], &["--max-rejects", "1"], &["--rebuild-indexes"]] {
            die(point, &[&["--from", &file], more].concat());
            wait_for_nobody(shop);
            assert_eq!(shop.count("small"), rows, "{point} {more:?}");
            let said = shop.seed(&[&["--from", &file], more].concat()).code(0);
            super::says(&said, &[if rows == "0" { "2 rows loaded" } else { "already loaded" }]);
            assert_eq!(shop.count("small"), "2", "{point} {more:?}");
            shop.empty("small");
        }
        die(point, &["--from", &both]);
        let _done = shop.seed(&["--from", &both]).code(0);
        assert_eq!(shop.count("small") + &shop.count("big"), "11", "{point}");
        shop.empty("small, big");
    }
}

/// The server notices that a client is gone only when it hears from it.
fn wait_for_nobody(shop: &Shop) {
    let others = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database =
        (SELECT oid FROM pg_database WHERE datname = current_database())";
    for _ in 0..200 {
        if shop.text(others) == "0" {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("a load that was killed holds its lock");
}

#[test]
fn a_load_happens_once_or_not_at_all() {
    let shop = Shop::with(TABLE);
    #[cfg(feature = "failpoints")]
    dies_at_its_end(&shop);
    killed_at_any_moment(&shop);
    eight_at_once(&shop);
}

#[expect(clippy::print_stdout, reason = "a round that fails is run again by its seed")]
fn killed_at_any_moment(shop: &Shop) {
    let file = shop.file("big.csv", many(ROWS));
    let seed: u64 = match std::env::var("TENANTCTL_TEST_SEED") {
        Ok(given) => given.parse().expect("a number"),
        Err(_) => SystemTime::UNIX_EPOCH.elapsed().map_or(1, |since| u64::from(since.subsec_nanos())),
    };
    println!("TENANTCTL_TEST_SEED={seed}");
    let begun = std::time::Instant::now();
    let _whole = shop.seed(&["--from", &file]).code(0);
    let whole = begun.elapsed();
    assert_eq!(shop.count("big"), ROWS.to_string());
    let mut state = seed | 1;
    let mut died = 0;
    for round in 0..10 {
        shop.empty("big");
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = u32::try_from(state >> 33).unwrap_or(0) % 110;
        let mut child = spawn(shop, &["--from", &file]);
        std::thread::sleep(whole * part / 100);
        child.kill().expect("killed or gone");
        died += u32::from(!child.wait().expect("ends").success());
        wait_for_nobody(shop);
        let rows = shop.count("big");
        assert!(rows == "0" || rows == ROWS.to_string(), "{rows} rows in round {round}, seed {seed}");
        assert_eq!(shop.count("tenantctl.loads"), if rows == "0" { "0" } else { "1" }, "round {round}, seed {seed}");
    }
    println!("{died} of 10 died");
    let _again = shop.seed(&["--from", &file]).code(0);
    assert_eq!(shop.count("big"), ROWS.to_string());
    assert_eq!(shop.text("SELECT count(*) FROM pg_index WHERE indrelid = 'big'::regclass AND indisvalid"), "2");
}

fn eight_at_once(shop: &Shop) {
    shop.empty("big");
    let file = shop.file("big.csv", many(5000));
    for more in [&[][..], &["--max-rejects", "3"]] {
        let children: Vec<Child> = (0..8).map(|_| spawn(shop, &[&["--from", file.as_str()], more].concat())).collect();
        let mut loaded = 0;
        for child in children {
            let said: crate::support::Said = child.wait_with_output().expect("ends").into();
            let said = said.code(0);
            loaded += usize::from(said.stderr.contains("5000 rows loaded"));
            assert!(
                said.stderr.contains("5000 rows loaded") || said.stderr.contains("already loaded"),
                "{}",
                said.stderr
            );
        }
        assert_eq!(loaded, 1);
        assert_eq!(shop.count("big"), "5000");
        shop.empty("big");
    }
}
