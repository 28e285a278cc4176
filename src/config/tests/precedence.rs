//! Who wins, and what the origin says.

use super::{World, shown};
use crate::config::{Environment, FileRole, Key, Settings, keys};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Each source of `region`, the strongest first, with the origin that it gives.
const SOURCES: [(&str, &str); 6] = [
    ("flag", "flag --region"),
    ("environment", "environment TENANTCTL_REGION"),
    ("dotenv", "env file ./.env (TENANTCTL_REGION)"),
    ("project", "project file ./tenantctl.toml line 2"),
    ("user", "user file HOME/.config/tenantctl/config.toml line 1"),
    ("none", "not set"),
];

fn with(world: World, source: &str) -> World {
    match source {
        "flag" => world.flag(keys::REGION, source),
        "environment" => world.var("TENANTCTL_REGION", source),
        "dotenv" => world.dotenv("TENANTCTL_REGION=dotenv\n"),
        "project" => world.project("# ours\nregion = \"project\"\n"),
        "user" => world.user("region = 'user'"),
        _ => world,
    }
}

#[test]
fn of_each_two_sources_the_stronger_wins() {
    for (at, (stronger, origin)) in SOURCES.into_iter().enumerate() {
        for (weaker, _) in SOURCES.into_iter().skip(at) {
            let world = with(with(World::new(), weaker), stronger);
            let home = world.path("home").display().to_string();
            let value = (stronger != "none").then(|| stronger.to_owned());
            let expected = (value, origin.replace("HOME", &home));
            assert_eq!(shown(&world.load(), keys::REGION), expected, "{stronger} over {weaker}");
        }
    }
}

#[test]
fn defaults_are_weakest_and_say_so() {
    let settings = World::new().load();
    for (key, value) in [
        (keys::PROVIDER, "auto"),
        (keys::OUTPUT, "table"),
        (keys::COLOR, "auto"),
        (keys::NAMING, "readable"),
        (keys::JOBS, "4"),
        (keys::TIMEOUT, "30s"),
        (keys::LOCK_TIMEOUT, "3s"),
        (keys::FLEET_LEASE, "30s"),
    ] {
        assert_eq!(shown(&settings, key), (Some(value.to_owned()), "default".to_owned()));
    }
    let world = World::new().user("output = 'json'");
    assert_eq!(world.load().text(keys::OUTPUT), Some("json"));
}

#[test]
fn our_variable_wins_over_the_bare_name_of_the_same_place() {
    let world = World::new()
        .var("SUPABASE_URL", "https://bare.example/")
        .dotenv("TENANTCTL_SUPABASE_URL=https://dotenv.example/");
    let origin = |world: &World| shown(&world.load(), keys::SUPABASE_URL).1;
    assert_eq!(origin(&world), "environment SUPABASE_URL");
    let world = world.var("TENANTCTL_SUPABASE_URL", "https://ours.example/");
    assert_eq!(origin(&world), "environment TENANTCTL_SUPABASE_URL");
}

#[test]
fn the_two_databases_have_a_variable_each() {
    let settings = World::new().var("DATABASE_URL", "postgres://h/cluster").load();
    assert!(settings.get(keys::CONTROL_PLANE_URL).is_none());
    assert_eq!(shown(&settings, keys::DATABASE_URL).1, "environment DATABASE_URL");
    let settings = World::new().var("TENANTCTL_DATABASE_URL", "postgres://h/control").load();
    assert!(settings.get(keys::DATABASE_URL).is_none());
    assert_eq!(shown(&settings, keys::CONTROL_PLANE_URL).1, "environment TENANTCTL_DATABASE_URL");
}

#[test]
fn an_empty_variable_is_not_set() {
    let world = World::new().var("TENANTCTL_REGION", "").dotenv("TENANTCTL_REGION=\n").project("region = 'p'");
    assert_eq!(world.load().text(keys::REGION), Some("p"));
}

#[test]
fn the_last_of_a_repeated_flag_counts() {
    let world = World::new().flag(keys::REGION, "a").flag(keys::REGION, "b");
    assert_eq!(world.load().text(keys::REGION), Some("b"));
}

#[test]
fn getters_return_what_the_kind_says() {
    let world = World::new().project("jobs = 0x10\ntimeout = '1m 30s'\nmigrations_dir = 'sql'\npg_bin_dir = '~/pg'");
    let settings = world.load();
    assert_eq!(settings.number(keys::JOBS), Some(16));
    assert_eq!(settings.duration(keys::TIMEOUT), Some(Duration::from_secs(90)));
    assert_eq!(settings.path(keys::MIGRATIONS_DIR), Some(world.path("work/sql").as_path()));
    assert_eq!(settings.path(keys::PG_BIN_DIR), Some(world.path("home/pg").as_path()));
    assert_eq!(settings.text(keys::JOBS), Some("16"));
    assert_eq!(settings.number(keys::TIMEOUT), None);
    assert_eq!(settings.flag(keys::TIMEOUT), None);
}

#[test]
fn a_path_is_relative_to_its_file() {
    let world = World::new().file("work/ci/t.toml", "migrations_dir = 'sql'").var("TENANTCTL_PG_BIN_DIR", "bin");
    let mut sources = world.sources();
    sources.config_file = Some(PathBuf::from("ci/t.toml"));
    let settings = Settings::load(sources).expect("settings");
    assert_eq!(settings.path(keys::MIGRATIONS_DIR), Some(world.path("work/ci/sql").as_path()));
    assert_eq!(settings.path(keys::PG_BIN_DIR), Some(world.path("work/bin").as_path()));
}

#[test]
fn a_named_config_file_replaces_the_project_file_only() {
    let world = World::new()
        .project("region = 'project'\ntenant = 'project'")
        .user("output = 'json'")
        .file("work/a.toml", "region = 'a'")
        .file("work/b.toml", "region = 'b'")
        .var("TENANTCTL_CONFIG", "a.toml");
    let settings = world.load();
    assert_eq!(shown(&settings, keys::REGION), (Some("a".to_owned()), "config file a.toml line 1".to_owned()));
    assert_eq!((settings.text(keys::TENANT), settings.text(keys::OUTPUT)), (None, Some("json")));
    let mut sources = world.sources();
    sources.config_file = Some("b.toml".into());
    assert_eq!(Settings::load(sources).expect("settings").text(keys::REGION), Some("b"));
}

#[test]
fn a_config_file_that_was_asked_for_must_exist() {
    let error = World::new().var("TENANTCTL_CONFIG", "none.toml").error();
    assert_eq!(error.to_string(), "the file none.toml (environment TENANTCTL_CONFIG) does not exist");
    let error = World::new().dotenv("TENANTCTL_CONFIG=none.toml").error();
    assert_eq!(error.to_string(), "the file none.toml (env file ./.env (TENANTCTL_CONFIG)) does not exist");
    let mut sources = World::new().sources();
    sources.config_file = Some("none.toml".into());
    let error = Settings::load(sources).expect_err("no such file");
    assert_eq!(error.to_string(), "the file none.toml (--config) does not exist");
}

#[test]
fn the_state_directory_has_a_computed_default() {
    let state = |root: bool, home: Option<&str>, variables: &[(&str, &str)]| {
        let mut sources = World::new().sources();
        sources.env = Environment::from_pairs(variables.iter().copied());
        (sources.is_root, sources.home) = (root, home.map(PathBuf::from));
        let settings = Settings::load(sources).expect("settings");
        settings.path(keys::STATE_DIR).map(Path::to_path_buf)
    };
    let home = Some("/home/u");
    let xdg = [("XDG_STATE_HOME", "/x")];
    for (root, home, variables, expected) in [
        (false, home, &[][..], Some("/home/u/.local/state/tenantctl")),
        (false, home, &xdg, Some("/x/tenantctl")),
        (false, None, &[], None),
        (true, home, &xdg, Some("/var/lib/tenantctl")),
        (true, None, &[("TENANTCTL_STATE_DIR", "/s")], Some("/s")),
    ] {
        assert_eq!(state(root, home, variables), expected.map(PathBuf::from));
    }
}

#[test]
fn the_user_file_follows_xdg() {
    let world = World::new().user("region = 'home'").file("xdg/tenantctl/config.toml", "region = 'xdg'");
    let xdg = world.path("xdg").display().to_string();
    let world = world.var("XDG_CONFIG_HOME", &xdg);
    assert_eq!(world.load().text(keys::REGION), Some("xdg"));
}

#[test]
fn the_files_looked_for_are_named() {
    let world = World::new().project("");
    let settings = world.load();
    let found: Vec<_> = settings.paths().iter().map(|place| (place.role, place.file.as_str(), place.exists)).collect();
    let user = world.path("home/.config/tenantctl/config.toml").display().to_string();
    let expected = [
        (FileRole::Env, "./.env", false),
        (FileRole::Project, "./tenantctl.toml", true),
        (FileRole::User, user.as_str(), false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn there_is_an_entry_for_every_key() {
    let listed: Vec<_> = World::new().load().entries().into_iter().map(|entry| entry.key).collect();
    assert_eq!(listed, keys::ALL.map(|key: &Key| key.name));
}
