//! What a fake is started with, and the statuses that its projects go through.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// An organization's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Two active projects at most; they can be paused.
    Free,
    /// No nano size, no pausing.
    Pro,
}

/// An organization that the token's user is in.
#[derive(Debug, Clone)]
pub(crate) struct Organization {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) plan: Plan,
    /// New projects are refused until the invoices are paid.
    pub(crate) overdue: bool,
}

impl Organization {
    pub(crate) fn new(slug: &str, plan: Plan) -> Self {
        Self { slug: slug.to_owned(), name: format!("{slug} Inc."), plan, overdue: false }
    }
}

/// How long a status is shown.
#[derive(Debug, Clone, Copy)]
enum Lasts {
    Polls(u32),
    Time(Duration),
    Forever,
}

/// One status of a project and how long it is shown. A poll is a GET of the project itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phase {
    status: &'static str,
    lasts: Lasts,
}

impl Phase {
    pub(crate) fn polls(status: &'static str, polls: u32) -> Self {
        Self { status, lasts: Lasts::Polls(polls) }
    }

    pub(crate) fn time(status: &'static str, time: Duration) -> Self {
        Self { status, lasts: Lasts::Time(time) }
    }

    pub(crate) fn forever(status: &'static str) -> Self {
        Self { status, lasts: Lasts::Forever }
    }

    /// The statuses of a creation, each shown for one poll, the last one for ever.
    pub(crate) fn script(statuses: &[&'static str]) -> Vec<Self> {
        let last = statuses.len().saturating_sub(1);
        let phase = |(i, s): (usize, &&'static str)| if i == last { Self::forever(s) } else { Self::polls(s, 1) };
        statuses.iter().enumerate().map(phase).collect()
    }

    /// Healthy after so many polls.
    pub(crate) fn healthy_after(polls: u32) -> Vec<Self> {
        vec![Self::polls("COMING_UP", polls), Self::forever("ACTIVE_HEALTHY")]
    }
}

/// The way of one project through its statuses. When it is walked to the end, the project is gone.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    phases: VecDeque<Phase>,
    polls: u32,
    since: Instant,
}

impl Timeline {
    pub(crate) fn new(phases: &[Phase]) -> Self {
        Self { phases: phases.iter().copied().collect(), polls: 0, since: Instant::now() }
    }

    fn next(&mut self) {
        self.phases.pop_front();
        self.polls = 0;
        self.since = Instant::now();
    }

    /// The status now; `None` when the project is gone.
    pub(crate) fn now(&mut self) -> Option<&'static str> {
        while let Some(Phase { lasts: Lasts::Time(time), .. }) = self.phases.front()
            && self.since.elapsed() >= *time
        {
            self.next();
        }
        self.phases.front().map(|phase| phase.status)
    }

    /// The status that a poll sees.
    pub(crate) fn poll(&mut self) -> Option<&'static str> {
        self.now();
        if let Some(Phase { lasts: Lasts::Polls(polls), .. }) = self.phases.front()
            && self.polls >= *polls
        {
            self.next();
            return self.poll();
        }
        self.polls += 1;
        self.now()
    }

    /// Whether it ever becomes one that needs a server.
    pub(crate) fn becomes_active(&self) -> bool {
        self.phases.iter().any(|phase| phase.status.starts_with("ACTIVE"))
    }
}

/// What a fake is started with.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub(crate) port: u16,
    /// The first is the one that [`super::FakeSupabase::organization`] names.
    pub(crate) organizations: Vec<Organization>,
    /// The one accepted access token.
    pub(crate) token: String,
    /// What a scoped token may do, such as `projects:read`; `None` is all.
    pub(crate) permissions: Option<Vec<&'static str>>,
    /// Requests in a window, per endpoint and project or organization.
    pub(crate) rate_limit: u32,
    pub(crate) rate_window: Duration,
    /// The statuses after a creation; the creation's own answer says `UNKNOWN`.
    pub(crate) creation: Vec<Phase>,
    pub(crate) pausing: Vec<Phase>,
    pub(crate) restoring: Vec<Phase>,
    /// The statuses after a deletion; with none the project is gone at once.
    pub(crate) deletion: Vec<Phase>,
    /// A name can be used once in an organization.
    pub(crate) unique_names: bool,
    /// A project that comes up can't be deleted.
    pub(crate) refuse_early_deletion: bool,
    /// Health requests that see `COMING_UP` after the project is healthy.
    pub(crate) services_after: u32,
    /// Health requests after those that don't find the pooler.
    pub(crate) pooler_after: u32,
    /// Report the pooler as hosted projects do: transaction mode, port 6543.
    pub(crate) transaction_pooler: bool,
    /// Make `database.host` an address of its own in 127/8 that answers on port 5432.
    pub(crate) direct: bool,
    /// Serve the shared Auth server as GoTrue alone does: no `/auth/v1`, no gateway.
    pub(crate) bare_auth: bool,
    /// Users in a list have `identities: null`, as the real server's do; its published description forbids it.
    pub(crate) null_identities: bool,
    /// The shortest password that an update accepts.
    pub(crate) password_min_length: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            organizations: vec![Organization::new("fake-org", Plan::Pro)],
            token: "sbp_0123456789abcdef0123456789abcdef01234567".to_owned(),
            permissions: None,
            rate_limit: 120,
            rate_window: Duration::from_secs(60),
            creation: Phase::healthy_after(2),
            pausing: Phase::script(&["PAUSING", "INACTIVE"]),
            restoring: Phase::script(&["RESTORING", "ACTIVE_HEALTHY"]),
            deletion: Vec::new(),
            unique_names: false,
            refuse_early_deletion: false,
            services_after: 1,
            pooler_after: 1,
            transaction_pooler: false,
            direct: false,
            bare_auth: false,
            null_identities: false,
            password_min_length: 6,
        }
    }
}
