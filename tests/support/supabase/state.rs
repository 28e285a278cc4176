//! What the fake knows: its projects, its faults, its log.

use super::auth::AuthServer;
use super::faults::{Act, Faults};
use super::limits::Limits;
use super::options::{Options, Organization, Phase, Timeline};
use super::pooler::Pooler;
use super::project_server::ProjectServer;
use super::wire::Request;
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A logged request; the status is there once an answer begins.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) request: Request,
    pub(crate) status: Option<u16>,
}

/// One project.
#[derive(Clone)]
pub(super) struct Project {
    pub(super) reference: String,
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) organization: String,
    pub(super) region: String,
    pub(super) size: String,
    pub(super) created_at: chrono::DateTime<chrono::Utc>,
    pub(super) timeline: Timeline,
    /// Health requests since the last start.
    pub(super) health: u32,
    pub(super) pool_mode: &'static str,
    pub(super) pool_size: Option<i64>,
    pub(super) server: Arc<ProjectServer>,
    pub(super) pooler: Arc<Pooler>,
    pub(super) auth: Arc<AuthServer>,
}

/// What changes.
#[derive(Default)]
pub(super) struct State {
    pub(super) projects: BTreeMap<String, Project>,
    pub(super) organizations: Vec<Organization>,
    pub(super) limits: Limits,
    /// The ways of the next creations, before the usual one.
    pub(super) scripts: VecDeque<Vec<Phase>>,
    pub(super) created: u64,
}

impl State {
    /// The project, unless it is gone.
    pub(super) fn project(&mut self, reference: &str) -> Option<&mut Project> {
        self.forget_gone();
        self.projects.get_mut(reference)
    }

    /// All projects in the order of their creation.
    pub(super) fn all(&mut self) -> Vec<Project> {
        self.forget_gone();
        let mut all: Vec<Project> = self.projects.values().cloned().collect();
        all.sort_by_key(|project| project.number);
        all
    }

    fn forget_gone(&mut self) {
        self.projects.retain(|_, project| project.timeline.now().is_some());
    }
}

/// What all connections share.
pub(super) struct Shared {
    pub(super) options: Options,
    pub(super) url: String,
    pub(super) folder: PathBuf,
    pub(super) shared_auth: Arc<AuthServer>,
    pub(super) state: Mutex<State>,
    faults: Mutex<Faults>,
    log: Mutex<Vec<Entry>>,
}

impl Shared {
    pub(super) fn new(options: Options, url: String, folder: PathBuf) -> Self {
        let shared_auth = AuthServer::shared(&url, &folder, &options);
        let state = State { organizations: options.organizations.clone(), ..State::default() };
        let state = Mutex::new(state);
        Self { options, url, folder, shared_auth, state, faults: Mutex::default(), log: Mutex::default() }
    }

    /// A handler that panicked has told its client with a 500; the others go on.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().expect("faults")
    }

    pub(super) fn fault(&self, method: &str, path: &str) -> Option<Act> {
        self.faults().take(method, path)
    }

    pub(super) fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.log.lock().expect("log")
    }

    pub(super) fn log(&self, entry: Entry) -> usize {
        let mut log = self.entries();
        log.push(entry);
        log.len() - 1
    }

    pub(super) fn answered(&self, number: usize, status: u16) {
        if let Some(entry) = self.entries().get_mut(number) {
            entry.status = Some(status);
        }
    }
}
