use super::canned_api::*;
use super::{AuthApi, AuthServer, Ban, Deleted, UserChanges};
use crate::supabase::http::canned::{Canned, Reply, answer};
use crate::supabase::http::{Class, ErrorKind};
use serde_json::{Map, json};
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn a_key_goes_into_the_headers_of_its_kind() {
    for (text, bearer) in [("sb_secret_abc".to_owned(), vec![]), (token(), vec![format!("Bearer {}", token())])] {
        let server = Canned::serve([reply(200, &user(ID, "a@b.c"))]).await;
        let auth = AuthServer { base: server.base(), version: None };
        let api = AuthApi::new(auth, &key(&text), options()).expect("a client");
        assert_eq!(api.user(ID).await.expect("an answer"), Some(read(ID, "a@b.c")));
        assert_eq!(lines(&server), [format!("GET /admin/users/{ID}")]);
        assert_eq!(header(&server, 0, "apikey"), [text.as_str()]);
        assert_eq!(header(&server, 0, "authorization"), bearer);
        assert_eq!(header(&server, 0, "x-supabase-api-version"), ["2024-01-01"]);
        assert!(header(&server, 0, "user-agent")[0].starts_with("tenantctl/"));
        assert!(!format!("{api:?}").contains(&text));
    }
}

#[tokio::test]
async fn a_key_is_not_sent_in_clear_to_another_machine() {
    let auth = AuthServer { base: "http://auth.example.com".to_owned(), version: None };
    let refused = AuthApi::new(auth, &key("sb_secret_abc"), options()).expect_err("refused");
    assert_eq!(refused.kind, ErrorKind::Insecure);
}

#[tokio::test]
async fn every_shape_of_an_error_gives_its_code() {
    for (status, headers, body, code, class) in [
        (401, "", error("no_authorization"), Some("no_authorization"), Class::Refused),
        (403, "", error("bad_jwt"), Some("bad_jwt"), Class::Refused),
        (403, "", error("not_admin"), Some("not_admin"), Class::Refused),
        (403, "", json!({"code": 403, "error_code": "bad_jwt", "msg": "x"}), Some("bad_jwt"), Class::Refused),
        (422, "", json!({"code": "23505", "message": "x", "detail": "y"}), Some("23505"), Class::Conflict),
        (400, "", json!({"error": "invalid_grant", "error_description": "x"}), Some("invalid_grant"), Class::Permanent),
        (403, "x-sb-error-code: user_banned\r\n", json!({}), Some("user_banned"), Class::Refused),
        (401, "", json!(null), None, Class::Refused),
    ] {
        let (_server, api) = api([answer(status, headers, &body.to_string())]).await;
        let error = api.user(ID).await.expect_err("an error");
        assert_eq!((error.code(), error.class(), error.status()), (code, class, Some(status)), "{body}");
        assert!(!error.to_string().contains("sb_secret_abc"));
    }
}

#[tokio::test]
async fn only_the_server_says_that_there_is_no_user() {
    let (_server, known) = api([reply(404, &error("user_not_found")), reply(404, &error("user_not_found"))]).await;
    assert_eq!(known.user(ID).await.expect("an answer"), None);
    assert_eq!(known.delete_user(ID, false).await.expect("an answer"), Deleted::Before);
    let page = || answer(404, "content-type: text/plain\r\n", "404 page not found\n");
    let (_server, other) = api([page(), page()]).await;
    assert!(other.user(ID).await.is_err() && other.delete_user(ID, false).await.is_err());
}

#[tokio::test]
async fn changes_bans_and_deletes() {
    let ok = || reply(200, &user(ID, "a@b.c"));
    let (server, api) = api([ok(), ok(), ok(), ok(), reply(200, &json!({})), reply(200, &json!({}))]).await;
    let mut changes = UserChanges { password: Some("hunter2".into()), ..UserChanges::default() };
    changes.app_metadata = Map::from_iter([("role".to_owned(), json!("manager"))]);
    assert_eq!(api.update_user(ID, &changes).await.expect("changed"), read(ID, "a@b.c"));
    for ban in [Ban::For(Duration::from_secs(3600)), Ban::Forever, Ban::Lifted] {
        api.ban(ID, ban).await.expect("banned");
    }
    assert_eq!(api.delete_user(ID, false).await.expect("deleted"), Deleted::Now);
    assert_eq!(api.delete_user(ID, true).await.expect("deleted"), Deleted::Now);
    let (put, delete) = (format!("PUT /admin/users/{ID}"), format!("DELETE /admin/users/{ID}"));
    assert_eq!(lines(&server), [put.as_str(), &put, &put, &put, &delete, &delete]);
    assert_eq!(body(&server, 0), json!({"password": "hunter2", "app_metadata": {"role": "manager"}}));
    assert_eq!(body(&server, 1), json!({"ban_duration": "3600s"}));
    assert_eq!(body(&server, 2), json!({"ban_duration": "876000h"}));
    assert_eq!(body(&server, 3), json!({"ban_duration": "none"}));
    assert_eq!((body(&server, 4), body(&server, 5)), (json!(null), json!({"should_soft_delete": true})));
}

#[tokio::test]
async fn a_change_is_tried_again_unless_an_address_may_be_the_reason() {
    let changes = |email: Option<&str>| UserChanges { email: email.map(str::to_owned), ..UserChanges::default() };
    for (email, calls) in [(None, 2), (Some("x@b.c"), 1)] {
        let (server, api) = api([reply(500, &error("unexpected_failure")), reply(200, &user(ID, "a@b.c"))]).await;
        assert_eq!(api.update_user(ID, &changes(email)).await.is_ok(), calls == 2);
        assert_eq!(server.requests().len(), calls);
    }
    let weak = json!({"code": "weak_password", "message": "too short", "weak_password": {"reasons": ["length"]}});
    let (_server, api) = api([reply(422, &weak)]).await;
    let change = UserChanges { password: Some("hunter2".into()), ..UserChanges::default() };
    let error = api.update_user(ID, &change).await.expect_err("refused");
    assert_eq!((error.code(), error.status()), (Some("weak_password"), Some(422)));
    assert_eq!(error.reasons(), ["length"]);
}

/// A page of users with the numbers, and its headers.
fn page(headers: &str, numbers: &[u128]) -> Reply {
    let users: Vec<_> = numbers.iter().map(|n| user(Uuid::from_u128(*n), &format!("u{n}@b.c"))).collect();
    answer(200, headers, &json!({"users": users, "aud": "authenticated"}).to_string())
}

#[tokio::test]
async fn reads_all_pages_once() {
    let next = "link: </admin/users?page=2>; rel=\"next\", </admin/users?page=3>; rel=\"last\"\r\n";
    let last = "link: </admin/users?page=1>; rel=\"first\"\r\nx-total-count: 4\r\n";
    let (server, api) = api([page(next, &[1, 2]), page(next, &[2, 3]), page(last, &[4])]).await;
    let ids: Vec<u128> = api.users().await.expect("users").iter().map(|user| user.id.as_u128()).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
    let line = |page| format!("GET /admin/users?page={page}&per_page=1000&sort=created_at+asc");
    assert_eq!(lines(&server), [line(1), line(2), line(3)]);
}

#[tokio::test]
async fn ends_where_the_server_never_does() {
    let next = "link: </admin/users?page=2>; rel=\"next\"\r\n";
    for replies in [vec![page(next, &[1]), page(next, &[1])], vec![page(next, &[1]), page(next, &[])]] {
        let (server, api) = api(replies).await;
        assert_eq!((api.users().await.expect("users").len(), server.requests().len()), (1, 2));
    }
}

#[tokio::test]
async fn reads_smaller_pages_where_large_ones_do_not_fit() {
    let flood = Reply::Flood("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_owned());
    let (server, api) = api([flood, page("x-total-count: 1\r\n", &[1])]).await;
    assert_eq!(api.users().await.expect("users").len(), 1);
    assert!(lines(&server)[1].contains("per_page=50"), "{:?}", lines(&server));
}

#[tokio::test]
async fn finds_an_address_exactly() {
    let others = json!({"users": [user(Uuid::from_u128(1), "axb@c.d"), user(ID, "a_b@c.d")]});
    let (server, found) = api([reply(200, &others)]).await;
    assert_eq!(found.user_by_email("A_B@c.D").await.expect("an answer").map(|user| user.id), Some(ID));
    assert_eq!(lines(&server), ["GET /admin/users?page=1&per_page=1000&sort=created_at+asc&filter=a_b%40c.d"]);
    let (_server, none) = api([reply(200, &others)]).await;
    assert_eq!(none.user_by_email("ab@c.d").await.expect("an answer"), None);
}
