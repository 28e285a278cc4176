//! Texts that are no tokens, ways to hand one over, and many at once.

use super::{inside, is, issue, piped, token_of, verify, world};
use crate::support::World;
use serde_json::Value;

#[test]
fn what_is_no_token_is_refused_without_asking_anybody() {
    let world = World::new();
    let long = "a".repeat(1 << 20);
    for (text, reason) in [
        ("", "malformed"),
        ("\n", "malformed"),
        ("junk", "malformed"),
        ("a.b.c", "malformed"),
        ("eyJhbGciOiJub25lIn0.e30.", "algorithm_not_allowed"),
        ("eyJhbGciOiJFUzI1NiJ9.e30.", "missing_claim"),
        ("Cookie: a=b", "malformed"),
        (&long, "malformed"),
    ] {
        assert_eq!(verify(&world, text, &[]), is(8, reason), "{:.20}", text);
    }
    let said = piped(&world, &["token", "verify"], b"\xff\xfe").code(8);
    assert_eq!(
        (said.stdout.as_str(), said.stderr.as_str()),
        ("Verdict:  invalid\n", "error: the token is not valid\n")
    );
    let told = piped(&world, &["token", "verify", "-v"], b"x").code(8);
    assert!(told.stderr.contains("not a token in compact form"), "{}", told.stderr);
    assert!(!world.state().exists(), "nothing was started for that");
    // Well-formed, so that somebody must be asked, and there is nobody.
    let asked = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.";
    let said = piped(&world, &["token", "verify", "-o", "json"], asked.as_bytes());
    assert_eq!(said.code, 10, "{}", said.stdout);
}

#[test]
fn a_token_comes_from_a_pipe_a_file_the_environment_or_an_argument() {
    let mut world = world();
    let token = token_of(&issue(&world, "acme-corp", &[]));
    let file = world.path().join("token");
    std::fs::write(&file, format!("{token}\n")).expect("written");
    let path = file.to_str().expect("a path");
    assert_eq!(verify(&world, "", &["--file", path]), is(0, "valid"));
    assert_eq!(verify(&world, &token, &["--file", "-"]), is(0, "valid"));
    assert_eq!(verify(&world, &token, &["-"]), is(0, "valid"));
    let said = piped(&world, &["token", "verify", &token], b"").code(0);
    assert!(said.stderr.contains("read by everybody"), "{}", said.stderr);
    assert_eq!(verify(&world, &format!("Cookie: a=b; session={token}"), &[]), is(0, "valid"));
    assert_eq!(verify(&world, &format!("a=b; sid={token}"), &["--cookie=sid"]), is(0, "valid"));
    assert_eq!(verify(&world, &format!("session={token}; session={token}"), &["--cookie"]), is(8, "malformed"));
    let _missing = world.run(&["token", "verify", "--file", "/nowhere"]).code(4);
    world.env.push(("TENANTCTL_TOKEN".to_owned(), token.clone()));
    assert_eq!(verify(&world, "", &[]), is(0, "valid"));
    // What is piped on purpose counts more.
    assert_eq!(verify(&world, "x", &["--file", "-"]), is(8, "malformed"));

    let decoded = piped(&world, &["token", "decode", "-o", "json"], b"").code(0).json();
    assert_eq!((&decoded["verified"], &decoded["header"]["alg"]), (&Value::Bool(false), &Value::from("ES256")));
    let escaped = piped(&world, &["token", "decode", "-"], b"eyJhbGciOiJcdTAwMWIifQ.eyJhIjoiXHUyMDJlIn0.AA").code(0);
    assert!(!escaped.stdout.contains(['\u{1b}', '\u{202e}']), "{:?}", escaped.stdout);
    let _none = piped(&world, &["token", "decode", "-"], b"a.b").code(11);
}

#[test]
fn a_batch_has_one_result_a_line_in_order() {
    let world = world();
    let tokens = [issue(&world, "acme-corp", &[]), issue(&world, "other-corp", &[])].map(|issued| token_of(&issued));
    let mut text = String::new();
    for line in 0..300 {
        match line % 3 {
            0 => text += &tokens[0],
            1 => text += &tokens[1],
            _ => text += "none",
        }
        text += "\n";
    }
    let said = piped(&world, &["token", "verify", "--batch", "-o", "ndjson"], text.as_bytes()).code(8);
    let lines: Vec<Value> = said.stdout.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(lines.len(), 301);
    for (at, line) in lines[..300].iter().enumerate() {
        assert_eq!(line["line"], at + 1);
        match at % 3 {
            0 => assert_eq!(line["tenant"], "acme-corp"),
            1 => assert_eq!(line["tenant"], "other-corp"),
            _ => assert_eq!((&line["valid"], &line["reason"]), (&Value::Bool(false), &Value::from("malformed"))),
        }
    }
    assert_eq!(lines[300]["error"]["exit_code"], 8);
    let one = piped(
        &world,
        &["token", "verify", "--batch", "-t", "acme-corp", "-o", "json"],
        format!("{}\n{}", tokens[0], tokens[1]).as_bytes(),
    );
    let items = one.code(8).json();
    assert_eq!(
        (&items["items"][0]["valid"], &items["items"][1]["reason"]),
        (&Value::Bool(true), &Value::from("wrong_tenant"))
    );
    let none = piped(&world, &["token", "verify", "--batch", "-o", "json"], b"").code(0).json();
    assert_eq!(none["items"], Value::Array(Vec::new()));
}

#[test]
fn a_tenant_that_cannot_be_asked_leaves_its_own_tokens_unknown_and_nobody_elses() {
    let world = world();
    let [acme, other] = [issue(&world, "acme-corp", &[]), issue(&world, "other-corp", &[])].map(|it| token_of(&it));
    inside(&world, "acme-corp", "ALTER TABLE access.sessions RENAME TO elsewhere");
    let text = format!("{acme}\n{other}\nnone\n{acme}\n");
    let said = piped(&world, &["token", "verify", "--batch", "-o", "ndjson"], text.as_bytes()).code(6);
    let lines: Vec<Value> = said.stdout.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(lines.len(), 5, "{}", said.stdout);
    for at in [0, 3] {
        assert_eq!((&lines[at]["valid"], &lines[at]["line"]), (&Value::Null, &Value::from(at + 1)));
        assert!(lines[at]["unknown"].as_str().is_some_and(|text| text.contains("acme-corp")), "{}", lines[at]);
    }
    assert_eq!((&lines[1]["valid"], &lines[1]["tenant"]), (&Value::Bool(true), &Value::from("other-corp")));
    assert_eq!(lines[2]["reason"], "malformed");
    let table = piped(&world, &["token", "verify", "--batch"], text.as_bytes()).code(6);
    assert!(table.stdout.contains("unknown") && table.stdout.contains("other-corp"), "{}", table.stdout);
    assert!(table.stderr.contains("2 of 4 tokens can't be judged"), "{}", table.stderr);
    assert_ne!(verify(&world, &acme, &[]).0, 0);
}
