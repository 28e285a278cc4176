//! What the API refuses, and projects that never become healthy.

use super::{PROVISION, one_project, quick, start_over};
use crate::support::supabase::{Act, Fault, Options, Organization, Phase, Plan};

#[test]
fn each_refusal_has_its_exit_code_and_is_not_repeated() {
    let (fake, world) = quick(Options::default());
    for (status, message, code, word) in [
        (401, "Unauthorized", 7, "SUPABASE_ACCESS_TOKEN"),
        (402, "There are overdue invoices in the organization(s)", 5, "billing"),
        (403, "Forbidden", 7, "Forbidden"),
        (400, "The following organization members have reached their maximum limits", 5, "--organization"),
        (409, "A project of that name exists", 5, "exists"),
        (429, "ThrottlerException: Too Many Requests", 6, "too many requests"),
    ] {
        let act = match status {
            429 => Act::retry_after(429, "3600"),
            _ => Act::status(status, message),
        };
        fake.add(Fault::on("POST", "/v1/projects", act));
        let said = world.run(&PROVISION);
        let text = said.stderr.to_lowercase();
        assert_eq!(said.code, code, "{status}: {}", said.stderr);
        assert!(text.contains(&word.to_lowercase()), "{status}: {}", said.stderr);
        assert!(fake.projects().is_empty());
        fake.clear_faults();
    }
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
}

#[test]
fn what_cannot_come_about_is_refused_before_anything_is_written() {
    let (fake, world) = quick(Options {
        organizations: vec![Organization::new("fake-org", Plan::Pro), Organization::new("other-org", Plan::Free)],
        ..Options::default()
    });
    for (arguments, code, word) in [
        (&["--organization", "fake-rog"][..], 4, "did you mean fake-org"),
        (&["--region", "us-esat-1"], 2, "did you mean us-east-1"),
        (&["--size", "pico"], 2, "no size"),
        (&["--cluster", "east"], 4, "no cluster east"),
        (&["--project-timeout", "soon"], 10, "time span"),
    ] {
        let mut all = vec!["provision", "acme-corp"];
        all.extend(arguments);
        if !arguments.contains(&"--region") {
            all.extend(["--region", "us-east-1"]);
        }
        let said = world.run(&all);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.stderr);
        assert!(said.stderr.contains(word), "{arguments:?}: {}", said.stderr);
        let _none = world.run(&["show", "acme-corp"]).code(4);
    }
    assert_eq!(fake.count("POST", "/v1/projects"), 0);
}

#[test]
fn a_token_with_fewer_permissions_says_which_it_lacks() {
    let (_fake, world) = quick(Options {
        permissions: Some(vec!["organizations:read", "projects:read", "organization_projects:read"]),
        ..Options::default()
    });
    let said = world.run(&PROVISION).code(7);
    assert!(said.stderr.contains("give the token these permissions"), "{}", said.stderr);
}

#[test]
fn a_project_that_fails_ends_the_wait_at_once() {
    let (fake, world) = quick(Options::default());
    for (statuses, code) in [
        (&["COMING_UP", "INIT_FAILED"][..], 5),
        (&["COMING_UP", "REMOVED"], 5),
        (&["INACTIVE"], 5),
        (&["GOING_DOWN"], 5),
        (&["PAUSE_FAILED"], 5),
        (&["RESTORE_FAILED"], 5),
    ] {
        fake.script_next(Phase::script(statuses));
        let said = world.run(&PROVISION);
        assert_eq!(said.code, code, "{statuses:?}: {}", said.stderr);
        assert!(said.stderr.contains(statuses[statuses.len() - 1]), "{}", said.stderr);
        start_over(&fake, &world);
    }
    // Everything else may pass.
    fake.script_next(Phase::script(&[
        "UNKNOWN",
        "COMING_UP",
        "ACTIVE_UNHEALTHY",
        "RESTORING",
        "RESTARTING",
        "UPGRADING",
        "RESIZING",
        "PAUSING",
        "ACTIVE_HEALTHY",
    ]));
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
}

#[test]
fn a_project_that_is_late_is_waited_for_the_next_time() {
    let (fake, world) = quick(Options::default());
    fake.script_next(vec![Phase::forever("COMING_UP")]);
    let said = world.run(&[&PROVISION[..], &["--project-timeout", "2s"]].concat()).code(6);
    assert!(said.stderr.contains("COMING_UP") && said.stderr.contains("run the same command again"), "{}", said.stderr);
    fake.set_phases(&fake.projects()[0].reference, &Phase::healthy_after(0));
    let said = world.run(&PROVISION).code(0);
    one_project(&fake, &world, &said);
    assert_eq!(fake.count("POST", "/v1/projects"), 1);
}

#[test]
fn where_two_projects_bear_the_tenants_name_a_person_decides() {
    let (fake, world) = quick(Options::default());
    fake.add(Fault::on("POST", "/v1/projects", Act::status(402, "pay first")));
    let _failed = world.run(&PROVISION).code(5);
    fake.clear_faults();
    let uuid = world.run(&["show", "acme-corp", "-o", "json"]).code(0).json()["uuid"]
        .as_str()
        .expect("a uuid")
        .replace('-', "");
    let name = format!("acme-corp-{}", &uuid[20..]);
    let planted = [fake.plant("fake-org", &name), fake.plant("fake-org", &name)];
    let said = world.run(&PROVISION).code(5);
    assert!(said.stderr.contains(&planted[0]) && said.stderr.contains("--project-ref"), "{}", said.stderr);
    let said = world.run(&[&PROVISION[..], &["--project-ref", "nonsense"]].concat()).code(4);
    assert!(said.stderr.contains("nonsense"), "{}", said.stderr);
    assert_eq!(fake.projects().len(), 2);
}
