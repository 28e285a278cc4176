//! Adding, checking, draining and removing clusters.

use super::{CANARY, Server, add, execute, log_of};
use crate::support::{Said, World, block_on};
use std::io::Write;
use std::process::Stdio;

#[test]
fn a_cluster_lives_from_add_to_remove() {
    let world = World::ready();
    let server = Server::start();
    let secret = server.password();
    let mut said = Vec::new();
    let mut run = |arguments: &[&str], code: i32| {
        let done = world.run(arguments).code(code);
        said.push((done.stdout.clone(), done.stderr.clone()));
        done
    };
    assert_eq!(run(&["cluster", "list", "-o", "json"], 0).json()["items"].as_array().expect("items").len(), 0);
    let planned = add(&world, "eu-1", "eu-west-1", &server.url(), &["--capacity", "3", "--dry-run", "-o", "json"]);
    assert_eq!(planned.code(0).json()["id"], serde_json::Value::Null);
    let _nothing = run(&["cluster", "show", "eu-1"], 4);
    let added = add(&world, "eu-1", "eu-west-1", &server.url(), &["--capacity", "3", "-o", "json"]).code(0);
    assert_eq!(added.json()["capacity"], 3);
    assert_eq!(added.json()["weight"], 1);
    assert_eq!(added.json()["state"], "active");
    assert_eq!(added.json()["operator_login"], "tenantctl_operator");
    assert!(!added.stdout.contains(&secret) && !added.stderr.contains(&secret));

    let made = run(&["provision", "acme-corp", "--region", "eu-west-1", "-o", "json"], 0);
    assert_eq!(made.json()["cluster"], "eu-1");
    assert_eq!(made.json()["provider"], "cluster");
    assert!(made.stderr.contains("provider cluster (clusters are registered)"), "{}", made.stderr);
    let _again = run(&["provision", "acme-corp", "--region", "eu-west-1"], 0);
    let _migrated = run(&["migrate", "--all"], 0);
    let shown = run(&["cluster", "show", "eu-1", "-o", "json"], 0).json();
    assert_eq!((&shown["tenants"], &shown["region"]), (&1.into(), &"eu-west-1".into()));
    let near = run(&["cluster", "show", "eu-2"], 4);
    assert!(near.stderr.contains("did you mean eu-1?"), "{}", near.stderr);

    let checked = run(&["cluster", "check", "-o", "json"], 0).json();
    let checks = checked["items"].as_array().expect("items");
    assert_eq!(checks.len(), 9);
    assert!(checks.iter().all(|check| check["status"] == "ok"), "{checked}");

    let dry = run(&["cluster", "drain", "eu-1", "--dry-run", "-o", "json"], 0);
    assert_eq!(dry.json()["state"], "active");
    assert_eq!(run(&["cluster", "drain", "eu-1", "-o", "json"], 0).json()["state"], "draining");
    let again = run(&["cluster", "drain", "eu-1"], 0);
    assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
    for more in [&[][..], &["--cluster", "eu-1"]] {
        let closed = run(&[&["provision", "globex", "--region", "eu-west-1", "-o", "json"], more].concat(), 5);
        assert_eq!(closed.json()["error"]["code"], "cluster_draining");
        assert!(closed.stderr.contains("is draining"), "{}", closed.stderr);
    }
    let _kept = run(&["provision", "acme-corp", "--region", "eu-west-1"], 0);
    assert_eq!(run(&["cluster", "drain", "eu-1", "--undo", "-o", "json"], 0).json()["state"], "active");

    let occupied = run(&["cluster", "remove", "eu-1", "--yes"], 5);
    assert!(occupied.stderr.contains("the cluster eu-1 still has tenants (1)"), "{}", occupied.stderr);
    // A deleted tenant keeps its row and gives up its place.
    execute(&world, "tenantctl", "UPDATE control_plane.tenant_metadata SET status = 'deleted'");
    let _unconfirmed = run(&["cluster", "remove", "eu-1"], 9);
    let _dry = run(&["cluster", "remove", "eu-1", "--dry-run"], 0);
    let _removed = run(&["cluster", "remove", "eu-1", "--yes"], 0);
    let _gone = run(&["cluster", "remove", "eu-1", "--yes"], 4);
    for (stdout, stderr) in said {
        assert!(!stdout.contains(&secret) && !stderr.contains(&secret), "{stdout}{stderr}");
    }
    let expected = ["cluster add", "cluster drain", "cluster drain", "cluster remove"].map(|action| {
        let entry =
            |phase: &str, outcome: Option<&str>| (action.to_owned(), phase.to_owned(), outcome.map(str::to_owned));
        [entry("begin", None), entry("end", Some("done"))]
    });
    assert_eq!(log_of(&world), expected.concat());
    let stored: i64 = block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        let sql = "SELECT count(*) FROM control_plane.policy_sync_logs WHERE detail::text LIKE '%' || $1 || '%'";
        sqlx::query_scalar(sql).bind(&secret).fetch_one(&mut plane).await.expect("a count")
    });
    assert_eq!(stored, 0);
}

#[test]
fn what_is_no_cluster_is_refused_before_anything_is_written() {
    let world = World::ready();
    let server = Server::start();
    execute(
        &server.world,
        "postgres",
        "CREATE ROLE weak LOGIN PASSWORD 'canary-9d1e' CREATEDB; GRANT CONNECT ON DATABASE postgres TO weak",
    );
    let weak = format!("postgresql://weak:{CANARY}@127.0.0.1:{}/postgres", server.port);
    let pooler = format!("postgresql://u:{CANARY}@127.0.0.1:6543/x");
    let mysql = format!("mysql://u:{CANARY}@127.0.0.1/x");
    let nobody = format!("postgresql://u:{CANARY}@127.0.0.1:1/x");
    let plain = format!("postgresql://u:{CANARY}@db.invalid/x?sslmode=disable");
    let lines = format!("postgresql://u:{CANARY}@127.0.0.1/x\nsecond");
    for (url, code, text) in [
        ("", 10, "the variable CLUSTER_URL isn't set"),
        (CANARY, 10, "the variable CLUSTER_URL is not a connection URL"),
        (mysql.as_str(), 10, "mysql"),
        (lines.as_str(), 10, "more than one line"),
        (plain.as_str(), 10, "in the clear"),
        (pooler.as_str(), 10, "pooler"),
        (nobody.as_str(), 6, "transaction pooler"),
        (server.url_with(CANARY).as_str(), 7, "password"),
        (weak.as_str(), 7, "lacks CREATEROLE"),
    ] {
        let said = add(&world, "eu-1", "eu-west-1", url, &["--timeout", "2s"]).code(code);
        assert!(said.stderr.contains(text), "{text}: {}", said.stderr);
        assert!(!said.stderr.contains(CANARY) && !said.stdout.contains(CANARY), "{}", said.stderr);
    }
    for name in ["default", "local", "EU", "1x"] {
        let _reserved = add(&world, name, "eu-west-1", &server.url(), &[]).code(2);
    }
    for arguments in [
        &["cluster", "add", "eu-1", "--region", "eu-west-1"][..],
        &["cluster", "add", "eu-1", "--url-env", "X"],
        &["cluster", "add", "eu-1", "--region", "eu-west-1", "--url-env", "X", "--url-stdin"],
        &["cluster", "add", "eu-1", "--region", "eu-west-1", "--url-env", "X", "--capacity", "-1"],
        &["cluster", "add", "eu-1", "--region", "eu-west-1", "--url-env", "X", "--weight", "0"],
    ] {
        let _usage = world.run(arguments).code(2);
    }
    let url = server.url();
    let in_arguments = world.run(&["cluster", "add", "eu-1", "--region", "eu-west-1", "--url-env", &url]).code(2);
    assert!(!in_arguments.stderr.contains(&server.password()), "{}", in_arguments.stderr);
    assert!(log_of(&world).is_empty());
    let groups: i64 = block_on(async {
        let mut plane = server.world.superuser("postgres").await;
        let sql = "SELECT count(*) FROM pg_roles WHERE rolname IN ('tenantctl_databases', 'tenantctl_owner', 'tenantctl_app')";
        sqlx::query_scalar(sql).fetch_one(&mut plane).await.expect("a count")
    });
    assert_eq!(groups, 0, "nothing was made there");
}

#[test]
fn a_url_comes_from_a_file_or_standard_input_and_a_server_is_added_once() {
    let world = World::ready();
    let server = Server::start();
    let file = world.path().join("eu.url");
    std::fs::write(&file, format!("{}\n", server.url())).expect("written");
    let path = file.to_str().expect("a path");
    let open = world.run(&["cluster", "add", "eu-1", "--region", "eu-west-1", "--url-file", path]).code(0);
    assert!(open.stderr.contains("chmod 600"), "{}", open.stderr);
    let same = add(&world, "eu-2", "eu-west-1", &server.url().replace("127.0.0.1", "localhost"), &["-o", "json"]);
    assert_eq!(same.code(5).json()["error"]["code"], "same_server");
    let _removed = world.run(&["cluster", "remove", "eu-1", "--yes"]).code(0);
    let mut child = world
        .command(&["cluster", "add", "eu-2", "--region", "eu-west-1", "--url-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("stdin").write_all(server.url().as_bytes()).expect("written");
    let _added = Said::from(child.wait_with_output().expect("runs")).code(0);
    let other = Server::start();
    let taken = add(&world, "eu-2", "eu-west-1", &other.url(), &["-o", "json"]).code(5);
    assert_eq!(taken.json()["error"]["code"], "cluster_exists");
    // The control plane's own server holds the tenants of the provider local.
    let _local = world.run(&["provision", "acme-corp", "--provider", "local"]).code(0);
    let endpoint = world.server().endpoint().expect("it runs");
    let password = world.server().read_or_create_password("operator").expect("a password");
    let own = format!(
        "postgresql:///tenantctl?host={}&port={}&user=tenantctl_operator&password={password}",
        endpoint.socket_dir.display(),
        endpoint.port
    );
    let own = add(&world, "own", "eu-west-1", &own, &["-o", "json"]).code(5);
    assert!(own.json()["error"]["message"].as_str().expect("a text").contains("is the cluster local already"));
}
