//! When something goes wrong, and what.

use std::time::Duration;

/// A moment in the traffic of one connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// A client's start-up message, before the server sees it.
    Start,
    /// A simple query, or the execution of a prepared statement, whose SQL contains the text,
    /// before the server sees it.
    Sending(&'static str),
    /// The server did a statement whose SQL contains the text; its whole answer is kept back.
    Answered(&'static str),
    /// The server says that a command is complete whose tag begins with the text (`COMMIT`,
    /// `CREATE ROLE`); this message is kept back.
    Completed(&'static str),
    /// The server has sent that many bytes, counted from the adding of the fault.
    Bytes(usize),
    /// The message of that number, from 1, both directions, counted from the adding of the fault;
    /// it is kept back.
    Message(usize),
}

/// What is done.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// Both sides are closed in order (FIN).
    Cut,
    /// The client's side is reset (RST).
    Reset,
    /// Nothing passes for so long, then all goes on.
    Stall(Duration),
    /// Nothing passes until [`super::Proxy::release`].
    Hold,
    /// In place of the statement, the server itself raises an error of this SQLSTATE, so that
    /// its transaction fails too and both sides agree (a failed COMMIT has rolled back). At
    /// other moments than `Sending` the same as `Fatal`.
    Error(&'static str),
    /// The client gets a FATAL error of this SQLSTATE and the connection ends.
    Fatal(&'static str),
}

/// A moment and an act, once unless said otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    when: When,
    act: Act,
    skip: usize,
    times: usize,
}

impl Fault {
    pub(crate) fn on(when: When, act: Act) -> Self {
        Self { when, act, skip: 0, times: 1 }
    }

    /// Lets the moment pass so many times first.
    pub(crate) fn after(mut self, skip: usize) -> Self {
        self.skip = skip;
        self
    }

    /// Acts so many times.
    pub(crate) fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }
}

/// What has just come in.
pub(super) enum Moment<'a> {
    Start,
    Sending(&'a str),
    Answered(&'a str),
    Completed(&'a str),
    Message,
}

/// The faults that are left, and what was held back.
#[derive(Default)]
pub(super) struct Rules {
    faults: Vec<Fault>,
    hits: usize,
    /// Counts the releases, so that a holder knows when its own has come.
    released: usize,
    forward: bool,
}

impl Rules {
    pub(super) fn add(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.faults.clear();
        self.release(true);
    }

    pub(super) fn hits(&self) -> usize {
        self.hits
    }

    pub(super) fn release(&mut self, forward: bool) {
        self.released += 1;
        self.forward = forward;
    }

    pub(super) fn releases(&self) -> usize {
        self.released
    }

    /// Whether what was held goes on.
    pub(super) fn forwards(&self) -> bool {
        self.forward
    }

    /// Tells whether an answer to this SQL may have to be kept back.
    pub(super) fn awaits_answer(&self, sql: &str) -> bool {
        self.faults.iter().any(|f| matches!(f.when, When::Answered(text) if sql.contains(text)))
    }

    /// Returns what to do now.
    pub(super) fn fire(&mut self, moment: &Moment<'_>) -> Option<Act> {
        if matches!(moment, Moment::Message) {
            for fault in &mut self.faults {
                if let When::Message(left) = &mut fault.when {
                    *left = left.saturating_sub(1);
                }
            }
        }
        let fits = |fault: &Fault| match (fault.when, moment) {
            (When::Start, Moment::Start) | (When::Message(0), Moment::Message) => true,
            (When::Sending(text), Moment::Sending(sql)) | (When::Answered(text), Moment::Answered(sql)) => {
                sql.contains(text)
            }
            (When::Completed(text), Moment::Completed(tag)) => tag.starts_with(text),
            _ => false,
        };
        let mut at = None;
        for (index, fault) in self.faults.iter_mut().enumerate().filter(|(_, fault)| fits(fault)) {
            if fault.skip == 0 {
                at = Some(index);
                break;
            }
            fault.skip -= 1;
        }
        at.map(|index| self.hit(index))
    }

    /// Counts bytes of the server; returns how many of them still pass, and what to do then.
    pub(super) fn count_bytes(&mut self, length: usize) -> Option<(usize, Act)> {
        let mut due = None;
        for (index, fault) in self.faults.iter_mut().enumerate() {
            if let When::Bytes(left) = &mut fault.when {
                if *left < length {
                    due.get_or_insert((index, *left));
                }
                *left = left.saturating_sub(length);
            }
        }
        due.map(|(index, pass)| (pass, self.hit(index)))
    }

    fn hit(&mut self, index: usize) -> Act {
        self.hits += 1;
        let fault = &mut self.faults[index];
        fault.times -= 1;
        let act = fault.act;
        if fault.times == 0 {
            self.faults.remove(index);
        }
        act
    }
}
