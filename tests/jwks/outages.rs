//! What a server of keys may do instead of publishing them.

use super::{Act, Answer, Site, error, jwk};
use serde_json::json;
use std::time::Duration;

fn outages() -> Vec<(&'static str, Act, &'static str)> {
    let elsewhere = "http://127.0.0.1:1/jwks.json".to_owned();
    let text = |text: &str| Act::Answer(Answer::text(200, "application/json", text));
    vec![
        ("503", Act::status(503, "down"), "down"),
        ("a proxy's page", Act::html(502), "502"),
        ("closed", Act::Close, "connection"),
        ("redirect", Act::Redirect(elsewhere), "not followed"),
        ("HTML", Act::html(200), "not a JSON Web Key Set"),
        ("empty", text("{\"keys\":[]}"), "is empty"),
        ("only secrets", text(&json!({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}).to_string()), "no key"),
        ("members twice", text("{\"keys\":[],\"keys\":[]}"), "not a JSON Web Key Set"),
        ("hang", Act::Hang, "in time"),
    ]
}

#[test]
fn an_outage_is_bridged_and_told() {
    for (what, act, expected) in outages() {
        let site = Site::new(&[&jwk("good")]);
        assert!(site.has("good"));
        let first = site.run(&["show", "--offline"]).code(0).json();
        site.act(act);
        let refused = site.run(&["refresh"]).code(6);
        assert_eq!(error(&refused), "jwks_not_refreshed", "{what}");
        for words in [expected, "stays in use"] {
            assert!(refused.stderr.contains(words), "{what}: {}", refused.stderr);
        }
        assert_eq!(site.run(&["show", "--offline"]).code(0).json()["keys"], first["keys"], "{what}");

        site.older(601);
        let stale = site.run(&["show", "--kid", "good"]).code(0);
        assert_eq!(stale.json()["state"], "stale", "{what}");
        for words in ["warning: ", "stale since", expected] {
            assert!(stale.stderr.contains(words), "{what}: {}", stale.stderr);
        }
        assert!(site.has("good"));
        assert_eq!(site.requests(), 3, "{what}: one each, the last one needed none");

        site.older(24 * 60 * 60);
        let over = site.run(&["show", "--kid", "good"]).code(6);
        assert_eq!((error(&over), over.json()["keys"].is_null()), ("jwks_unavailable".to_owned(), true), "{what}");
    }
}

#[test]
fn nothing_kept_and_an_outage_is_no_answer() {
    let site = Site::new(&[]);
    for (what, act, expected) in outages() {
        site.act(act);
        let said = site.run(&["refresh"]).code(6);
        assert!(said.stderr.contains(expected) && said.stderr.contains("no set is there"), "{what}: {}", said.stderr);
        // Another process's failure is told, not repeated.
        let before = site.requests();
        let again = site.run(&["show"]).code(6);
        assert!(error(&again) == "jwks_unavailable" && again.stderr.contains(expected), "{what}: {}", again.stderr);
        assert!(again.stderr.contains("it is asked for again from"), "{what}: {}", again.stderr);
        assert_eq!(site.requests(), before, "{what}");
    }
    site.serve(&[&jwk("good")]);
    let _back = site.run(&["refresh"]).code(0);
    assert!(site.has("good"));
}

#[test]
fn an_answer_without_an_end_is_cut_off() {
    let site = Site::new(&[&jwk("good")]);
    assert!(site.has("good"));
    // Its server starts now, and not within the command's timeout.
    let _nobody = site.fake.users("shared");
    for (act, expected) in [
        (Act::Huge(50 << 20), "longer than 1 MiB"),
        (Act::GzipBomb(4 << 20), "longer than 1 MiB"),
        (Act::Trickle(Duration::from_millis(100)), "in time"),
    ] {
        site.act(act);
        let said = site.run(&["refresh"]).code(6);
        assert!(said.stderr.contains(expected), "{}", said.stderr);
    }
    assert!(site.has("good"));
}
