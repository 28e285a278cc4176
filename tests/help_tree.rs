//! The whole help tree, as one snapshot: what a person can read of the command line changes only on purpose.

use std::path::Path;

const FILE: &str = "tests/snapshots/help_tree.txt";

/// Writes the help of a command and of those below it.
fn write(command: &clap::Command, name: &str, text: &mut String) {
    if command.is_hide_set() {
        return;
    }
    let help = command.clone().color(clap::ColorChoice::Never).render_long_help().to_string();
    // The flags of every command are written once.
    let own = help.split("\nGlobal options:").next().unwrap_or_default();
    let shown = if name == "tenantctl" { help.as_str() } else { own };
    let lines = shown.lines().map(str::trim_end).filter(|line| !line.is_empty());
    *text += &format!("======== {name}\n");
    lines.for_each(|line| *text += &format!("{line}\n"));
    for below in command.get_subcommands() {
        write(below, &format!("{name} {}", below.get_name()), text);
    }
}

#[test]
fn the_help_tree_is_as_it_was() {
    let mut command = tenantctl::cli::command();
    command.build();
    let mut fresh = String::new();
    write(&command, "tenantctl", &mut fresh);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("TENANTCTL_TEST_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, &fresh).expect("written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = stored.lines().zip(fresh.lines()).find(|(before, now)| before != now);
    assert!(stored == fresh, "{FILE} is stale, first here: {differs:?}; if that is meant: make help-tree");
}
