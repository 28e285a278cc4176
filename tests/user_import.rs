//! Users from Firebase and from plain files: what is refused, what is found again, and who can log in afterwards.

use crate::support::supabase::{Act, FakeSupabase, Fault, Options};
use crate::support::{Said, World, block_on};
use serde_json::{Value, json};

const HASH_CONFIG: &str = "hash_config {
  algorithm: SCRYPT,
  base64_signer_key: ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj1b2g6AUCAlFwMw==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}";

/// A tenant on the embedded PostgreSQL, and a shared Auth server.
fn world() -> (FakeSupabase, World) {
    let fake = FakeSupabase::start(Options::default());
    let mut world = World::new();
    world.env.extend(fake.shared_env());
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    std::fs::write(world.path().join("hash.txt"), HASH_CONFIG).expect("written");
    (fake, world)
}

fn write(world: &World, name: &str, text: &str) {
    std::fs::write(world.path().join(name), text).expect("written");
}

fn import(world: &World, more: &[&str]) -> Said {
    world.run(&[&["user", "import", "-t", "acme-corp", "-o", "json"], more].concat())
}

/// The public test vector of Firebase's scrypt, in the URL-safe alphabet that some dumps have.
fn firebase() -> String {
    json!({"users": [
        {"localId": "u1", "email": "One@Example.com", "emailVerified": true, "displayName": "One", "salt": "C0sHCg9ek77hsg==",
         "passwordHash": "zKVTMvnWVw5BBOZNUdnsalx4c4c7y_w7IS5p6Ut2-CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQaJP84-hfTw",
         "customAttributes": "{\"plan\":\"pro\",\"role\":\"manager\",\"tenant_id\":\"evil\"}"},
        {"localId": "u2", "email": "two@example.com", "disabled": true, "providerUserInfo": [{"providerId": "google.com"}]},
        {"localId": "u3"},
        {"localId": "u4", "email": "no address"},
        {"localId": "u5", "email": "one@example.com"}
    ]})
    .to_string()
}

async fn login(fake: &FakeSupabase, email: &str, password: &str) -> u16 {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let request = client.post(format!("{}/auth/v1/token?grant_type=password", fake.shared_url()));
    let request =
        request.header("apikey", fake.keys("shared").anon).json(&json!({"email": email, "password": password}));
    request.send().await.expect("answers").status().as_u16()
}

#[test]
fn a_firebase_export_comes_over_once_with_its_passwords() {
    let (fake, world) = world();
    write(&world, "users.json", &firebase());
    let said = import(&world, &["--from", "users.json"]).code(11);
    assert!(said.stdout.contains("no_hash_config"), "{}", said.stdout);
    let whole = ["--from", "users.json", "--hash-config", "hash.txt", "--rejects", "rejects.csv"];
    let dry = import(&world, &[&whole[..], &["--dry-run"]].concat()).code(3).json();
    assert_eq!((&dry["created"], fake.users("shared").len()), (&json!(0), 0));
    let said = import(&world, &whole).code(3);
    let report = said.json();
    assert_eq!(
        json!([report["created"], report["refused"], report["left_out"], report["with_password"], report["failed"]]),
        json!([2, 2, 1, 1, 0])
    );
    assert!(said.stderr.contains("another provider alone, without a password: 1"), "{}", said.stderr);
    let rejects = std::fs::read_to_string(world.path().join("rejects.csv")).expect("written");
    assert_eq!(rejects.lines().count(), 3, "{rejects}");

    let users = fake.users("shared");
    let one = users.iter().find(|user| user.email.as_deref() == Some("one@example.com")).expect("one");
    let metadata = |name: &str| one.app_metadata.get(name).cloned().unwrap_or(Value::Null);
    assert_eq!(metadata("firebase_uid"), "u1");
    assert_eq!(
        (metadata("tenant_id"), metadata("role"), metadata("plan")),
        (json!("acme-corp"), json!("manager"), json!("pro"))
    );
    let two = users.iter().find(|user| user.email.as_deref() == Some("two@example.com")).expect("two");
    assert!(two.banned);
    assert_eq!(block_on(login(&fake, "one@example.com", "mytestpassword")), 200);
    assert_eq!(block_on(login(&fake, "one@example.com", "another")), 400);

    let again = import(&world, &whole).code(3).json();
    assert_eq!(json!([again["created"], again["updated"], again["unchanged"]]), json!([0, 0, 2]));
    assert_eq!(fake.users("shared").len(), 2);
    let listed = world.run(&["user", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    let of = |email: &str| listed["items"].as_array().into_iter().flatten().find(|u| u["email"] == email).cloned();
    assert_eq!(of("one@example.com").expect("one")["role"], "manager");
    assert_eq!(of("two@example.com").expect("two")["status"], "disabled");
    for secret in ["zKVTMvnWVw5BBOZN", "ou9tdYTGyYm8kuR6", &fake.keys("shared").service_role] {
        assert!(!said.stdout.contains(secret) && !said.stderr.contains(secret) && !rejects.contains(secret));
    }
}

#[test]
fn a_run_that_was_cut_off_is_completed() {
    let (fake, world) = world();
    let rows: String = (1..=250).map(|n| format!("u{n}@example.com,clerk\n")).collect();
    write(&world, "users.csv", &format!("email,role\n{rows}"));
    let arguments = ["user", "import", "-t", "acme-corp", "--from", "users.csv", "-o", "json"];
    let killed: Said =
        world.command(&arguments).env("TENANTCTL_FAILPOINTS", "user.imported").output().expect("runs").into();
    assert_eq!(killed.code, -6, "{}", killed.stderr);
    assert!(!fake.users("shared").is_empty());
    // A lost answer of one of them, and a failure of another after it was done.
    fake.add(Fault::on("POST", "/shared/auth/v1/admin/users", Act::DoneThenClose).after(3).times(1));
    fake.add(Fault::on("POST", "/shared/auth/v1/admin/users", Act::html(502)).after(150).times(1));
    let said = world.run(&arguments);
    assert!(matches!(said.code, 0 | 3), "{}", said.stderr);
    let done = world.run(&arguments).code(0).json();
    assert_eq!(done["records"], 250);
    assert_eq!(fake.users("shared").len(), 250);
    let listed = world.run(&["user", "list", "-t", "acme-corp", "-o", "json"]).code(0).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(250));
}

#[test]
fn what_does_not_fit_is_refused_and_says_where() {
    let (fake, world) = world();
    for (name, text, more, code, word) in [
        ("a.bin", "\u{1}\u{2}nothing", &[][..], 11, "neither JSON"),
        ("b.csv", "email,password\na@b.example,secret\n", &[], 3, "record 1"),
        (
            "c.csv",
            "email,password_hash\na@b.example,\"$argon2d$v=19$m=64,t=1,p=1$YWJjZGVmZ2g$YWJjZGVmZ2g\"\n",
            &[],
            3,
            "argon2d",
        ),
        ("d.csv", "email,password_hash\na@b.example,plain\n", &[], 3, "record 1"),
        ("e.csv", "email,role\na@b.example,king\n", &[], 3, "no role"),
        ("f.csv", "email\na@b.example\n", &["--role", "king"], 4, "no role"),
        ("g.csv", "email\na@b.example\n", &["--hash-config", "g.csv"], 11, "g.csv"),
        ("h.json", "{\"users\": [{\"email\": \"a@b.example\"", &[], 11, "h.json"),
        ("missing.csv", "", &["--format", "csv"], 11, "missing.csv"),
    ] {
        if !text.is_empty() {
            write(&world, name, text);
        }
        let said = import(&world, &[&["--from", name], more].concat());
        assert_eq!(said.code, code, "{name}: {}{}", said.stdout, said.stderr);
        assert!(said.stdout.contains(word), "{name}: {}", said.stdout);
        assert!(!said.stdout.contains("secret"), "{name}: {}", said.stdout);
        assert!(fake.users("shared").is_empty(), "{name}");
    }
}

#[test]
fn nobody_of_another_tenant_is_touched_and_a_server_that_is_gone_ends_it() {
    let (fake, world) = world();
    let _made = world.run(&["provision", "other-corp", "--region", "us-east-1"]).code(0);
    let _user =
        world.run(&["user", "create", "--email", "ann@example.com", "--role", "owner", "-t", "other-corp"]).code(0);
    write(&world, "users.csv", "email,role,disabled\nann@example.com,viewer,true\nbob@example.com,viewer,false\n");
    let said = import(&world, &["--from", "users.csv"]).code(3);
    assert!(said.stdout.contains("other-corp"), "{}", said.stdout);
    let ann =
        fake.users("shared").into_iter().find(|user| user.email.as_deref() == Some("ann@example.com")).expect("ann");
    assert_eq!(
        (&ann.app_metadata["tenant_id"], &ann.app_metadata["role"], ann.banned),
        (&json!("other-corp"), &json!("owner"), false)
    );

    write(&world, "more.csv", "email\nc@example.com\nd@example.com\ne@example.com\n");
    fake.add(Fault::on("POST", "/shared/auth/v1/admin/users", Act::status(503, "down")).times(9));
    let said = import(&world, &["--from", "more.csv"]).code(6);
    assert!(said.stdout.contains("stopped after 0 users"), "{}", said.stdout);
    fake.clear_faults();
    let _done = import(&world, &["--from", "more.csv"]).code(0);
}
