//! Edits keep comments, order and everything that isn't theirs.

use super::{Change, changed, edit};
use crate::config::{FileRole, LookedFor, keys};

const FILE: &str = "# ours
region = \"us-east-1\" # the first one
jobs = 4

# production
[profile.prod]
protected = true # always
[profile.stage]
";

fn set<'a>(profile: Option<&'a str>, key: &'static crate::config::Key, value: &'a str) -> Change<'a> {
    Change { profile, key, value: Some(value) }
}

#[test]
fn a_change_touches_its_own_line_alone() {
    for (change, from, to) in [
        (set(None, keys::REGION, "eu-west-1"), "\"us-east-1\" #", "\"eu-west-1\" #"),
        (set(None, keys::JOBS, "8"), "jobs = 4", "jobs = 8"),
        (set(None, keys::OUTPUT, "json"), "jobs = 4\n", "jobs = 4\noutput = \"json\"\n"),
        (set(Some("prod"), keys::PROTECTED, "false"), "= true #", "= false #"),
        (set(Some("prod"), keys::REGION, "x"), "always\n", "always\nregion = \"x\"\n"),
        (set(Some("stage"), keys::REGION, "a\"b\\"), "[profile.stage]\n", "[profile.stage]\nregion = 'a\"b\\'\n"),
        (set(Some("new"), keys::REGION, "x"), "stage]\n", "stage]\n\n[profile.new]\nregion = \"x\"\n"),
        (set(None, keys::PROFILE, "prod"), "jobs = 4\n", "jobs = 4\ncurrent_profile = \"prod\"\n"),
        (Change { profile: None, key: keys::JOBS, value: None }, "jobs = 4\n", ""),
        (Change { profile: Some("prod"), key: keys::PROTECTED, value: None }, "protected = true # always\n", ""),
        (Change { profile: None, key: keys::PROFILE, value: None }, "", ""),
    ] {
        assert_eq!(changed(FILE, &change).as_deref(), Some(FILE.replacen(from, to, 1).as_str()), "{change:?}");
    }
}

#[test]
fn short_files_and_files_without_a_last_newline_are_completed() {
    for (before, change, after) in [
        ("", set(None, keys::REGION, "x"), "region = \"x\"\n"),
        ("", set(Some("a"), keys::REGION, "x"), "[profile.a]\nregion = \"x\"\n"),
        ("jobs = 4", set(None, keys::REGION, "x"), "jobs = 4\nregion = \"x\"\n"),
        ("jobs = 4", set(Some("a"), keys::REGION, "x"), "jobs = 4\n\n[profile.a]\nregion = \"x\"\n"),
        ("[profile.a]", set(Some("a"), keys::REGION, "x"), "[profile.a]\nregion = \"x\"\n"),
        ("[profile.a]\n", set(None, keys::REGION, "x"), "region = \"x\"\n[profile.a]\n"),
        ("region = '''\na\n'''\n", set(None, keys::REGION, "x"), "region = \"x\"\n"),
    ] {
        let text = changed(before, &change).expect("a change");
        assert_eq!(text, after);
        assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{text}");
    }
    // What can't be changed by line is refused, not mangled.
    let inline = "profile = { a = { jobs = 4 } }\n";
    assert_eq!(changed(inline, &Change { profile: Some("a"), key: keys::JOBS, value: None }), None);
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("config.toml");
    let file = LookedFor {
        role: FileRole::User,
        file: "config.toml".to_owned(),
        path: path.clone(),
        exists: true,
        open_secrets: false,
    };
    for (before, change) in [
        ("jobs = 4\n", set(None, keys::JOBS, "many")),
        ("jobs = 4\n", set(None, keys::JOBS, "0")),
        ("jobs = 4\n", set(None, keys::PROVIDER, "nowhere")),
        ("jobs = 4\n", set(Some("a b"), keys::REGION, "x")),
        ("nonsense\n", set(None, keys::REGION, "x")),
        ("profile = { a = { jobs = 4 } }\n", set(Some("a"), keys::REGION, "x")),
        ("profile.a.jobs = 4\n", set(Some("a"), keys::REGION, "x")),
    ] {
        std::fs::write(&path, before).expect("written");
        assert!(edit(&file, None, std::slice::from_ref(&change)).is_err(), "{change:?}");
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), before);
    }
    std::fs::write(&path, "jobs = 4\n").expect("written");
    edit(&file, None, &[set(None, keys::JOBS, "5"), set(Some("a"), keys::REGION, "x")]).expect("edited");
    assert_eq!(std::fs::read_to_string(&path).expect("readable"), "jobs = 5\n\n[profile.a]\nregion = \"x\"\n");
}
