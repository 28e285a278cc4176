//! An exchanged row opens nothing, and passwords and the master key appear in no output, log, table or other file.

use crate::hostile::{as_superuser, content, log, registry, two_tenants};
use crate::support::proxy::{Act, Fault, Proxy, When};
use crate::support::world_check::{Expect, world_check};
use crate::support::{Said, World, block_on};
use std::process::Stdio;
use std::time::Duration;

const REGION: [&str; 2] = ["--region", "us-east-1"];

#[test]
fn exchanged_rows_open_nothing() {
    let world = World::ready();
    let [own, other] = two_tenants(&world);
    let databases = [&own.database, &other.database];
    let before = databases.map(|database| content(&world, database));
    let plane = registry(&world);
    let exchange = |table: &str, column: &str, same: &str| {
        format!(
            "UPDATE control_plane.{table} s SET {column} = o.{column} FROM control_plane.{table} o
             WHERE {same} AND s.tenant_uuid <> o.tenant_uuid;"
        )
    };
    let sealed = exchange("tenant_secrets", "sealed", "s.name = o.name");
    let keys = exchange("tenant_keys", "wrapped_key", "true");
    std::fs::write(world.path().join("vendors.csv"), "name,code\nx,y\n").expect("written");
    // With something to write.
    let folder = world.own_migration();
    for both in [sealed.clone(), keys.clone(), format!("{sealed}{keys}")] {
        as_superuser(&world, "tenantctl", &both);
        for id in ["acme-corp", "globex"] {
            // The refusal is a conflict (5). `migrate` is a fleet run even of one tenant, which names who failed (3).
            for (arguments, code) in [
                (&["url", id, "--reveal"][..], 5),
                (&["migrate", "-t", id, "--dir", &folder], 3),
                (&["migrate", "--all", "--dir", &folder], 3),
                (&["seed", "-t", id, "--from", "vendors.csv"], 5),
                (&["connect", id, "--", "-c", "select 1"], 5),
            ] {
                let said = world.run(arguments);
                assert_eq!(said.code, code, "{arguments:?}: {}", said.stderr);
                assert!(said.stderr.contains("does not belong to this tenant"), "{arguments:?}: {}", said.stderr);
            }
        }
        as_superuser(&world, "tenantctl", &both);
        assert_eq!(registry(&world), plane);
    }
    // The registry's row names another tenant's database, and somebody even let the login into it.
    let name = format!(
        "UPDATE control_plane.tenant_metadata SET database_name = 'elsewhere' WHERE id = 'globex';
         UPDATE control_plane.tenant_metadata SET database_name = '{}' WHERE id = 'acme-corp'",
        other.database
    );
    as_superuser(&world, "tenantctl", &name);
    for (let_in, words) in [(false, "permission denied for database"), (true, "wrong database")] {
        if let_in {
            let text = format!("GRANT CONNECT ON DATABASE {} TO {}", other.database, own.user);
            as_superuser(&world, "postgres", &text);
        }
        for arguments in [
            &["migrate", "-t", "acme-corp"][..],
            &["migrate", "-t", "acme-corp", "--dry-run"],
            &["seed", "-t", "acme-corp", "--from", "vendors.csv"],
            &["seed", "-t", "acme-corp", "--include-mock-data"],
            &["migrate", "status", "--live", "-t", "acme-corp"],
        ] {
            let said = world.run(arguments);
            assert!(said.code > 1, "{arguments:?}: {}", said.stdout);
            let text = format!("{}{}", said.stdout, said.stderr);
            assert!(text.contains(words), "{arguments:?}: {text}");
        }
    }
    assert_eq!(databases.map(|database| content(&world, database)), before);
}

/// The master key of the test, and its other spellings.
const MASTER_KEY: &str = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2";
const SPELLINGS: [&str; 3] = [
    MASTER_KEY,
    "C3AB8FF13720E8AD9047DD39466B3C8974E592C2FA383D4A3960714CAEF0C4F2",
    "w6uP8Tcg6K2QR905Rms8iXTlksL6OD1KOWBxTK7wxPI",
];

/// Everything that was printed, with what a table of the server knew meanwhile.
#[derive(Default)]
struct Heard(String);

impl Heard {
    /// Runs it; the exit code must be one of those.
    #[track_caller]
    fn run(&mut self, world: &World, arguments: &[&str], code: i32) {
        let said = world.run(arguments).code(code);
        self.0.push_str(&format!("\n# {arguments:?}\n{}\n{}", said.stdout, said.stderr));
    }
}

#[test]
fn no_secret_anywhere() {
    let mut world = World::new();
    world.env.push(("TENANTCTL_MASTER_KEY".into(), MASTER_KEY.into()));
    let mut heard = Heard::default();
    heard.run(&world, &["init", "-vv"], 0);
    for setting in ["log_statement = 'all'", "log_min_duration_statement = 0", "log_parameter_max_length_on_error = -1"]
    {
        as_superuser(&world, "postgres", &format!("ALTER SYSTEM SET {setting}"));
    }
    as_superuser(&world, "postgres", "SELECT pg_reload_conf()");
    talk(&world, &mut heard);
    faults(&mut world, &mut heard);

    let mut canaries: Vec<String> = SPELLINGS.map(str::to_owned).into();
    canaries.push(world.server().superuser_password().expect("a password"));
    canaries.push(world.server().read_or_create_password("operator").expect("a password"));
    for id in ["acme-corp", "globex", "initech"] {
        canaries.extend(["app", "migrator"].map(|role| world.login(id, role).password));
    }
    let hex = |text: &String| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
    let in_hex: Vec<String> = canaries.iter().map(hex).collect();
    canaries.extend(in_hex);
    heard.0.push_str(&content(&world, "tenantctl").join("\n"));
    as_superuser(&world, "postgres", "CHECKPOINT");
    // What is looked through holds the statements at all.
    assert!(log(&world).contains("CREATE ROLE") && heard.0.contains("DEBUG") && heard.0.contains("CREATE DATABASE"));

    let found = |folder: &std::path::Path, more: &[&str]| {
        let patterns = world.path().join("patterns");
        std::fs::write(&patterns, canaries.join("\n")).expect("written");
        let mut grep = std::process::Command::new("grep");
        let output = grep.args(["-rlaF", "-f"]).arg(patterns).args(more).arg(folder).output().expect("grep");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let whole = found(&world.state(), &[]);
    assert_eq!(whole.lines().count(), 2, "the password files themselves, so that grep is known to find: {whole}");
    assert_eq!(found(&world.state(), &["--exclude=*.password"]), "");
    for (number, canary) in canaries.iter().enumerate() {
        let at = heard.0.find(canary.as_str());
        assert!(at.is_none(), "canary {number}: {}", at.map_or("", |at| &heard.0[at.saturating_sub(300)..at]));
    }
    world_check(&world, Expect { resumable: false });
}

/// What the server stores in place of a password opens nothing by itself, but it can be guessed against.
#[test]
fn no_verifier_in_the_log() {
    let mut world = World::new();
    for filter in [None, Some("trace,sqlx=trace")] {
        world.env.retain(|(name, _)| name != "TENANTCTL_LOG");
        world.env.extend(filter.map(|filter| ("TENANTCTL_LOG".to_owned(), filter.to_owned())));
        let id = if filter.is_none() { "acme-corp" } else { "globex" };
        for arguments in [
            &["provision", id, REGION[0], REGION[1], "-vv"][..],
            &["rotate", "-t", id, "-vv"],
            &["rotate", "-t", id, "--overlap", "1h", "-vv"],
            &["suspend", id, "-y", "-vv"],
            &["resume", id, "-vv"],
        ] {
            let said = world.run(arguments).code(0);
            assert!(said.stderr.contains("sqlx::query"), "{arguments:?}: statements are logged: {}", said.stderr);
            for secret in ["SCRAM-SHA-256$", " PASSWORD "] {
                let at = said.stderr.find(secret).map(|at| &said.stderr[at.saturating_sub(300)..at]);
                assert_eq!(at, None, "{arguments:?} {filter:?}");
            }
        }
    }
}

fn talk(world: &World, heard: &mut Heard) {
    std::fs::write(world.path().join("bad.csv"), "name,nothing\nx,y\n").expect("written");
    std::fs::write(world.path().join("bad.toml"), "x").expect("written");
    heard.run(world, &["pool", "fill", "--size", "1", "-vv"], 0);
    heard.run(world, &["provision", "acme-corp", REGION[0], REGION[1], "-vv", "-o", "json"], 0);
    heard.run(world, &["provision", "globex", REGION[0], REGION[1], "--include-mock-data", "-vv"], 0);
    for format in ["table", "json", "ndjson", "csv"] {
        for arguments in [
            &["provision", "globex", REGION[0], REGION[1], "--include-mock-data"][..],
            &["url", "acme-corp"],
            &["url", "acme-corp", "--role", "migrator"],
            &["migrate", "--all"],
            &["migrate", "status", "--live"],
            &["operation", "list"],
            &["pool", "status"],
            &["list"],
            &["show", "acme-corp"],
            &["config", "list"],
            &["cluster", "list"],
        ] {
            heard.run(world, &[arguments, &["-vv", "-o", format]].concat(), 0);
        }
        heard.run(world, &["url", "nobody", "--reveal", "-vv", "-o", format], 4);
        heard.run(world, &["provision", "acme-corp", "--region", "y", "-vv", "-o", format], 5);
        heard.run(
            world,
            &["seed", "-t", "acme-corp", "--from", "bad.csv", "--table", "vendors", "-vv", "-o", format],
            11,
        );
        heard.run(world, &["connect", "acme-corp", "-vv", "-o", format, "--", "-c", "select no"], 1);
    }
    heard.run(world, &["connect", "acme-corp", "--role", "migrator", "--", "-c", "select current_user"], 0);
}

/// Failures on the way, with the operator's password in the URL, and a death in the middle.
fn faults(world: &mut World, heard: &mut Heard) {
    let proxy = Proxy::before(world);
    let url = proxy.operator_url(world);
    let provision = ["provision", "initech", REGION[0], REGION[1], "--provider", "cluster", "-vv"];
    world.env.push(("DATABASE_URL".into(), url.clone()));
    for (moment, act, code) in [
        (When::Start, Act::Fatal("28P01"), 7),
        (When::Sending("CREATE ROLE"), Act::Error("42501"), 7),
        (When::Sending("control_plane.tenant_secrets"), Act::Error("53100"), 6),
    ] {
        proxy.add(Fault::on(moment, act));
        heard.run(world, &provision, code);
        proxy.clear();
    }
    if cfg!(feature = "failpoints") {
        world.env.push(("TENANTCTL_FAILPOINTS".into(), "provision.logins".into()));
        heard.run(world, &provision, -6);
        world.env.pop();
    }
    // While it makes the logins, whoever may look sees what it sends.
    proxy.add(Fault::on(When::Completed("COMMENT"), Act::Hold));
    let mut command = world.command(&provision);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    assert!(proxy.wait_for_hits(1, Duration::from_secs(30)), "it sets a comment");
    let queries = "SELECT concat_ws(' ', query, application_name) FROM pg_stat_activity WHERE query LIKE '%ROLE%'";
    let seen: Vec<String> = block_on(async {
        sqlx::query_scalar(queries).fetch_all(&mut world.superuser("postgres").await).await.expect("queries")
    });
    heard.0.push_str(&seen.join("\n"));
    proxy.clear();
    let said = Said::from(child.wait_with_output().expect("ends")).code(0);
    heard.0.push_str(&format!("{}{}", said.stdout, said.stderr));
    for (from, to, code) in
        [("127.0.0.1:", "127.0.0.1:x", 10), ("/tenantctl?", "/nowhere?", 4), ("tenantctl_operator", "nobody", 7)]
    {
        world.env.pop();
        world.env.push(("DATABASE_URL".into(), url.replacen(from, to, 1)));
        heard.run(world, &["list", "-vv", "--timeout", "2s"], code);
    }
    world.env.pop();
}
