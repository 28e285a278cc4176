//! The library's two pieces for applications, in the service of `examples/middleware`.

#[path = "../examples/middleware/service.rs"]
mod service;

use crate::support::{Said, World};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;
use tenantctl::app::{AppError, Plane, PoolOptions, TenantPools, TokenVerifier};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const ANN: &str = "ann@example.com";

fn ready(tenants: &[&str]) -> World {
    let world = World::ready();
    for id in tenants {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
        let _user = world.run(&["user", "create", "--email", ANN, "--role", "viewer", "-t", id]).code(0);
    }
    world
}

fn token(world: &World, tenant: &str) -> String {
    let said: Said = world.run(&["session", "issue", "--user", ANN, "--reason", "a test", "-t", tenant]).code(0);
    said.stdout.trim().to_owned()
}

async fn pools(world: &World, options: PoolOptions) -> std::sync::Arc<TenantPools> {
    let endpoint = world.server().endpoint().expect("the server runs");
    let password = world.server().read_or_create_password("operator").expect("a password");
    let (folder, port) = (endpoint.socket_dir.display().to_string(), endpoint.port);
    let url = format!("postgresql://tenantctl_operator:{password}@/tenantctl?host={folder}&port={port}");
    let key = std::fs::read_to_string(world.state().join("master.key")).expect("a key");
    let plane = Plane::open(&SecretString::from(url), &SecretString::from(key.trim())).await.expect("a plane");
    TenantPools::new(plane, options)
}

/// Runs SQL on a thread of its own, since this one has a runtime already.
fn as_superuser(world: &World, database: &str, sql: &str) {
    std::thread::scope(|scope| {
        scope.spawn(|| crate::hostile::as_superuser(world, database, sql)).join().expect("done")
    });
}

/// Sends a request and returns the status and the body.
async fn call(address: std::net::SocketAddr, request: &str, cookie: Option<&str>, body: &str) -> (u16, Value, String) {
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("connects");
    let cookie = cookie.map_or_else(String::new, |token| format!("Cookie: a=b; session={token}\r\n"));
    let length = body.len();
    let text =
        format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{cookie}Content-Length: {length}\r\n\r\n{body}");
    stream.write_all(text.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (status, serde_json::from_str(body).unwrap_or(Value::Null), head.to_owned())
}

#[tokio::test]
async fn a_request_sees_its_users_tenant_and_nothing_else() {
    let world = ready(&["acme-corp", "other-corp"]);
    let (acme, other) = (token(&world, "acme-corp"), token(&world, "other-corp"));
    let verifier = TokenVerifier::new(pools(&world, PoolOptions::default()).await);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let served = tokio::spawn(async move { axum::serve(listener, service::routes(verifier)).await });

    for (cookie, code) in [(None, 401), (Some("junk"), 401), (Some(acme.as_str()), 200)] {
        assert_eq!(call(address, "GET /me", cookie, "").await.0, code, "{cookie:?}");
    }
    let (code, body, head) = call(address, "POST /login", None, &acme).await;
    assert_eq!((code, &body["tenant"]), (200, &json!("acme-corp")));
    assert!(head.to_lowercase().contains("set-cookie: session=") && head.contains("HttpOnly"), "{head}");
    assert_eq!(call(address, "POST /login", None, "junk").await.0, 401);

    assert_eq!(call(address, "POST /vendors", Some(&acme), "Anvils").await.0, 403);
    let promote = ["user", "create", "--email", ANN, "--role", "manager", "-t", "acme-corp"];
    let _promoted = world.run(&promote).code(0);
    assert_eq!(call(address, "POST /vendors", Some(&acme), "Anvils").await.0, 201);
    assert_eq!(call(address, "GET /vendors", Some(&acme), "").await.1, json!({"vendors": ["Anvils"]}));
    assert_eq!(call(address, "GET /vendors", Some(&other), "").await.1, json!({"vendors": []}));

    assert_eq!(call(address, "POST /logout", Some(&acme), "").await.0, 204);
    assert_eq!(call(address, "GET /vendors", Some(&acme), "").await.0, 401);
    assert_eq!(call(address, "GET /vendors", Some(&other), "").await.0, 200);
    let _all = world.run(&["session", "revoke", "--all", "--yes", "-t", "other-corp"]).code(0);
    assert_eq!(call(address, "GET /vendors", Some(&other), "").await.0, 401);
    served.abort();
}

#[tokio::test]
async fn pools_are_opened_once_bounded_and_closed_when_they_are_of_no_use() {
    let world = ready(&["alpha", "bravo"]);
    let options = PoolOptions { most_tenants: 1, lag: Duration::ZERO, ..PoolOptions::default() };
    let pools = pools(&world, options).await;
    let id = |text: &str| text.parse().expect("an id");
    let (alpha, bravo) = (id("alpha"), id("bravo"));
    let eight = futures_util::future::join_all((0..8).map(|_| pools.named(&alpha))).await;
    let first = eight.into_iter().map(|pool| pool.expect("a pool")).collect::<Vec<_>>();
    assert_eq!(first[0].tenant.id, alpha);
    let mut transaction = first[0].connections.begin_as("nobody").await.expect("a connection");
    // A second tenant takes the place of the first, whose connections in use go on.
    let second = pools.named(&bravo).await.expect("a pool");
    let mine: String =
        sqlx::query_scalar("SELECT current_database()").fetch_one(&mut *transaction).await.expect("a name");
    assert_eq!(mine, first[0].tenant.database);
    assert!(first.iter().all(|pool| pool.connections.is_closed()) && !second.connections.is_closed());
    drop(transaction);
    let again = pools.named(&alpha).await.expect("a pool");
    assert!(!again.connections.is_closed());

    // Whatever the control plane's connection goes through, the next request finds it again.
    as_superuser(
        &world,
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tenantctl app' AND datname = 'tenantctl'",
    );
    let kept = pools.named(&alpha).await.expect("a pool");
    assert!(!kept.connections.is_closed());
    as_superuser(
        &world,
        "tenantctl",
        "UPDATE control_plane.tenant_metadata SET status = 'suspended' WHERE id = 'alpha'",
    );
    assert!(matches!(pools.named(&alpha).await, Err(AppError::NotInUse(_))));
    as_superuser(&world, "tenantctl", "UPDATE control_plane.tenant_metadata SET status = 'active' WHERE id = 'alpha'");
    let _open = pools.named(&alpha).await.expect("a pool");
    assert!(kept.connections.is_closed(), "the pool of a suspended tenant isn't handed out again");
    assert!(matches!(pools.named(&id("nobody")).await, Err(AppError::NoTenant)));
}

#[tokio::test]
async fn a_rotation_brings_a_new_pool() {
    let world = ready(&["alpha"]);
    let pools = pools(&world, PoolOptions { lag: Duration::ZERO, ..PoolOptions::default() }).await;
    let alpha = "alpha".parse().expect("an id");
    let first = pools.named(&alpha).await.expect("a pool");
    let _rotated = world.run(&["rotate", "-t", "alpha", "--app"]).code(0);
    let second = pools.named(&alpha).await.expect("a pool");
    assert!(first.connections.is_closed() && !second.connections.is_closed());
    assert_ne!(first.tenant.app, second.tenant.app);
    let mut transaction = second.connections.begin_as("nobody").await.expect("a connection");
    let login: String = sqlx::query_scalar("SELECT session_user").fetch_one(&mut *transaction).await.expect("a name");
    assert_eq!(login, second.tenant.app);
}
