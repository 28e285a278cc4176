//! `session revoke` and `token verify` with the session's row, as processes, against what they can't do without: two cold
//! connections with the same logins, one after the other, and their statements. In the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod program;
#[path = "program/server.rs"]
mod server;

use program::Program;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::thread::sleep;
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;
/// What the one before it left behind, such as sessions that end, is over then.
const PAUSE: Duration = Duration::from_millis(10);
const USER: &str = "10000000-0000-4000-8000-000000000000";

struct Bench {
    program: Program,
    runtime: tokio::runtime::Runtime,
    control: PgConnectOptions,
    tenant: PgConnectOptions,
}

fn main() {
    let program = Program::new();
    program.run(&["provision", "acme-corp", "--region", "us-east-1"]);
    program.run(&["key", "create"]);
    let url: sqlx::postgres::PgConnectOptions = said(&program, &["url", "acme-corp", "--role", "migrator", "--reveal"])
        ["url"]
        .as_str()
        .expect("a URL")
        .parse()
        .expect("a URL");
    let (control, superuser) = server::logins(&program);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bench = Bench { program, runtime, control, tenant: url };
    bench.prepare(superuser);
    bench.revoking();
    bench.verifying();
}

impl Bench {
    /// A user, sessions enough, and a table for the floor's commits.
    fn prepare(&self, superuser: PgConnectOptions) {
        let sessions = format!(
            "SET ROLE tenantctl_owner;
             INSERT INTO access.user_mappings (auth_user_id, role, email) VALUES ('{USER}', 'viewer', 'ann@example.com');
             INSERT INTO access.sessions (jti, user_id, expires_at)
                 SELECT ('20000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '{USER}', '2099-01-01'
                 FROM generate_series(0, {}) n",
            2 * ROUNDS
        );
        self.runtime.block_on(async {
            raw(&mut self.tenant.connect().await.expect("connects"), &sessions).await;
            let mut made = superuser.connect().await.expect("connects");
            raw(&mut made, "CREATE TABLE public.floor_log (n bigint); GRANT INSERT ON public.floor_log TO PUBLIC")
                .await;
        });
    }

    fn revoking(&self) {
        let (mut floor, mut ours) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            floor.push(self.timed(async {
                let mut control = self.control.connect().await.expect("connects");
                raw(&mut control, "INSERT INTO public.floor_log VALUES (1)").await;
                let mut tenant = self.tenant.connect().await.expect("connects");
                raw(&mut tenant, &deleting(2 * round)).await;
                raw(&mut control, "INSERT INTO public.floor_log VALUES (2)").await;
                tenant.close().await.expect("closes");
                control.close().await.expect("closes");
            }));
            sleep(PAUSE);
            ours.push(self.program.run(&["session", "revoke", "--jti", &jti(2 * round + 1), "-t", "acme-corp"]));
        }
        let [floor, ours] = [floor, ours].map(median);
        println!("two connections, a DELETE, two commits {floor:6.2} ms");
        println!("session revoke --jti                   {ours:6.2} ms  ratio {:.2} (wanted: 1.4)", ours / floor);
    }

    /// How long it takes in this process, in seconds.
    fn timed(&self, work: impl Future<Output = ()>) -> f64 {
        sleep(PAUSE);
        let begun = Instant::now();
        self.runtime.block_on(work);
        begun.elapsed().as_secs_f64()
    }

    fn verifying(&self) {
        let issue = ["session", "issue", "--user", USER, "--reason", "bench", "-t", "acme-corp"];
        let token = said(&self.program, &issue)["token"].as_str().expect("a token").to_owned();
        let keys = self.program.command(&["key", "export"]).output().expect("runs").stdout;
        let folder = self.program.folder();
        let (file, jwks) = (folder.join("token"), folder.join("jwks.json"));
        std::fs::write(&file, &token).expect("written");
        std::fs::write(&jwks, &keys).expect("written");
        let (file, jwks) = (file.to_str().expect("a path"), jwks.to_str().expect("a path"));
        let decoded = said(&self.program, &["token", "decode", "--file", file]);
        let issuer = decoded["claims"]["iss"].as_str().expect("an issuer").to_owned();
        let offline = ["token", "verify", "--offline", "--jwks-file", jwks, "--issuer", &issuer, "--file", file];
        let whole = ["token", "verify", "-t", "acme-corp", "--file", file];
        let (mut floor, mut alone, mut ours) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            floor.push(self.timed(async {
                let mut control = self.control.connect().await.expect("connects");
                raw(&mut control, "SELECT uuid, status FROM control_plane.tenant_metadata WHERE id = 'acme-corp'")
                    .await;
                let mut tenant = self.tenant.connect().await.expect("connects");
                let sql = format!("SET ROLE tenantctl_owner; SELECT * FROM access.sessions WHERE jti = '{}'", jti(0));
                raw(&mut tenant, &sql).await;
                tenant.close().await.expect("closes");
                control.close().await.expect("closes");
            }));
            sleep(PAUSE);
            alone.push(self.program.run(&offline));
            sleep(PAUSE);
            ours.push(self.program.run(&whole));
        }
        let [floor, alone, ours] = [floor, alone, ours].map(median);
        println!("two connections, two queries           {floor:6.2} ms");
        println!("verify --offline                       {alone:6.2} ms  (wanted: 3)");
        println!("token verify with the session's row    {ours:6.2} ms  ratio {:.2} (wanted: 1)", ours / (floor + 3.0));
    }
}

fn deleting(number: usize) -> String {
    format!("SET ROLE tenantctl_owner; DELETE FROM access.sessions WHERE jti = '{}'", jti(number))
}

fn jti(number: usize) -> String {
    format!("20000000-0000-4000-8000-{number:012}")
}

fn said(program: &Program, arguments: &[&str]) -> serde_json::Value {
    let output = program.command(arguments).output().expect("runs");
    serde_json::from_slice(&output.stdout).expect("json")
}

async fn raw(connection: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await.expect("runs");
}

/// In milliseconds.
fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2] * 1000.0
}
