//! The fake of Supabase itself: it must act as the real one does, and leave nothing behind.

use crate::support::block_on;
use crate::support::supabase::{Act, FakeSupabase, Fault, Options, Organization, Phase, Plan};
use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::path::Path;
use std::time::Duration;

/// A request as the operator, or with other credentials; the status and the body.
async fn call(fake: &FakeSupabase, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<(u16, Value)> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    let method = method.parse().expect("a method");
    let mut request = client.request(method, format!("{}{path}", fake.url())).bearer_auth(fake.token());
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.timeout(Duration::from_secs(60)).send().await?;
    let status = response.status().as_u16();
    let bytes = response.bytes().await?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}

fn new(fake: &FakeSupabase, name: &str) -> Value {
    json!({"name": name, "db_pass": "secret-password", "organization_slug": fake.organization(), "region": "eu-west-1"})
}

/// Creates a project and polls until it is healthy.
async fn create(fake: &FakeSupabase, name: &str) -> String {
    let (status, project) = call(fake, "POST", "/v1/projects", Some(new(fake, name))).await.expect("answers");
    assert_eq!((status, &project["status"]), (201, &json!("UNKNOWN")));
    let reference = project["ref"].as_str().expect("a ref").to_owned();
    for wanted in ["COMING_UP", "COMING_UP", "ACTIVE_HEALTHY"] {
        let (_, project) = call(fake, "GET", &format!("/v1/projects/{reference}"), None).await.expect("answers");
        assert_eq!(project["status"], wanted);
    }
    reference
}

async fn connect(host: &str, port: u16, user: &str, password: &str) -> sqlx::Result<PgConnection> {
    let options = sqlx::postgres::PgConnectOptions::new_without_pgpass().host(host).port(port).username(user);
    let options = options.password(password).database("postgres").options([("statement_timeout", "1ms")]);
    options.ssl_mode(sqlx::postgres::PgSslMode::Prefer).connect().await
}

async fn one<T>(connection: &mut PgConnection, query: &'static str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(query).fetch_one(connection).await.expect("a row")
}

#[test]
fn a_project_is_a_real_server_and_leaves_nothing() {
    let fake = FakeSupabase::start(Options { direct: true, ..Options::default() });
    let folder = fake.folder().to_path_buf();
    let pid_file = block_on(async {
        let reference = create(&fake, "acme").await;
        let at = format!("/v1/projects/{reference}");
        let (_, masked) = call(&fake, "GET", &format!("{at}/api-keys"), None).await.expect("answers");
        let (_, keys) = call(&fake, "GET", &format!("{at}/api-keys?reveal=true"), None).await.expect("answers");
        assert!(masked[3]["api_key"].as_str().expect("a key").ends_with("\u{b7}\u{b7}"));
        assert_eq!(keys[3]["api_key"], fake.keys(&reference).secret);

        let (_, poolers) = call(&fake, "GET", &format!("{at}/config/database/pooler"), None).await.expect("answers");
        let port = u16::try_from(poolers[0]["db_port"].as_u64().expect("a port")).expect("a port");
        let user = poolers[0]["db_user"].as_str().expect("a user");
        let mut connection = connect("127.0.0.1", port, user, "secret-password").await.expect("connects");
        assert!(!one::<bool>(&mut connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user").await);
        assert_eq!(one::<String>(&mut connection, "SELECT current_user::text").await, "postgres");
        // The pooler has dropped the options.
        assert_eq!(one::<String>(&mut connection, "SHOW statement_timeout").await, "0");
        assert_eq!(one::<i64>(&mut connection, "SELECT count(*) FROM auth.sessions").await, 0);
        assert!(!one::<bool>(&mut connection, "SELECT row_security_active('auth.sessions')").await);
        connection.close().await.expect("closes");
        for (user, code) in [("postgres", "XX000"), ("postgres.abcdefghijklmnopqrst", "XX000")] {
            let error = connect("127.0.0.1", port, user, "secret-password").await.expect_err("refused");
            assert_eq!(error.as_database_error().and_then(|e| e.code()).as_deref(), Some(code), "{user}");
        }

        let change = Some(json!({"password": "another-one"}));
        assert_eq!(call(&fake, "PATCH", &format!("{at}/database/password"), change).await.expect("answers").0, 200);
        connect("127.0.0.1", port, user, "secret-password").await.expect_err("the old password");
        let (_, project) = call(&fake, "GET", &at, None).await.expect("answers");
        let host = project["database"]["host"].as_str().expect("a host");
        connect(host, 5432, "postgres", "another-one").await.expect("connects directly");

        let read_only = Some(json!({"read_only": false}));
        let (status, login) = call(&fake, "POST", &format!("{at}/cli/login-role"), read_only).await.expect("answers");
        let (role, password) = (login["role"].as_str().expect("a role"), login["password"].as_str().expect("one"));
        let mut login = connect("127.0.0.1", port, &format!("{role}.{reference}"), password).await.expect("connects");
        sqlx::raw_sql("SET SESSION ROLE postgres").execute(&mut login).await.expect("becomes postgres");
        assert_eq!(status, 201);
        login.close().await.expect("closes");
        assert_eq!(call(&fake, "DELETE", &format!("{at}/cli/login-role"), None).await.expect("answers").0, 200);
        folder.join(&reference).join("postgres/data/postmaster.pid")
    });
    let pid = std::fs::read_to_string(&pid_file).expect("the server runs");
    let process = Path::new("/proc").join(pid.lines().next().expect("a pid"));
    // A process that has ended, but is not yet waited for, has an empty one.
    let lives = || std::fs::read(process.join("cmdline")).is_ok_and(|line| !line.is_empty());
    assert!(lives());
    drop(fake);
    // The server's last act is to remove its pid file, for which the stop waits.
    let end = std::time::Instant::now() + Duration::from_secs(10);
    while lives() && std::time::Instant::now() < end {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(!lives() && !folder.exists());
}

#[test]
fn services_come_up_after_the_project() {
    let fake = FakeSupabase::start(Options::default());
    block_on(async {
        let reference = create(&fake, "acme").await;
        let path = format!("/v1/projects/{reference}/health?services=auth&services=pooler&services=db");
        let mut seen = Vec::new();
        for _ in 0..3 {
            let (_, services) = call(&fake, "GET", &path, None).await.expect("answers");
            let statuses =
                services.as_array().expect("services").iter().map(|s| s["status"].as_str().expect("one").to_owned());
            seen.push(statuses.collect::<Vec<_>>().join(" "));
        }
        let up = "ACTIVE_HEALTHY";
        assert_eq!(
            seen,
            ["COMING_UP COMING_UP COMING_UP", &format!("{up} UNHEALTHY {up}"), &format!("{up} {up} {up}")]
        );
    });
}

#[test]
fn projects_come_in_pages_and_pause_and_go() {
    let organizations = vec![Organization::new("free-org", Plan::Free), Organization::new("pro-org", Plan::Pro)];
    let deletion = vec![Phase::polls("GOING_DOWN", 1)];
    let fake = FakeSupabase::start(Options { organizations, deletion, ..Options::default() });
    let first = fake.plant("free-org", "c");
    for name in ["a", "b"] {
        fake.plant("free-org", name);
    }
    fake.plant("pro-org", "a");
    block_on(async {
        let page = async |query: &str| {
            let path = format!("/v1/organizations/free-org/projects{query}");
            let (_, page) = call(&fake, "GET", &path, None).await.expect("answers");
            let names =
                page["projects"].as_array().expect("projects").iter().map(|p| p["name"].as_str().expect("a name"));
            (names.collect::<String>(), page["pagination"]["count"].clone())
        };
        assert_eq!(page("").await, ("abc".to_owned(), json!(3)));
        assert_eq!(page("?limit=2&sort=name_desc").await, ("cb".to_owned(), json!(3)));
        assert_eq!(page("?limit=2&offset=2").await, ("c".to_owned(), json!(3)));
        assert_eq!(page("?search=A&statuses=ACTIVE_HEALTHY").await, ("a".to_owned(), json!(1)));

        let at = format!("/v1/projects/{first}");
        let steps: [(&str, &str, &str); 8] = [
            ("POST", "/pause", ""),
            ("GET", "", "PAUSING"),
            ("GET", "", "INACTIVE"),
            ("POST", "/restore", ""),
            ("GET", "", "RESTORING"),
            ("GET", "", "ACTIVE_HEALTHY"),
            ("DELETE", "", ""),
            ("GET", "", "GOING_DOWN"),
        ];
        for (method, path, wanted) in steps {
            let (status, body) = call(&fake, method, &format!("{at}{path}"), None).await.expect("answers");
            assert_eq!((status, body["status"].as_str().unwrap_or("")), (200, wanted), "{method} {path}: {body}");
        }
        assert_eq!(call(&fake, "GET", &at, None).await.expect("answers").0, 404);
        assert_eq!(fake.projects().len(), 3);
        let (status, body) = call(&fake, "POST", "/v1/projects", Some(new(&fake, "d"))).await.expect("answers");
        assert!(status == 400 && body["message"].as_str().is_some_and(|m| m.contains("maximum limits")), "{body}");
    });
}

#[test]
fn bodies_are_closed_and_checked() {
    let fake = FakeSupabase::start(Options { rate_limit: 12, ..Options::default() });
    let cases = [
        (json!({"db_pass": "abc"}), "db_pass must be longer than or equal to 4 characters"),
        (json!({"name": "a.b"}), "name should not contain a . string"),
        (json!({"region": "mars"}), "region must be one of the following values"),
        (json!({"desired_instance_size": "huge"}), "desired_instance_size must be one of"),
        (json!({"desired_instance_size": "nano"}), "nano"),
        (json!({"extra": 1}), "property extra should not exist"),
        (json!({"organization_slug": "unknown"}), "Organization not found"),
        (json!({"region_selection": {"type": "smartGroup", "code": "emea"}}), "Only one of"),
    ];
    block_on(async {
        for (change, message) in cases {
            let mut body = new(&fake, "acme");
            let members = change.as_object().expect("an object").clone();
            body.as_object_mut().expect("an object").extend(members);
            let (status, said) = call(&fake, "POST", "/v1/projects", Some(body)).await.expect("answers");
            assert!((400..=404).contains(&status), "{said}");
            assert!(said["message"].as_str().is_some_and(|said| said.contains(message)), "{message}: {said}");
        }
        assert!(fake.projects().is_empty());
        for _ in 0..12 {
            assert_eq!(call(&fake, "GET", "/v1/organizations", None).await.expect("answers").0, 200);
        }
        assert_eq!(call(&fake, "GET", "/v1/organizations", None).await.expect("answers").0, 429);
        assert_eq!(call(&fake, "GET", "/v1/projects", None).await.expect("answers").0, 200);
    });
}

#[test]
fn faults_act_once_on_the_request_they_name() {
    let fake =
        FakeSupabase::start(Options { creation: Phase::script(&["COMING_UP", "INIT_FAILED"]), ..Options::default() });
    let post = |act| fake.add(Fault::on("POST", "/v1/proj*", act));
    block_on(async {
        let make = async || call(&fake, "POST", "/v1/projects", Some(new(&fake, "acme"))).await;
        post(Act::retry_after(429, "7"));
        post(Act::html(502));
        post(Act::Redirect("https://example.com/".to_owned()));
        for status in [429, 502, 307] {
            assert_eq!(make().await.expect("answers").0, status);
        }
        post(Act::Close);
        make().await.expect_err("closed");
        assert_eq!(fake.projects().len(), 0);
        post(Act::DoneThenClose);
        make().await.expect_err("closed");
        post(Act::ShortBody);
        make().await.expect_err("half a body");
        assert_eq!(fake.projects().len(), 2);
        post(Act::WithoutId);
        let (status, body) = make().await.expect("answers");
        assert!(status == 201 && body["id"].is_null() && body["name"] == "acme", "{body}");
        for act in [Act::Huge(1 << 20), Act::GzipBomb(1 << 20), Act::Trickle(Duration::from_millis(1))] {
            post(act);
            assert_eq!(make().await.expect("answers").1["name"], "acme");
        }
        post(Act::WrongJson);
        assert_eq!(make().await.expect("answers"), (201, Value::Null));
        fake.add(Fault::on("*", "/v1/organizations", Act::status(500, "later")).after(1).times(2));
        for status in [200, 500, 500, 200] {
            assert_eq!(call(&fake, "GET", "/v1/organizations", None).await.expect("answers").0, status);
        }
    });
    let log = fake.log();
    assert_eq!(fake.count("POST", "/v1/projects"), 11);
    assert_eq!((log[0].status, log[3].status), (Some(429), None));
    assert_eq!(log[0].request.bearer(), Some(fake.token()));
}
