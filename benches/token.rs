//! Verifying tokens against the bare signature check of the cryptographic library on as many cores, in the same run; then
//! one token as a whole process.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::ExposeSecret;
use serde_json::{Map, json};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use tenantctl::ops::verify::{Home, Issuer, Wanted, judge_page};
use tenantctl::token::{KeyAlgorithm, Keys, Reason, SigningKey};

const ISSUER: &str = "https://auth.example";
const PAGE: usize = 2000;

fn main() {
    let count: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(40_000);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for algorithm in [KeyAlgorithm::Rs256, KeyAlgorithm::Es256, KeyAlgorithm::EdDsa] {
        let key = SigningKey::generate(algorithm).expect("a key");
        // Two thousand different ones, again and again: signing takes its time too.
        let tokens: Vec<String> = (0..PAGE).map(|n| token(&key, n)).collect();
        let (mut bare, mut ours) = (f64::MAX, f64::MAX);
        for _ in 0..5 {
            bare = bare.min(bare_checks(&key, &tokens, count, cores));
            ours = ours.min(verified(&key, &tokens, count));
        }
        let rate = |seconds: f64| count as f64 / seconds;
        println!(
            "{algorithm}: bare {:8.0} a second on {cores} cores, verified {:8.0}  ratio {:.2} (wanted: 0.92)",
            rate(bare),
            rate(ours),
            bare / ours
        );
    }
    one_process();
}

fn token(key: &SigningKey, number: usize) -> String {
    let claims = json!({"iss": ISSUER, "aud": "authenticated", "sub": format!("00000000-0000-4000-8000-{number:012}"),
        "exp": 4_000_000_000_u64, "iat": 1_700_000_000, "jti": format!("10000000-0000-4000-8000-{number:012}"),
        "tenant_id": "acme-corp", "role": "authenticated", "app_metadata": {"role": "manager"}});
    key.sign(claims.as_object().unwrap_or(&Map::new())).expect("signed").expose_secret().to_owned()
}

/// The signature check alone, its inputs decoded beforehand.
fn bare_checks(key: &SigningKey, tokens: &[String], count: usize, cores: usize) -> f64 {
    let parsed = key.public_key().parse().expect("fits");
    let decoded: Vec<(&[u8], Vec<u8>)> = tokens
        .iter()
        .map(|token| {
            let (message, signature) = token.rsplit_once('.').expect("a dot");
            (message.as_bytes(), URL_SAFE_NO_PAD.decode(signature).expect("base64url"))
        })
        .collect();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for core in 0..cores {
            let (parsed, decoded) = (&parsed, &decoded);
            scope.spawn(move || {
                for at in (core..count).step_by(cores) {
                    let (message, signature) = &decoded[at % decoded.len()];
                    parsed.verify_sig(message, signature).expect("holds");
                }
            });
        }
    });
    begun.elapsed().as_secs_f64()
}

fn verified(key: &SigningKey, tokens: &[String], count: usize) -> f64 {
    let mut keys = Keys::default();
    keys.add(key).expect("fits");
    let issuer = Arc::new(Issuer { home: Home::Named, names: vec![ISSUER.to_owned()], keys, secret: None });
    let wanted = Wanted { audiences: vec!["authenticated".to_owned()], leeway: 30, ..Wanted::default() };
    let page: Vec<(&str, Result<Arc<Issuer>, Reason>)> =
        tokens.iter().map(|token| (token.as_str(), Ok(Arc::clone(&issuer)))).collect();
    let begun = Instant::now();
    for _ in 0..count.div_ceil(PAGE) {
        assert!(judge_page(&page, &wanted, 1_800_000_000).iter().all(Result::is_ok));
    }
    begun.elapsed().as_secs_f64()
}

/// One token from a pipe, with the keys in a file, as a process; and the process that does nothing.
fn one_process() {
    let key = SigningKey::generate(KeyAlgorithm::Es256).expect("a key");
    let folder = tempfile::tempdir().expect("a folder");
    let (jwks, file) = (folder.path().join("jwks.json"), folder.path().join("token"));
    std::fs::write(&jwks, json!({"keys": [key.public_jwk()]}).to_string()).expect("written");
    std::fs::write(&file, token(&key, 0)).expect("written");
    let (jwks, file) = (jwks.to_str().expect("a path"), file.to_str().expect("a path"));
    let run = |arguments: &[&str]| {
        let mut times: Vec<f64> = (0..60)
            .map(|_| {
                let begun = Instant::now();
                let mut command = Command::new(env!("CARGO_BIN_EXE_tenantctl"));
                command.args(arguments).env_clear().env("HOME", folder.path()).stdin(Stdio::null());
                let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
                assert!(status.expect("runs").success(), "{arguments:?}");
                begun.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let verify = ["token", "verify", "--offline", "--jwks-file", jwks, "--issuer", ISSUER, "--file", file];
    println!(
        "one process: --version {:.2} ms, token verify --offline {:.2} ms (wanted: 3)",
        run(&["--version"]),
        run(&verify)
    );
}
