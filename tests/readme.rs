//! The README's transcripts are run, and its calls can be parsed.

mod picture;
mod screen;
mod transcript;

use crate::support::World;
use crate::support::supabase::{FakeSupabase, Options, Phase};
use transcript::{Call, calls, plain, transcripts, unlike};

/// Runs the calls of a transcript in a world, as at a shell, and compares what they say.
#[track_caller]
fn run(world: &World, calls: &[Call]) {
    for call in calls {
        let binary = world.command(&[]);
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1; {}", call.line)]).env_clear().current_dir(world.path());
        shell.envs(binary.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
        let folder = std::path::Path::new(binary.get_program()).parent().expect("a folder").display().to_string();
        shell.env("PATH", format!("{folder}:{}", std::env::var("PATH").unwrap_or_default()));
        let said = shell.output().expect("a shell");
        let (code, said) = (said.status.code(), String::from_utf8(said.stdout).expect("text"));
        if call.said.trim().is_empty() {
            assert_eq!(code, Some(0), "$ {}\n{said}", call.line);
            continue;
        }
        let said = said.replace(&*world.state().to_string_lossy(), "/var/lib/tenantctl");
        if let Some(line) = unlike(&plain(&call.said), &plain(&said)) {
            panic!("$ {}\nthe README has:  {line}\n\nwhat is said:\n{said}", call.line);
        }
    }
}

/// The transcript of the section with this heading.
fn section(heading: &str) -> Vec<Call> {
    let mut all = transcripts().into_iter().filter(|(found, _)| found == heading);
    all.next().unwrap_or_else(|| panic!("no transcript under {heading:?}")).1
}

#[test]
fn the_first_session_is_as_the_readme_says() {
    let world = World::new();
    std::fs::write(world.path().join("vendors.csv"), "name,code,paymentTermsDays\nA,1,30\nB,222222,x\n")
        .expect("written");
    run(&world, &section("A first session"));
}

#[test]
fn a_cluster_is_added_as_the_readme_says() {
    let server = World::new();
    let port = server.listening();
    let password = server.server().read_or_create_password("operator").expect("a password");
    let mut calls = section("Clusters");
    let written = "postgresql://operator:…@db.example.com/postgres";
    assert!(calls[0].line.contains(written), "{}", calls[0].line);
    let url = format!("postgresql://tenantctl_operator:{password}@127.0.0.1:{port}/tenantctl");
    calls[0].line = calls[0].line.replace(written, &url);
    run(&World::ready(), &calls);
}

#[test]
fn a_project_is_made_as_the_readme_says() {
    let creation = Phase::healthy_after(1);
    let fake = FakeSupabase::start(Options { creation, services_after: 0, pooler_after: 0, ..Options::default() });
    let mut world = World::new();
    world.env.extend(fake.env());
    let _ready = world.run(&["init"]).code(0);
    run(&world, &section("Supabase"));
}

#[test]
fn each_transcript_is_run_by_a_test() {
    let headings: Vec<String> = transcripts().into_iter().map(|(heading, _)| heading).collect();
    assert_eq!(headings, ["A first session", "Clusters", "Supabase"]);
}

#[test]
fn every_call_can_be_parsed() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in calls() {
        let Some((_, call)) = line.rsplit_once("tenantctl ") else { continue };
        let call = call.split(['|', '>', '#', '<']).next().unwrap_or_default();
        let words = std::iter::once("tenantctl".to_owned()).chain(transcript::words(call));
        count += 1;
        if let Err(error) = tenantctl::cli::command().try_get_matches_from(words)
            && error.use_stderr()
        {
            wrong.push(format!("{line}: {error}"));
        }
    }
    assert!(wrong.is_empty() && count > 30, "{count} calls\n{}", wrong.join("\n"));
}

/// The rows of the table of settings: key, variable, example.
fn settings() -> Vec<[String; 3]> {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let table = readme.lines().skip_while(|line| !line.starts_with("| setting |")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        [cells[1], cells[2], cells[4]].map(str::to_owned)
    });
    rows.collect()
}

#[test]
fn the_table_of_settings_is_whole_and_its_examples_hold() {
    let rows = settings();
    for key in tenantctl::config::keys::ALL {
        let row = rows.iter().find(|[name, ..]| name == key.name).unwrap_or_else(|| panic!("no row of {}", key.name));
        assert!(key.env.contains(&row[1].as_str()), "{row:?}");
    }
    let world = World::new();
    let file = world.path().join("tenantctl.toml");
    let lines: String = rows.iter().map(|[name, _, example]| format!("{name} = {example}\n")).collect();
    std::fs::write(&file, lines + "[profile.prod]\n").expect("written");
    // The file says in which format.
    let mut own = world.command(&["config", "list"]);
    own.env_remove("TENANTCTL_STATE_DIR").env_remove("TENANTCTL_PG_BIN_DIR");
    let listed = crate::support::Said::from(own.output().expect("runs")).code(0).json();
    let place =
        |item: &serde_json::Value| item["origin"].as_str().is_some_and(|origin| origin.contains("tenantctl.toml"));
    let from_file = listed["items"].as_array().expect("a list").iter().filter(|item| place(item)).count();
    assert_eq!(from_file, rows.len(), "{listed}");
}

#[test]
fn every_exit_code_has_a_row() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    for kind in tenantctl::error::ErrorKind::ALL.map(|kind| kind.exit_code()) {
        let row = readme.lines().any(|line| {
            let first = line.strip_prefix("| ").and_then(|rest| rest.split(" |").next()).unwrap_or_default();
            first.split(", ").any(|code| code == kind.to_string())
        });
        assert!(row, "{kind}");
    }
}
