//! A tenant that gets another id: the users of its Auth server get it too.

use super::{ANN, PASSWORD, Site};

fn ids(site: &Site) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let one =
        |user: crate::support::supabase::User| (user.email.unwrap_or_default(), text(&user.app_metadata["tenant_id"]));
    let mut all: Vec<_> = site.at_auth().into_iter().map(one).collect();
    all.sort();
    all
}

fn expect(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(email, id)| ((*email).to_owned(), (*id).to_owned())).collect()
}

#[test]
fn the_users_of_a_shared_auth_server_follow_and_no_others() {
    let site = Site::on_a_cluster();
    let _other = site.run(&["provision", "other-corp"]).code(0);
    let _ann = site.create_with(ANN, PASSWORD, &["--role", "owner"]).code(0);
    let _carl = site.create_with("carl@example.com", PASSWORD, &[]).code(0);
    let create = ["user", "create", "--email", "bob@example.com", "--password-stdin", "-t", "other-corp"];
    let _bob = site.heard(&mut site.command(&create), PASSWORD).code(0);
    // Made by an application that knows no uuid.
    site.fake.execute(
        "shared",
        "UPDATE auth.users SET raw_app_meta_data = raw_app_meta_data - 'tenant_uuid' WHERE email = 'carl@example.com'",
    );
    #[cfg(feature = "failpoints")]
    {
        let mut command = site.command(&["rename", "acme-corp", "acme"]);
        let killed = site.heard(command.env("TENANTCTL_FAILPOINTS", "rename.renamed_user"), "");
        assert_eq!(killed.code, -6, "{}", killed.stderr);
        let newest = || {
            let listed = site.run(&["operation", "list", "--limit", "1", "-o", "json"]).code(0).json();
            listed["items"][0]["id"].as_str().expect("an id").to_owned()
        };
        let _back = site.run(&["operation", "rollback", &newest(), "-y"]).code(0);
        let all =
            [("ann@example.com", "acme-corp"), ("bob@example.com", "other-corp"), ("carl@example.com", "acme-corp")];
        assert_eq!(ids(&site), expect(&all));
        let mut command = site.command(&["rename", "acme-corp", "acme"]);
        let killed = site.heard(command.env("TENANTCTL_FAILPOINTS", "rename.renamed_user"), "");
        assert_eq!(killed.code, -6, "{}", killed.stderr);
        let _gone_on = site.run(&["operation", "resume", &newest()]).code(0);
    }
    let said = site.run(&["rename", "acme-corp", "acme"]).code(0);
    if !cfg!(feature = "failpoints") {
        assert!(said.stderr.contains("at its Auth server"), "{}", said.stderr);
    }
    let all = [("ann@example.com", "acme"), ("bob@example.com", "other-corp"), ("carl@example.com", "acme")];
    assert_eq!(ids(&site), expect(&all));
    assert_eq!(site.login(ANN, PASSWORD), "in");
    let again = site.run(&["rename", "acme-corp", "acme"]).code(0);
    assert!(again.stderr.contains("nothing to do"), "{}", again.stderr);
    // Whoever gets the former id gets none of the users.
    let _new = site.run(&["provision", "acme-corp"]).code(0);
    for id in ["acme-corp", "acme"] {
        let _closed = site.run(&["deprovision", id, "--confirm", id, "--no-backup"]).code(0);
        let _gone = site.run(&["purge", id, "--confirm", id]).code(0);
        let left = if id == "acme" { &all[1..2] } else { &all[..] };
        assert_eq!(ids(&site), expect(left), "{id}");
    }
}

#[test]
fn a_project_keeps_its_name_and_is_the_tenants_all_the_same() {
    let site = Site::on_a_project();
    let _ann = site.create_with(ANN, PASSWORD, &[]).code(0);
    let _renamed = site.run(&["rename", "acme-corp", "acme"]).code(0);
    assert_eq!(ids(&site), expect(&[(ANN, "acme")]));
    let _closed = site.run(&["suspend", "acme", "-y"]).code(0);
    let _open = site.run(&["resume", "acme"]).code(0);
    let _closed = site.run(&["deprovision", "acme", "--confirm", "acme", "--no-backup"]).code(0);
    // What it says is told by nobody whose keys could still be looked up.
    let _gone = site.world.run(&["purge", "acme", "--confirm", "acme"]).code(0);
    assert!(site.fake.projects().iter().all(|project| project.status != "ACTIVE_HEALTHY"));
}
