//! Signing keys: their life, their set for verifiers, and that the private parts stay where they are.

use crate::hostile::as_superuser;
use crate::support::{Said, World, block_on};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tenantctl::control_plane::ControlPlane;
use tenantctl::ops::credentials::Vault;
use tenantctl::ops::keys::{self, KeyError};
use tenantctl::postgres::{Pins, Session, Target, connect};
use tenantctl::secrets::MasterKey;

fn key(world: &World, arguments: &[&str]) -> Said {
    world.run(&[&["key"], arguments, &["-o", "json"]].concat())
}

fn made(world: &World, algorithm: &str) -> String {
    let said = key(world, &["create", "--algorithm", algorithm]).code(0);
    said.json()["kid"].as_str().expect("a kid").to_owned()
}

/// Each key with its state, in the order of their making.
fn states(world: &World) -> Vec<(String, String)> {
    let listed = key(world, &["list"]).code(0).json();
    let text = |item: &Value, name: &str| item[name].as_str().expect("a text").to_owned();
    listed["items"].as_array().expect("items").iter().map(|item| (text(item, "kid"), text(item, "state"))).collect()
}

fn expect(world: &World, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kid, state)| ((*kid).to_owned(), (*state).to_owned())).collect();
    assert_eq!(states(world), expected);
}

/// The keys as verifiers get them.
fn exported(world: &World, arguments: &[&str]) -> Vec<Value> {
    let said = world.run(&[&["key", "export"], arguments].concat()).code(0);
    said.json()["keys"].as_array().expect("keys").clone()
}

fn older(world: &World, minutes: u32) {
    let sql = format!("UPDATE control_plane.signing_keys SET created_at = created_at - interval '{minutes} minutes'");
    as_superuser(world, "tenantctl", &sql);
}

/// The library's view of the control plane, as an application has it.
async fn library(world: &World) -> (ControlPlane, Vault) {
    let endpoint = world.server().endpoint().expect("the server runs");
    let password = world.server().read_or_create_password("operator").expect("a password");
    let (folder, port) = (endpoint.socket_dir.display().to_string(), endpoint.port);
    let url = format!("postgresql://tenantctl_operator:{password}@/tenantctl?host={folder}&port={port}");
    let target = Target::parse(&url).expect("a target");
    let opened = connect(&target, "test", &Pins::new(""), std::time::Duration::from_secs(10)).await.expect("connects");
    let control = ControlPlane::of(Session::new(opened, target)).await.expect("a control plane");
    let master = MasterKey::from_file(&world.state().join("master.key")).expect("a key");
    let vault = Vault::open(&control, &master).await.expect("a vault");
    (control, vault)
}

#[test]
fn a_key_lives_from_standby_to_retired() {
    let world = World::ready();
    for arguments in [&["export"][..], &["rotate"], &["rotate", "--now"]] {
        let none = key(&world, arguments).code(4);
        assert_eq!(none.json()["error"]["code"], "no_signing_key", "{arguments:?}");
    }
    assert_eq!(key(&world, &["create", "--dry-run"]).code(0).json()["state"], "active");
    expect(&world, &[]);
    let first = made(&world, "es256");
    assert_eq!(key(&world, &["create", "--dry-run"]).code(0).json()["state"], "standby");
    assert_eq!(key(&world, &["retire", &first, "--yes"]).code(5).json()["error"]["code"], "key_active");
    // Nothing on standby: the new key would be known to nobody.
    let unmade = key(&world, &["rotate"]).code(5);
    assert_eq!(unmade.json()["error"]["code"], "key_too_young");
    assert!(unmade.stderr.contains("hint: tenantctl key create"), "{}", unmade.stderr);
    let second = made(&world, "rs256");
    let third = made(&world, "eddsa");
    expect(&world, &[(&first, "active"), (&second, "standby"), (&third, "standby")]);

    for (age, code) in [(0, 5), (19, 5), (1, 0)] {
        older(&world, age);
        let said = key(&world, &["rotate", "--dry-run"]).code(code);
        let hint = said.stderr.contains("tenantctl key rotate --now");
        assert_eq!(hint, code == 5, "{}", said.stderr);
    }
    let rotated = key(&world, &["rotate"]).code(0);
    assert_eq!((&rotated.json()["kid"], &rotated.json()["replaced"]), (&Value::from(&*second), &Value::from(&*first)));
    for words in ["good until their exp", "10 minutes or jwks_max_age"] {
        assert!(rotated.stderr.contains(words), "{}", rotated.stderr);
    }
    expect(&world, &[(&first, "verifying"), (&second, "active"), (&third, "standby")]);
    assert_eq!(exported(&world, &[]).len(), 3);

    assert_eq!(key(&world, &["retire", &first]).code(9).json()["error"]["exit_code"], 9);
    assert_eq!(key(&world, &["retire", &first, "-n"]).code(0).json()["state"], "verifying");
    let retired = key(&world, &["retire", &first, "--yes"]).code(0).json();
    assert_eq!(retired["state"], "retired");
    assert!(["created_at", "activated_at", "verifying_at", "retired_at"].iter().all(|at| retired[at].is_string()));
    let again = key(&world, &["retire", &first]).code(0);
    assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
    let _standby = key(&world, &["retire", &third, "--yes"]).code(0);
    let _made = key(&world, &["rotate", "--now"]).code(0);
    let now = states(&world);
    assert_eq!(
        now.iter().map(|(_, state)| &**state).collect::<Vec<_>>(),
        ["retired", "verifying", "retired", "active"]
    );
    assert_eq!(key(&world, &["list"]).code(0).json()["items"][3]["algorithm"], "RS256", "as the one before");
    assert_eq!(exported(&world, &[]).len(), 2, "retired keys are published");
    for kid in ["nobody", "-dash", "--", "x'; DROP"] {
        let unknown = key(&world, &["retire", kid, "--yes"]);
        assert!([2, 4].contains(&unknown.code), "{kid}: {}", unknown.stderr);
    }
    let _hyphen = key(&world, &["retire", "-NbaKid7Ww4XgP1rjb1rqyNVJgRHOsU9AaGAh0m4FvE", "--yes"]).code(4);

    let left: Vec<(String, bool)> = block_on(async {
        let sql = "SELECT state, private_key IS NULL AND private_key_kek IS NULL FROM control_plane.signing_keys";
        sqlx::query_as(sql).fetch_all(&mut world.superuser("tenantctl").await).await.expect("rows")
    });
    assert!(left.iter().all(|(state, gone)| (state == "retired") == *gone), "{left:?}");
    let log: Vec<(String, String)> = block_on(async {
        let sql = "SELECT action, phase || coalesce(' ' || outcome, '') FROM control_plane.policy_sync_logs
                   WHERE action LIKE 'key %' AND detail ? 'kid' ORDER BY seq";
        sqlx::query_as(sql).fetch_all(&mut world.superuser("tenantctl").await).await.expect("rows")
    });
    let words = ["create", "create", "create", "rotate", "retire", "retire", "rotate"];
    let both = |word| ["begin", "end done"].map(|phase| (format!("key {word}"), phase.to_owned()));
    assert_eq!(log, words.into_iter().flat_map(both).collect::<Vec<_>>());
}

#[test]
fn the_exported_set_is_public_and_whole() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::ready();
    let kids = ["es256", "rs256", "eddsa"].map(|algorithm| made(&world, algorithm));
    let set = exported(&world, &[]);
    for (jwk, (kid, alg, kty)) in
        set.iter().zip([(&kids[0], "ES256", "EC"), (&kids[1], "RS256", "RSA"), (&kids[2], "EdDSA", "OKP")])
    {
        assert_eq!((&jwk["kid"], &jwk["alg"], &jwk["kty"]), (&Value::from(&**kid), &alg.into(), &kty.into()));
        let known = ["kty", "crv", "x", "y", "n", "e", "kid", "alg", "use", "key_ops"];
        for member in jwk.as_object().expect("an object").keys() {
            assert!(known.contains(&&**member), "{member} is published");
        }
    }
    assert_eq!(set.len(), 3);
    for format in ["table", "json", "ndjson", "csv"] {
        assert_eq!(exported(&world, &["-o", format]), set, "{format}");
    }
    assert_eq!(exported(&world, &["--out", "-"]), set);
    assert_eq!(
        block_on(async { keys::verifying_set(&library(&world).await.0).await.expect("a set") })["keys"],
        json!(set)
    );

    let file = world.path().join("jwks.json");
    std::fs::write(&file, "old").expect("written");
    std::os::unix::fs::symlink("jwks.json", world.path().join("link.json")).expect("a link");
    let _dry = world.run(&["key", "export", "--out", "jwks.json", "-n"]).code(0);
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "old");
    for name in ["jwks.json", "link.json"] {
        std::fs::write(&file, "old").expect("written");
        let said = world.run(&["key", "export", "--out", name]).code(0);
        assert!(said.stdout.is_empty() && said.stderr.contains("wrote 3 keys"), "{}{}", said.stdout, said.stderr);
        let text = std::fs::read_to_string(&file).expect("read");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON")["keys"], json!(set));
        assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o644);
    }
    assert!(world.path().join("link.json").is_symlink());
    for nowhere in ["/dev/null", "missing/jwks.json", "."] {
        let said = world.run(&["key", "export", "--out", nowhere]).code(10);
        assert!(said.stderr.contains("can't be written"), "{}", said.stderr);
    }
    let names = std::fs::read_dir(world.path()).expect("a folder").map(|e| e.expect("an entry").file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().starts_with(".jwks-")), "something was left behind");
}

#[test]
fn of_eight_at_once_one_is_active() {
    let world = World::ready();
    let at_once = |arguments: &[&str]| {
        let started: Vec<_> = (0..8)
            .map(|_| {
                let mut command = world.command(arguments);
                command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
                command.spawn().expect("starts")
            })
            .collect();
        started.into_iter().map(|c| Said::from(c.wait_with_output().expect("ends"))).collect::<Vec<_>>()
    };
    let count = |wanted: &str| states(&world).iter().filter(|(_, state)| state == wanted).count();
    for said in at_once(&["key", "create"]) {
        let _made = said.code(0);
    }
    assert_eq!((count("active"), count("standby")), (1, 7));
    older(&world, 30);
    let mut done = 0;
    for arguments in [&["key", "rotate"][..], &["key", "rotate", "--now"]] {
        for said in at_once(arguments) {
            assert!([0, 5].contains(&said.code), "{}: {}", said.code, said.stderr);
            done += usize::from(said.code == 0);
            assert_eq!(said.code == 5, said.stderr.contains("another run changed"), "{}", said.stderr);
        }
        assert_eq!((count("active"), count("verifying")), (1, done));
        as_superuser(&world, "tenantctl", "DELETE FROM control_plane.signing_keys WHERE state = 'standby'");
    }
    assert!(done >= 2, "none of them rotated");
    let active = states(&world).into_iter().find(|(_, state)| state == "active").expect("one").0;
    block_on(async {
        let (control, vault) = library(&world).await;
        assert_eq!(keys::active(&control, &vault).await.expect("opens").kid(), active);
    });
}

#[test]
fn an_exchanged_private_part_signs_nothing() {
    let world = World::ready();
    let [active, standby] = ["es256", "es256"].map(|algorithm| made(&world, algorithm));
    let exchange = "UPDATE control_plane.signing_keys s SET private_key = o.private_key
                    FROM control_plane.signing_keys o WHERE s.kid <> o.kid";
    let signs = || {
        block_on(async {
            let (control, vault) = library(&world).await;
            keys::active(&control, &vault).await.map(|key| key.kid().to_owned())
        })
    };
    assert_eq!(signs().expect("opens"), active);
    as_superuser(&world, "tenantctl", exchange);
    assert!(matches!(signs(), Err(KeyError::Unsealed(kid)) if kid == active));
    let refused = key(&world, &["rotate", "--now"]).code(5);
    assert_eq!(refused.json()["error"]["code"], "key_unsealed");
    expect(&world, &[(&active, "active"), (&standby, "standby")]);
    as_superuser(&world, "tenantctl", exchange);
    let _rotated = key(&world, &["rotate", "--now"]).code(0);
    assert_eq!(signs().expect("opens"), standby);
    // Nor does a private member get into what is published, or a second key beside the active one.
    for sql in [
        "UPDATE control_plane.signing_keys SET public_jwk = public_jwk || '{\"d\": \"x\"}'",
        "UPDATE control_plane.signing_keys SET state = 'active', verifying_at = NULL",
        "UPDATE control_plane.signing_keys SET private_key = NULL, private_key_kek = NULL",
    ] {
        let refused = block_on(async { sqlx::raw_sql(sql).execute(&mut world.superuser("tenantctl").await).await });
        let code = refused.expect_err(sql).as_database_error().and_then(|error| error.code().map(String::from));
        assert!(["23514", "23505"].contains(&code.as_deref().unwrap_or_default()), "{sql}: {code:?}");
    }
}

#[test]
fn private_parts_show_up_nowhere() {
    let mut world = World::ready();
    as_superuser(&world, "postgres", "ALTER SYSTEM SET log_statement = 'all'");
    as_superuser(&world, "postgres", "SELECT pg_reload_conf()");
    world.env.push(("TENANTCTL_LOG".into(), "trace,sqlx=trace".into()));
    let mut heard = String::new();
    let mut run = |arguments: &[&str]| {
        let said = world.run(&[&["-vv", "key"], arguments].concat());
        heard.push_str(&format!("{}{}", said.stdout, said.stderr));
    };
    let mut secrets = Vec::new();
    for algorithm in ["es256", "rs256", "eddsa"] {
        run(&["create", "--algorithm", algorithm]);
        run(&["rotate", "--now"]);
        let pkcs8 = block_on(async {
            let (control, vault) = library(&world).await;
            keys::active(&control, &vault).await.expect("opens").pkcs8().expose_secret().to_vec()
        });
        secrets.push(pkcs8);
    }
    for arguments in [&["list"][..], &["export"], &["export", "--out", "jwks.json"], &["retire", "x", "--yes"]] {
        run(arguments);
    }
    heard.push_str(&std::fs::read_to_string(world.state().join("postgres/server.log")).expect("a log"));
    let tables: String = block_on(async {
        let sql =
            "SELECT string_agg(k::text, '') || (SELECT string_agg(l::text, '') FROM control_plane.policy_sync_logs l)
                   FROM control_plane.signing_keys k";
        sqlx::query_scalar(sql).fetch_one(&mut world.superuser("tenantctl").await).await.expect("a text")
    });
    heard.push_str(&tables);
    for pkcs8 in secrets {
        // What follows the private number of the curves is the public one, so look for the part that is private: of each
        // kind, some of the first bytes after the fixed header of at most 40.
        let part = if pkcs8.len() > 400 { &pkcs8[400..448] } else { &pkcs8[36..48] };
        for text in spellings(part) {
            assert!(!heard.contains(&text), "a private part is in what was said");
        }
    }
}

/// The bytes as somebody may have printed them.
fn spellings(bytes: &[u8]) -> Vec<String> {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let list = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    // Wherever they begin in a longer text: base64 has three alignments.
    let aligned =
        (0..3).flat_map(|skip| [STANDARD_NO_PAD.encode(&bytes[skip..]), URL_SAFE_NO_PAD.encode(&bytes[skip..])]);
    let whole = aligned.map(|text| text[..text.len() / 4 * 4 - 4].to_owned());
    whole.chain([hex.to_uppercase(), hex, list]).collect()
}
