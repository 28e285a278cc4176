//! A server for unit tests: it answers each connection with the next of its canned answers, and keeps what it was
//! asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// What happens to one connection, once its request is read.
pub(crate) enum Reply {
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// A head, and 100 MB after it.
    Flood(String),
    /// A head, and a byte after it every 5 ms.
    Trickle(String),
    /// Nothing, for ever.
    Silence,
}

/// The server; gone when dropped.
pub(crate) struct Canned {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Canned {
    /// Listens on a port of its own. A connection beyond the last answer is closed without one.
    pub(crate) async fn serve(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::serve_on(TcpListener::bind("127.0.0.1:0").await.expect("a port"), replies)
    }

    pub(crate) fn serve_on(listener: TcpListener, replies: impl IntoIterator<Item = Reply>) -> Self {
        let address = listener.local_addr().expect("an address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, mut replies) = (Arc::clone(&requests), replies.into_iter().collect::<Vec<_>>().into_iter());
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read_request(&mut stream).await;
                seen.lock().expect("a lock").push(request);
                connections.spawn(reply(stream, replies.next()));
            }
        });
        Self { address, requests, task }
    }

    /// Returns its address, `http://127.0.0.1:PORT`.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns every request so far, head and body as they came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("a lock").clone()
    }
}

impl Drop for Canned {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer with headers, each with its line's end, and a body.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Reply {
    Reply::Bytes(bytes(status, headers, body.as_bytes()))
}

/// The bytes of an answer.
pub(crate) fn bytes(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut whole =
        format!("HTTP/1.1 {status} Canned\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len())
            .into_bytes();
    whole.extend_from_slice(body);
    whole
}

async fn read_request(stream: &mut TcpStream) -> String {
    let (mut read, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => read.extend_from_slice(&piece[..count]),
        }
    }
}

async fn reply(mut stream: TcpStream, reply: Option<Reply>) {
    let (head, mut pieces, piece, pause) = match reply {
        None => return,
        Some(Reply::Bytes(bytes)) => (bytes, 0, Vec::new(), None),
        Some(Reply::Flood(head)) => (head.into_bytes(), 1600, vec![b' '; 65_536], None),
        Some(Reply::Trickle(head)) => (head.into_bytes(), usize::MAX, vec![b' '], Some(Duration::from_millis(5))),
        Some(Reply::Silence) => return std::future::pending().await,
    };
    // The client may have gone; that is its right.
    let mut going = stream.write_all(&head).await.is_ok();
    while going && pieces > 0 {
        going = stream.write_all(&piece).await.is_ok();
        pieces -= 1;
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        }
    }
    let _ = stream.shutdown().await;
}
