//! Files that are refused, with the line and without what secret lines hold.

use super::World;
use crate::config::{ConfigError, keys};
use std::error::Error;
use std::fs;

#[test]
fn syntax_errors_name_line_and_column_and_quote_nothing() {
    for (text, line, column) in [
        ("master_key = s3cret", 1, 14),
        ("master_key = \"s3cret", 1, 21),
        ("master_key = 's3cret\n", 1, 21),
        ("master_key \"s3cret\"", 1, 12),
        ("master_key = \"s3cret\" more", 1, 23),
        ("master_key = \"s3\\qcret\"", 1, 18),
        ("master_key = \"s3cret\"\nmaster_key = \"s4cret\"", 2, 1),
        ("region = 'a'\n\n= \"s3cret\"", 3, 1),
        ("[s3cret", 1, 8),
        ("master_key: s3cret", 1, 13),
        ("master_key = \"\"\"s3cret", 1, 23),
        ("jobs = 08", 1, 8),
        ("jobs = 1 master_key = 's3cret'", 1, 21),
        ("master_key = [\"s3cret\"", 1, 23),
        ("master_key = {a = \"s3cret\"", 1, 27),
        ("\u{1}master_key = 's3cret'", 1, 1),
        ("jobs =", 1, 7),
        ("export master_key=s3cret", 1, 8),
    ] {
        let error = World::new().project(text).error();
        let message = error.to_string();
        let place = format!("./tenantctl.toml line {line}, column {column}: ");
        assert!(message.starts_with(&place), "{text:?}\n{message}");
        assert!(!format!("{message} {error:?} {:?}", error.hints()).contains("cret\""), "{message}");
        assert!(!message.contains("cret"), "{message}");
    }
}

#[test]
fn a_duplicate_says_so() {
    let error = World::new().project("jobs = 1\n\njobs = 2").error();
    assert_eq!(error.to_string(), "./tenantctl.toml line 3, column 1: duplicate key");
}

#[test]
fn unknown_keys_are_refused_with_a_suggestion() {
    for (text, expected, hint) in [
        ("regoin = 'x'", "./tenantctl.toml line 1: unknown key `regoin`", "did you mean `region`?"),
        ("jobs = 1\nzzz = 1\naaa = 1", "./tenantctl.toml line 2: unknown key `zzz`", "`tenantctl config list`"),
        ("DATABASE_URL = 'x'", "./tenantctl.toml line 1: unknown key `DATABASE_URL`", "did you mean `database_url`?"),
        ("[profile.x]\nregoin = 'x'", "./tenantctl.toml line 2: unknown key `regoin`", "did you mean `region`?"),
        ("a.b = 1", "./tenantctl.toml line 1: unknown key `a`", "`tenantctl config list`"),
        ("\"a\\u001b[31m\" = 1", "./tenantctl.toml line 1: unknown key `a\\u{1b}[31m`", "`tenantctl config list`"),
    ] {
        let error = World::new().project(text).error();
        assert_eq!(error.to_string(), expected);
        assert!(error.hints().first().is_some_and(|first| first.starts_with(hint)), "{:?}", error.hints());
    }
}

#[test]
fn values_of_the_wrong_type_are_refused() {
    for (text, expected) in [
        ("jobs = '4'", "`jobs` takes an integer, not a string"),
        ("jobs = 4.0", "`jobs` takes an integer, not a float"),
        ("region = 1", "`region` takes a string, not an integer"),
        ("timeout = 30", "`timeout` takes a string, not an integer"),
        ("master_key = ['s3cret']", "`master_key` takes a string, not a list"),
        ("[master_key]\ns3cret = 1", "`master_key` takes a string, not a table"),
        ("output = true", "`output` takes a string, not a boolean"),
        ("log = 2020-01-01", "`log` takes a string, not a date"),
    ] {
        let error = World::new().project(text).error();
        assert_eq!(error.to_string(), format!("./tenantctl.toml line 1: {expected}"));
        assert_eq!(error.hints().len(), 1);
    }
}

#[test]
fn values_that_a_key_does_not_take_are_refused() {
    for (text, expected) in [
        ("jobs = 0", "invalid jobs (PLACE): \"0\" is not a number from 1 to 64"),
        ("jobs = 65", "invalid jobs (PLACE): \"65\" is not a number from 1 to 64"),
        ("jobs = -1", "invalid jobs (PLACE): \"-1\" is not a number from 1 to 64"),
        ("jobs = 99999999999999999999", "invalid jobs (PLACE): \"99999999999999999999\" is not a number from 1 to 64"),
        ("output = 'yaml'", "invalid output (PLACE): \"yaml\" is not one of table, json, ndjson, csv"),
        ("provider = 'Auto'", "invalid provider (PLACE): \"Auto\" is not one of auto, supabase, cluster, local"),
        ("timeout = '30'", "invalid timeout (PLACE): \"30\" is not a time span such as 30s or 2m"),
        ("timeout = '0s'", "invalid timeout (PLACE): \"0s\" is not longer than zero and at most 24h"),
        ("timeout = '2days'", "invalid timeout (PLACE): \"2days\" is not longer than zero and at most 24h"),
        ("region = ''", "invalid region (PLACE): it is empty"),
        ("master_key = 'env:s3-cret'", "invalid master_key (PLACE): what follows env: is not the name of a variable"),
    ] {
        let error = World::new().project(text).error();
        assert_eq!(error.to_string(), expected.replace("PLACE", "project file ./tenantctl.toml line 1"));
    }
    let error = World::new().project("output = 'yaml'").flag(keys::OUTPUT, "json").error();
    assert!(matches!(error, ConfigError::Invalid { .. }), "a malformed file is an error though a flag overrides it");
}

#[test]
fn wrong_values_elsewhere_name_their_place() {
    let world = World::new().flag(keys::JOBS, "many");
    assert_eq!(world.error().to_string(), "invalid jobs (flag --jobs): \"many\" is not a number from 1 to 64");
    let world = World::new().var("TENANTCTL_COLOR", "red\u{1b}");
    let expected = "invalid color (environment TENANTCTL_COLOR): \"red\\u{1b}\" is not one of auto, always, never";
    assert_eq!(world.error().to_string(), expected);
    let world = World::new().dotenv("TENANTCTL_JOBS=0");
    let expected = "invalid jobs (env file ./.env (TENANTCTL_JOBS)): \"0\" is not a number from 1 to 64";
    assert_eq!(world.error().to_string(), expected);
}

#[test]
fn a_byte_order_mark_and_crlf_are_fine() {
    let settings = World::new().project("\u{feff}region = 'a'\r\njobs = 2\r\n").load();
    assert_eq!(settings.text(keys::REGION), Some("a"));
    assert_eq!(settings.number(keys::JOBS), Some(2));
}

#[test]
fn an_empty_file_is_fine() {
    for text in ["", "\n\n", "# nothing\n"] {
        assert_eq!(World::new().project(text).dotenv(text).load().text(keys::REGION), None);
    }
}

#[test]
fn what_is_not_a_text_file_is_refused() {
    let error = World::new().project(b"region = 'a'\nmaster_key = '\xff'").error();
    assert_eq!(error.to_string(), "./tenantctl.toml is not valid UTF-8 (line 2)");
    let error = World::new().dotenv(b"A=\xff").error();
    assert_eq!(error.to_string(), "./.env is not valid UTF-8 (line 1)");
    for name in ["tenantctl.toml", ".env"] {
        let world = World::new();
        fs::create_dir(world.path("work").join(name)).expect("a directory");
        assert_eq!(world.error().to_string(), format!("cannot use ./{name}: it is a directory"));
    }
}

#[test]
fn a_huge_file_is_refused() {
    let most = 1024 * 1024;
    let text = format!("{}\n", "#".repeat(most - 1));
    assert!(World::new().project(&text).load().warnings().is_empty());
    let error = World::new().project(format!("{text}\n")).error();
    assert_eq!(error.to_string(), "cannot use ./tenantctl.toml: it is larger than 1048576 bytes");
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let text = format!("region = {}", "[".repeat(100_000));
    assert!(matches!(World::new().project(text).error(), ConfigError::Syntax { .. }));
}

#[test]
fn a_link_to_itself_cannot_be_read() {
    let world = World::new();
    std::os::unix::fs::symlink(".env", world.path("work/.env")).expect("a link");
    let error = world.error();
    assert_eq!(error.to_string(), "cannot read ./.env");
    assert!(error.source().is_some());
    assert_eq!(error.hints(), ["`--no-env-file` ignores ./.env"]);
}
