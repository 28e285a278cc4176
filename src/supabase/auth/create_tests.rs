use super::canned_api::*;
use super::{Created, Credential, Existing, NewUser};
use crate::supabase::http::canned::{Reply, answer};
use crate::supabase::http::{Class, ErrorKind};
use serde_json::json;

fn new_user(with_id: bool) -> NewUser {
    let credential = Some(Credential::Password("hunter2".into()));
    NewUser { id: with_id.then_some(ID), email: Some("a@b.c".into()), credential, ..NewUser::default() }
}

#[tokio::test]
async fn tells_a_new_user_from_one_who_was_there() {
    for (first, expected) in [
        (reply(200, &user(ID, "a@b.c")), Created::Made(Box::new(read(ID, "a@b.c")))),
        (reply(422, &error("email_exists")), Created::Exists(Existing::Email)),
        (reply(422, &error("phone_exists")), Created::Exists(Existing::Phone)),
        (reply(422, &json!({"code": 422, "error_code": "email_exists", "msg": "x"})), Created::Exists(Existing::Email)),
    ] {
        let (server, api) = api([first]).await;
        assert_eq!(api.create_user(&new_user(true)).await.expect("an answer"), expected);
        assert_eq!(lines(&server), ["POST /admin/users"]);
        assert_eq!(body(&server, 0), new_user(true).body());
    }
}

#[tokio::test]
async fn looks_by_id_where_the_outcome_is_unknown() {
    let there = || reply(200, &user(ID, "a@b.c"));
    let older = Created::Exists(Existing::Id(Box::new(read(ID, "a@b.c"))));
    let duplicate = json!({"code": "23505", "message": "duplicate key"});
    for (first, expected) in [
        (Reply::Bytes(Vec::new()), Created::Made(Box::new(read(ID, "a@b.c")))),
        (answer(200, "", "{\"id\":"), Created::Made(Box::new(read(ID, "a@b.c")))),
        (answer(504, "", "<html><title>504 Gateway</title></html>"), Created::Made(Box::new(read(ID, "a@b.c")))),
        (reply(500, &error("unexpected_failure")), older.clone()),
        (reply(500, &duplicate), older.clone()),
    ] {
        let (server, api) = api([first, there()]).await;
        assert_eq!(api.create_user(&new_user(true)).await.expect("an answer"), expected);
        assert_eq!(lines(&server), ["POST /admin/users".to_owned(), format!("GET /admin/users/{ID}")]);
    }
}

#[tokio::test]
async fn says_so_where_nobody_is_found() {
    let none = || reply(404, &error("user_not_found"));
    let (server, lost) = api([Reply::Bytes(Vec::new()), none()]).await;
    let failed = lost.create_user(&new_user(true)).await.expect_err("an error");
    assert_eq!((failed.kind, failed.class()), (ErrorKind::UnknownOutcome, Class::Unknown));
    assert_eq!(server.requests().len(), 2);
    let (server, failing) = api([reply(500, &error("unexpected_failure")), none()]).await;
    let failed = failing.create_user(&new_user(true)).await.expect_err("an error");
    assert_eq!((failed.status(), server.requests().len()), (Some(500), 2));
}

#[tokio::test]
async fn without_an_id_there_is_nothing_to_look_for() {
    for first in [Reply::Bytes(Vec::new()), reply(500, &error("unexpected_failure"))] {
        let (server, api) = api([first]).await;
        assert!(api.create_user(&new_user(false)).await.is_err());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_is_final_and_shows_no_password() {
    let echo = json!({"code": "validation_failed", "message": "password hunter2 is bad"});
    for (status, body) in [(400, echo), (403, error("bad_jwt")), (413, error("request_entity_too_large"))] {
        let (server, api) = api([reply(status, &body)]).await;
        let failed = api.create_user(&new_user(true)).await.expect_err("an error");
        assert_eq!((failed.status(), server.requests().len()), (Some(status), 1));
        assert!(!format!("{failed} {failed:?}").contains("hunter2"), "{failed}");
    }
}
