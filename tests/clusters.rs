//! Clusters: adding, checking, draining and removing them, and placing tenants on them.

use crate::support::{Said, World, block_on};
use std::io::Write;
use std::process::Stdio;

const CANARY: &str = "canary-9d1e";

/// A world whose embedded server also listens on TCP, so that another one can have it as a cluster.
struct Server {
    world: World,
    port: String,
}

impl Server {
    fn start() -> Self {
        let world = World::new();
        let port = {
            let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            free.local_addr().expect("an address").port().to_string()
        };
        let _listening = world.run(&["local", "start", "--listen", &port]).code(0);
        Self { world, port }
    }

    fn password(&self) -> String {
        self.world.server().read_or_create_password("operator").expect("a password")
    }

    fn url_with(&self, password: &str) -> String {
        format!("postgresql://tenantctl_operator:{password}@127.0.0.1:{}/tenantctl", self.port)
    }

    fn url(&self) -> String {
        self.url_with(&self.password())
    }
}

fn add(world: &World, name: &str, region: &str, url: &str, more: &[&str]) -> Said {
    let arguments = ["cluster", "add", name, "--region", region, "--url-env", "CLUSTER_URL"];
    let mut command = world.command(&[&arguments[..], more].concat());
    command.env("CLUSTER_URL", url).output().expect("runs").into()
}

fn log_of(world: &World) -> Vec<(String, String, Option<String>)> {
    block_on(async {
        let mut plane = world.superuser("tenantctl").await;
        sqlx::query_as(
            "SELECT action, phase, outcome FROM control_plane.policy_sync_logs WHERE action LIKE 'cluster%' ORDER BY seq",
        )
        .fetch_all(&mut plane)
        .await
        .expect("rows")
    })
}

fn execute(world: &World, database: &str, sql: &'static str) {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::raw_sql(sql).execute(&mut server).await.expect(sql);
    });
}

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
fn the_server_of_database_url_is_a_cluster_by_itself_and_can_be_given_a_name() {
    let server = Server::start();
    let mut world = World::new();
    let no_server = world.run(&["provision", "acme-corp", "--provider", "cluster", "--region", "eu-west-1"]).code(10);
    assert!(no_server.stderr.contains("tenantctl cluster add"), "{}", no_server.stderr);
    assert!(!world.state().exists(), "nothing was made");
    world.env.push(("DATABASE_URL".into(), server.url()));
    let made = world.run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(made.json()["cluster"], "default");
    let _dry = world.run(&["provision", "globex", "--region", "us-east-1", "--dry-run"]).code(0);
    let named = add(&world, "main", "us-east-1", &server.url(), &["--capacity", "2", "-o", "json"]).code(0);
    assert_eq!(named.json()["tenants"], 1);
    let kept = world.run(&["provision", "acme-corp", "--region", "us-east-1", "-o", "json"]).code(0);
    assert_eq!(kept.json()["cluster"], "main");
    assert_eq!(kept.json()["already_provisioned"], true);
    let _second = world.run(&["provision", "globex", "--region", "us-east-1"]).code(0);
    let _full = world.run(&["provision", "initech", "--region", "us-east-1"]).code(5);
    let _elsewhere = world.run(&["provision", "initech", "--region", "eu-west-1"]).code(4);
    // A label of one's own is a region once a cluster has it.
    let other = Server::start();
    let unknown = world.run(&["provision", "initech", "--region", "hall-7"]).code(4);
    assert!(unknown.stderr.contains("there are clusters in us-east-1"), "{}", unknown.stderr);
    let _added = add(&world, "hall", "hall-7", &other.url(), &[]).code(0);
    let placed = world.run(&["provision", "initech", "--region", "hall-7", "-o", "json"]).code(0);
    assert_eq!(placed.json()["cluster"], "hall");
    let _migrated = world.run(&["migrate", "--all"]).code(0);
    let _same = add(&world, "again", "us-east-1", &server.url(), &[]).code(5);
}

#[test]
fn an_older_control_plane_counts_its_tenants() {
    let world = World::ready();
    for id in ["acme-corp", "globex", "initech"] {
        let _made = world.run(&["provision", id, "--region", "x"]).code(0);
    }
    execute(
        &world,
        "tenantctl",
        "DROP TRIGGER count_tenants ON control_plane.tenant_metadata;
         DROP FUNCTION control_plane.count_tenants();
         DROP INDEX control_plane.clusters_placement;
         ALTER TABLE control_plane.clusters DROP COLUMN tenants;
         UPDATE control_plane.tenant_metadata SET status = 'deleted' WHERE id = 'initech';
         DROP TABLE control_plane.pool_members;
         ALTER TABLE control_plane.tenant_metadata
             DROP COLUMN database_host, DROP COLUMN database_port, DROP COLUMN api_url, DROP COLUMN pinned_version,
             DROP COLUMN suspended_at, DROP COLUMN suspended_reason, DROP COLUMN suspended_until,
             DROP COLUMN connection_limit, DROP COLUMN deleting_since, DROP COLUMN purge_after,
             DROP COLUMN status_before, DROP COLUMN backup_file, DROP COLUMN backup_sha256;
         DROP INDEX control_plane.tenant_metadata_project;
         DROP TABLE control_plane.signing_keys, control_plane.role_permissions, control_plane.permissions,
             control_plane.roles, control_plane.policy_version, control_plane.fleet_run_tenants,
             control_plane.fleet_runs, control_plane.login_rotations, control_plane.tenant_moves, control_plane.policy_sync_open,
             control_plane.erasure_certificates;
         DROP FUNCTION control_plane.refuse_certificate_change();
         DELETE FROM control_plane.schema_migrations WHERE version >= 20260101000006",
    );
    let behind = world.run(&["cluster", "list"]).code(5);
    assert!(behind.stderr.contains("tenantctl init"), "{}", behind.stderr);
    let _more = world.run(&["provision", "hooli", "--region", "x"]).code(0);
    let tenants = || world.run(&["cluster", "show", "local", "-o", "json"]).code(0).json()["tenants"].clone();
    assert_eq!(tenants(), 3);
    for (sql, expected) in [
        ("UPDATE control_plane.tenant_metadata SET status = 'suspended' WHERE id = 'globex'", 3),
        ("UPDATE control_plane.tenant_metadata SET status = 'deleted' WHERE id = 'globex'", 2),
        ("UPDATE control_plane.tenant_metadata SET status = 'active' WHERE id = 'globex'", 3),
        ("UPDATE control_plane.tenant_metadata SET cluster_id = NULL WHERE id = 'globex'", 2),
    ] {
        execute(&world, "tenantctl", sql);
        assert_eq!(tenants(), expected, "{sql}");
    }
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
