//! What a shell completes behind a TAB: real shells, where they are installed.

use crate::support::{Said, World};
use std::os::unix::fs::PermissionsExt;

/// Runs a script in a shell, with the binary in PATH.
fn in_shell(world: &World, shell: &str, script: &str) -> Said {
    let binary = world.command(&[]);
    let folder = std::path::Path::new(binary.get_program()).parent().expect("a folder").display().to_string();
    let mut command = std::process::Command::new(shell);
    command.args(["-c", script]).env_clear().current_dir(world.path());
    command.envs(binary.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    let path = std::env::var("PATH").expect("a PATH");
    command.env("PATH", format!("{folder}:{path}"));
    Said::from(command.output().expect("a shell"))
}

/// What bash offers for a line whose last word is being completed.
fn offered(world: &World, line: &str) -> Vec<String> {
    let script = format!(
        r#"eval "$(tenantctl completions bash)"
        line={line:?}
        COMP_WORDS=($line); [[ $line == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)) COMP_LINE=$line COMP_POINT=${{#line}} COMP_TYPE=9
        _clap_complete_tenantctl tenantctl "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
        printf '%s\n' "${{COMPREPLY[@]}}""#
    );
    in_shell(world, "bash", &script).code(0).stdout.lines().map(|word| word.trim().to_owned()).collect()
}

#[test]
fn names_complete_in_bash_without_a_connection() {
    let world = World::ready();
    for id in ["acme-corp", "acme-labs", "globex"] {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    let seen = world.path().join(".cache/tenantctl/default/seen.json");
    assert_eq!(std::fs::metadata(&seen).expect("it is there").permissions().mode() & 0o777, 0o600);
    let _listed = world.run(&["cluster", "list"]).code(0);
    std::fs::create_dir_all(world.path().join(".config/tenantctl")).expect("a folder");
    let profile = "[profile.prod]\nregion = 'x'\n";
    std::fs::write(world.path().join(".config/tenantctl/config.toml"), profile).expect("written");
    let _stopped = world.run(&["local", "stop"]).code(0);
    for (line, expected) in [
        ("tenantctl show acme-", &["acme-corp", "acme-labs"][..]),
        ("tenantctl migrate --tenant-id g", &["globex"]),
        ("tenantctl user list -t acme-l", &["acme-labs"]),
        ("tenantctl list --exclude acme-c", &["acme-corp"]),
        ("tenantctl provision new --region us-w", &["us-west-1", "us-west-2"]),
        ("tenantctl provision new --cluster l", &["local"]),
        ("tenantctl cluster show l", &["local"]),
        ("tenantctl list --profile p", &["prod"]),
        ("tenantctl --profile prod show a", &[]),
        ("tenantctl prov", &["provision"]),
        ("tenantctl list --sel", &["--selector"]),
        ("tenantctl list --columns act", &["activated_at"]),
        ("tenantctl list --columns id,own", &["id,owner_email"]),
        ("tenantctl cluster list --sort cap", &["capacity"]),
    ] {
        let mut words = offered(&world, line);
        words.retain(|word| !word.is_empty());
        assert_eq!(words, expected, "{line}");
    }
    let status = world.run(&["local", "status", "-o", "json"]).code(0);
    assert_eq!(status.json()["running"], false, "completing started the server");
    // A list without a tenant lets it be forgotten.
    std::fs::write(&seen, "nonsense").expect("written");
    assert_eq!(offered(&world, "tenantctl show acme-"), [""]);
    let _listed = world.run(&["list"]).code(0);
    assert_eq!(offered(&world, "tenantctl show g"), ["globex"]);
}

#[test]
fn every_shell_gets_a_line_and_a_script() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let line = world.run(&["completions", shell]).code(0).stdout;
        assert!(line.lines().count() == 1 && line.contains(shell), "{line}");
        let mut command = world.command(&[]);
        let registration = Said::from(command.env("COMPLETE", shell).output().expect("runs")).code(0);
        assert!(registration.stdout.contains("tenantctl"), "{shell}");
    }
    let mut command = world.command(&["list"]);
    let _unknown = Said::from(command.env("COMPLETE", "nonsense").output().expect("runs")).code(2);
    for (shell, check) in [
        (
            "zsh",
            r#"autoload -U compinit; compinit -u; eval "$(tenantctl completions zsh)"; print -r -- $_comps[tenantctl]"#,
        ),
        ("fish", "tenantctl completions fish | source; complete -C 'tenantctl prov'"),
    ] {
        if std::process::Command::new(shell).args(["-c", "true"]).output().is_ok() {
            assert!(!in_shell(&world, shell, check).code(0).stdout.trim().is_empty(), "{shell}");
        }
    }
}

#[test]
fn a_cache_that_cannot_be_written_breaks_nothing() {
    let mut world = World::ready();
    std::fs::write(world.path().join("plain"), "").expect("written");
    world.env.push(("XDG_CACHE_HOME".into(), world.path().join("plain").display().to_string()));
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let listed = world.run(&["list"]).code(0);
    assert!(listed.stderr.is_empty(), "{}", listed.stderr);
}
