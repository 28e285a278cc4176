//! The fake's Auth server: users, sessions, links, and how it refuses.

use crate::support::block_on;
use crate::support::supabase::{FakeSupabase, Options};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// A client with one key, which also signs in as `bearer`.
struct Client<'a> {
    base: String,
    key: &'a str,
    bearer: Option<&'a str>,
    version: bool,
}

impl<'a> Client<'a> {
    fn shared(fake: &FakeSupabase, key: &'a str) -> Self {
        Self { base: format!("{}/auth/v1", fake.shared_url()), key, bearer: Some(key), version: true }
    }

    fn with(&self, bearer: Option<&'a str>) -> Self {
        Self { base: self.base.clone(), key: self.key, bearer, version: self.version }
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value, HeaderMap) {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let method = method.parse().expect("a method");
        let mut request = client.request(method, format!("{}{path}", self.base)).header("apikey", self.key);
        if let Some(bearer) = self.bearer {
            request = request.bearer_auth(bearer);
        }
        if self.version {
            request = request.header("x-supabase-api-version", "2024-01-01");
        }
        if !body.is_null() {
            request = request.json(body);
        }
        let response = request.send().await.expect("answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("a body");
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null), headers)
    }
}

#[test]
fn a_user_logs_in_and_out_and_its_session_is_a_row() {
    let fake = FakeSupabase::start(Options::default());
    let project = fake.plant("fake-org", "acme");
    let keys = fake.keys(&project);
    let base = format!("{}/auth/v1", fake.project_url().replace("{ref}", &project));
    let admin = Client { base, key: &keys.secret, bearer: None, version: true };
    let visitor = Client { key: &keys.publishable, ..admin.with(None) };
    block_on(async {
        let user = json!({"email": "Ann@Example.com", "password": "wonderful", "email_confirm": true,
            "app_metadata": {"tenant_id": "acme"}, "unknown": 1});
        let (status, user, _) = admin.call("POST", "/admin/users", &user).await;
        assert_eq!((status, &user["email"]), (200, &json!("ann@example.com")));
        assert_eq!(user["app_metadata"], json!({"provider": "email", "providers": ["email"], "tenant_id": "acme"}));
        let at = format!("/admin/users/{}", user["id"].as_str().expect("an id"));
        let login = async || {
            let body = json!({"email": "ann@example.com", "password": "wonderful"});
            let (status, said, _) = visitor.call("POST", "/token?grant_type=password", &body).await;
            (status, said["access_token"].as_str().unwrap_or_else(|| said["code"].as_str().expect("a code")).to_owned())
        };
        let (status, token) = login().await;
        assert_eq!(status, 200);
        let (_, jwks, _) = visitor.call("GET", "/.well-known/jwks.json", &Value::Null).await;
        assert_eq!(jwks["keys"][0]["alg"], "ES256");
        let me = async |token: &str| {
            let (status, said, _) = visitor.with(Some(token)).call("GET", "/user", &Value::Null).await;
            (status, said["code"].as_str().unwrap_or("").to_owned())
        };
        assert_eq!(me(&token).await, (200, String::new()));
        let change = json!({"ban_duration": "24h", "app_metadata": {"tenant_id": null, "role": "manager"}});
        let (_, changed, _) = admin.call("PUT", &at, &change).await;
        assert_eq!(changed["app_metadata"], json!({"provider": "email", "providers": ["email"], "role": "manager"}));
        assert_eq!(login().await, (400, "user_banned".to_owned()));
        assert_eq!(me(&token).await, (403, "user_banned".to_owned()));
        admin.call("PUT", &at, &json!({"ban_duration": "none"})).await;
        fake.execute(&project, "DELETE FROM auth.sessions");
        assert_eq!(me(&token).await, (403, "session_not_found".to_owned()));
        let (_, token) = login().await;
        assert_eq!(visitor.with(Some(&token)).call("POST", "/logout?scope=local", &Value::Null).await.0, 204);
        assert_eq!(me(&token).await.1, "session_not_found");
        for status in [200, 200] {
            assert_eq!(admin.call("DELETE", &at, &json!({"should_soft_delete": true})).await.0, status);
        }
        assert!(fake.users(&project)[0].deleted);
        for status in [200, 404] {
            assert_eq!(admin.call("DELETE", &at, &Value::Null).await.0, status);
        }
    });
    assert!(fake.users(&project).is_empty());
}

#[test]
fn refusals_have_the_shapes_of_the_real_server() {
    let fake = FakeSupabase::start(Options::default());
    let keys = fake.keys("shared");
    let admin = Client::shared(&fake, &keys.service_role);
    let id = "1d3c5b1e-6c4e-4a53-9a0b-0d8b3f2f7a11";
    let ann = json!({"id": id, "email": "ann@example.com"});
    block_on(async {
        assert_eq!(admin.call("POST", "/admin/users", &ann).await.0, 200);
        let cases: [(&str, &str, Value, u16, &str); 11] = [
            ("POST", "/admin/users", json!({"email": "ANN@example.com"}), 422, "email_exists"),
            ("POST", "/admin/users", json!({"id": id, "email": "bob@example.com"}), 500, "unexpected_failure"),
            ("POST", "/admin/users", json!({}), 400, "validation_failed"),
            ("POST", "/admin/users", json!({"email": "x@y.com", "ban_duration": "3d"}), 400, "validation_failed"),
            (
                "POST",
                "/admin/users",
                json!({"email": "x@y.com", "password_hash": "$scrypt$x"}),
                500,
                "unexpected_failure",
            ),
            ("PUT", &format!("/admin/users/{id}"), json!({"password": "abc"}), 422, "weak_password"),
            ("GET", "/admin/users/none", Value::Null, 404, "validation_failed"),
            ("GET", "/admin/users/9d3c5b1e-6c4e-4a53-9a0b-0d8b3f2f7a11", Value::Null, 404, "user_not_found"),
            ("GET", "/admin/users?per_page=x", Value::Null, 400, "validation_failed"),
            ("POST", "/admin/generate_link", json!({"type": "recovery", "email": "no@y.com"}), 404, "user_not_found"),
            ("POST", "/admin/generate_link", json!({"type": "signup", "email": "no@y.com"}), 400, "validation_failed"),
        ];
        for (method, path, body, status, code) in cases {
            let (said, answer, headers) = admin.call(method, path, &body).await;
            assert_eq!((said, &answer["code"]), (status, &json!(code)), "{method} {path} {body}: {answer}");
            assert_eq!(headers["x-sb-error-code"], code);
        }
        let secret = Client { key: &keys.secret, ..admin.with(None) };
        let bearers: [(&Client<'_>, Option<&str>, u16, Value); 5] = [
            (&admin, None, 401, json!("no_authorization")),
            (&admin, Some("nonsense"), 403, json!("bad_jwt")),
            (&admin, Some(&keys.anon), 403, json!("not_admin")),
            (&secret, Some(&keys.secret), 403, json!("bad_jwt")),
            (&secret, None, 200, Value::Null),
        ];
        for (client, bearer, status, code) in bearers {
            let (said, answer, _) = client.with(bearer).call("GET", "/admin/users", &Value::Null).await;
            assert_eq!((said, &answer["code"]), (status, &code), "{answer}");
        }
        let plain = Client { version: false, ..admin.with(admin.bearer) };
        let (_, answer, _) = plain.call("POST", "/admin/users", &ann).await;
        assert_eq!((&answer["code"], &answer["error_code"]), (&json!(422), &json!("email_exists")));
        let (status, answer, _) = plain.call("POST", "/admin/users", &json!({"id": id, "email": "b@y.com"})).await;
        assert_eq!((status, &answer["code"]), (500, &json!("23505")));
        assert_eq!(plain.call("GET", "/admin/none", &Value::Null).await.0, 404);
        assert_eq!(plain.call("PATCH", "/admin/users", &Value::Null).await.0, 405);
    });
}

#[test]
fn lists_come_in_pages_and_links_make_users() {
    let fake = FakeSupabase::start(Options { null_identities: true, ..Options::default() });
    let keys = fake.keys("shared");
    let admin = Client::shared(&fake, &keys.service_role);
    block_on(async {
        for name in ["a", "b", "c"] {
            let (status, _, _) = admin.call("POST", "/invite", &json!({"email": format!("{name}@example.com")})).await;
            assert_eq!(status, 200);
        }
        let (_, page, headers) =
            admin.call("GET", "/admin/users?page=2&per_page=2&sort=created_at%20asc", &Value::Null).await;
        assert_eq!(
            (&page["users"][0]["email"], page["users"][0].get("identities")),
            (&json!("c@example.com"), Some(&Value::Null))
        );
        assert_eq!(headers["x-total-count"], "3");
        assert_eq!(headers["link"], "</admin/users?page=2&per_page=2>; rel=\"last\"");
        // Not confirmed yet: a new invitation.
        assert_eq!(admin.call("POST", "/invite", &json!({"email": "a@example.com"})).await.0, 200);
        let link = json!({"type": "magiclink", "email": "d@example.com", "redirect_to": "https://app.example.com"});
        let (status, link, _) = admin.call("POST", "/admin/generate_link", &link).await;
        assert_eq!(
            (status, &link["verification_type"], &link["email"]),
            (200, &json!("signup"), &json!("d@example.com"))
        );
        assert!(
            link["action_link"].as_str().is_some_and(|link| link.contains("/shared/auth/v1/verify?token=")),
            "{link}"
        );
    });
    let emails: Vec<_> = fake.users("shared").into_iter().filter_map(|user| user.email).collect();
    assert_eq!(emails, ["a@example.com", "b@example.com", "c@example.com", "d@example.com"]);
}

#[test]
fn imported_hashes_are_checked_at_login() {
    let fake = FakeSupabase::start(Options::default());
    let keys = fake.keys("shared");
    let admin = Client::shared(&fake, &keys.service_role);
    // The first is Firebase's own example, the second is bcrypt's of the same password.
    let firebase = "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n\
                    14J3MjKj1b2g6AUCAlFwMw==$C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8d\
                    bjvEJlM5tQaJP84+hfTw==";
    block_on(async {
        let bcrypt = {
            let plain = json!({"email": "plain@example.com", "password": "mytestpassword"});
            admin.call("POST", "/admin/users", &plain).await;
            fake.users("shared")[0].password_hash.clone().expect("a hash").replace("$2a$", "$2y$")
        };
        for (name, hash) in [("firebase", firebase), ("bcrypt", &bcrypt)] {
            let email = format!("{name}@example.com");
            let user = json!({"email": email, "password_hash": hash, "email_confirm": true});
            assert_eq!(admin.call("POST", "/admin/users", &user).await.0, 200, "{hash}");
            for (password, status) in [("mytestpassword", 200), ("another", 400)] {
                let body = json!({"email": email, "password": password});
                let (said, answer, _) = admin.call("POST", "/token?grant_type=password", &body).await;
                assert_eq!(said, status, "{name}: {answer}");
            }
        }
    });
}
