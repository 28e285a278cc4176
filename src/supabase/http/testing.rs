//! A server with prepared answers, for the tests of the clients.

use super::{Bounds, HttpClient};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What one connection gets.
#[derive(Clone)]
pub(in crate::supabase) enum Prepared {
    /// These bytes, then the end.
    Raw(Vec<u8>),
    /// The end at once.
    Close,
    /// Nothing, for ever.
    Hang,
    /// A byte at a time, for ever.
    Trickle,
}

/// An answer with a body.
pub(in crate::supabase) fn answer(status: u16, headers: &str, body: &str) -> Prepared {
    raw(status, headers, body.as_bytes())
}

/// The same with bytes.
pub(in crate::supabase) fn raw(status: u16, headers: &str, body: &[u8]) -> Prepared {
    let head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n", body.len());
    Prepared::Raw([head.as_bytes(), body].concat())
}

/// Listens, and gives the prepared answers in their order; the last one again and again.
pub(in crate::supabase) struct Scripted {
    pub(in crate::supabase) url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    pub(in crate::supabase) async fn start(answers: Vec<Prepared>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            let mut place = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let Some(prepared) = answers.get(place).or(answers.last()).cloned() else { return };
                place += 1;
                tokio::spawn(serve(stream, prepared, Arc::clone(&log)));
            }
        });
        Self { url, seen }
    }

    /// The requests, whole.
    pub(in crate::supabase) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("no panic").clone()
    }

    /// A client with small bounds.
    pub(in crate::supabase) fn client(&self) -> HttpClient {
        let second = Duration::from_secs(1);
        let bounds = Bounds { connect: second, attempt: second, total: 3 * second, body: 1 << 20, root: None };
        HttpClient::new(&self.url, bounds).expect("a client")
    }
}

async fn serve(mut stream: TcpStream, prepared: Prepared, log: Arc<Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let Ok(read) = stream.read(&mut buffer).await else { return };
        request.extend_from_slice(&buffer[..read]);
        if read == 0 || whole(&request) {
            break;
        }
    }
    log.lock().expect("no panic").push(String::from_utf8_lossy(&request).into_owned());
    let late = Duration::from_millis(50);
    match prepared {
        Prepared::Raw(bytes) => {
            let _sent = stream.write_all(&bytes).await;
            let _closed = stream.shutdown().await;
        }
        Prepared::Close => {}
        Prepared::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
        Prepared::Trickle => {
            let head = b"HTTP/1.1 200 X\r\ncontent-length: 1000000\r\n\r\n";
            let mut sent = stream.write_all(head).await;
            while sent.is_ok() {
                tokio::time::sleep(late).await;
                sent = stream.write_all(b" ").await;
            }
        }
    }
}

fn whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    length.and_then(|length| length.parse::<usize>().ok()).is_none_or(|length| body.len() >= length)
}
