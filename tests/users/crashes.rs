//! Killed in the middle, or with the Auth server's answer lost, the same command brings everything in step.

use super::{ANN, PASSWORD, Site};
use crate::support::supabase::{Act, Answer, Fault};
use serde_json::json;

#[test]
fn killed_after_the_auth_server_and_run_again_both_are_in_step() {
    let site = Site::on_a_cluster();
    for way in [&[][..], &["--invite"], &["--link"]] {
        let create = [&["create", "--email", ANN, "--role", "clerk"], way].concat();
        site.killed(&create);
        assert_eq!((site.at_auth().len(), site.rows("acme-corp").len()), (1, 0));
        let _made = site.user(&create).code(0);
        site.in_step(ANN, "clerk", "enabled");
        site.killed(&["disable", ANN]);
        let shown = site.user(&["show", ANN, "-o", "json"]).code(0).json();
        assert_eq!(shown["status"], "disabled");
        let _off = site.user(&["disable", ANN]).code(0);
        site.in_step(ANN, "clerk", "disabled");
        site.killed(&["enable", ANN]);
        let _on = site.user(&["enable", ANN]).code(0);
        site.in_step(ANN, "clerk", "enabled");
        site.killed(&["remove", ANN, "--yes"]);
        assert_eq!((site.at_auth().len(), site.rows("acme-corp").len()), (0, 1));
        let _gone = site.user(&["remove", ANN, "--yes"]).code(0);
        site.nobody();
    }
}

#[test]
fn a_user_whose_answer_is_lost_is_found() {
    let site = Site::on_a_cluster();
    let stumble = json!({"code": "unexpected_failure", "message": "Internal Server Error"});
    for act in [
        Act::DoneThen(Answer::json(500, &stumble)),
        Act::DoneThen(Answer::text(502, "text/html", "<html>no</html>")),
        Act::DoneThenClose,
        Act::DoneThenHang,
        Act::ShortBody,
        Act::WrongJson,
        Act::WithoutId,
    ] {
        site.fake.add(Fault::on("POST", "/shared/auth/v1/admin/users*", act.clone()));
        let said = site.create_with(ANN, PASSWORD, &["--timeout", "3s"]);
        assert_eq!(said.code, 0, "{act:?}: {}", said.stderr);
        site.in_step(ANN, "viewer", "enabled");
        assert_eq!(site.login(ANN, PASSWORD), "in");
        let _gone = site.user(&["remove", ANN, "--yes"]).code(0);
        site.fake.clear_faults();
    }
}

#[test]
fn where_the_message_to_the_user_is_lost_the_user_is_the_tenants_all_the_same() {
    let site = Site::on_a_cluster();
    for (way, path) in [("--invite", "/shared/auth/v1/invite*"), ("--link", "/shared/auth/v1/admin/generate_link*")] {
        for act in [Act::Close, Act::DoneThenClose, Act::status(500, "no")] {
            let create = ["create", "--email", ANN, way, "--timeout", "3s"];
            site.fake.add(Fault::on("POST", path, act.clone()).times(9));
            let lost = site.user(&create);
            assert_eq!(lost.code, 6, "{way} {act:?}: {}", lost.stderr);
            assert_eq!(site.at_auth()[0].app_metadata["tenant_id"], "acme-corp");
            site.fake.clear_faults();
            let _made = site.user(&create).code(0);
            site.in_step(ANN, "viewer", "enabled");
            let _gone = site.user(&["remove", ANN, "--yes"]).code(0);
        }
    }
}

#[test]
fn changes_that_were_made_and_not_answered_are_made_once() {
    let site = Site::on_a_cluster();
    let _made = site.user(&["create", "--email", ANN]).code(0);
    let path = "/shared/auth/v1/admin/users/*";
    for (method, change) in
        [("PUT", &["disable", ANN][..]), ("PUT", &["enable", ANN]), ("DELETE", &["remove", ANN, "--yes"])]
    {
        site.fake.add(Fault::on(method, path, Act::DoneThenClose));
        let _changed = site.user(change).code(0);
        site.fake.clear_faults();
        if change[0] != "remove" {
            site.in_step(ANN, "viewer", if change[0] == "disable" { "disabled" } else { "enabled" });
        }
    }
    site.nobody();
}
