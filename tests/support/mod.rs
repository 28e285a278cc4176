//! A world for a test: a state directory with an embedded server that stops when the test ends.

pub(crate) mod arrival;
pub(crate) mod chance;
pub(crate) mod disk;
pub(crate) mod proxy;
pub(crate) mod pty;
#[expect(dead_code, unused_imports, reason = "tests of the clients use the rest of it")]
pub(crate) mod supabase;
pub(crate) mod world_check;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use tenantctl::host::local::{LocalConfig, LocalServer};

/// What a command said.
#[must_use]
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        use std::os::unix::process::ExitStatusExt;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let code = output.status.code().unwrap_or_else(|| -output.status.signal().unwrap_or(0));
        Self { stdout: text(output.stdout), stderr: text(output.stderr), code }
    }
}

impl Said {
    /// Expects an exit code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Reads stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}\n{}\n{}", self.stdout, self.stderr))
    }
}

/// A state directory of its own.
pub(crate) struct World {
    dir: TempDir,
    state: &'static str,
    pub(crate) env: Vec<(String, String)>,
}

impl World {
    /// Makes an empty one; nothing is started yet.
    pub(crate) fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::Builder::new().prefix("tctl").tempdir_in("/tmp").expect("a folder");
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).expect("mode");
        Self { dir, state: "state", env: Vec::new() }
    }

    /// Makes an empty one whose state directory's path is as long as `/var/lib/tenantctl`, so that lines fold as there.
    pub(crate) fn with_usual_state() -> Self {
        let mut world = Self::new();
        world.state = "st";
        assert_eq!(world.state().as_os_str().len(), "/var/lib/tenantctl".len());
        world
    }

    /// Makes one whose control plane is ready.
    pub(crate) fn ready() -> Self {
        let world = Self::new();
        let _done = world.run(&["init"]).code(0);
        world.leave_the_disk();
        world
    }

    /// Lets the server not wait for the disk, which other tests keep busy: nothing here outlives its test.
    pub(crate) fn leave_the_disk(&self) {
        let set = async || {
            let mut server = self.superuser("postgres").await;
            for sql in ["ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"] {
                sqlx::raw_sql(sql).execute(&mut server).await.expect("sets it");
            }
        };
        // A thread of its own, since a test may have a runtime already.
        std::thread::scope(|scope| scope.spawn(|| block_on(set())).join().expect("done"));
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.dir.path().join(self.state)
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The binary in this world, with an environment of its own.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments);
        command
    }

    /// Another program, in the same surroundings.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.dir.path())
            .env("USER", "tester")
            .env("TENANTCTL_STATE_DIR", self.state())
            .env("CI", "1")
            .current_dir(self.dir.path());
        if let Some(bin) = std::env::var_os("TENANTCTL_PG_BIN_DIR") {
            command.env("TENANTCTL_PG_BIN_DIR", bin);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command
    }

    /// The built-in migrations and one more, in a folder of this world.
    pub(crate) fn own_migration(&self) -> String {
        let folder = self.path().join("own");
        std::fs::create_dir_all(&folder).expect("a folder");
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/tenant");
        for entry in std::fs::read_dir(built_in).expect("a folder").map(|e| e.expect("an entry")) {
            std::fs::copy(entry.path(), folder.join(entry.file_name())).expect("copied");
        }
        std::fs::write(folder.join("20270101000001_more.sql"), "CREATE TABLE more (id int);").expect("written");
        folder.to_str().expect("a path").to_owned()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.command(arguments).output().expect("the binary runs").into()
    }

    pub(crate) fn server(&self) -> LocalServer {
        let config = LocalConfig {
            state_dir: self.state(),
            bin_dir: std::env::var_os("TENANTCTL_PG_BIN_DIR").map(PathBuf::from),
            path: std::env::var_os("PATH"),
            ..LocalConfig::default()
        };
        LocalServer::open(config).expect("a server")
    }

    /// Starts the embedded server with a TCP port too, and returns it. A port that was free a moment ago may be somebody's
    /// by now: then another one is tried.
    pub(crate) fn listening(&self) -> String {
        for _ in 0..5 {
            let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
            let port = free.expect("a port").port().to_string();
            let said = self.run(&["local", "start", "--listen", &port]);
            if !said.stderr.contains("Address already in use") {
                let _started = said.code(0);
                return port;
            }
        }
        panic!("every port was taken");
    }

    /// A connection of the given login, by password.
    pub(crate) async fn connect(&self, user: &str, password: &str, database: &str) -> sqlx::Result<sqlx::PgConnection> {
        use sqlx::ConnectOptions;
        let endpoint = self.server().endpoint().expect("the server runs");
        sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(endpoint.socket_dir)
            .port(endpoint.port)
            .username(user)
            .password(password)
            .database(database)
            .connect()
            .await
    }

    /// The superuser, who sees everything.
    pub(crate) async fn superuser(&self, database: &str) -> sqlx::PgConnection {
        let password = self.server().superuser_password().expect("a password");
        self.connect("postgres", &password, database).await.expect("connects")
    }

    /// A tenant's login with its password, from `url --reveal`.
    pub(crate) fn login(&self, tenant: &str, role: &str) -> Login {
        self.try_login(tenant, role).unwrap_or_else(|said| panic!("{}", said.code(0).stderr))
    }

    /// The same, or what the command said instead.
    pub(crate) fn try_login(&self, tenant: &str, role: &str) -> Result<Login, Said> {
        let said = self.run(&["url", tenant, "--role", role, "--reveal", "-o", "json"]);
        if said.code != 0 {
            return Err(said);
        }
        let url = said.json()["url"].as_str().expect("a url").to_owned();
        let parsed = url::Url::parse(&url).expect("a url");
        // A socket's URL has both as parameters, a host's in their own place.
        let part = |name: &str, own: &str| {
            let found = parsed.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
            found.unwrap_or_else(|| own.to_owned())
        };
        Ok(Login {
            user: part("user", parsed.username()),
            password: part("password", parsed.password().unwrap_or_default()),
            database: parsed.path().trim_start_matches('/').to_owned(),
        })
    }

    pub(crate) async fn connect_as(&self, login: &Login) -> sqlx::Result<sqlx::PgConnection> {
        self.connect(&login.user, &login.password, &login.database).await
    }
}

/// A login that a test found out.
pub(crate) struct Login {
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) database: String,
}

impl Drop for World {
    fn drop(&mut self) {
        if self.state().exists() {
            let _stopped = self.server().stop();
        }
    }
}

/// Runs async test code.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}
