//! Which profile is in use, and what it is stronger than.

use super::{World, shown};
use crate::config::{ConfigError, keys};

const PROD: &str = "
region = 'flat'
master_key_file = '/flat.key'
[profile.prod]
control_plane_url = 'postgresql://u@prod/plane'
protected = true
region = 'of-prod'
[profile.stage]
region = 'of-stage'
";

fn world() -> World {
    World::new().user(PROD)
}

fn value(world: &World, key: &crate::config::Key) -> Option<String> {
    shown(&world.load(), key).0
}

#[test]
fn a_profile_is_used_only_if_it_is_named() {
    for (world, region, origin) in [
        (world(), "flat", "user file"),
        (world().flag(keys::PROFILE, "prod"), "of-prod", "profile prod"),
        (world().var("TENANTCTL_PROFILE", "stage"), "of-stage", "profile stage"),
        (world().dotenv("TENANTCTL_PROFILE=stage"), "of-stage", "profile stage"),
        (world().project("current_profile = 'prod'"), "of-prod", "profile prod"),
        (world().var("TENANTCTL_PROFILE", "stage").flag(keys::PROFILE, "prod"), "of-prod", "profile prod"),
    ] {
        let entry = world.load().entries().into_iter().find(|entry| entry.key == "region").expect("an entry");
        assert_eq!((entry.value.as_deref(), entry.place.as_str()), (Some(region), origin));
        let protected = world.load().flag(keys::PROTECTED);
        assert_eq!(protected, Some(region == "of-prod"));
    }
    let world = world().flag(keys::PROFILE, "prod");
    let file = world.path("home/.config/tenantctl/config.toml").display().to_string();
    assert_eq!(shown(&world.load(), keys::REGION).1, format!("profile prod, {file} line 7"));
}

#[test]
fn named_outright_it_comes_before_the_environment_otherwise_before_the_files() {
    let around = |world: World| world.var("TENANTCTL_REGION", "around").project("region = 'project'");
    for (world, region) in [
        (around(world()).flag(keys::PROFILE, "prod"), "of-prod"),
        (around(world()).var("TENANTCTL_PROFILE", "prod"), "of-prod"),
        (around(world().flag(keys::REGION, "flag")).flag(keys::PROFILE, "prod"), "flag"),
        (around(World::new()).user(format!("current_profile = 'prod'{PROD}")), "around"),
        (World::new().user(format!("current_profile = 'prod'{PROD}")).project("region = 'project'"), "of-prod"),
    ] {
        assert_eq!(value(&world, keys::REGION).as_deref(), Some(region));
    }
}

#[test]
fn two_control_planes_are_never_mixed() {
    // The profile has the control plane, the environment another server.
    let named = world().flag(keys::PROFILE, "prod").var("DATABASE_URL", "postgresql://u@other/x");
    assert_eq!(value(&named, keys::DATABASE_URL), None);
    assert_eq!(value(&named, keys::CONTROL_PLANE_URL).as_deref(), Some("postgresql://u@prod/plane"));
    let current = World::new().user(format!("current_profile = 'prod'{PROD}"));
    let current = current.var("DATABASE_URL", "postgresql://u@other/x");
    assert_eq!(value(&current, keys::DATABASE_URL).as_deref(), Some("postgresql://u@other/x"));
    assert_eq!(value(&current, keys::CONTROL_PLANE_URL), None);
    let warnings = current.load().warnings().join(" ");
    assert!(warnings.contains("environment DATABASE_URL counts, not the profile prod"), "{warnings}");
    let beside =
        World::new().user(format!("current_profile = 'prod'{PROD}")).project("database_url = 'postgresql://u@p/x'");
    assert_eq!(value(&beside, keys::DATABASE_URL), None);
    // What the profile doesn't speak of comes from elsewhere.
    assert_eq!(value(&named, keys::MASTER_KEY_FILE).as_deref(), Some("/flat.key"));
}

#[test]
fn what_is_wrong_is_said() {
    let unknown = world().flag(keys::PROFILE, "prd").error();
    assert_eq!(unknown.to_string(), "there is no profile \"prd\" (flag --profile)");
    assert_eq!(unknown.hints(), ["did you mean prod?"]);
    for text in ["profile = 'x'", "[profile]\nx = 1", "[profile.x]\nregoin = 'x'", "[profile.x]\ncurrent_profile = 'y'"]
    {
        assert!(matches!(World::new().user(text).error(), ConfigError::UnknownKey { .. }), "{text}");
    }
    assert!(matches!(World::new().user("[profile.'a/b']").error(), ConfigError::ProfileName { line: 1, .. }));
    let open = World::new().user("[profile.x]\nmaster_key = 's'").mode("home/.config/tenantctl/config.toml", 0o644);
    assert!(matches!(open.error(), ConfigError::OpenSecrets { .. }));
}
