//! The import rules of the house, read from the `use` lines.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may name of the others.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("domain", &[]),
    ("postgres", &["domain"]),
    ("secrets", &["domain"]),
    ("token", &["domain"]),
    ("control_plane", &["postgres", "domain"]),
    ("import", &["domain"]),
    ("tenant_db", &["postgres", "domain"]),
    ("supabase", &["domain"]),
    ("host", &["supabase", "postgres", "domain"]),
    (
        "ops",
        &[
            "control_plane",
            "tenant_db",
            "host",
            "supabase",
            "import",
            "secrets",
            "token",
            "postgres",
            "domain",
            "fail_point",
        ],
    ),
    ("app", &["ops", "control_plane", "tenant_db", "secrets", "token", "postgres", "domain"]),
    ("config", &[]),
    ("seen", &["config"]),
    (
        "error",
        &[
            "ops",
            "import",
            "control_plane",
            "tenant_db",
            "host",
            "supabase",
            "secrets",
            "token",
            "postgres",
            "domain",
            "config",
            "output",
        ],
    ),
    ("output", &["error", "ops", "control_plane", "host", "supabase", "token", "domain", "config"]),
    (
        "context",
        &[
            "cli",
            "config",
            "seen",
            "output",
            "error",
            "ops",
            "control_plane",
            "tenant_db",
            "host",
            "supabase",
            "secrets",
            "token",
            "postgres",
            "domain",
        ],
    ),
    (
        "commands",
        &[
            "cli",
            "context",
            "config",
            "seen",
            "output",
            "error",
            "ops",
            "control_plane",
            "host",
            "supabase",
            "import",
            "secrets",
            "token",
            "domain",
        ],
    ),
];

/// Crates that only some modules may name.
const CRATES: [(&str, &[&str]); 6] = [
    ("clap", &["cli", "commands", "program"]),
    ("sqlx", &["control_plane", "tenant_db", "host", "postgres"]),
    ("reqwest", &["supabase", "token"]),
    ("dialoguer", &["output"]),
    ("indicatif", &["output"]),
    ("comfy_table", &["output"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

fn all() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|file| {
            let inside = file.strip_prefix(&root).expect("inside").to_path_buf();
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).expect("readable");
            (first.trim_end_matches(".rs").to_owned(), inside, text)
        })
        .collect()
}

/// Lines of code: no comments, no unit tests.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text).lines().filter(|l| !l.trim_start().starts_with("//"))
}

#[test]
fn modules_use_only_what_is_below_them() {
    let mut wrong = Vec::new();
    for (module, file, text) in all() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else { continue };
        for line in code_lines(&text) {
            for part in line.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = MAY_USE.iter().any(|(name, _)| *name == used) || used == "cli";
                if known && used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_right_modules_name_these_crates() {
    let mut wrong = Vec::new();
    for (module, file, text) in all() {
        for (name, allowed) in CRATES {
            let uses = |l: &&str| l.split('"').step_by(2).any(|code| code.contains(&format!("{name}::")));
            if !allowed.contains(&module.as_str()) && code_lines(&text).any(|l| uses(&l)) {
                wrong.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_config_reads_the_environment() {
    let wrong: Vec<String> = all()
        .into_iter()
        .filter(|(module, _, text)| {
            module != "config"
                && code_lines(text)
                    .any(|l| l.contains("env::var(") || l.contains("env::vars(") || l.contains("env::var_os("))
        })
        .map(|(_, file, _)| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_file_is_longer_than_300_lines() {
    let long: Vec<String> = all()
        .into_iter()
        .filter(|(_, _, text)| text.lines().count() > 300)
        .map(|(_, file, text)| format!("{}: {}", file.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn each_fail_point_is_listed_and_used_once() {
    let mut used: Vec<String> = all()
        .into_iter()
        .filter(|(module, _, _)| module != "failpoint")
        .flat_map(|(_, _, text)| {
            text.split("fail_point!(\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap_or("").to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    used.sort();
    let mut listed: Vec<String> = tenantctl::failpoint::ALL.iter().map(|n| (*n).to_owned()).collect();
    listed.sort();
    assert_eq!(used, listed);
}
