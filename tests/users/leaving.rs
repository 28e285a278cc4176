//! The users of a tenant that is purged, at an Auth server that it shares with others.

use super::{ANN, PASSWORD, Site};
use serde_json::Value;

/// Makes users in two tenants, purges one, and returns whose are left.
#[test]
fn only_the_purged_tenants_users_leave() {
    let site = Site::on_a_cluster();
    let _other = site.run(&["provision", "other-corp"]).code(0);
    let _ann = site.create_with(ANN, PASSWORD, &[]).code(0);
    let _carl = site.create_with("carl@example.com", PASSWORD, &[]).code(0);
    let create = ["user", "create", "--email", "bob@example.com", "--password-stdin", "-t", "other-corp"];
    let _bob = site.heard(&mut site.command(&create), PASSWORD).code(0);
    // Carl's account names another tenant too, and Dora's belongs to nobody.
    site.fake.execute(
        "shared",
        r#"UPDATE auth.users SET raw_app_meta_data = raw_app_meta_data || '{"tenants": ["acme-corp", "other-corp"]}'
           WHERE email = 'carl@example.com'"#,
    );
    let _closed = site.run(&["deprovision", "acme-corp", "--confirm", "acme-corp", "--no-backup"]).code(0);
    let purge = ["purge", "acme-corp", "--confirm", "acme-corp", "-o", "json"];
    #[cfg(feature = "failpoints")]
    {
        let mut command = site.command(&purge);
        let killed = site.heard(command.env("TENANTCTL_FAILPOINTS", "life.removed_user"), "");
        assert_eq!(killed.code, -6, "{}", killed.stderr);
    }
    let said: Value = site.run(&purge).code(0).json();
    let users = said["removed"].as_array().expect("a list").iter();
    assert_eq!(users.filter(|item| item.as_str().is_some_and(|item| item.starts_with("user "))).count(), 1, "{said}");
    let mut left: Vec<_> = site.at_auth().into_iter().filter_map(|user| user.email).collect();
    left.sort();
    assert_eq!(left, ["bob@example.com", "carl@example.com"]);
}
