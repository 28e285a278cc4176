//! The HTTP side: reads a request, logs it, lets it be done, and spoils the answer where a fault says so.

use super::faults::Act;
use super::state::{Entry, Shared};
use super::wire::{Answer, Request};
use super::{auth, management};
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::{Response, service::service_fn};
use hyper_util::rt::TokioIo;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

type Body = UnsyncBoxBody<Bytes, io::Error>;

/// Accepts until the runtime ends.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| serve(Arc::clone(&shared), request));
            // A fault or a killed client ends a connection with an error, as it should.
            let _ended =
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn lost() -> io::Error {
    io::Error::other("the fault closes the connection")
}

async fn read(request: hyper::Request<Incoming>) -> io::Result<Request> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes().to_vec();
    let query = head.uri.query().unwrap_or_default();
    let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let headers = head.headers.iter().map(header).collect();
    Ok(Request { method: head.method.to_string(), path: head.uri.path().to_owned(), query, headers, body })
}

async fn serve(shared: Arc<Shared>, request: hyper::Request<Incoming>) -> io::Result<Response<Body>> {
    let request = Arc::new(read(request).await?);
    let number = shared.log(Entry { request: Request::clone(&request), status: None });
    let act = shared.fault(&request.method, &request.path);
    match act {
        Some(Act::Hang) => std::future::pending::<()>().await,
        Some(Act::Close) => return Err(lost()),
        Some(Act::Answer(answer)) => return Ok(send(&shared, number, answer)),
        Some(Act::Redirect(to)) => return Ok(send(&shared, number, Answer::empty(307).with("location", to))),
        _ => {}
    }
    // A task of its own, so that a client that goes away doesn't stop the work half-way.
    let doing = (Arc::clone(&shared), Arc::clone(&request));
    let answer = tokio::spawn(async move { answer(&doing.0, &doing.1).await }).await;
    let answer = answer.unwrap_or_else(|panic| Answer::text(500, "text/plain", &panic.to_string()));
    let Some(act) = act else { return Ok(send(&shared, number, answer)) };
    spoil(&shared, number, act, answer).await
}

async fn answer(shared: &Arc<Shared>, request: &Request) -> Answer {
    if request.path.starts_with("/v1/") {
        return management::answer(shared, request).await;
    }
    auth::answer(shared, request).await
}

async fn spoil(shared: &Shared, number: usize, act: Act, mut answer: Answer) -> io::Result<Response<Body>> {
    match act {
        Act::DoneThen(other) => answer = other,
        Act::DoneThenHang => std::future::pending::<()>().await,
        Act::DoneThenClose => return Err(lost()),
        Act::Delay(time) => tokio::time::sleep(time).await,
        Act::Trickle(pause) => return Ok(shape(shared, number, &answer, trickle(answer.body.clone(), pause), None)),
        Act::ShortBody => {
            let length = answer.body.len();
            let half = Bytes::copy_from_slice(&answer.body[..length / 2]);
            let body = StreamBody::new(stream::iter([Ok(Frame::data(half)), Err(lost())])).boxed_unsync();
            return Ok(shape(shared, number, &answer, body, Some(length)));
        }
        Act::WrongJson => answer.body.truncate(answer.body.len().saturating_sub(1)),
        Act::DuplicateKeys => {
            let value: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            let members = value.as_object().map(|o| o.keys().map(|key| format!("\"{key}\":null")).collect::<Vec<_>>());
            answer.body.pop();
            answer.body.extend(format!(",{}}}", members.unwrap_or_default().join(",")).bytes());
        }
        Act::WithoutId => {
            let mut value: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            if let Some(object) = value.as_object_mut() {
                object.retain(|key, _| key != "id" && key != "ref");
            }
            answer.body = value.to_string().into_bytes();
        }
        Act::Huge(size) => return Ok(shape(shared, number, &answer, spaces(size, answer.body.clone()), None)),
        Act::GzipBomb(size) => {
            answer.body = bomb(size, &answer.body)?;
            answer = answer.with("content-encoding", "gzip");
        }
        Act::Answer(_) | Act::Hang | Act::Close | Act::Redirect(_) => unreachable!("nothing was done"),
    }
    Ok(send(shared, number, answer))
}

fn trickle(body: Vec<u8>, pause: Duration) -> Body {
    let bytes = stream::iter(body).then(move |byte| async move {
        tokio::time::sleep(pause).await;
        Ok(Frame::data(Bytes::from(vec![byte])))
    });
    StreamBody::new(bytes).boxed_unsync()
}

fn spaces(size: u64, body: Vec<u8>) -> Body {
    const CHUNK: u64 = 64 * 1024;
    let chunk = Bytes::from(vec![b' '; 64 * 1024]);
    let chunks = stream::iter(0..size.div_ceil(CHUNK)).map(move |_| Ok(Frame::data(chunk.clone())));
    StreamBody::new(chunks.chain(stream::iter([Ok(Frame::data(Bytes::from(body)))]))).boxed_unsync()
}

fn bomb(size: u64, body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    io::copy(&mut io::Read::take(io::repeat(b' '), size), &mut encoder)?;
    encoder.write_all(body)?;
    encoder.finish()
}

fn send(shared: &Shared, number: usize, mut answer: Answer) -> Response<Body> {
    let body = Full::new(Bytes::from(std::mem::take(&mut answer.body))).map_err(|never| match never {}).boxed_unsync();
    shape(shared, number, &answer, body, None)
}

fn shape(shared: &Shared, number: usize, answer: &Answer, body: Body, length: Option<usize>) -> Response<Body> {
    shared.answered(number, answer.status);
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    if let Some(length) = length {
        response = response.header("content-length", length);
    }
    response.body(body).expect("the parts are valid")
}
