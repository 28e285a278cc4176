//! Tenants with an Auth server, and whoever runs commands about their users.

use super::PASSWORD;
use crate::support::supabase::{FakeSupabase, Options, Phase, User};
use crate::support::{Said, World, block_on};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Tenants whose users are at a fake's Auth server.
pub(super) struct Site {
    pub(super) fake: FakeSupabase,
    pub(super) world: World,
    /// The Auth server: a project's ref, or `shared`.
    pub(super) auth: String,
}

impl Site {
    /// A control plane on the embedded server, with the shared Auth server and no tenant.
    pub(super) fn empty() -> Self {
        let fake = FakeSupabase::start(Options::default());
        // Its server starts now, and not within a command's timeout.
        let _nobody = fake.users("shared");
        let mut world = World::new();
        world.env.extend(fake.shared_env());
        let _ready = world.run(&["init"]).code(0);
        Self { fake, world, auth: "shared".to_owned() }
    }

    /// With the tenant acme-corp on the embedded server.
    pub(super) fn on_a_cluster() -> Self {
        let site = Self::empty();
        let _made = site.run(&["provision", "acme-corp"]).code(0);
        site
    }

    /// With the tenant acme-corp in a project of its own.
    pub(super) fn on_a_project() -> Self {
        let options =
            Options { creation: Phase::healthy_after(1), services_after: 0, pooler_after: 0, ..Options::default() };
        let fake = FakeSupabase::start(options);
        let mut world = World::new();
        world.env.extend(fake.env());
        let _ready = world.run(&["init"]).code(0);
        let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
        let auth = fake.projects()[0].reference.clone();
        Self { fake, world, auth }
    }

    /// Runs a command as loudly as it can be; nothing secret may be heard.
    pub(super) fn run(&self, arguments: &[&str]) -> Said {
        self.heard(&mut self.command(arguments), "")
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        self.world.command(&[arguments, &["-vv"]].concat())
    }

    pub(super) fn heard(&self, command: &mut Command, input: &str) -> Said {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("it runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A command that doesn't read may be gone already.
        let _taken = stdin.write_all(input.as_bytes());
        drop(stdin);
        let said: Said = child.wait_with_output().expect("it ends").into();
        let keys = self.fake.keys(&self.auth);
        for secret in [self.fake.token(), &keys.secret, &keys.service_role, &keys.jwt_secret, PASSWORD] {
            let heard = said.stdout.contains(secret) || said.stderr.contains(secret);
            assert!(!heard, "{secret}\n{}\n{}", said.stdout, said.stderr);
        }
        said
    }

    /// A command of `user` about acme-corp.
    pub(super) fn user(&self, arguments: &[&str]) -> Said {
        self.run(&[&["user"], arguments, &["-t", "acme-corp"]].concat())
    }

    /// `user create` with a password.
    pub(super) fn create_with(&self, email: &str, password: &str, more: &[&str]) -> Said {
        let arguments = ["user", "create", "--email", email, "--password-stdin", "-t", "acme-corp"];
        self.heard(&mut self.command(&[&arguments, more].concat()), &format!("{password}\n"))
    }

    /// The same command, killed after the Auth server has had its turn.
    pub(super) fn killed(&self, arguments: &[&str]) {
        let point = match arguments {
            ["create", ..] => "user.created_at_auth",
            ["remove", ..] => "user.removed_at_auth",
            _ => "user.switched_at_auth",
        };
        let mut command = self.command(&[&["user"], arguments, &["-t", "acme-corp"]].concat());
        let said = self.heard(command.env("TENANTCTL_FAILPOINTS", point), "");
        assert_eq!(said.code, -6, "{arguments:?}: {}", said.stderr);
    }

    pub(super) fn at_auth(&self) -> Vec<User> {
        self.fake.users(&self.auth)
    }

    /// The rows of a tenant, as it lists them.
    pub(super) fn rows(&self, tenant: &str) -> Vec<Value> {
        let listed = self.run(&["user", "list", "-t", tenant, "-o", "json"]).code(0).json();
        listed["items"].as_array().expect("a list").clone()
    }

    /// The Auth server has one user, the tenant one row, and both say the same.
    #[track_caller]
    pub(super) fn in_step(&self, email: &str, role: &str, status: &str) {
        let (users, rows) = (self.at_auth(), self.rows("acme-corp"));
        assert_eq!((users.len(), rows.len()), (1, 1), "{users:?} {rows:?}");
        let (user, row) = (&users[0], &rows[0]);
        assert_eq!(user.email.as_deref(), Some(email));
        assert_eq!(user.app_metadata["tenant_id"], "acme-corp");
        assert_eq!(user.app_metadata["role"], role);
        assert_eq!(user.banned, status == "disabled");
        let expected = json!({"id": user.id.to_string(), "email": email, "role": role, "status": status,
            "created_at": row["created_at"]});
        assert_eq!(*row, expected);
    }

    #[track_caller]
    pub(super) fn nobody(&self) {
        assert!(self.at_auth().is_empty() && self.rows("acme-corp").is_empty(), "{:?}", self.at_auth());
    }

    /// Calls the Auth server itself, with its service key.
    pub(super) fn call(&self, path: &str, body: &Value) -> (u16, Value) {
        let base = match self.auth.as_str() {
            "shared" => self.fake.shared_url(),
            reference => self.fake.project_url().replace("{ref}", reference),
        };
        let key = self.fake.keys(&self.auth).service_role;
        block_on(async {
            let client = reqwest::Client::builder().no_proxy().build().expect("a client");
            let request = client.post(format!("{base}/auth/v1{path}")).header("apikey", &key).bearer_auth(&key);
            let answer = request.json(body).send().await.expect("an answer");
            (answer.status().as_u16(), answer.json().await.expect("json"))
        })
    }

    /// Logs in; what the Auth server says, `access_token` or an error's code.
    pub(super) fn login(&self, email: &str, password: &str) -> String {
        let body = json!({"email": email, "password": password});
        let (status, answer) = self.call("/token?grant_type=password", &body);
        match status {
            200 => "in".to_owned(),
            _ => answer["error_code"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// What the log of all changes says of users, in its order.
    pub(super) fn audit(&self) -> Vec<(String, String, Option<String>)> {
        let sql = "SELECT action, phase, outcome FROM control_plane.policy_sync_logs
                   WHERE action LIKE 'user%' ORDER BY seq";
        block_on(async {
            let mut plane = self.world.superuser("tenantctl").await;
            sqlx::query_as(sql).fetch_all(&mut plane).await.expect("the log")
        })
    }
}
