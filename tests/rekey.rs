//! The master key: changing it, wherever it is cut off, and proving that everything opens.

use crate::hostile::as_superuser;
use crate::support::{Said, World, block_on};
use serde_json::Value;
use std::path::PathBuf;

fn secret(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["secret"], arguments, &["-o", "json"]].concat())
}

/// A control plane with something of every kind that is sealed.
fn furnished() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let _pool = world.run(&["pool", "fill", "--size", "1"]).code(0);
    let _key = world.run(&["key", "create", "--algorithm", "eddsa"]).code(0);
    world
}

fn keys(said: &Said) -> Vec<Value> {
    said.json()["items"].as_array().expect("items").clone()
}

fn key_file(world: &World, name: &str) -> PathBuf {
    world.state().join(name)
}

fn read(path: &PathBuf) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn kept(world: &World) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(world.state()).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.to_string_lossy().contains("master.key.old-")).collect()
}

/// The stored password logs in.
fn works(world: &World) {
    let login = world.login("acme-corp", "app");
    block_on(async { world.connect_as(&login).await.map(drop) }).expect("logs in");
    let checked = secret(world, &["check"]).code(0);
    let unopened: u64 = keys(&checked).iter().map(|key| key["unopened"].as_u64().expect("a count")).sum();
    assert_eq!(unopened, 0);
}

/// One key, with everything below it.
fn settled(world: &World) {
    works(world);
    let keys = keys(&secret(world, &["check"]).code(0));
    assert_eq!(keys.len(), 1, "{keys:?}");
    for (what, count) in
        [("tenant_keys", 1), ("pool_keys", 1), ("cluster_urls", 1), ("signing_keys", 1), ("secrets", 4)]
    {
        assert_eq!(keys[0][what], count, "{what}: {keys:?}");
    }
    assert_eq!((&keys[0]["current"], &keys[0]["held"]), (&true.into(), &true.into()));
}

fn make_key(world: &World, name: &str, digits: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let path = world.path().join(name);
    std::fs::write(&path, digits.repeat(32)).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("mode");
    path.display().to_string()
}

#[test]
fn one_run_at_a_time_changes_it() {
    let world = furnished();
    block_on(async {
        let mut other = world.superuser("tenantctl").await;
        let _locked = sqlx::query("SELECT pg_advisory_lock(7281, 2)").execute(&mut other).await.expect("locks");
        let said = secret(&world, &["rekey", "-y"]).code(5);
        assert!(said.stderr.contains("another"), "{}", said.stderr);
    });
    settled(&world);
}

#[test]
fn the_master_key_is_changed_and_the_old_file_kept() {
    let mut world = furnished();
    settled(&world);
    let first = read(&key_file(&world, "master.key"));
    let _dry = secret(&world, &["rekey", "--dry-run"]).code(0);
    assert_eq!(read(&key_file(&world, "master.key")), first);
    assert!(!key_file(&world, "master.key.new").exists());
    let said = secret(&world, &["rekey"]).code(0);
    assert_eq!((&said.json()["sealed"], &said.json()["already"]), (&4.into(), &false.into()));
    assert_ne!(read(&key_file(&world, "master.key")), first);
    assert_eq!(kept(&world).iter().map(read).collect::<Vec<_>>(), [first]);
    assert!(!key_file(&world, "master.key.new").exists());
    settled(&world);
    // A signing key still signs, and the pool still gives.
    let _rotated = world.run(&["key", "rotate", "--now"]).code(0);
    let claimed = world.run(&["provision", "globex", "--region", "x"]).code(0);
    assert!(world.run(&["url", "globex", "--reveal"]).code(0).stdout.contains("globex"), "{}", claimed.stderr);
    // The old key opens nothing any more, and says so once.
    world.env.push(("TENANTCTL_MASTER_KEY_FILE".into(), kept(&world)[0].display().to_string()));
    let refused = secret(&world, &["check"]).code(10);
    assert!(refused.stderr.contains("not the master key"), "{}", refused.stderr);
    assert_eq!(refused.stderr.matches("error: ").count(), 1, "{}", refused.stderr);
    world.env.clear();
    let _again = secret(&world, &["rekey"]).code(0);
    assert_eq!(kept(&world).len(), 2);
    works(&world);
}

#[test]
fn a_configured_key_is_changed_by_a_file() {
    let mut world = World::new();
    let (old, new) = (make_key(&world, "old.key", "1a"), make_key(&world, "new.key", "2b"));
    world.env.push(("TENANTCTL_MASTER_KEY_FILE".into(), old.clone()));
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let missing = secret(&world, &["rekey"]).code(2);
    assert!(missing.stderr.contains("--new-key-file"), "{}", missing.stderr);
    let same = secret(&world, &["rekey", "--new-key-file", &old]).code(0);
    assert_eq!(same.json()["already"], true);
    let broken = make_key(&world, "broken.key", "x");
    let _broken = secret(&world, &["rekey", "--new-key-file", &broken]).code(10);
    let _none = secret(&world, &["rekey", "--new-key-file", "missing.key"]).code(10);
    let done = secret(&world, &["rekey", "--new-key-file", &new]).code(0);
    assert!(done.stderr.contains("every machine"), "{}", done.stderr);
    assert!(kept(&world).is_empty() && !key_file(&world, "master.key").exists());
    let _old = secret(&world, &["check"]).code(10);
    world.env[0].1 = new;
    works(&world);
    let _already = secret(&world, &["rekey", "--new-key-file", &old]).code(0);
    let _wrong = world.run(&["url", "acme-corp", "--reveal"]).code(10);
}

#[test]
fn exchanged_rows_are_named_and_keep_the_old_key() {
    let world = furnished();
    // It takes the pool's member, and its data key with it.
    let _other = world.run(&["provision", "initech", "--region", "x"]).code(0);
    let exchange = "UPDATE control_plane.tenant_keys k SET wrapped_key = o.wrapped_key
                    FROM control_plane.tenant_keys o WHERE k.tenant_uuid <> o.tenant_uuid";
    as_superuser(&world, "tenantctl", exchange);
    let first = read(&key_file(&world, "master.key"));
    let checked = secret(&world, &["check"]).code(8);
    assert_eq!(keys(&checked)[0]["unopened"], 2);
    for name in ["tenant acme-corp: data key", "tenant initech: data key"] {
        assert!(checked.stderr.contains(name), "{}", checked.stderr);
    }
    let rekeyed = secret(&world, &["rekey"]).code(8);
    assert_eq!((&rekeyed.json()["sealed"], &rekeyed.json()["unopened"]), (&2.into(), &2.into()));
    assert_eq!(read(&key_file(&world, "master.key")), first, "not before the last row");
    as_superuser(&world, "tenantctl", exchange);
    works(&world);
    let _done = secret(&world, &["rekey"]).code(0);
    works(&world);
    assert_ne!(read(&key_file(&world, "master.key")), first);
    // One secret below a data key.
    as_superuser(
        &world,
        "tenantctl",
        "UPDATE control_plane.tenant_secrets SET sealed = sealed || '\\x00' WHERE name = 'app_password'",
    );
    let checked = secret(&world, &["check"]).code(8);
    assert!(checked.stderr.contains("tenant acme-corp: app_password"), "{}", checked.stderr);
}

#[cfg(feature = "failpoints")]
#[test]
fn a_change_killed_anywhere_leaves_everything_usable_and_is_completed() {
    let mut world = furnished();
    for point in tenantctl::failpoint::ALL.iter().filter(|point| point.starts_with("rekey.")) {
        world.env.push(("TENANTCTL_FAILPOINTS".into(), (*point).into()));
        let _died = secret(&world, &["rekey"]).code(-6);
        world.env.clear();
        works(&world);
        let _done = secret(&world, &["rekey"]).code(0);
        settled(&world);
    }
    let log = world.run(&["audit", "list", "--action", "secret rekey", "-o", "json"]).code(0).json();
    let items = log["items"].as_array().expect("items").clone();
    let count = |phase: &str| items.iter().filter(|item| item["phase"] == phase).count();
    assert_eq!(count("begin"), count("end"), "a killed run is closed by the next: {items:?}");
    assert!(items.iter().any(|item| item["outcome"] == "abandoned"));
}

#[cfg(feature = "failpoints")]
#[test]
fn while_it_changes_a_machine_needs_both_keys() {
    let mut world = World::new();
    let (old, new) = (make_key(&world, "old.key", "1a"), make_key(&world, "new.key", "2b"));
    let set = |world: &mut World, pairs: &[(&str, &str)]| {
        world.env = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    };
    let (master, next) = ("TENANTCTL_MASTER_KEY_FILE", "TENANTCTL_NEW_MASTER_KEY_FILE");
    set(&mut world, &[(master, &old)]);
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    set(&mut world, &[(master, &old), (next, &new), ("TENANTCTL_FAILPOINTS", "rekey.registered")]);
    let _died = secret(&world, &["rekey"]).code(-6);
    set(&mut world, &[(master, &old), (next, &new)]);
    works(&world);
    set(&mut world, &[(master, &old)]);
    let former = world.run(&["url", "acme-corp", "--reveal"]).code(10);
    assert!(former.stderr.contains("former master key"), "{}", former.stderr);
    set(&mut world, &[(master, &new)]);
    let unheld = secret(&world, &["check"]).code(8);
    assert!(unheld.stderr.contains("isn't configured"), "{}", unheld.stderr);
    let _needs_it = world.run(&["url", "acme-corp", "--reveal"]).code(10);
    let left = secret(&world, &["rekey", "--new-key-file", &new]).code(8);
    assert_eq!(left.json()["sealed"], 0);
    set(&mut world, &[(master, &old), (next, &new)]);
    assert_eq!(secret(&world, &["rekey"]).code(0).json()["sealed"], 2);
    set(&mut world, &[(master, &new)]);
    works(&world);
}
