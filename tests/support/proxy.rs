//! A fault proxy for the PostgreSQL protocol: TCP on loopback in front of the embedded server's
//! socket, plain text only (to a request for TLS it says no, and the product allows
//! `sslmode=disable` on loopback).
//!
//! A fault is a moment and an act. The moments are those at which what a client knows and what
//! the server did part: before a statement reaches the server, after it was done, in the middle
//! of an answer. Threads, not tasks, so that a test may block and kill as it likes.
//!
//! ```text
//! let proxy = Proxy::before(&world);
//! world.env.push(("DATABASE_URL".into(), proxy.operator_url(&world)));
//! proxy.add(Fault::on(When::Completed("COMMIT"), Act::Cut).after(1));   // the second COMMIT's answer
//! ```

mod link;
mod rules;
mod wire;

pub(crate) use rules::{Act, Fault, When};

use super::World;
use link::{Link, serve};
use rules::Rules;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

/// What all connections share.
struct Shared {
    upstream: PathBuf,
    rules: Mutex<Rules>,
    /// Messages of both directions since the start, the client's start-up message included.
    messages: AtomicUsize,
    /// How often the server has said that it waits for the client.
    round_trips: AtomicUsize,
    connections: AtomicUsize,
    /// Clients that asked for TLS and heard no.
    denied_tls: AtomicUsize,
    /// The start-up messages of those that went on in the clear.
    in_the_clear: Mutex<Vec<String>>,
    /// Values of start-up messages, and what is sent in their place.
    routes: Mutex<Vec<(String, String)>>,
    stopped: AtomicBool,
    links: Mutex<Vec<Weak<Link>>>,
}

impl Shared {
    /// Takes note of what a client's first messages say about TLS; returns the kind of this one.
    fn startup(&self, message: &[u8], asked_for_tls: &mut bool) -> u32 {
        let kind = wire::number(message, 4);
        if kind == wire::STARTUP_TLS {
            *asked_for_tls = true;
            self.denied_tls.fetch_add(1, Ordering::SeqCst);
        } else if *asked_for_tls {
            self.in_the_clear.lock().expect("texts").push(String::from_utf8_lossy(message).into_owned());
        }
        kind
    }

    /// The start-up message as the server gets it.
    fn routed(&self, message: Vec<u8>) -> Vec<u8> {
        self.routes
            .lock()
            .expect("routes")
            .iter()
            .fold(message, |message, (named, sent_to)| wire::with_value(&message, named, sent_to))
    }
}

/// The proxy; dropped, it cuts what is open.
pub(crate) struct Proxy {
    shared: Arc<Shared>,
    port: u16,
}

/// A world whose commands reach the server through a proxy.
pub(crate) fn proxied() -> (World, Proxy) {
    let mut world = World::new();
    let _started = world.run(&["local", "start"]).code(0);
    world.leave_the_disk();
    let proxy = Proxy::before(&world);
    world.env.push(("DATABASE_URL".into(), proxy.operator_url(&world)));
    (world, proxy)
}

impl Proxy {
    /// Starts one in front of the world's server, which must run.
    pub(crate) fn before(world: &World) -> Self {
        let endpoint = world.server().endpoint().expect("the server runs");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared {
            upstream: endpoint.socket_dir.join(format!(".s.PGSQL.{}", endpoint.port)),
            rules: Mutex::default(),
            messages: AtomicUsize::new(0),
            round_trips: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            denied_tls: AtomicUsize::new(0),
            in_the_clear: Mutex::default(),
            routes: Mutex::default(),
            stopped: AtomicBool::new(false),
            links: Mutex::default(),
        });
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || accept(&listener, &accepting));
        Self { shared, port }
    }

    /// Adds a fault; of several that fit, the first one added acts.
    pub(crate) fn add(&self, fault: Fault) {
        self.shared.rules.lock().expect("rules").add(fault);
    }

    /// From now on sends whoever names a login or database to another one, as a pooler with a wrong line in its map.
    pub(crate) fn misroute(&self, named: &str, sent_to: &str) {
        self.shared.routes.lock().expect("routes").push((named.to_owned(), sent_to.to_owned()));
    }

    /// Removes all faults and wrong routes, and frees what is held.
    pub(crate) fn clear(&self) {
        self.shared.routes.lock().expect("routes").clear();
        self.shared.rules.lock().expect("rules").clear();
    }

    /// How many faults have acted.
    pub(crate) fn hits(&self) -> usize {
        self.shared.rules.lock().expect("rules").hits()
    }

    /// Waits until `count` faults have acted, so that the test can do its part while one holds.
    pub(crate) fn wait_for_hits(&self, count: usize, longest: Duration) -> bool {
        let end = Instant::now() + longest;
        while self.hits() < count {
            if Instant::now() >= end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        true
    }

    /// Ends every [`Act::Hold`]: with `forward` the message goes on, as if its sender had been
    /// killed after sending; without, it is lost with its connection, as if killed before.
    pub(crate) fn release(&self, forward: bool) {
        self.shared.rules.lock().expect("rules").release(forward);
    }

    /// How many messages have passed, both directions, for [`When::Message`].
    pub(crate) fn messages(&self) -> usize {
        self.shared.messages.load(Ordering::SeqCst)
    }

    /// How many questions the server has answered, each with the messages that go with it; the opening of a session is one.
    pub(crate) fn round_trips(&self) -> usize {
        self.shared.round_trips.load(Ordering::SeqCst)
    }

    /// How many clients have come.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many clients asked for TLS and heard no.
    pub(crate) fn denied_tls(&self) -> usize {
        self.shared.denied_tls.load(Ordering::SeqCst)
    }

    /// Whether one of them went on in the clear whose start-up message, with login and database, contains the text.
    pub(crate) fn went_on_in_the_clear(&self, text: &str) -> bool {
        self.shared.in_the_clear.lock().expect("texts").iter().any(|message| message.contains(text))
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Cuts every open connection now.
    pub(crate) fn cut_all(&self) {
        self.shared.links.lock().expect("links").iter().filter_map(Weak::upgrade).for_each(|link| link.cut(false));
    }

    /// A URL through the proxy.
    pub(crate) fn url(&self, user: &str, password: &str, database: &str) -> String {
        let mut url = url::Url::parse("postgresql://127.0.0.1?sslmode=disable").expect("a url");
        url.set_port(Some(self.port)).expect("a port");
        url.set_username(user).expect("a user");
        url.set_password(Some(password)).expect("a password");
        url.set_path(database);
        url.into()
    }

    /// The operator's URL of the control plane, for `DATABASE_URL`.
    pub(crate) fn operator_url(&self, world: &World) -> String {
        let password = world.server().read_or_create_password("operator").expect("a password");
        self.url("tenantctl_operator", &password, "tenantctl")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        self.clear();
        self.cut_all();
        // Wakes the accepting thread, which then sees that it is over.
        let _woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for client in listener.incoming().filter_map(Result::ok) {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        shared.connections.fetch_add(1, Ordering::SeqCst);
        // Without a server behind it the client is dropped, as by a proxy proper.
        let Ok(server) = UnixStream::connect(&shared.upstream) else { continue };
        let _no_delay_is_only_speed = client.set_nodelay(true);
        let link = Arc::new(Link::new(client, server));
        shared.links.lock().expect("links").push(Arc::downgrade(&link));
        serve(&link, shared);
    }
}
