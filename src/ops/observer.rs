//! What use cases tell while they work.

use std::fmt::Display;
use std::time::Duration;

/// Something happened; the display decides what to make of it.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// A step begins.
    StepBegan {
        /// Its name in the ledger.
        step: &'a str,
    },
    /// A run that died or failed is taken up.
    Resumed {
        /// The operation.
        operation: uuid::Uuid,
    },
    /// A template database is being made, which takes a moment.
    TemplateBegan,
    /// Something that only passes with time is waited for.
    Waiting {
        /// What, in words.
        what: &'a str,
    },
    /// A user gets a role in the tenant and is at no Auth server, since there is none.
    NoAuthServer {
        /// The user's e-mail address.
        email: &'a str,
    },
    /// Demo users were made, or brought in line.
    DemoUsers {
        /// How many.
        count: usize,
        /// The tenant.
        tenant: &'a str,
    },
    /// A command over several tenants is through with one.
    TenantDone {
        /// The tenant.
        tenant: &'a str,
        /// What came of it, in a few words.
        words: &'a str,
        /// Why it failed or was left out.
        error: Option<&'a str>,
        /// How long it took.
        duration: Duration,
    },
    /// A tenant was looked at, before anything is done.
    TenantSeen,
    /// A member of a pool was made or dropped.
    MemberDone,
    /// Another runner has taken a tenant over, since this one was away for longer than a lease.
    ClaimLost {
        /// The tenant.
        tenant: &'a str,
    },
    /// A table is locked against readers until the load ends.
    TableLocked {
        /// The table.
        table: &'a str,
    },
    /// Rows come in.
    Loading {
        /// Rows so far.
        rows: u64,
        /// Bytes read so far, as they are stored.
        bytes: u64,
        /// Bytes there are, where that is known.
        total: Option<u64>,
    },
    /// The rows are in, and indexes and keys are put back.
    IndexesBegan {
        /// How many indexes.
        count: usize,
    },
}

/// What came of a tenant, for the line that it gets.
pub trait Told {
    /// Returns a few words for it.
    fn told(&self) -> String;
}

/// Listens to a use case.
pub trait Observer {
    /// Takes an event.
    fn on(&self, event: Event<'_>);

    /// Takes what came of one of several tenants.
    fn tenant_done<T: Told, E: Display>(&self, tenant: &str, result: &Result<T, E>, duration: Duration)
    where
        Self: Sized,
    {
        match result {
            Ok(done) => self.on(Event::TenantDone { tenant, words: &done.told(), error: None, duration }),
            Err(error) => {
                let error = error.to_string();
                self.on(Event::TenantDone { tenant, words: "failed", error: Some(&error), duration });
            }
        }
    }

    /// Whether the work is to end after the running step.
    fn stop_requested(&self) -> bool {
        false
    }
}
