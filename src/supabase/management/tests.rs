//! Each call, against prepared answers.

use super::{
    ApiKey, Deleted, Health, InstanceSize, ManagementApi, NewProject, RegionSelection, Service, SessionPooler,
};
use crate::supabase::http::canned::{Canned, Reply, answer};
use crate::supabase::http::{Class, ErrorKind, HttpOptions};
use secrecy::{ExposeSecret, SecretString};

pub(super) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

pub(super) async fn api(answers: Vec<Reply>) -> (Canned, ManagementApi) {
    let server = Canned::serve(answers).await;
    let token = SecretString::from("sbp_canary");
    let api = ManagementApi::new(&server.base(), &token, HttpOptions::default()).expect("a client");
    (server, api)
}

pub(super) fn project(id: &str, name: &str, status: &str) -> String {
    format!(
        r#"{{"id":"{id}","ref":"{id}","organization_id":"o","organization_slug":"org","name":"{name}",
        "region":"us-east-1","created_at":"2026-01-01T00:00:00Z","status":"{status}","surprise":[1,{{}}],
        "database":{{"host":"db.{id}.supabase.co","version":"17","postgres_engine":"17","release_channel":"ga"}}}}"#
    )
}

pub(super) fn new(name: &str, password: &str) -> NewProject {
    NewProject {
        name: name.to_owned(),
        organization: "org".to_owned(),
        password: SecretString::from(password),
        region: RegionSelection::parse("us-east-1"),
        size: None,
    }
}

#[test]
fn creates_with_nothing_but_what_the_schema_has() {
    run(async {
        let (server, api) = api(vec![
            answer(201, "", &project("abc", "acme", "UNKNOWN")),
            answer(201, "", &project("abc", "acme", "UNKNOWN")),
        ])
        .await;
        let created = api.create_project(&new("acme", "passw0rd")).await.expect("created");
        assert_eq!(created.id, "abc");
        let request = server.requests().concat();
        let (head, body) = request.split_once("\r\n\r\n").expect("a body");
        assert!(head.starts_with("POST /v1/projects HTTP/1.1"), "{head}");
        assert!(head.to_lowercase().contains("authorization: bearer sbp_canary"), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        let expected = serde_json::json!({
            "name": "acme", "organization_slug": "org", "db_pass": "passw0rd",
            "region_selection": {"type": "specific", "code": "us-east-1"},
        });
        assert_eq!(body, expected);
        let sized = NewProject {
            region: RegionSelection::parse("emea"),
            size: Some("2xlarge".parse::<InstanceSize>().expect("a size")),
            ..new("acme", "passw0rd")
        };
        api.create_project(&sized).await.expect("created");
        let request = server.requests().pop().expect("a request");
        assert!(request.contains(r#""region_selection":{"type":"smartGroup","code":"emea"}"#), "{request}");
        assert!(request.contains(r#""desired_instance_size":"2xlarge""#), "{request}");
    });
}

#[test]
fn what_the_api_would_refuse_is_not_sent() {
    run(async {
        let (server, api) = api(vec![answer(500, "", "")]).await;
        let long = "p".repeat(100);
        for (name, password) in [
            ("a.b", "passw0rd"),
            ("", "passw0rd"),
            ("acme", "abc"),
            ("acme", "pässw0rd"),
            ("acme", &long),
            ("acme", "a b c d"),
        ] {
            let error = api.create_project(&new(name, password)).await.expect_err("refused");
            assert_eq!(error.kind, ErrorKind::Config);
            assert!(!error.to_string().contains(password), "{error}");
        }
        assert!(server.requests().is_empty());
        assert!("pico".parse::<InstanceSize>().is_err());
    });
}

#[test]
fn a_creation_whose_answer_says_nothing_may_have_been_done() {
    run(async {
        for answered in [
            answer(201, "", "{}"),
            answer(201, "", r#"{"ref":"abc""#),
            answer(502, "", "<html></html>"),
            answer(500, "", r#"{"message":"failed"}"#),
            Reply::Bytes(Vec::new()),
        ] {
            let (server, api) = api(vec![answered]).await;
            let error = api.create_project(&new("acme", "passw0rd")).await.expect_err("unknown");
            assert_eq!(error.class(), Class::Unknown, "{error}");
            assert_eq!(server.requests().len(), 1);
        }
        for status in [400, 401, 402, 403, 409] {
            let (_server, api) = api(vec![answer(status, "", r#"{"message":"no"}"#)]).await;
            let error = api.create_project(&new("acme", "passw0rd")).await.expect_err("refused");
            assert_ne!(error.class(), Class::Unknown, "{error}");
        }
    });
}

#[test]
fn finds_by_the_whole_name_over_all_pages() {
    let page = |first: usize, count: usize| {
        let entries: Vec<String> = (0..100.min(count - first))
            .map(|n| project(&format!("p{}", first + n), if n % 2 == 0 { "acme" } else { "acme-2" }, "ACTIVE_HEALTHY"))
            .collect();
        answer(
            200,
            "",
            &format!(
                r#"{{"projects":[{}],"pagination":{{"count":{count},"limit":100,"offset":{first}}}}}"#,
                entries.join(",")
            ),
        )
    };
    run(async {
        let (server, api) = api(vec![page(0, 150), page(100, 150)]).await;
        let found = api.projects_named("org", "acme").await.expect("listed");
        assert_eq!(found.len(), 75);
        let seen = server.requests();
        assert_eq!(seen.len(), 2);
        assert!(seen[1].starts_with(
            "GET /v1/organizations/org/projects?search=acme&sort=created_asc&limit=100&offset=100 HTTP/1.1"
        ));
        // A server that gives the first page for every offset isn't asked for ever.
        let (server, api) = self::api((0..5).map(|_| page(0, 150)).collect()).await;
        let error = api.projects_named("org", "acme").await.expect_err("no end");
        assert_eq!((error.kind, server.requests().len()), (ErrorKind::Malformed, 2));
    });
}

#[test]
fn a_gateways_page_says_nothing_about_a_project() {
    run(async {
        let page = || answer(404, "content-type: text/html\r\n", "<html><title>Not found</title></html>");
        let (_server, api) = api(vec![page(), page(), page()]).await;
        for error in
            [api.project("abc").await.err(), api.delete_project("abc").await.err(), api.organization("org").await.err()]
        {
            assert_eq!(error.map(|error| error.class()), Some(Class::Permanent));
        }
    });
}

#[test]
fn a_ref_that_is_none_is_not_taken() {
    run(async {
        for id in ["", "a/b", "evil.example/", "a b", &"a".repeat(65)] {
            let (_server, api) = api(vec![answer(201, "", &project(id, "acme", "COMING_UP"))]).await;
            let error = api.create_project(&new("acme", "passw0rd")).await.expect_err("no ref");
            assert_eq!(error.kind, ErrorKind::DoneUnread, "{id}");
        }
    });
}

#[test]
fn reads_and_deletes() {
    run(async {
        let (_server, api) = api(vec![
            answer(200, "", &project("abc", "acme", "HIBERNATING")),
            answer(404, "", r#"{"message":"Project not found"}"#),
            answer(200, "", r#"{"id":1,"ref":"abc","name":"acme","slug":"x"}"#),
            answer(404, "", ""),
            answer(400, "", r#"{"message":"Project not ready for deletion."}"#),
        ])
        .await;
        let found = api.project("abc").await.expect("read").expect("there");
        assert_eq!(found.status.to_string(), "HIBERNATING");
        assert_eq!(found.database.map(|d| d.host).as_deref(), Some("db.abc.supabase.co"));
        assert!(api.project("abc").await.expect("read").is_none());
        assert_eq!(api.delete_project("abc").await.expect("deleted"), Deleted::Done);
        assert_eq!(api.delete_project("abc").await.expect("gone"), Deleted::Gone);
        assert!(matches!(api.delete_project("abc").await.expect("later"), Deleted::NotReady(_)));
    });
}

#[test]
fn reads_how_services_are() {
    let body = r#"[{"name":"auth","healthy":true,"status":"ACTIVE_HEALTHY","info":{"name":"GoTrue","version":"v2","description":"x"}},
        {"name":"pooler","healthy":false,"status":"UNHEALTHY","error":"{\"error\":\"not found\"}"},
        {"name":"db","healthy":false,"status":"WARMING"},
        {"name":"db","healthy":false,"status":"UNHEALTHY","error":"just text"},
        {"name":"db","healthy":false,"status":"UNHEALTHY","error":{"error":"no text"}}]"#;
    run(async {
        let (server, api) = api(vec![answer(200, "", body)]).await;
        let services = api.health("abc", &[Service::Auth, Service::Db, Service::Pooler]).await.expect("asked");
        let health: Vec<Health> = services.iter().map(|service| service.health()).collect();
        assert_eq!(
            health,
            [
                Health::Ready,
                Health::Pending("is UNHEALTHY (not found)".into()),
                Health::Pending("is WARMING".into()),
                Health::Pending("is UNHEALTHY (just text)".into()),
                Health::Pending("is UNHEALTHY (no text)".into()),
            ]
        );
        assert!(
            server.requests()[0].starts_with("GET /v1/projects/abc/health?services=auth&services=db&services=pooler ")
        );
    });
}

#[test]
fn picks_whole_keys_and_the_session_pooler() {
    let keys = r#"[{"name":"anon","id":"anon","type":"legacy","api_key":"old-anon"},
        {"name":"service_role","id":"service_role","type":"legacy","api_key":"old-service"},
        {"name":"default","type":"publishable","api_key":"sb_publishable_x"},
        {"name":"default","type":"secret","api_key":"SECRET"}]"#;
    let poolers = |mode: &str, port: u16| {
        format!(
            r#"[{{"identifier":"abc","database_type":"READ_REPLICA","is_using_scram_auth":true,"db_user":"r","db_host":"r.example",
            "db_port":1,"db_name":"postgres","connection_string":"x","connectionString":"x","default_pool_size":null,
            "max_client_conn":null,"pool_mode":"session"}},
            {{"identifier":"abc","database_type":"PRIMARY","is_using_scram_auth":true,"db_user":"postgres.abc",
            "db_host":"aws-1.example","db_port":{port},"db_name":"postgres","connection_string":"x","connectionString":"x",
            "default_pool_size":null,"max_client_conn":null,"pool_mode":"{mode}"}}]"#
        )
    };
    run(async {
        let (_server, api) = api(vec![
            answer(200, "", &keys.replace("SECRET", "sb_secret_whole")),
            answer(200, "", &keys.replace("SECRET", "sb_secret_ab\u{b7}\u{b7}")),
            answer(200, "", &poolers("transaction", 6543)),
            answer(200, "", &poolers("session", 7000)),
        ])
        .await;
        let shown = |key: Option<SecretString>| key.map(|key| key.expose_secret().to_owned());
        let whole = api.api_keys("abc", true).await.expect("keys");
        assert_eq!(shown(ApiKey::service(&whole)).as_deref(), Some("sb_secret_whole"));
        assert_eq!(shown(ApiKey::anon(&whole)).as_deref(), Some("sb_publishable_x"));
        assert!(!format!("{whole:?}").contains("sb_secret_whole"));
        let masked = api.api_keys("abc", false).await.expect("keys");
        assert_eq!(shown(ApiKey::service(&masked)).as_deref(), Some("old-service"));
        for port in [5432, 7000] {
            let found = SessionPooler::of(&api.pooler("abc").await.expect("poolers"));
            let expected = SessionPooler { host: "aws-1.example".into(), port, user: "postgres.abc".into() };
            assert_eq!(found, Some(expected));
        }
        assert_eq!(SessionPooler::of(&[]), None);
    });
}
