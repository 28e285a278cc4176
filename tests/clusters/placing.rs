//! Placing tenants on clusters.

use super::{Server, add, execute};
use crate::support::{Said, World, block_on};
use std::process::Stdio;

/// Provisions tenants in eu-west-1, one process each.
fn at_once(world: &World, numbers: std::ops::Range<u32>) -> Vec<Said> {
    let runs: Vec<_> = numbers
        .map(|n| {
            let id = format!("tenant-{n}");
            let mut command = world.command(&["provision", &id, "--region", "eu-west-1", "-o", "json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs")
        })
        .collect();
    runs.into_iter().map(|run| run.wait_with_output().expect("runs").into()).collect()
}

#[test]
fn eight_runs_at_once_fill_five_places_and_no_more() {
    let world = World::ready();
    let server = Server::start();
    let _added = add(&world, "eu-1", "eu-west-1", &server.url(), &["--capacity", "5"]).code(0);
    let said = at_once(&world, 0..8);
    let (made, full): (Vec<Said>, Vec<Said>) = said.into_iter().partition(|said| said.code == 0);
    assert_eq!(made.len(), 5, "{}", full.iter().map(|said| said.stderr.as_str()).collect::<String>());
    for said in full {
        let said = said.code(5);
        assert_eq!(said.json()["error"]["code"], "cluster_full");
        assert!(said.stderr.contains("is full: it has 5 tenants of at most 5"), "{}", said.stderr);
    }
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let counts: (i32, i64, i64) = sqlx::query_as(
            "SELECT tenants, (SELECT count(*) FROM control_plane.tenant_metadata WHERE status = 'active'),
                    (SELECT count(*) FROM control_plane.operations) FROM control_plane.clusters",
        )
        .fetch_one(&mut plane)
        .await
        .expect("a row");
        assert_eq!(counts, (5, 5, 5));
    });
    // Three places more, and another cluster that is chosen last: whoever loses one goes on there.
    let other = Server::start();
    let _added = add(&world, "eu-2", "eu-west-1", &other.url(), &[]).code(0);
    execute(&world, "tenantctl", "UPDATE control_plane.clusters SET capacity = 8, weight = 1000 WHERE name = 'eu-1'");
    let _first = world.run(&["provision", "first", "--cluster", "eu-2"]).code(0);
    let mut places: Vec<String> = at_once(&world, 10..16)
        .into_iter()
        .map(|said| said.code(0).json()["cluster"].as_str().expect("a cluster").to_owned())
        .collect();
    places.sort();
    assert_eq!(places, ["eu-1", "eu-1", "eu-1", "eu-2", "eu-2", "eu-2"]);
    // Many at once for one id: one tenant, one place.
    let same: Vec<_> = (0..4)
        .map(|_| {
            let mut command = world.command(&["provision", "same", "--region", "eu-west-1", "-o", "json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs")
        })
        .collect();
    for run in same {
        let said = Said::from(run.wait_with_output().expect("runs")).code(0);
        assert_eq!(said.json()["cluster"], "eu-2");
    }
    assert_eq!(world.run(&["cluster", "show", "eu-2", "-o", "json"]).code(0).json()["tenants"], 5);
    let checked = world.run(&["cluster", "check", "eu-1", "-o", "json"]).code(0).json();
    let capacity = checked["items"].as_array().expect("items").iter().find(|c| c["check"] == "capacity");
    assert_eq!(capacity.expect("a check")["status"], "warning");
}

#[test]
fn a_tenant_goes_where_its_region_has_most_room() {
    let world = World::ready();
    let (one, two) = (Server::start(), Server::start());
    let _one = add(&world, "eu-1", "eu-west-1", &one.url(), &["--weight", "2"]).code(0);
    let _two = add(&world, "eu-2", "eu-west-1", &two.url(), &["--capacity", "1"]).code(0);
    let place = |id: &str| {
        let said = world.run(&["provision", id, "--region", "eu-west-1", "-o", "json"]).code(0);
        said.json()["cluster"].as_str().expect("a cluster").to_owned()
    };
    assert_eq!(["aaa", "bbb", "ccc", "ddd"].map(place), ["eu-1", "eu-2", "eu-1", "eu-1"]);
    let dry = world.run(&["provision", "eee", "--region", "eu-west-1", "--dry-run"]).code(0);
    assert!(dry.stderr.contains("on the cluster eu-1"), "{}", dry.stderr);

    let nowhere = world.run(&["provision", "eee", "--region", "us-east-1", "-o", "json"]).code(4);
    assert_eq!(nowhere.json()["error"]["code"], "no_cluster_in_region");
    assert!(nowhere.stderr.contains("there are clusters in eu-west-1"), "{}", nowhere.stderr);
    let full = world.run(&["provision", "eee", "--cluster", "eu-2", "-o", "json"]).code(5);
    assert_eq!(full.json()["error"]["code"], "cluster_full");
    let elsewhere = world.run(&["provision", "eee", "--cluster", "eu-1", "--region", "us-east-1"]).code(2);
    assert!(elsewhere.stderr.contains("the cluster eu-1 is in eu-west-1, not in us-east-1"), "{}", elsewhere.stderr);
    let unknown = world.run(&["provision", "eee", "--cluster", "eu-3"]).code(4);
    assert!(unknown.stderr.contains("did you mean"), "{}", unknown.stderr);
    let named = world.run(&["provision", "eee", "--cluster", "eu-1", "-o", "json"]).code(0);
    assert_eq!(named.json()["region"], "eu-west-1");
    let moved = world.run(&["provision", "eee", "--cluster", "eu-2"]).code(5);
    assert!(moved.stderr.contains("cluster is eu-1, not eu-2"), "{}", moved.stderr);

    // A tenant that an earlier run left stays on its cluster, full or draining, and however it is asked for.
    execute(
        &world,
        "tenantctl",
        "UPDATE control_plane.tenant_metadata SET status = 'failed' WHERE id = 'bbb';
         UPDATE control_plane.clusters SET state = 'draining' WHERE name = 'eu-2'",
    );
    assert_eq!(place("bbb"), "eu-2");
    let _local = world.run(&["provision", "own", "--provider", "local"]).code(0);
    let _same = world.run(&["provision", "own"]).code(0);

    execute(&world, "tenantctl", "UPDATE control_plane.clusters SET system_identifier = '1' WHERE name = 'eu-1'");
    execute(&two.world, "postgres", "ALTER ROLE tenantctl_operator NOCREATEROLE");
    let wrong = world.run(&["cluster", "check"]).code(8);
    for text in ["eu-1: server: another server", "eu-2: rights: lacks CREATEROLE"] {
        assert!(wrong.stderr.contains(text), "{}", wrong.stderr);
    }
    let other = world.run(&["provision", "fff", "--cluster", "eu-1", "-o", "json"]).code(5);
    assert_eq!(other.json()["error"]["code"], "other_server");
    let _stopped = two.world.run(&["local", "stop"]).code(0);
    let down = world.run(&["cluster", "check", "-o", "json"]).code(8);
    assert!(down.stderr.contains("eu-2: reachable"), "{}", down.stderr);
    assert_eq!(down.json()["error"]["exit_code"], 8);
    assert!(!down.stderr.contains(&two.password()) && !down.stdout.contains(&two.password()));
}

#[test]
fn a_list_of_tenants_is_spread_over_the_clusters() {
    let world = World::ready();
    let (one, two) = (Server::start(), Server::start());
    let _one = add(&world, "eu-1", "eu-west-1", &one.url(), &["--capacity", "2"]).code(0);
    let _two = add(&world, "eu-2", "eu-west-1", &two.url(), &["--capacity", "3"]).code(0);
    let list = world.path().join("tenants.csv");
    std::fs::write(&list, "id,region\naaa,\nbbb,eu-west-1\nccc,\nddd,\neee,\nfff,\n").expect("written");
    let path = list.to_str().expect("a path");
    let arguments = ["provision", "--from", path, "--region", "eu-west-1", "-j", "3"];
    let said = world.run(&arguments).code(3);
    assert!(said.stderr.contains("can't be placed: the cluster eu-1 is full"), "{}", said.stderr);
    for (cluster, tenants) in [("eu-1", 2), ("eu-2", 3)] {
        assert_eq!(world.run(&["cluster", "show", cluster, "-o", "json"]).code(0).json()["tenants"], tenants);
    }
    execute(&world, "tenantctl", "UPDATE control_plane.clusters SET capacity = NULL WHERE name = 'eu-2'");
    let _completed = world.run(&arguments).code(0);
    assert_eq!(world.run(&["cluster", "show", "eu-2", "-o", "json"]).code(0).json()["tenants"], 4);
    std::fs::write(&list, "id,region\nggg,eu-west-1\nhhh,us-east-1\n").expect("written");
    let nowhere = world.run(&["provision", "--from", path]).code(4);
    assert!(nowhere.stderr.contains("there are clusters in eu-west-1"), "{}", nowhere.stderr);
    let _nothing = world.run(&["show", "ggg"]).code(4);
}

#[cfg(feature = "failpoints")]
#[test]
fn an_operation_goes_on_and_back_on_the_tenants_own_cluster() {
    let mut world = World::ready();
    let server = Server::start();
    let _added = add(&world, "eu-1", "eu-west-1", &server.url(), &[]).code(0);
    let databases = |base: &str| -> i64 {
        block_on(async {
            let mut there = server.world.superuser("postgres").await;
            let sql = "SELECT count(*) FROM pg_database WHERE datname LIKE $1 || '%'";
            sqlx::query_scalar(sql).bind(base).fetch_one(&mut there).await.expect("a count")
        })
    };
    let tenants =
        |world: &World| world.run(&["cluster", "show", "eu-1", "-o", "json"]).code(0).json()["tenants"].clone();
    let killed = |world: &mut World, id: &str, point: &str| {
        world.env.push(("TENANTCTL_FAILPOINTS".into(), point.into()));
        let _died = world.run(&["provision", id, "--region", "eu-west-1"]).code(-6);
        world.env.clear();
        let listed = world.run(&["operation", "list", "--tenant-id", id, "-o", "json"]).code(0).json();
        listed["items"][0]["id"].as_str().expect("an id").to_owned()
    };
    // Neither needs the region or the server to be named.
    let operation = killed(&mut world, "acme-corp", "provision.database");
    let _drained = world.run(&["cluster", "drain", "eu-1"]).code(0);
    let resumed = world.run(&["operation", "resume", &operation, "-o", "json"]).code(0).json();
    assert_eq!((&resumed["status"], &resumed["cluster"]), (&"active".into(), &"eu-1".into()));
    assert_eq!((databases("acme_corp"), tenants(&world)), (1, 1.into()));
    let _undrained = world.run(&["cluster", "drain", "eu-1", "--undo"]).code(0);

    let operation = killed(&mut world, "globex", "provision.rights");
    assert_eq!((databases("globex"), tenants(&world)), (1, 2.into()));
    let rollback = ["operation", "rollback", &operation, "--yes", "-o", "json"];
    assert_eq!(world.run(&rollback).code(0).json()["already_rolled_back"], false);
    assert_eq!((databases("globex"), tenants(&world)), (0, 1.into()));

    let _operation = killed(&mut world, "initech", "provision.template");
    let shown = world.run(&["show", "initech", "-o", "json"]).code(0).json();
    let plant = format!("CREATE DATABASE {}", shown["database"].as_str().expect("a name"));
    block_on(async {
        let mut there = server.world.superuser("postgres").await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(plant)).execute(&mut there).await.expect("made");
    });
    let list = world.path().join("tenants.csv");
    std::fs::write(&list, "id,region\ninitech,eu-west-1\nhooli,eu-west-1\n").expect("written");
    let from = ["provision", "--from", list.to_str().expect("a path"), "--rollback-on-failure"];
    let failed = world.run(&from).code(3);
    assert!(failed.stderr.contains("all of it was undone"), "{}", failed.stderr);
    assert_eq!(tenants(&world), 2, "acme-corp and hooli");
    let made = ["provision", "initech", "--region", "eu-west-1", "--rollback-on-failure", "-o", "json"];
    assert_eq!(world.run(&made).code(0).json()["cluster"], "eu-1");

    // What is undone needs no server.
    let _stopped = server.world.run(&["local", "stop"]).code(0);
    assert_eq!(world.run(&rollback).code(0).json()["already_rolled_back"], true);
}
