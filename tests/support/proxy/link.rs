//! One connection: a thread for each direction.

use super::Shared;
use super::rules::{Act, Moment};
use super::wire::{self, Raise, STARTUP_CANCEL, STARTUP_GSS, STARTUP_TLS};
use std::collections::{HashMap, VecDeque};
use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Both ends. The sockets are never duplicated: a reset happens when the last owner drops them.
pub(super) struct Link {
    client: TcpStream,
    server: UnixStream,
    /// What the server has still to answer, oldest first.
    pending: Mutex<VecDeque<Pending>>,
    over: AtomicBool,
}

enum Pending {
    /// A simple query, and how many of its CommandComplete the client mustn't see.
    Simple {
        sql: String,
        hide: usize,
    },
    Execute(String),
    Sync,
}

/// Whether the pump goes on.
enum Next {
    Forward,
    Replace(Raise),
    End,
}

impl Link {
    pub(super) fn new(client: TcpStream, server: UnixStream) -> Self {
        Self { client, server, pending: Mutex::default(), over: AtomicBool::new(false) }
    }

    /// Ends both sides, once. A reset is sent on close if nothing was sent in order before, so only the
    /// reading half is shut down then, which wakes the other thread and says nothing to the client.
    pub(super) fn cut(&self, reset: bool) {
        if self.over.swap(true, Ordering::SeqCst) {
            return;
        }
        let how = if reset {
            let lingered = socket2::SockRef::from(&self.client).set_linger(Some(Duration::ZERO));
            lingered.expect("a reset instead of a close");
            Shutdown::Read
        } else {
            Shutdown::Both
        };
        // Either side may be gone already, which is what is wanted.
        let _client = self.client.shutdown(how);
        let _server = self.server.shutdown(Shutdown::Both);
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, VecDeque<Pending>> {
        self.pending.lock().expect("pending")
    }
}

/// Starts both threads.
pub(super) fn serve(link: &Arc<Link>, shared: &Arc<Shared>) {
    let (up, up_shared) = (Arc::clone(link), Arc::clone(shared));
    std::thread::spawn(move || {
        let ended = Pump { link: &up, shared: &up_shared }.upward();
        // The other thread ends with the sockets; after a reset there is nothing left to say.
        if ended.is_err() {
            up.cut(false);
        }
    });
    let (down, down_shared) = (Arc::clone(link), Arc::clone(shared));
    std::thread::spawn(move || {
        let ended = Pump { link: &down, shared: &down_shared }.downward();
        if ended.is_err() {
            down.cut(false);
        }
    });
}

struct Pump<'a> {
    link: &'a Link,
    shared: &'a Shared,
}

impl Pump<'_> {
    /// From the client to the server. `Ok` when an act has ended it.
    fn upward(&self) -> io::Result<()> {
        let (mut client, mut server) = (&self.link.client, &self.link.server);
        let mut asked_for_tls = false;
        loop {
            let message = wire::read_startup(&mut client)?;
            match self.shared.startup(&message, &mut asked_for_tls) {
                STARTUP_TLS | STARTUP_GSS => client.write_all(b"N")?,
                STARTUP_CANCEL => return server.write_all(&message),
                _ => match self.at_each([Moment::Message, Moment::Start])? {
                    Next::End => return Ok(()),
                    Next::Forward | Next::Replace(_) => break server.write_all(&self.shared.routed(message))?,
                },
            }
        }
        let mut statements: HashMap<String, String> = HashMap::new();
        let mut bound = String::new();
        // Set while the rest of a group of messages is swallowed, up to its Sync.
        let mut instead: Option<Raise> = None;
        loop {
            let mut message = wire::read_message(&mut client)?;
            let mut texts = wire::texts(&message);
            let mut text = || texts.next().unwrap_or_default();
            let sending = match message[0] {
                b'Q' => Some(text()),
                b'P' => {
                    statements.insert(text(), text());
                    None
                }
                b'B' => {
                    let _portal = text();
                    statements.get(&text()).cloned()
                }
                _ => None,
            };
            drop(texts);
            if instead.is_some() && message[0] != b'S' {
                continue;
            }
            if let Some(Raise { query, hide }) = instead.take() {
                self.link.pending().push_back(Pending::Simple { sql: String::new(), hide });
                server.write_all(&query)?;
                continue;
            }
            let simple = message[0] == b'Q';
            let mut hide = 0;
            if let Next::End = self.at(&Moment::Message, None)? {
                return Ok(());
            }
            if let Some(sql) = &sending {
                bound.clone_from(sql);
                match self.at(&Moment::Sending(sql), Some(sql))? {
                    Next::End => return Ok(()),
                    Next::Forward => {}
                    Next::Replace(raise) if simple => (message, hide) = (raise.query, raise.hide),
                    Next::Replace(raise) => {
                        instead = Some(raise);
                        continue;
                    }
                }
            }
            match message[0] {
                b'Q' => self.link.pending().push_back(Pending::Simple { sql: bound.clone(), hide }),
                b'E' => self.link.pending().push_back(Pending::Execute(bound.clone())),
                b'S' => self.link.pending().push_back(Pending::Sync),
                _ => {}
            }
            server.write_all(&message)?;
        }
    }

    /// From the server to the client.
    fn downward(&self) -> io::Result<()> {
        let mut server = &self.link.server;
        let mut kept: Vec<u8> = Vec::new();
        loop {
            let message = wire::read_message(&mut server)?;
            let (current, hidden) = self.current(&message);
            if hidden {
                continue;
            }
            let mut moments = vec![Moment::Message];
            let tag = wire::texts(&message).next().unwrap_or_default();
            match message[0] {
                b'C' => moments.push(Moment::Completed(&tag)),
                b'Z' => {
                    self.shared.round_trips.fetch_add(1, Ordering::SeqCst);
                    moments.extend(current.as_deref().filter(|_| !kept.is_empty()).map(Moment::Answered));
                }
                _ => {}
            }
            if let Next::End = self.at_each(moments)? {
                return Ok(());
            }
            kept.extend_from_slice(&message);
            // A client that is asked for COPY data must hear it; all else of an awaited answer is kept until its end.
            let awaited = || current.as_deref().is_some_and(|sql| self.rules().awaits_answer(sql));
            if !matches!(message[0], b'Z' | b'G' | b'W') && awaited() {
                continue;
            }
            if !self.send(&std::mem::take(&mut kept))? {
                return Ok(());
            }
        }
    }

    /// Returns the SQL that this message answers, and whether the client mustn't see it.
    fn current(&self, message: &[u8]) -> (Option<String>, bool) {
        let mut pending = self.link.pending();
        let mut hidden = false;
        let sql = match pending.front_mut() {
            Some(Pending::Simple { sql, hide }) => {
                if message[0] == b'C' && *hide > 0 {
                    *hide -= 1;
                    hidden = true;
                }
                Some(sql.clone())
            }
            Some(Pending::Execute(sql)) => Some(sql.clone()),
            Some(Pending::Sync) | None => None,
        };
        if message[0] == b'Z' {
            // Also what an error made the server skip.
            while let Some(done) = pending.pop_front() {
                if matches!(done, Pending::Sync | Pending::Simple { .. }) {
                    break;
                }
            }
        } else if matches!(message[0], b'C' | b'I' | b's') && matches!(pending.get(1), Some(Pending::Execute(_))) {
            // Several executions before one Sync; the last one stays, for its ReadyForQuery.
            pending.pop_front();
        }
        (sql, hidden)
    }

    fn send(&self, bytes: &[u8]) -> io::Result<bool> {
        let mut client = &self.link.client;
        let (due, releases) = {
            let mut rules = self.rules();
            (rules.count_bytes(bytes.len()), rules.releases())
        };
        let Some((pass, act)) = due else { return client.write_all(bytes).map(|()| true) };
        client.write_all(&bytes[..pass])?;
        match self.act(act, None, releases)? {
            Next::End => Ok(false),
            Next::Forward | Next::Replace(_) => client.write_all(&bytes[pass..]).map(|()| true),
        }
    }

    fn at_each<'m>(&self, moments: impl IntoIterator<Item = Moment<'m>>) -> io::Result<Next> {
        for moment in moments {
            if let Next::End = self.at(&moment, None)? {
                return Ok(Next::End);
            }
        }
        Ok(Next::Forward)
    }

    fn at(&self, moment: &Moment<'_>, sql: Option<&str>) -> io::Result<Next> {
        if matches!(moment, Moment::Message) {
            self.shared.messages.fetch_add(1, Ordering::SeqCst);
        }
        let (act, releases) = {
            let mut rules = self.rules();
            (rules.fire(moment), rules.releases())
        };
        act.map_or(Ok(Next::Forward), |act| self.act(act, sql, releases))
    }

    /// Does it. `releases` is how many there were when the fault fired: a test may be so quick that
    /// its release comes before the holding.
    fn act(&self, act: Act, sql: Option<&str>, releases: usize) -> io::Result<Next> {
        match (act, sql) {
            (Act::Cut, _) => self.link.cut(false),
            (Act::Reset, _) => self.link.cut(true),
            (Act::Stall(time), _) => {
                std::thread::sleep(time);
                return Ok(Next::Forward);
            }
            (Act::Hold, _) => {
                if self.hold(releases) {
                    return Ok(Next::Forward);
                }
                self.link.cut(false);
            }
            (Act::Error(sqlstate), Some(sql)) => return Ok(Next::Replace(Raise::new(sqlstate, sql))),
            (Act::Error(sqlstate) | Act::Fatal(sqlstate), _) => {
                (&self.link.client).write_all(&wire::fatal(sqlstate))?;
                self.link.cut(false);
            }
        }
        Ok(Next::End)
    }

    /// Waits for the release; returns whether what is held goes on.
    fn hold(&self, releases: usize) -> bool {
        loop {
            let rules = self.rules();
            if rules.releases() > releases {
                return rules.forwards();
            }
            drop(rules);
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn rules(&self) -> std::sync::MutexGuard<'_, super::Rules> {
        self.shared.rules.lock().expect("rules")
    }
}
