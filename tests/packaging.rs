//! What packages and other people's pipelines rely on: metadata, licences, bans, the action.

use std::collections::BTreeMap;
use std::path::Path;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn toml(file: &str) -> toml::Table {
    read(file).parse().unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every crate of the lock file with its versions.
fn locked() -> BTreeMap<String, Vec<Vec<u64>>> {
    let mut found: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
    for package in toml("Cargo.lock")["package"].as_array().expect("a list") {
        let text = |key: &str| package[key].as_str().expect("a text").to_owned();
        let version = text("version");
        let numbers = version.split(['+', '-']).next().unwrap_or_default().split('.');
        let numbers = numbers.map(|number| number.parse().expect("a number")).collect();
        found.entry(text("name")).or_default().push(numbers);
    }
    found
}

#[test]
fn nothing_that_is_banned_or_too_old_is_in_the_tree() {
    let locked = locked();
    let bans = toml(".deny.toml");
    for ban in bans["bans"]["deny"].as_array().expect("a list") {
        let name = ban["crate"].as_str().expect("a name");
        assert!(ban.get("reason").is_some(), "{name} is banned without a reason");
        assert!(!locked.contains_key(name), "{name} is banned");
    }
    // The advisories that an older one has.
    for (name, floor) in [
        ("sqlx", [0, 8, 1]),
        ("h2", [0, 4, 16]),
        ("rustls-webpki", [0, 103, 13]),
        ("aws-lc-sys", [0, 39, 0]),
        ("tokio-postgres", [0, 7, 18]),
        ("postgres-protocol", [0, 6, 12]),
    ] {
        for version in locked.get(name).into_iter().flatten() {
            assert!(version.as_slice() >= floor.as_slice(), "{name} {version:?} is older than {floor:?}");
        }
    }
    let sources = read("Cargo.lock");
    let other = |line: &&str| line.starts_with("source = ") && !line.contains("crates.io-index");
    assert_eq!(sources.lines().find(other), None);
}

#[test]
fn the_package_can_be_installed_in_each_way() {
    let cargo = toml("Cargo.toml");
    let package = &cargo["package"];
    for key in ["license", "description", "readme", "rust-version"] {
        assert!(package.get(key).is_some(), "{key}");
    }
    let binstall = &package["metadata"]["binstall"];
    for part in ["{ version }", "{ target }"] {
        assert!(binstall["pkg-url"].as_str().is_some_and(|url| url.contains(part)), "{part}");
    }
    let release = &cargo["profile"]["release"];
    assert_eq!(release["strip"].as_str(), Some("symbols"));
    // One tenant's panic is that tenant's failure, not the end of a run.
    assert_ne!(release.get("panic").and_then(toml::Value::as_str), Some("abort"));
}

#[test]
fn the_action_puts_no_input_into_a_script() {
    let action = read(".github/actions/setup/action.yml");
    let mut in_script = None;
    for line in action.lines() {
        let indent = line.len() - line.trim_start().len();
        if line.trim_start().starts_with("run: |") {
            in_script = Some(indent);
            continue;
        }
        in_script = in_script.filter(|begun| line.trim().is_empty() || indent > *begun);
        assert!(in_script.is_none() || !line.contains("${{"), "a script can be injected into: {line}");
        if let Some(used) = line.trim_start().trim_start_matches("- ").strip_prefix("uses: ") {
            assert!(used.contains('@'), "{used} has no version");
        }
    }
    assert!(action.contains("using: composite") && action.contains("--no-input"));
}
