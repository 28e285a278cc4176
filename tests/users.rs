//! Users of tenants: the Auth server and the tenant's own row say the same, whatever goes wrong in between.

mod crashes;
mod demo;
mod foreign;
mod leaving;
mod owners;
mod refusals;
mod renaming;
mod site;

use crate::support::{Said, World};
use serde_json::json;
use site::Site;

const ANN: &str = "ann@example.com";
const PASSWORD: &str = "canary-of-ann-7f3a";

#[test]
fn a_user_of_a_tenant_on_a_cluster_from_beginning_to_end() {
    let site = Site::on_a_cluster();
    life(&site);
    let begun_and_ended = |action: &str| {
        let entry =
            |phase: &str, outcome: Option<&str>| (action.to_owned(), phase.to_owned(), outcome.map(str::to_owned));
        [entry("begin", None), entry("end", Some("done"))]
    };
    let done = ["create", "create", "create", "disable", "enable", "remove"];
    let expected: Vec<_> = done.iter().flat_map(|what| begun_and_ended(&format!("user {what}"))).collect();
    assert_eq!(site.audit(), expected);
}

#[test]
fn a_user_of_a_tenant_in_a_project_from_beginning_to_end() {
    life(&Site::on_a_project());
}

fn life(site: &Site) {
    let made = site.create_with("Ann@Example.com", PASSWORD, &["-o", "json"]).code(0).json();
    assert_eq!(
        (&made["outcome"], &made["email"], &made["auth_server"]),
        (&json!("created"), &json!(ANN), &json!(true))
    );
    site.in_step(ANN, "viewer", "enabled");
    assert_eq!(site.login(ANN, PASSWORD), "in");
    let again = site.create_with(ANN, "canary-of-another", &[]).code(0);
    assert!(
        again.stderr.contains("nothing to do") && again.stderr.contains("keeps their password"),
        "{}",
        again.stderr
    );
    assert_eq!(site.login(ANN, PASSWORD), "in");
    let _other = site.user(&["create", "--email", ANN, "--role", "manager"]).code(0);
    site.in_step(ANN, "manager", "enabled");
    let unknown = site.user(&["create", "--email", ANN, "--role", "manger"]).code(4);
    assert!(unknown.stderr.contains("did you mean manager?"), "{}", unknown.stderr);
    let shown = site.user(&["show", ANN, "-o", "json"]).code(0).json();
    assert_eq!((&shown["status"], &shown["at_auth_server"]), (&json!("enabled"), &json!(true)));
    let by_id = site.user(&["show", shown["id"].as_str().expect("an id"), "-o", "json"]).code(0).json();
    assert_eq!(by_id, shown);

    sign_in_to_the_tenant(site, shown["id"].as_str().expect("an id"));
    let _off = site.user(&["disable", ANN]).code(0);
    site.in_step(ANN, "manager", "disabled");
    assert_eq!((site.login(ANN, PASSWORD).as_str(), sessions(site)), ("user_banned", 0));
    assert!(site.user(&["disable", ANN]).code(0).stderr.contains("nothing to do"));
    let _on = site.user(&["enable", ANN]).code(0);
    site.in_step(ANN, "manager", "enabled");
    assert_eq!(site.login(ANN, PASSWORD), "in");
    sign_in_to_the_tenant(site, shown["id"].as_str().expect("an id"));
    let _asked = site.user(&["remove", ANN]).code(9);
    let _gone = site.user(&["remove", ANN, "--yes"]).code(0);
    site.nobody();
    assert_eq!(sessions(site), 0);
    let _nobody = site.user(&["remove", ANN, "--yes"]).code(4);
}

/// Runs SQL in the tenant's database.
fn inside(site: &Site, sql: &str) {
    match site.auth.as_str() {
        "shared" => crate::hostile::as_superuser(&site.world, &database(site), sql),
        reference => site.fake.execute(reference, sql),
    }
}

fn database(site: &Site) -> String {
    site.run(&["show", "acme-corp", "-o", "json"]).code(0).json()["database"].as_str().expect("a database").to_owned()
}

fn sign_in_to_the_tenant(site: &Site, user: &str) {
    let sql = format!(
        "INSERT INTO access.sessions (jti, user_id, expires_at)
         VALUES (gen_random_uuid(), '{user}', now() + interval '1 hour')"
    );
    inside(site, &sql);
}

/// How many sessions the tenant knows; it fails where there are some.
fn sessions(site: &Site) -> i32 {
    inside(site, "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM access.sessions); END $$");
    0
}

#[test]
fn pages_of_a_list_follow_each_other() {
    let site = Site::on_a_cluster();
    for name in ["ann", "bea", "cid"] {
        let _made = site.user(&["create", "--email", &format!("{name}@example.com")]).code(0);
    }
    let all = site.rows("acme-corp");
    assert_eq!(all.len(), 3);
    let page = |more: &[&str]| site.user(&[&["list", "-o", "json"], more].concat()).code(0).json()["items"].clone();
    assert_eq!(page(&["--limit", "2"]), json!(all[..2]));
    assert_eq!(page(&["--limit", "2", "--after", all[1]["id"].as_str().expect("an id")]), json!(all[2..]));
    assert_eq!(page(&["--limit", "0"]), json!([]));
}

#[test]
fn an_invitation_is_sent_again_until_it_is_taken_up_and_a_link_is_printed_once() {
    let site = Site::on_a_cluster();
    for _ in 0..2 {
        let said = site.user(&["create", "--email", ANN, "--invite"]).code(0);
        assert!(said.stderr.contains("the invitation was sent"), "{}", said.stderr);
        site.in_step(ANN, "viewer", "enabled");
        assert!(!site.at_auth()[0].confirmed);
    }
    assert_eq!(site.fake.count("POST", "/shared/auth/v1/invite"), 2);
    site.fake.execute("shared", "UPDATE auth.users SET email_confirmed_at = now()");
    let said = site.user(&["invite", ANN, "--role", "clerk"]).code(0);
    assert!(said.stderr.contains("no invitation was sent"), "{}", said.stderr);
    site.in_step(ANN, "clerk", "enabled");
    assert_eq!(site.fake.count("POST", "/shared/auth/v1/invite"), 2);
    let _gone = site.user(&["remove", ANN, "--yes"]).code(0);
    for outcome in ["created", "unchanged"] {
        let said = site.user(&["create", "--email", ANN, "--link", "-o", "json"]).code(0);
        let made = said.json();
        let link = made["link"].as_str().expect("a link");
        assert_eq!(made["outcome"], outcome);
        let token = link.split_once("token=").and_then(|(_, rest)| rest.split('&').next()).expect("a token");
        assert_eq!((said.stdout.matches(token).count(), said.stderr.matches(token).count()), (1, 0), "{}", said.stderr);
        site.in_step(ANN, "viewer", "enabled");
    }
}

#[test]
fn without_an_auth_server_the_role_is_written_alone() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp"]).code(0);
    let user = |arguments: &[&str]| world.run(&[&["user"], arguments, &["-t", "acme-corp"]].concat());
    let create = ["create", "--email", ANN, "--role", "clerk"];
    let said = user(&create).code(0);
    assert!(said.stderr.contains("no Auth server is configured"), "{}", said.stderr);
    assert!(user(&create).code(0).stderr.contains("nothing to do"));
    for way in ["--invite", "--link"] {
        let said = user(&["create", "--email", "bea@example.com", way]).code(10);
        assert!(said.stderr.contains("needs an Auth server"), "{}", said.stderr);
    }
    let mut command =
        world.command(&["user", "create", "--email", "bea@example.com", "--password-stdin", "-t", "acme-corp"]);
    let file = world.path().join("password");
    std::fs::write(&file, PASSWORD).expect("written");
    let said: Said = command.stdin(std::fs::File::open(&file).expect("a file")).output().expect("runs").into();
    let said = said.code(10);
    assert!(said.stderr.contains("needs an Auth server") && !said.stderr.contains(PASSWORD), "{}", said.stderr);
    for (change, status) in [("disable", "disabled"), ("enable", "enabled")] {
        let _changed = user(&[change, ANN]).code(0);
        let listed = user(&["list", "-o", "json"]).code(0).json();
        let rows = listed["items"].as_array().expect("a list");
        assert_eq!((rows.len(), &rows[0]["status"]), (1, &json!(status)));
    }
    let _gone = user(&["remove", ANN, "--yes"]).code(0);
    let _nobody = user(&["show", ANN]).code(4);
}
