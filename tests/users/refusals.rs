//! What the Auth server refuses, keys that don't fit, and tenants that aren't in use: nothing is half-made.

use super::{ANN, PASSWORD, Site};
use crate::support::Said;
use crate::support::supabase::{Act, Answer, Fault};
use serde_json::json;

#[test]
fn what_the_auth_server_refuses_has_its_exit_code_and_leaves_nothing() {
    let site = Site::on_a_cluster();
    let weak = json!({"code": "weak_password", "message": "Password should be longer.",
        "weak_password": {"reasons": ["length"]}});
    let bad = json!({"code": "validation_failed", "message": "Unable to validate email address: invalid format"});
    for (act, code, word) in [
        (Act::Answer(Answer::json(422, &weak)), 5, "Password should be longer"),
        (Act::Answer(Answer::json(400, &bad)), 5, "invalid format"),
        (
            Act::Answer(Answer::json(403, &json!({"code": "not_admin", "message": "User not allowed"}))),
            7,
            "not allowed",
        ),
        (Act::retry_after(429, "3600"), 6, "too many requests"),
        (Act::html(502), 6, "502"),
        (Act::Close, 6, ""),
        (Act::Redirect("http://127.0.0.1:9/".to_owned()), 10, "not followed"),
    ] {
        site.fake.add(Fault::on("POST", "/shared/auth/v1/admin/users*", act.clone()).times(9));
        let said = site.create_with(ANN, PASSWORD, &["--timeout", "3s"]);
        assert_eq!(said.code, code, "{act:?}: {}", said.stderr);
        assert!(said.stderr.to_lowercase().contains(&word.to_lowercase()), "{act:?}: {}", said.stderr);
        site.fake.clear_faults();
        site.nobody();
    }
    let last = site.audit().pop().expect("an entry");
    assert_eq!(last, ("user create".to_owned(), "end".to_owned(), Some("failed".to_owned())));
    for password in ["", &"x".repeat(73)] {
        let _refused = site.create_with(ANN, password, &[]).code(11);
    }
    let _no_address = site.user(&["create", "--email", "ann"]).code(2);
    let _dry = site.user(&["create", "--email", ANN, "--dry-run"]).code(0);
    site.nobody();
}

#[test]
fn a_key_that_does_not_fit_is_told_from_a_server_that_is_down() {
    let site = Site::on_a_cluster();
    let other = site.fake.plant("fake-org", "other");
    let (shared, other) = (site.fake.keys("shared"), site.fake.keys(&other));
    let key = "SUPABASE_SERVICE_ROLE_KEY";
    for (name, value, code, word) in [
        (key, shared.anon.as_str(), 10, "service_role"),
        (key, shared.publishable.as_str(), 10, "sb_secret_"),
        (key, "nonsense", 10, ""),
        (key, "", 10, key),
        (key, "sb_secret_wrongwrongwrongwrongwrong", 7, "supabase_service_role_key"),
        (key, other.service_role.as_str(), 7, "supabase_service_role_key"),
        ("SUPABASE_URL", "http://127.0.0.1:9", 6, ""),
    ] {
        for arguments in [&["create", "--email", ANN][..], &["show", ANN]] {
            let arguments = [&["user"], arguments, &["-t", "acme-corp", "--timeout", "3s"]].concat();
            let said: Said = site.heard(site.command(&arguments).env(name, value), "");
            assert_eq!(said.code, code, "{name}={value}: {}", said.stderr);
            assert!(said.stderr.contains(word), "{name}={value}: {}", said.stderr);
            let shown = value.len() > 20 && (said.stderr.contains(value) || said.stdout.contains(value));
            assert!(!shown, "{}", said.stderr);
        }
    }
    site.nobody();
    let secret = shared.secret.as_str();
    let create = ["user", "create", "--email", ANN, "-t", "acme-corp"];
    let _made = site.heard(site.command(&create).env(key, secret), "").code(0);
    site.in_step(ANN, "viewer", "enabled");
}

#[test]
fn only_a_tenant_in_use_has_users() {
    let site = Site::empty();
    let mut provision = site.command(&["provision", "acme-corp"]);
    let killed = site.heard(provision.env("TENANTCTL_FAILPOINTS", "provision.rights"), "");
    assert_eq!(killed.code, -6, "{}", killed.stderr);
    for arguments in [&["create", "--email", ANN][..], &["list"], &["show", ANN], &["remove", ANN, "--yes"]] {
        let said = site.user(arguments).code(5);
        assert!(said.stderr.contains("only the users of an active one"), "{}", said.stderr);
    }
    assert!(site.at_auth().is_empty());
    let _none = site.run(&["user", "list", "-t", "nobody-inc"]).code(4);
}
