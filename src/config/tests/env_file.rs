//! The rules of the env file, and of variables that nothing reads.

use super::{World, shown};
use crate::config::{Environment, Settings, keys};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

#[test]
fn an_env_file_that_was_asked_for_replaces_the_implicit_one() {
    let world = World::new().dotenv("TENANTCTL_REGION=implicit").file("work/ci.env", "TENANTCTL_REGION=named");
    let mut sources = world.sources();
    sources.env_file = Some("ci.env".into());
    let settings = Settings::load(sources).expect("settings");
    let expected = (Some("named".to_owned()), "env file ci.env (TENANTCTL_REGION)".to_owned());
    assert_eq!(shown(&settings, keys::REGION), expected);
}

#[test]
fn an_env_file_that_was_asked_for_must_exist() {
    let mut sources = World::new().sources();
    sources.env_file = Some("none.env".into());
    let error = Settings::load(sources).expect_err("no such file");
    assert_eq!(error.to_string(), "the file none.env (--env-file) does not exist");
    assert_eq!(error.hints(), ["correct the path in --env-file"]);
}

#[test]
fn without_env_file_there_is_none() {
    let world = World::new().dotenv("TENANTCTL_REGION=x");
    let mut sources = world.sources();
    sources.no_env_file = true;
    let settings = Settings::load(sources).expect("settings");
    assert_eq!(settings.text(keys::REGION), None);
    assert_eq!(settings.paths().len(), 2);
}

#[test]
fn a_parent_directory_has_no_say() {
    let world = World::new().file(".env", "TENANTCTL_REGION=x").file("tenantctl.toml", "region = 'x'");
    assert_eq!(world.load().text(keys::REGION), None);
}

#[test]
fn entries_are_read_as_other_tools_read_them() {
    for (text, expected) in [
        ("TENANTCTL_REGION=a", "a"),
        ("export TENANTCTL_REGION=a", "a"),
        ("\u{feff}TENANTCTL_REGION=a", "a"),
        ("TENANTCTL_REGION = \"a b\" # why\r\nX=1\r\n", "a b"),
        ("TENANTCTL_REGION='a$b'", "a$b"),
        ("TENANTCTL_REGION='a\nb'", "a\nb"),
        ("THE_BASE=eu\nTENANTCTL_REGION=${THE_BASE}-1", "eu-1"),
        ("# TENANTCTL_REGION=no\n\n  TENANTCTL_REGION=a\n", "a"),
    ] {
        let world = World::new().dotenv(text);
        let settings = world.load();
        assert_eq!(settings.text(keys::REGION), Some(expected), "{text:?}");
        assert!(settings.warnings().is_empty(), "{text:?} {:?}", settings.warnings());
    }
}

#[test]
fn a_malformed_line_is_named_and_not_quoted() {
    for (text, line) in [
        ("A=1\ns3cret\n", 2),
        ("A=1\n\nDATABASE_URL=s3 cret\n", 3),
        ("A='x\ny'\nB='s3cret\nC=1\n\n", 3),
        ("A=1\nB=\"s3cret$\"\n", 2),
        ("A=${s3cret\n", 1),
        ("=s3cret", 1),
        ("A=s3\\cret", 1),
    ] {
        let error = World::new().dotenv(text).error();
        let message = error.to_string();
        assert!(message.starts_with(&format!("./.env line {line}: ")), "{text:?} {message}");
        assert!(!format!("{message} {error:?}").contains("cret"), "{message}");
        assert!(error.hints().iter().any(|hint| hint.contains("single quotes")));
    }
}

#[test]
fn a_dollar_that_was_expanded_is_pointed_out() {
    for (text, warned) in [
        ("DATABASE_URL=postgres://u:a$bcret@h/d", true),
        ("DATABASE_URL=\"postgres://u:a$bcret@h/d\"", true),
        ("DATABASE_URL='postgres://u:a$bcret@h/d'", false),
        ("DATABASE_URL=postgres://u:a\\$bcret@h/d", false),
        ("DATABASE_URL=postgres://h/d # $x", false),
        ("OTHER=a$b", false),
    ] {
        let warnings = World::new().dotenv(text).load().warnings().join("\n");
        assert_eq!(warnings.contains("DATABASE_URL was expanded"), warned, "{text} {warnings}");
        assert!(!warnings.contains("cret"));
    }
}

#[test]
fn of_a_name_that_stands_twice_the_last_counts() {
    let settings = World::new().dotenv("TENANTCTL_REGION=a\nX=1\nX=2\nTENANTCTL_REGION=b").load();
    assert_eq!(settings.text(keys::REGION), Some("b"));
    assert_eq!(settings.warnings(), ["./.env: TENANTCTL_REGION is set more than once, the last value counts"]);
}

#[test]
fn unknown_names_of_ours_are_pointed_out() {
    let world = World::new()
        .dotenv("TENANTCTL_REGOIN=x\nOTHER=y\nTENANTCTL_TOKEN=t")
        .var("TENANTCTL_WHATEVER", "1")
        .var("TENANTCTL_TEST_X", "1")
        .var("TENANTCTL_LOG", "debug")
        .var("TENANTCTL_FAILPOINTS", "x")
        .var("SUPABASE_REGOIN", "1");
    let expected = [
        "the environment: TENANTCTL_WHATEVER is not a variable of tenantctl",
        "./.env: TENANTCTL_REGOIN is not a variable of tenantctl; did you mean TENANTCTL_REGION?",
    ];
    assert_eq!(world.load().warnings(), expected);
}

#[test]
fn only_variables_that_we_read_must_be_utf_8() {
    let broken = || OsString::from_vec(vec![b'a', 0xff]);
    for (name, fails) in [("TENANTCTL_REGION", true), ("SUPABASE_URL", true), ("OTHER", false), ("LS_COLORS", false)] {
        let world = World::new();
        let mut sources = world.sources();
        sources.env = Environment::from_pairs([(name, broken())]);
        let result = Settings::load(sources).map_err(|error| error.to_string());
        let expected = format!("the environment variable {name} is not valid UTF-8");
        assert_eq!(result.err(), fails.then_some(expected));
    }
}
