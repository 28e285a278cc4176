//! Users who aren't the tenant's: nothing of theirs is ever touched.

use super::{ANN, PASSWORD, Site};
use serde_json::json;

#[test]
fn another_tenants_user_stays_exactly_as_they_are() {
    let site = Site::on_a_cluster();
    let _made = site.run(&["provision", "other-corp"]).code(0);
    let _ann = site.create_with(ANN, PASSWORD, &["--role", "clerk"]).code(0);
    let before = format!("{:?}", site.at_auth());
    let rows = site.rows("acme-corp");
    let create = ["user", "create", "--email", ANN, "--role", "owner", "-t", "other-corp"];
    for more in [&[][..], &["--adopt"], &["--invite"], &["--link"], &["--invite", "--adopt"]] {
        let said = site.run(&[&create, more].concat()).code(5);
        assert!(said.stderr.contains("is a user of the tenant acme-corp"), "{more:?}: {}", said.stderr);
    }
    let arguments = [&create[..], &["--password-stdin"]].concat();
    let said = site.heard(&mut site.command(&arguments), "canary-of-a-thief\n").code(5);
    assert!(!said.stderr.contains("canary-of-a-thief"));
    let id = rows[0]["id"].as_str().expect("an id");
    for who in [ANN, id] {
        for change in [&["show"][..], &["disable"], &["enable"], &["remove", "--yes"]] {
            let _unknown = site.run(&[&["user"], change, &[who, "-t", "other-corp"]].concat()).code(4);
        }
    }
    assert_eq!(format!("{:?}", site.at_auth()), before);
    assert_eq!((site.rows("acme-corp"), site.rows("other-corp").len()), (rows, 0));
    assert_eq!(site.login(ANN, PASSWORD), "in");
}

#[test]
fn a_user_without_a_tenant_is_taken_only_if_that_is_said() {
    let site = Site::on_a_cluster();
    let theirs = json!({"email": ANN, "password": PASSWORD, "email_confirm": true, "app_metadata": {"plan": "pro"}});
    let (status, planted) = site.call("/admin/users", &theirs);
    assert_eq!(status, 200);
    let before = format!("{:?}", site.at_auth());
    for more in [&[][..], &["--invite"], &["--link"]] {
        let said = site.user(&[&["create", "--email", ANN], more].concat()).code(5);
        assert!(said.stderr.contains("belongs to no tenant") && said.stderr.contains("--adopt"), "{}", said.stderr);
    }
    let _unknown = site.user(&["disable", ANN]).code(4);
    assert_eq!((format!("{:?}", site.at_auth()), site.rows("acme-corp").len()), (before, 0));
    let _taken = site.create_with(ANN, "canary-of-a-thief", &["--adopt"]).code(0);
    site.in_step(ANN, "viewer", "enabled");
    let user = &site.at_auth()[0];
    assert_eq!((json!(user.id), &user.app_metadata["plan"]), (planted["id"].clone(), &json!("pro")));
    assert_eq!(site.login(ANN, PASSWORD), "in");
}

#[test]
fn a_user_who_has_another_address_now_is_not_taken_for_the_old_one() {
    let site = Site::on_a_cluster();
    let _made = site.user(&["create", "--email", ANN]).code(0);
    site.fake.execute("shared", "UPDATE auth.users SET email = 'married@example.com'");
    for more in [&[][..], &["--invite"], &["--link"]] {
        let said = site.user(&[&["create", "--email", ANN], more].concat()).code(5);
        assert!(said.stderr.contains("has another one now"), "{}", said.stderr);
    }
    assert_eq!(site.at_auth().len(), 1);
}
