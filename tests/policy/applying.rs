//! Applying a policy to the control plane.

use super::{apply, file, inside, policy, present, provision, toml, with_users, without_role, without_vendors};
use crate::support::{Said, World, block_on};
use serde_json::{Value, json};
use std::process::Stdio;

fn from_stdin(world: &World, arguments: &[&str], input: &str) -> Said {
    use std::io::Write;
    let mut command = world.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    // Refused before it is read, the pipe may be closed already.
    let _written = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("ends").into()
}

#[test]
fn a_policy_is_shown_changed_and_shown_again() {
    let world = World::ready();
    let built_in = present(&world);
    assert_eq!((&built_in["version"], &built_in["source"]), (&json!(1), &json!("built_in")));
    let table = world.run(&["policy", "show"]).code(0);
    assert!(table.stderr.contains("version 1, built into tenantctl"), "{}", table.stderr);
    assert!(table.stdout.lines().all(|line| line.chars().count() <= 80), "{}", table.stdout);
    let line = |name: &str| table.stdout.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
    assert!(line("employees.write").ends_with("  owner admin"), "{}", table.stdout);
    assert_eq!(line("vendors.read").find("viewer"), line("products.read").find("viewer"), "{}", table.stdout);
    // What is shown is what is taken, and the same is nothing to do.
    let same = from_stdin(&world, &["policy", "apply", "-", "-o", "json"], &toml(&world)).code(0);
    assert_eq!(same.json()["items"][0]["status"], "equal");
    assert_eq!(present(&world), built_in);
    assert_eq!(from_stdin(&world, &["policy", "diff", "-", "-o", "json"], &toml(&world)).code(0).json(), same.json());

    let changed = file(&world, without_vendors);
    let differs = policy(&world, &["diff", &changed]).code(8).json();
    assert_eq!(differs["items"][1]["difference"], "- manager: vendors.write");
    assert_eq!((&differs["items"][1]["kind"], &differs["items"][1]["role"]), (&json!("grant"), &json!("manager")));
    let planned = policy(&world, &["apply", &changed, "-n"]).code(0).json();
    assert_eq!(planned["items"][1]["status"], "planned");
    let _unconfirmed = policy(&world, &["apply", &changed]).code(9);
    assert_eq!(present(&world), built_in);
    let applied = policy(&world, &["apply", &changed, "--yes"]).code(0);
    assert_eq!(applied.json()["items"][0]["difference"], "~ version 1 to 2");
    assert!(applied.stderr.contains("tenantctl policy sync --all"), "{}", applied.stderr);
    let now = present(&world);
    assert_eq!((&now["version"], &now["source"]), (&json!(2), &json!("applied")));
    assert_eq!(now["roles"].as_array().map(Vec::len), Some(5));
    assert!(now["applied_by"].as_str().is_some_and(|by| by.starts_with("tester@")), "{now}");
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let written = std::fs::read_to_string(&changed).expect("read");
    assert_eq!(words(toml(&world)), words(written), "the order isn't kept");
    let _same = policy(&world, &["apply", &changed]).code(0);
    let log: Vec<Value> = block_on(async {
        let sql = "SELECT jsonb_build_object('phase', phase, 'detail', detail) FROM control_plane.policy_sync_logs
                   WHERE action = 'policy apply' ORDER BY seq";
        sqlx::query_scalar(sql).fetch_all(&mut world.superuser("tenantctl").await).await.expect("rows")
    });
    assert_eq!(log.len(), 2);
    assert_eq!(log[1]["detail"]["changes"], json!(["~ version 1 to 2", "- manager: vendors.write"]));
}

#[test]
fn what_is_no_newer_policy_is_refused() {
    let world = World::ready();
    apply(&world, |text| text);
    let text = toml(&world);
    for (text, code, words) in [
        (text.replace("version = 2", "version = 3").replace("owner", "boss"), 11, "no role \"owner\""),
        (
            text.replace("version = 2", "version = 3").replacen("name = \"viewer\"", "nam = \"viewer\"", 1),
            11,
            "unknown field `nam`",
        ),
        (
            text.replace("version = 2", "version = 3").replacen("\"vendors.write\"", "\"vendors.wite\"", 2),
            11,
            "did you mean",
        ),
        ("no toml".to_owned(), 11, "line 1"),
        (String::new(), 11, "missing field"),
        (without_vendors(text.clone()), 5, "write version = 3 into it"),
        (without_vendors(text.replace("version = 2", "version = 1")), 5, "has version 1"),
    ] {
        let said = from_stdin(&world, &["policy", "apply", "-", "--yes"], &text).code(code);
        assert!(said.stderr.contains(words), "{words}: {}", said.stderr);
    }
    let _missing = policy(&world, &["apply", "nothing.toml", "--yes"]).code(11);
    let _large = from_stdin(&world, &["policy", "apply", "-", "--yes"], &"#".repeat((4 << 20) + 1)).code(11);
    let _both = policy(&world, &["diff", "policy.toml", "--all"]).code(2);
    assert_eq!(present(&world)["version"], 2);
    let doubtful = file(&world, |text| text.replace("\"employees.read\", ", "").replace(", \"employees.read\"", ""));
    let warned = policy(&world, &["apply", &doubtful, "-n"]).code(0);
    assert!(warned.stderr.contains("owner has employees.write without employees.read"), "{}", warned.stderr);
}

#[test]
fn a_role_that_somebody_has_is_kept() {
    let world = World::ready();
    let acme = with_users(&world, "acme-corp");
    provision(&world, "globex");
    let without = file(&world, without_role("clerk"));
    let refused = policy(&world, &["apply", &without, "--yes"]).code(5);
    assert_eq!(refused.json()["error"]["code"], "roles_in_use");
    for words in ["clerk can't be taken away", "acme-corp", "clerk (1 user)", "--force"] {
        assert!(refused.stderr.contains(words), "{words}: {}", refused.stderr);
    }
    let _dry = policy(&world, &["apply", &without, "-n"]).code(5);
    let _other = policy(&world, &["apply", &file(&world, without_role("admin")), "-n"]).code(0);
    inside(&world, &acme, "UPDATE access.user_mappings SET role = 'viewer' WHERE role = 'clerk'");
    let _applied = policy(&world, &["apply", &file(&world, without_role("clerk")), "--yes"]).code(0);
    let _synced = policy(&world, &["sync", "--all"]).code(0);
    // Who has none of the policy's roles, as a tenant may have made one, is no reason against another change.
    inside(
        &world,
        &acme,
        "INSERT INTO access.roles (name) VALUES ('own'); UPDATE access.user_mappings SET role = 'own' WHERE role = 'viewer'",
    );
    let _applied = policy(&world, &["apply", &file(&world, without_role("admin")), "--yes"]).code(0);
    let own = policy(&world, &["sync", "-t", "acme-corp"]).code(5);
    assert!(own.stderr.contains("own (2 users)"), "{}", own.stderr);
}

#[test]
fn of_eight_at_once_one_is_applied() {
    let world = World::ready();
    let file = file(&world, without_vendors);
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = world.command(&["policy", "apply", &file, "--yes", "-o", "json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs")
        })
        .collect();
    let mut applied = 0;
    for child in children {
        let said: Said = child.wait_with_output().expect("ends").into();
        match said.code {
            0 => applied += usize::from(said.json()["items"][0]["status"] == "applied"),
            _ => assert_eq!(said.code(5).json()["error"]["code"], "policy_changed"),
        }
    }
    assert_eq!((applied, &present(&world)["version"]), (1, &json!(2)));
}
