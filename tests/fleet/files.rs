//! The migration files of a run: what doesn't fit, what changes meanwhile, what needs no transaction.

use super::{Fleet, ended};
use crate::support::block_on;
use std::time::{Duration, Instant};

/// Waits until somebody in a tenant's database runs such a statement.
pub(super) fn wait_until_running(fleet: &Fleet, words: &str) {
    block_on(until_running(fleet, words));
}

async fn until_running(fleet: &Fleet, words: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    let sql = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()
                   AND datname LIKE 'fleet%' AND query LIKE $1)";
    let mut server = fleet.world.superuser("postgres").await;
    let pattern = format!("%{words}%");
    while !sqlx::query_scalar::<_, bool>(sql).bind(&pattern).fetch_one(&mut server).await.expect("asks") {
        assert!(Instant::now() < end, "nobody runs {words}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[test]
fn files_that_do_not_fit_are_refused_before_the_first_tenant() {
    let fleet = Fleet::of(2);
    let path = |name: &str| format!("{}/{name}.sql", fleet.dir());
    let first = "CREATE TABLE effects (file int NOT NULL);\nINSERT INTO effects VALUES (1);\n";
    fleet.file(1, first);
    fleet.file(2, "INSERT INTO effects VALUES (2);\n");
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.file(3, "INSERT INTO effects VALUES (3);\n");
    let (second, third) = (path("20270101000002_file_2"), path("20270101000003_file_3"));
    let refused = |words: &str, code: i32| {
        for more in [&["--all"][..], &["--all", "--max-failures", "100%"], &["-t", "fleet-01", "-t", "fleet-00"]] {
            let said = fleet.migrate(more).code(code);
            assert!(said.stdout.contains(words), "{words}: {}", said.stdout);
        }
        assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1, 2], vec![1, 2]), "{words}");
    };
    fleet.file(2, "INSERT INTO effects VALUES (22);\n");
    refused("20270101000002_file_2.sql was changed after it was applied", 3);
    std::fs::remove_file(&second).expect("removed");
    let other = path("20270101000002_other");
    std::fs::write(&other, "INSERT INTO effects VALUES (2);\n").expect("written");
    refused("20270101000002_other.sql was applied as 20270101000002_file_2.sql", 3);
    refused("tenantctl migrate repair --explain", 3);
    std::fs::remove_file(&other).expect("removed");
    refused("version 20270101000002 (file 2) was applied, and there is no such file", 3);
    std::fs::write(path("20270101000009_file_2"), "INSERT INTO effects VALUES (2);\n").expect("written");
    refused("version 20270101000002 (file 2) was applied, and there is no such file", 3);
    std::fs::remove_file(path("20270101000009_file_2")).expect("removed");
    fleet.file(2, "INSERT INTO effects VALUES (2);\n");
    std::fs::write(path("20261231000001_early"), "SELECT 1").expect("written");
    refused("20261231000001_early.sql comes before version 20270101000002", 3);
    std::fs::remove_file(path("20261231000001_early")).expect("removed");
    std::fs::copy(&third, path("20270101000003_twice")).expect("copied");
    refused("two migration files have the version 20270101000003", 11);
    std::fs::remove_file(path("20270101000003_twice")).expect("removed");
    // Other line ends are no other file.
    fleet.file(1, &first.replace('\n', "\r\n"));
    let _fits = fleet.migrate(&["--all"]).code(0);
    assert_eq!((fleet.effects(0), fleet.effects(1)), (vec![1, 2, 3], vec![1, 2, 3]));
}

#[test]
fn what_changes_on_disk_meanwhile_does_not_run() {
    let fleet = Fleet::of(1);
    fleet.counting_files(2, 1.5);
    let child = fleet.spawn(&["--all"]);
    wait_until_running(&fleet, "pg_sleep");
    fleet.file(2, "INSERT INTO effects VALUES (99)");
    let _done = ended(child).code(0);
    assert_eq!(fleet.effects(0), [1, 2]);
    assert!(fleet.migrate(&["--all"]).code(3).stdout.contains("was changed after it was applied"));
}

#[test]
fn an_index_that_was_built_halfway_is_built_again() {
    let fleet = Fleet::of(1);
    fleet.counting_files(1, 0.0);
    let _done = fleet.migrate(&["--all"]).code(0);
    fleet.inside(0, "INSERT INTO effects VALUES (1)");
    let valid = || -> Option<bool> {
        let database = fleet.world.login("fleet-00", "migrator").database;
        block_on(async {
            let mut database = fleet.world.superuser(&database).await;
            let sql = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('public.effects_once')";
            sqlx::query_scalar(sql).fetch_optional(&mut database).await.expect("asks")
        })
    };
    fleet.file(2, "-- no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY effects_once ON effects (file);\n");
    let said = fleet.migrate(&["--all"]).code(3);
    assert!(said.stdout.contains("20270101000002_file_2.sql:2:1:") && said.stdout.contains("23505"), "{}", said.stdout);
    assert!(!valid().unwrap_or(false));
    fleet.inside(0, "DELETE FROM effects; INSERT INTO effects VALUES (1)");
    // A writer keeps the build waiting; its runner is killed meanwhile.
    let database = fleet.world.login("fleet-00", "migrator").database;
    block_on(async {
        let mut writer = fleet.world.superuser(&database).await;
        sqlx::raw_sql("BEGIN; INSERT INTO effects VALUES (2)").execute(&mut writer).await.expect("writes");
        let mut child = fleet.spawn(&["--all", "--lock-timeout", "60s"]);
        until_running(&fleet, "CONCURRENTLY").await;
        child.kill().expect("killed");
        child.wait().expect("ends");
        sqlx::raw_sql("COMMIT").execute(&mut writer).await.expect("commits");
    });
    let _built = fleet.migrate(&["--all"]).code(0);
    assert_eq!((valid(), fleet.effects(0)), (Some(true), vec![1, 2]));
    let _verified = fleet.world.run(&["migrate", "verify", "--dir", fleet.dir()]).code(0);
}
