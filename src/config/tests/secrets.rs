//! Secrets: masked, kept out of `Debug`, and fetched by reference.

use super::{World, shown};
use crate::config::{Settings, keys};
use secrecy::ExposeSecret;

fn master_key(settings: &Settings) -> Result<String, String> {
    let found = settings.secret(keys::MASTER_KEY).map_err(|error| error.to_string())?;
    Ok(found.expect("a master key").expose_secret().to_owned())
}

#[test]
fn secrets_are_listed_masked_and_given_when_asked_for() {
    let world = World::new()
        .var("TENANTCTL_MASTER_KEY", "s3cret")
        .var("SUPABASE_ANON_KEY", "s3cret")
        .var("DATABASE_URL", "postgres://u:s3cret@h/d")
        .var("TENANTCTL_DATABASE_URL", "s3cret")
        .var("SUPABASE_URL", "https://u:s3cret@x.example/");
    let settings = world.load();
    for (key, masked) in [
        (keys::MASTER_KEY, "********"),
        (keys::SUPABASE_ANON_KEY, "********"),
        (keys::DATABASE_URL, "postgres://u:****@h/d"),
        (keys::CONTROL_PLANE_URL, "********"),
        (keys::SUPABASE_URL, "https://u:****@x.example/"),
    ] {
        assert_eq!(shown(&settings, key).0.as_deref(), Some(masked));
    }
    assert_eq!(master_key(&settings), Ok("s3cret".to_owned()));
    assert_eq!(settings.text(keys::MASTER_KEY), None);
    assert!(settings.secret(keys::SUPABASE_ACCESS_TOKEN).expect("no error").is_none());
}

#[test]
fn debug_shows_no_secret() {
    let world = World::new().flag(keys::MASTER_KEY, "s3cret").dotenv("DATABASE_URL=postgres://u:s3cret@h/d");
    let settings = world.load();
    master_key(&settings).expect("a master key");
    let value = settings.get(keys::MASTER_KEY).expect("a value");
    let shown = format!("{settings:?} {value:?} {:?} {:?}", settings.environment(), settings.entries());
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("\"master_key\": \"flag --master-key\""), "{shown}");
}

#[test]
fn references_are_listed_as_they_are_written_and_resolved_when_asked_for() {
    let keys_elsewhere = World::new().file("k", " a\n\n");
    let absolute = format!("file:{}", keys_elsewhere.path("k").display());
    for (reference, expected) in [
        ("env:MY_KEY", "from environment"),
        ("env:OTHER_KEY", "from dotenv"),
        ("file:key", "from file"),
        (absolute.as_str(), " a\n"),
        ("cmd:printf '%s\\n' 'a  b'", "a  b"),
        ("cmd:/bin/echo a b", "a b"),
        ("cmd:sh -c 'printf \"$MY_KEY\"'", "from environment"),
    ] {
        let world = World::new()
            .file("work/key", "from file\r\n")
            .dotenv("OTHER_KEY='from dotenv'\nMY_KEY=no")
            .var("MY_KEY", "from environment")
            .var("PATH", "/usr/bin:/bin")
            .flag(keys::MASTER_KEY, reference);
        let settings = world.load();
        assert_eq!(shown(&settings, keys::MASTER_KEY).0.as_deref(), Some(reference));
        assert_eq!(master_key(&settings), Ok(expected.to_owned()), "{reference}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_an_error_only_when_asked_for() {
    let world = World::new().file("work/empty", "\n").file("work/binary", b"\xff").file("work/big", "x".repeat(70_000));
    let dir = world.path("work").display().to_string();
    let mut world = world.var("PATH", "/usr/bin:/bin").var("EMPTY", "");
    for (reference, problem) in [
        ("env:NO_KEY", "the environment variable NO_KEY is not set"),
        ("env:EMPTY", "the environment variable EMPTY is not set"),
        ("file:none", "the file DIR/none: No such file or directory (os error 2)"),
        ("file:empty", "the file DIR/empty: the secret is empty"),
        ("file:binary", "the file DIR/binary: the secret is not valid UTF-8"),
        ("file:big", "the file DIR/big: the secret is larger than 64 KiB"),
        ("file:.", "the file DIR/.: Is a directory (os error 21)"),
        ("cmd:sh -c 'echo s3cret; exit 3'", "the program sh failed (exit status: 3)"),
        (
            "cmd:no-such-program-here",
            "the program no-such-program-here cannot be started: No such file or directory (os error 2)",
        ),
        ("cmd:true", "the program true printed a secret that is empty"),
        ("cmd:yes s3cret", "the program yes printed a secret that is larger than 64 KiB"),
        ("cmd:sh -c 'kill -9 $$'", "the program sh failed (signal: 9 (SIGKILL))"),
    ] {
        world.flags = vec![(keys::MASTER_KEY, reference.to_owned())];
        let expected = format!("cannot get master_key (flag --master-key): {problem}").replace("DIR", &dir);
        assert_eq!(master_key(&world.load()), Err(expected), "{reference}");
    }
}

#[test]
fn a_program_runs_once_and_gets_no_input() {
    let world = World::new().file("work/count", "");
    let count = world.path("work/count");
    let line = format!("cmd:sh -c 'cat; echo x >> {}; echo key'", count.display());
    let world = world.var("PATH", "/usr/bin:/bin").flag(keys::MASTER_KEY, &line);
    let settings = world.load();
    for _ in 0..3 {
        assert_eq!(master_key(&settings), Ok("key".to_owned()));
    }
    assert_eq!(std::fs::read_to_string(count).expect("a file"), "x\n");
}

#[test]
fn keys_that_are_not_secret_have_no_references() {
    let settings = World::new().flag(keys::TENANT, "env:HOME").load();
    assert_eq!(settings.text(keys::TENANT), Some("env:HOME"));
}
