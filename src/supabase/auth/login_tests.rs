use super::canned_api::*;
use super::{AuthApi, AuthServer, LinkKind, LinkRequest, LogoutScope};
use crate::supabase::http::canned::{Canned, answer};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, json};

#[tokio::test]
async fn logs_in_with_a_password() {
    let session = json!({"access_token": "acc.ess.token", "token_type": "bearer", "expires_in": 3600,
        "expires_at": 1_800_000_000, "refresh_token": "refresh1", "user": user(ID, "a@b.c")});
    let (server, api) = api([reply(200, &session)]).await;
    let session = api.login("a@b.c", &SecretString::from("hunter2")).await.expect("a session");
    assert_eq!(lines(&server), ["POST /token?grant_type=password"]);
    assert_eq!(body(&server, 0), json!({"email": "a@b.c", "password": "hunter2"}));
    assert_eq!(header(&server, 0, "apikey"), ["sb_secret_abc"]);
    assert_eq!(session.access_token.expose_secret(), "acc.ess.token");
    assert_eq!((session.expires_in, session.expires_at, session.user.id), (Some(3600), Some(1_800_000_000), ID));
    let shown = format!("{session:?}");
    assert!(!shown.contains("acc.ess") && !shown.contains("refresh1"));
}

#[tokio::test]
async fn a_login_that_fails_says_why_and_is_not_repeated() {
    for (status, code) in
        [(400, "invalid_credentials"), (400, "user_banned"), (400, "email_not_confirmed"), (500, "unexpected_failure")]
    {
        let (server, api) = api([reply(status, &error(code))]).await;
        let failed = api.login("a@b.c", &SecretString::from("hunter2")).await.expect_err("an error");
        assert_eq!((failed.code(), failed.status()), (Some(code), Some(status)));
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn logs_out_with_the_users_own_token() {
    for (scope, name) in
        [(LogoutScope::Global, "global"), (LogoutScope::Local, "local"), (LogoutScope::Others, "others")]
    {
        let server = Canned::serve([answer(204, "", "")]).await;
        let auth = AuthServer { base: server.base(), version: None };
        let api = AuthApi::new(auth, &key(&token()), options()).expect("a client");
        api.logout(&SecretString::from("acc.ess.token"), scope).await.expect("logged out");
        assert_eq!(lines(&server), [format!("POST /logout?scope={name}")]);
        assert_eq!(header(&server, 0, "authorization"), ["Bearer acc.ess.token"]);
        assert_eq!(header(&server, 0, "apikey"), [token()]);
    }
}

#[tokio::test]
async fn a_session_that_is_gone_is_as_good_as_ended() {
    let access = SecretString::from("acc.ess.token");
    let (_server, gone) = api([reply(403, &error("session_not_found"))]).await;
    assert!(gone.logout(&access, LogoutScope::Local).await.is_ok());
    let echo = json!({"code": "bad_jwt", "message": "acc.ess.token is no token"});
    let (_server, bad) = api([reply(403, &echo)]).await;
    let failed = bad.logout(&access, LogoutScope::Local).await.expect_err("an error");
    assert_eq!(failed.code(), Some("bad_jwt"));
    assert!(!failed.to_string().contains("acc.ess"), "{failed}");
}

#[tokio::test]
async fn invites() {
    let data = Map::from_iter([("name".to_owned(), json!("Ann"))]);
    let (server, known) = api([reply(200, &user(ID, "a@b.c")), reply(422, &error("email_exists"))]).await;
    assert_eq!(known.invite("a@b.c", &data, Some("https://app/x?y")).await.expect("invited").id, ID);
    let failed = known.invite("a@b.c", &Map::new(), None).await.expect_err("an error");
    assert_eq!(failed.code(), Some("email_exists"));
    assert_eq!(lines(&server), ["POST /invite?redirect_to=https%3A%2F%2Fapp%2Fx%3Fy", "POST /invite"]);
    assert_eq!(body(&server, 0), json!({"email": "a@b.c", "data": {"name": "Ann"}}));
    assert_eq!(body(&server, 1), json!({"email": "a@b.c"}));
}

#[tokio::test]
async fn makes_links() {
    let mut made = user(ID, "a@b.c");
    made["action_link"] = json!("https://x/verify?token=t0ken");
    made["verification_type"] = json!("signup");
    let (server, api) = api([reply(200, &made), reply(404, &error("user_not_found"))]).await;
    let mut request = LinkRequest {
        kind: LinkKind::MagicLink,
        email: "a@b.c".into(),
        data: Map::new(),
        redirect_to: Some("https://app".into()),
    };
    let link = api.generate_link(&request).await.expect("a link");
    assert_eq!((link.user.id, link.verification_type.as_deref()), (ID, Some("signup")));
    assert_eq!(link.action_link.expose_secret(), "https://x/verify?token=t0ken");
    request.kind = LinkKind::Recovery;
    assert_eq!(api.generate_link(&request).await.expect_err("an error").code(), Some("user_not_found"));
    assert_eq!(lines(&server), ["POST /admin/generate_link", "POST /admin/generate_link"]);
    assert_eq!(body(&server, 0), json!({"type": "magiclink", "email": "a@b.c", "redirect_to": "https://app"}));
}
