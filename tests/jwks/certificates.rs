//! A server of keys that can't prove who it is.

use super::{error, jwk};
use crate::support::World;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Serves the keys over TLS with a certificate for that name that nobody vouches for. Returns the port, and how many
/// requests got through.
fn serve(name: &str) -> (u16, Arc<AtomicUsize>) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .expect("they fit");
    let (config, requests) = (Arc::new(config), Arc::new(AtomicUsize::new(0)));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (body, counted) = (json!({ "keys": [jwk("good")] }).to_string(), Arc::clone(&requests));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut tls = StreamOwned::new(connection, stream);
            if tls.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {
                counted.fetch_add(1, Ordering::SeqCst);
                let head =
                    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}", body.len());
                let _gone = tls.write_all(format!("{head}\r\nconnection: close\r\n\r\n{body}").as_bytes());
            }
        }
    });
    (port, requests)
}

#[test]
fn a_certificate_that_nobody_vouches_for_gives_no_keys() {
    for name in ["localhost", "keys.example"] {
        let (port, requests) = serve(name);
        let mut world = World::new();
        world.env.push(("SUPABASE_JWKS_URL".to_owned(), format!("https://localhost:{port}/jwks.json")));
        for arguments in [["jwks", "refresh"], ["jwks", "show"]] {
            let said = world.run(&[&arguments[..], &["-o", "json", "--timeout", "2s"]].concat()).code(6);
            assert!(error(&said).starts_with("jwks_"), "{name}: {}", said.stdout);
            assert!(said.stderr.contains("certificate"), "{name}: {}", said.stderr);
        }
        assert_eq!(requests.load(Ordering::SeqCst), 0, "{name}: nothing is asked of a stranger");
    }
}
