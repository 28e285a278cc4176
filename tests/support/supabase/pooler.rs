//! The session pooler in front of one project, as Supavisor looks to a client: the user's name
//! carries the project, and start-up options are dropped. Behind it is one backend per client.

use super::options::Options;
use super::project_server::ProjectServer;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};

const SSL_REQUEST: u32 = 80_877_103;
const GSS_REQUEST: u32 = 80_877_104;
const CANCEL_REQUEST: u32 = 80_877_102;

/// The ports of one project.
pub(super) struct Pooler {
    pub(super) port: u16,
    /// The address that reaches the server itself on port 5432.
    pub(super) direct: Option<Ipv4Addr>,
    /// Closed while the project isn't active.
    open: AtomicBool,
}

impl Pooler {
    /// Binds the ports and serves them until the runtime ends or the project is gone.
    pub(super) async fn start(
        reference: &str,
        number: u64,
        server: &Arc<ProjectServer>,
        options: &Options,
    ) -> io::Result<Arc<Self>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let direct = if options.direct { Some(bind_direct(number).await?) } else { None };
        let pooler = Arc::new(Self { port, direct: direct.as_ref().map(|(ip, _)| *ip), open: AtomicBool::new(false) });
        tokio::spawn(accept(listener, Arc::clone(&pooler), Arc::clone(server), Some(reference.to_owned())));
        if let Some((_, listener)) = direct {
            tokio::spawn(accept(listener, Arc::clone(&pooler), Arc::clone(server), None));
        }
        Ok(pooler)
    }

    pub(super) fn open(&self, open: bool) {
        self.open.store(open, Ordering::SeqCst);
    }
}

/// An address of 127/8 whose port 5432 nobody has.
async fn bind_direct(number: u64) -> io::Result<(Ipv4Addr, TcpListener)> {
    let mut last = io::Error::other("no address");
    for offset in 0..250_u32 {
        let process = std::process::id().wrapping_add(offset).to_be_bytes();
        let host = (number % 250 + 1).try_into().unwrap_or(1);
        let ip = Ipv4Addr::new(127, process[2] | 128, process[3], host);
        match TcpListener::bind(SocketAddr::from((ip, 5432))).await {
            Ok(listener) => return Ok((ip, listener)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn accept(listener: TcpListener, pooler: Arc<Pooler>, server: Arc<ProjectServer>, reference: Option<String>) {
    while let Ok((client, _)) = listener.accept().await {
        let (pooler, server, reference) = (Arc::clone(&pooler), Arc::clone(&server), reference.clone());
        tokio::spawn(async move {
            // A client that goes away is no news.
            let _ended = serve(client, &pooler, &server, reference.as_deref()).await;
        });
    }
}

async fn serve(
    mut client: TcpStream,
    pooler: &Pooler,
    server: &ProjectServer,
    reference: Option<&str>,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (code, mut packet) = loop {
        let length = client.read_u32().await?;
        let code = client.read_u32().await?;
        if !(8..=10_000).contains(&length) {
            return Ok(());
        }
        let mut rest = vec![0; length as usize - 8];
        client.read_exact(&mut rest).await?;
        match code {
            SSL_REQUEST | GSS_REQUEST => client.write_all(b"N").await?,
            _ => break (code, rest),
        }
    };
    let open = pooler.open.load(Ordering::SeqCst);
    if let (Some(reference), true) = (reference, code != CANCEL_REQUEST) {
        let known = open.then(|| rewrite(&packet, reference)).flatten();
        let Some(rewritten) = known else {
            return client.write_all(&fatal("XX000", "Tenant or user not found")).await;
        };
        packet = rewritten;
    } else if !open {
        return client.write_all(&fatal("57P03", "the database system is starting up")).await;
    }
    let mut upstream = UnixStream::connect(server.running().await.socket()).await?;
    upstream.write_u32(u32::try_from(packet.len() + 8).expect("a small packet")).await?;
    upstream.write_u32(code).await?;
    upstream.write_all(&packet).await?;
    copy_bidirectional(&mut client, &mut upstream).await.map(drop)
}

/// The start-up packet for the server; `None` for another project's user.
fn rewrite(packet: &[u8], reference: &str) -> Option<Vec<u8>> {
    let texts: Vec<&[u8]> = packet.split(|byte| *byte == 0).collect();
    let mut rewritten = Vec::new();
    let mut named = false;
    for pair in texts.chunks_exact(2).filter(|pair| !pair[0].is_empty()) {
        let mut value = pair[1];
        match pair[0] {
            b"options" => continue,
            b"user" => {
                value = value.strip_suffix(reference.as_bytes())?.strip_suffix(b".")?;
                named = true;
            }
            _ => {}
        }
        for text in [pair[0], value] {
            rewritten.extend_from_slice(text);
            rewritten.push(0);
        }
    }
    rewritten.push(0);
    named.then_some(rewritten)
}

fn fatal(code: &str, message: &str) -> Vec<u8> {
    let mut fields = Vec::new();
    for (kind, text) in [(b'S', "FATAL"), (b'V', "FATAL"), (b'C', code), (b'M', message)] {
        fields.push(kind);
        fields.extend_from_slice(text.as_bytes());
        fields.push(0);
    }
    fields.push(0);
    let length = u32::try_from(fields.len() + 4).expect("a small packet");
    [b"E".as_slice(), &length.to_be_bytes(), &fields].concat()
}
