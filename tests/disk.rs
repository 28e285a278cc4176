//! A disk that is full while something is made: said with a code of its own, and nothing half-made is left once there
//! is room and the same command runs again.

use crate::support::disk::Disk;
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};

const AT_REST: Expect = Expect { resumable: false };

/// Full for tables; the log that makes them durable has a disk of its own.
fn with_full_tables() -> Option<(World, Disk)> {
    let world = World::ready();
    let _first = world.run(&["provision", "first", "--region", "x"]).code(0);
    let disk = Disk::for_tables(&world)?;
    Some((world, disk))
}

/// Leaves so much room to a server that has let go of every removed file.
fn leave(world: &World, disk: &Disk, room: u64) {
    let _stopped = world.run(&["local", "stop"]).code(0);
    disk.leave(room);
    let _started = world.run(&["local", "start"]).code(0);
}

#[track_caller]
fn says_full(said: &Said, code: i32) {
    let text = format!("{}\n{}", said.stdout, said.stderr);
    assert_eq!(said.code, code, "{text}");
    let words = ["No space left on device", "wrote only 4096 of 8192 bytes"];
    assert!(words.iter().any(|words| text.contains(words)), "{text}");
}

#[test]
fn no_room_for_a_database() {
    let Some((world, disk)) = with_full_tables() else { return };
    // A database takes less than its size at first: PostgreSQL 15 leaves holes, which its log fills later. Of each of
    // its 330 files a page is written.
    for (number, room) in [800, 1_200, 1_600].into_iter().enumerate() {
        let id = format!("tenant-{number}");
        let provision = ["provision", &id, "--region", "x"];
        leave(&world, &disk, room);
        let said = world.run(&provision);
        says_full(&said, 6);
        assert!(said.stderr.contains("free space and run the same command again"), "{}", said.stderr);
        // As often as somebody tries.
        says_full(&world.run(&provision), 6);
        disk.grow();
        let _done = world.run(&provision).code(0);
        world_check(&world, AT_REST);
    }
    leave(&world, &disk, 1_500);
    says_full(&world.run(&["provision", "undone", "--region", "x", "--rollback-on-failure"]), 6);
    disk.grow();
    world_check(&world, AT_REST);
}

#[test]
fn no_room_for_migrations_and_rows() {
    let Some((world, disk)) = with_full_tables() else { return };
    let folder = world.own_migration();
    for (version, sql) in [
        (
            2,
            "CREATE TABLE big AS SELECT n, pg_catalog.repeat('x', 500) AS x FROM pg_catalog.generate_series(1, 40000) n",
        ),
        (3, "-- no-transaction\nCREATE INDEX CONCURRENTLY big_x ON big (n, x);\nVACUUM big;"),
    ] {
        std::fs::write(format!("{folder}/2027010100000{version}_big.sql"), sql).expect("written");
        let migrate = ["migrate", "-t", "first", "--dir", &folder];
        leave(&world, &disk, 2_000);
        // A fleet run, even of one tenant, names who failed.
        says_full(&world.run(&migrate), 3);
        disk.grow();
        let _done = world.run(&migrate).code(0);
        world_check(&world, AT_REST);
    }
    let rows: String = (0..300_000).map(|n| format!("{n}\n")).collect();
    std::fs::write(world.path().join("more.csv"), format!("id\n{rows}")).expect("written");
    for more in [&[][..], &["--max-rejects", "1", "--on-conflict", "skip"], &["--rebuild-indexes"]] {
        let seed = [&["seed", "-t", "first", "--from", "more.csv", "--truncate", "--yes"][..], more].concat();
        leave(&world, &disk, 2_000);
        says_full(&world.run(&seed), 6);
        disk.grow();
        let _done = world.run(&seed).code(0);
        world_check(&world, AT_REST);
    }
    let mock = ["provision", "mocked", "--region", "x", "--include-mock-data"];
    leave(&world, &disk, 3_400);
    says_full(&world.run(&mock), 6);
    disk.grow();
    let _done = world.run(&mock).code(0);
    world_check(&world, AT_REST);
}

#[test]
fn no_room_for_a_run_over_the_fleet() {
    let Some((world, disk)) = with_full_tables() else { return };
    for id in ["second", "third"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    let folder = world.own_migration();
    let sql =
        "CREATE TABLE big AS SELECT n, pg_catalog.repeat('x', 500) AS x FROM pg_catalog.generate_series(1, 8000) n";
    // Room for two of the three tables, for half of one, and for nothing: then the run can't be written down either.
    for (number, room) in [12_000, 2_500, 100].into_iter().enumerate() {
        let version = format!("2027010100001{number}");
        let sql = sql.replace("big", &format!("big{number}"));
        std::fs::write(format!("{folder}/{version}_big.sql"), sql).expect("written");
        let migrate = ["migrate", "--all", "--dir", &folder, "-j", "1", "--max-failures", "100%", "-o", "json"];
        leave(&world, &disk, room);
        let said = world.run(&migrate);
        assert!([3, 6].contains(&said.code), "{room}: {} {}", said.code, said.stderr);
        says_full(&said, said.code);
        disk.grow();
        assert!(whole_tables(&world, number).contains(&false), "{room}");
        let _through = world.run(&migrate).code(0);
        assert_eq!(whole_tables(&world, number), [true; 3], "{room}");
        world_check(&world, AT_REST);
    }
}

/// Whether each tenant has the table of that number, with all of its rows.
fn whole_tables(world: &World, number: usize) -> Vec<bool> {
    let sql = format!("SELECT count(*) FROM big{number}");
    let whole = |id: &&str| {
        block_on(async {
            let mut database = world.superuser(&world.login(id, "migrator").database).await;
            match sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql.as_str())).fetch_one(&mut database).await {
                Ok(count) => {
                    assert_eq!(count, 8000, "{id}");
                    true
                }
                Err(_missing) => false,
            }
        })
    };
    ["first", "second", "third"].iter().map(whole).collect()
}

/// Also without room for the server's log of changes, which ends the server.
#[test]
fn no_room_for_the_server_itself() {
    let world = World::new();
    let Some(disk) = Disk::for_state(&world) else { return };
    disk.leave(20_000);
    let said = world.run(&["init"]);
    assert!([6, 10].contains(&said.code), "{}: {}", said.code, said.stderr);
    disk.grow();
    let _done = world.run(&["provision", "first", "--region", "x"]).code(0);
    world_check(&world, AT_REST);
    for (number, room) in [0, 2_000, 12_000].into_iter().enumerate() {
        let id = format!("tenant-{number}");
        let provision = ["provision", &id, "--region", "x", "--timeout", "5s"];
        disk.leave(room);
        let mut codes = Vec::new();
        // The first may find room that the server had kept in reserve.
        while codes.len() < 5 && codes.last() != Some(&6) {
            let said = world.run(&[&provision[..1], &[&format!("{id}-{}", codes.len())], &provision[2..]].concat());
            assert!([0, 6].contains(&said.code), "{}: {}", said.code, said.stderr);
            codes.push(said.code);
        }
        assert_eq!(codes.last(), Some(&6), "{room}");
        disk.grow();
        let again = format!("{id}-{}", codes.len() - 1);
        let _done = world.run(&[&provision[..1], &[again.as_str()], &provision[2..]].concat()).code(0);
        world_check(&world, AT_REST);
    }
}
