//! `audit verify` of a log of 1,000,000 entries against bare reading of the same rows and the SHA-256 of as many bytes
//! alone, in the same run.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use aws_lc_rs::digest::{SHA256, digest};
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, Row};
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;
use tenantctl::host::local::{LocalConfig, LocalServer};

const ROUNDS: usize = 3;

/// Entries as a run over a fleet leaves them, each chained to the one before by the database's own function.
const FILL: &str = "DO $$
    DECLARE
        prev bytea := decode(repeat('00', 32), 'hex');
        own bytea;
        run uuid := gen_random_uuid();
        tenant uuid := gen_random_uuid();
        moment timestamptz := now();
        detail jsonb;
        first bigint;
    BEGIN
        SELECT seq + 1, hash INTO first, prev FROM control_plane.policy_sync_head;
        FOR n IN first..first + COUNT - 1 LOOP
            detail := jsonb_build_object('run', run, 'applied', jsonb_build_array('20260101000010'), 'duration_ms', n % 977);
            own := control_plane.policy_sync_hash(prev, n, moment, run, 'progress', 'migrate', 'ann@host pid 4711', tenant,
                                                  'tenant-' || n, 'done', detail);
            INSERT INTO control_plane.policy_sync_logs
            VALUES (n, moment, run, 'progress', 'migrate', 'ann@host pid 4711', tenant, 'tenant-' || n, 'done', detail, prev, own);
            prev := own;
        END LOOP;
        UPDATE control_plane.policy_sync_head SET seq = first + COUNT - 1, hash = prev;
    END $$";

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::Builder::new().prefix("tctlbench").tempdir_in("/tmp").expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("mode");
    let state = folder.path().join("state");
    let ours = |arguments: &[&str]| {
        let begun = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
        command.args(arguments).args(["-q", "--no-env-file"]).env("TENANTCTL_STATE_DIR", &state);
        command.env_remove("DATABASE_URL").env_remove("TENANTCTL_DATABASE_URL").stdout(Stdio::null());
        assert!(command.status().expect("runs").success(), "{arguments:?}");
        begun.elapsed().as_secs_f64()
    };
    let _initialised = ours(&["init"]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let config = LocalConfig { state_dir: state.clone(), path: std::env::var_os("PATH"), ..LocalConfig::default() };
    let server = LocalServer::open(config).expect("a server");
    let mut plane = runtime.block_on(connection(&server));
    runtime.block_on(async {
        for sql in [&FILL.replace("COUNT", &count.to_string()), "VACUUM (ANALYZE) control_plane.policy_sync_logs"] {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut plane).await.expect("runs");
        }
    });
    let (mut read, mut hashed, mut verified) = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let lengths = runtime.block_on(bare(&mut plane));
        read = read.min(begun.elapsed().as_secs_f64());
        assert!(lengths.len() >= count, "{} entries", lengths.len());
        hashed = hashed.min(sha256(&lengths));
        verified = verified.min(ours(&["audit", "verify"]));
    }
    let ratio = verified / (read + hashed);
    println!(
        "{count} entries: verified {verified:.2} s (wanted: below 10 s a million); bare reading {read:.2} s, SHA-256 {hashed:.2} s  \
         ratio {ratio:.2}"
    );
    drop(plane);
    let _stopped = ours(&["local", "stop"]);
}

async fn connection(server: &LocalServer) -> PgConnection {
    let endpoint = server.endpoint().expect("it runs");
    let options = sqlx::postgres::PgConnectOptions::new_without_pgpass();
    let options = options.socket(endpoint.socket_dir).port(endpoint.port).username("postgres").database("tenantctl");
    options.password(&server.superuser_password().expect("a password")).connect().await.expect("connects")
}

/// Reads all columns, a batch at a time; returns how many bytes of each row go into its hash.
async fn bare(plane: &mut PgConnection) -> Vec<usize> {
    let begin = "BEGIN; DECLARE entries NO SCROLL CURSOR FOR
        SELECT seq, at::text, run_id::text, phase, action, actor, tenant_uuid::text, tenant_id, outcome, detail::text,
               prev_hash, hash FROM control_plane.policy_sync_logs ORDER BY seq";
    sqlx::raw_sql(begin).execute(&mut *plane).await.expect("begins");
    let mut lengths = Vec::new();
    loop {
        let rows = sqlx::query("FETCH 2000 FROM entries").fetch_all(&mut *plane).await.expect("reads");
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let text = |at: usize| row.try_get::<Option<&str>, _>(at).expect("a text").map_or(4, |text| text.len() + 4);
            let prev: &[u8] = row.try_get("prev_hash").expect("bytes");
            lengths.push(prev.len() + 10 + (1..10).map(text).sum::<usize>());
        }
    }
    sqlx::raw_sql("COMMIT").execute(plane).await.expect("ends");
    lengths
}

fn sha256(lengths: &[usize]) -> f64 {
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let text = vec![b'x'; longest];
    let begun = Instant::now();
    for length in lengths {
        black_box(digest(&SHA256, black_box(&text[..*length])));
    }
    begun.elapsed().as_secs_f64()
}
