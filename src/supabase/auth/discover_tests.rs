use super::canned_api::*;
use super::{AuthApi, DiscoverError};
use crate::supabase::http::canned::{Canned, answer};
use serde_json::{Value, json};

fn health() -> Value {
    json!({"version": "v2.196.0", "name": "GoTrue", "description": "GoTrue is a user registration API"})
}

#[tokio::test]
async fn finds_the_server_behind_a_gateway_and_on_its_own() {
    let none = || answer(404, "content-type: text/plain\r\n", "404 page not found\n");
    for (suffix, replies, asked, base) in [
        ("", vec![reply(200, &health())], vec!["/auth/v1/health"], "/auth/v1"),
        ("/", vec![reply(200, &health())], vec!["/auth/v1/health"], "/auth/v1"),
        ("/auth/v1/", vec![reply(200, &health())], vec!["/auth/v1/health"], "/auth/v1"),
        ("", vec![none(), reply(200, &health())], vec!["/auth/v1/health", "/health"], ""),
        ("/sub", vec![none(), reply(200, &health())], vec!["/sub/auth/v1/health", "/sub/health"], "/sub"),
    ] {
        let server = Canned::serve(replies).await;
        let url = format!("{}{suffix}", server.base());
        let api = AuthApi::discover(&url, &key("sb_secret_abc"), options()).await.expect("a server");
        assert_eq!(lines(&server), asked.iter().map(|path| format!("GET {path}")).collect::<Vec<_>>());
        assert_eq!(api.server().base, format!("{}{base}", server.base()));
        assert_eq!(api.server().version.as_deref(), Some("v2.196.0"));
        assert_eq!(header(&server, 0, "apikey"), ["sb_secret_abc"]);
    }
}

#[tokio::test]
async fn what_answers_must_be_an_auth_server() {
    for body in [json!({"name": "nginx"}), json!({}), json!({"name": 1, "version": "x"})] {
        let server = Canned::serve([reply(200, &body)]).await;
        let refused = AuthApi::discover(&server.base(), &key("sb_secret_abc"), options()).await.expect_err("refused");
        assert!(matches!(refused, DiscoverError::NotAuth(_)), "{refused:?}");
    }
    for (path, replies, status) in [
        ("", vec![reply(404, &json!({})), reply(404, &json!({}))], 404),
        ("/auth/v1", vec![reply(404, &json!({}))], 404),
        ("", vec![answer(401, "", "")], 401),
    ] {
        let count = replies.len();
        let server = Canned::serve(replies).await;
        let url = format!("{}{path}", server.base());
        let refused = AuthApi::discover(&url, &key("sb_secret_abc"), options()).await.expect_err("refused");
        assert!(matches!(&refused, DiscoverError::Api(e) if e.status() == Some(status)), "{refused:?}");
        assert_eq!(server.requests().len(), count);
    }
}
