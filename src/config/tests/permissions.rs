//! Who may read and write files that hold secrets.

use super::World;

const PROJECT: &str = "./tenantctl.toml holds secrets and can be read by others";
const DOTENV: &str = "./.env holds secrets and can be read by others: chmod 600 ./.env";

#[test]
fn secrets_that_others_can_read_are_refused() {
    for (text, mode, refused) in [
        ("master_key = 's3cret'", 0o600, false),
        ("master_key = 's3cret'", 0o640, true),
        ("master_key = 's3cret'", 0o604, true),
        ("master_key = 's3cret'", 0o644, true),
        ("master_key = 'env:KEY'", 0o644, false),
        ("master_key = 'cmd:pass x'", 0o644, false),
        ("region = 'a'", 0o644, false),
        ("database_url = 'postgres://u:s3cret@h/d'", 0o644, true),
        ("database_url = 'postgres://u@h/d'", 0o644, false),
        ("database_url = 's3cret'", 0o644, true),
    ] {
        let world = World::new().project(text).mode("work/tenantctl.toml", mode);
        if refused {
            let error = world.error();
            assert_eq!(error.to_string(), PROJECT, "{text} {mode:o}");
            assert_eq!(error.hints(), ["chmod 600 ./tenantctl.toml"]);
        } else {
            assert!(world.load().warnings().is_empty(), "{text} {mode:o}");
        }
    }
}

#[test]
fn an_env_file_is_warned_of() {
    for (text, warned) in [
        ("SUPABASE_SERVICE_ROLE_KEY=s3cret", true),
        ("SUPABASE_SERVICE_ROLE_KEY=", false),
        ("SUPABASE_SERVICE_ROLE_KEY=file:/run/key", false),
        ("DATABASE_URL=postgres://u:s3cret@h/d", true),
        ("DATABASE_URL=postgres://h/d", false),
        ("OTHER_KEY=s3cret", false),
    ] {
        let settings = World::new().dotenv(text).mode("work/.env", 0o644).load();
        let expected: &[&str] = if warned { &[DOTENV] } else { &[] };
        assert_eq!(settings.warnings(), expected, "{text}");
    }
}

#[test]
fn no_program_is_taken_from_a_file_that_everybody_can_write() {
    let world = World::new().project("jobs = 1\nmaster_key = 'cmd:pass x'").mode("work/tenantctl.toml", 0o602);
    let expected = "invalid master_key (project file ./tenantctl.toml line 2): \
        cmd: is refused in a file that everybody can write: chmod o-w ./tenantctl.toml";
    assert_eq!(world.error().to_string(), expected);
    let world = World::new().dotenv("TENANTCTL_MASTER_KEY='cmd:pass x'").mode("work/.env", 0o666);
    assert!(world.error().to_string().contains("chmod o-w ./.env"));
}
