//! A stateful fake of the Supabase Management API and of the Auth server (GoTrue), on loopback.
//!
//! Each project is a real PostgreSQL server of its own, with a session pooler in front. The Auth
//! servers keep their users there, so that SQL sees them. It runs in a thread of its own; dropped,
//! it stops its servers and removes their folders.
//!
//! ```text
//! let fake = FakeSupabase::start(Options::default());
//! world.env.extend(fake.env());
//! fake.add(Fault::on("POST", "/v1/projects", Act::DoneThenClose));
//! ```

mod auth;
mod faults;
mod folder;
mod jwt;
mod limits;
mod management;
mod options;
mod pooler;
mod project_server;
mod serve;
mod state;
mod wire;

pub(crate) use auth::User;
pub(crate) use faults::{Act, Fault};
pub(crate) use options::{Options, Organization, Phase, Plan};
pub(crate) use state::Entry;
pub(crate) use wire::{Answer, Request};

use folder::Folder;
use management::NewProject;
use state::Shared;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// A project as a test sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProjectView {
    pub(crate) name: String,
    pub(crate) reference: String,
    pub(crate) organization: String,
    pub(crate) region: String,
    pub(crate) status: &'static str,
    /// The session pooler's port on 127.0.0.1.
    pub(crate) pooler_port: u16,
}

/// API keys of one Auth server.
#[derive(Clone)]
pub(crate) struct ApiKeys {
    pub(crate) anon: String,
    pub(crate) service_role: String,
    pub(crate) publishable: String,
    pub(crate) secret: String,
    /// The HS256 secret of the legacy keys.
    pub(crate) jwt_secret: String,
}

/// A fake that runs.
pub(crate) struct FakeSupabase {
    shared: Arc<Shared>,
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl FakeSupabase {
    /// Starts it; projects' servers start as projects are made.
    pub(crate) fn start(options: Options) -> Self {
        folder::sweep();
        let folder = Folder::new();
        let (stop, stopped) = oneshot::channel();
        let (say, started) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            let bound = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)));
            let listener = bound.expect("the port is free");
            let url = format!("http://{}", listener.local_addr().expect("an address"));
            let shared = Arc::new(Shared::new(options, url, folder.path().to_path_buf()));
            runtime.spawn(serve::accept(listener, Arc::clone(&shared)));
            say.send((shared, runtime.handle().clone())).expect("the starter waits");
            let _stop_or_dropped = runtime.block_on(stopped);
            // Waits for servers that are just being started.
            drop(runtime);
            drop(folder);
        });
        let (shared, handle) = started.recv().expect("it starts");
        Self { shared, handle, stop: Some(stop), thread: Some(thread) }
    }

    /// The Management API's base URL, `SUPABASE_API_URL`.
    pub(crate) fn url(&self) -> &str {
        &self.shared.url
    }

    /// The accepted access token.
    pub(crate) fn token(&self) -> &str {
        &self.shared.options.token
    }

    /// The first organization's slug.
    pub(crate) fn organization(&self) -> &str {
        &self.shared.options.organizations[0].slug
    }

    /// The base URL of a project's own services, with `{ref}` in place of the project.
    pub(crate) fn project_url(&self) -> String {
        format!("{}/projects/{{ref}}", self.url())
    }

    /// The base URL of the shared Auth server, `SUPABASE_URL`.
    pub(crate) fn shared_url(&self) -> String {
        format!("{}/shared", self.url())
    }

    /// What makes the product use the Management API.
    pub(crate) fn env(&self) -> Vec<(String, String)> {
        let pairs = [
            ("SUPABASE_API_URL", self.url().to_owned()),
            ("SUPABASE_ACCESS_TOKEN", self.token().to_owned()),
            ("SUPABASE_ORGANIZATION", self.organization().to_owned()),
            ("TENANTCTL_SUPABASE_PROJECT_URL", self.project_url()),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value)).into()
    }

    /// What makes the product use the shared Auth server.
    pub(crate) fn shared_env(&self) -> Vec<(String, String)> {
        let keys = self.keys("shared");
        let pairs = [
            ("SUPABASE_URL", self.shared_url()),
            ("SUPABASE_SERVICE_ROLE_KEY", keys.service_role),
            ("SUPABASE_ANON_KEY", keys.anon),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value)).into()
    }

    /// The keys of a project, or of the shared Auth server (`shared`).
    pub(crate) fn keys(&self, reference: &str) -> ApiKeys {
        let auth = auth::server(&self.shared, reference).expect("such a project");
        ApiKeys {
            anon: auth.keys.anon.clone(),
            service_role: auth.keys.service_role.clone(),
            publishable: auth.keys.publishable.clone(),
            secret: auth.keys.secret_key.clone(),
            jwt_secret: auth.keys.legacy_secret().to_owned(),
        }
    }

    /// All projects that are not gone, in the order of their creation.
    pub(crate) fn projects(&self) -> Vec<ProjectView> {
        let view = |mut project: state::Project| ProjectView {
            status: project.timeline.now().unwrap_or("REMOVED"),
            name: project.name,
            reference: project.reference,
            organization: project.organization,
            region: project.region,
            pooler_port: project.pooler.port,
        };
        self.shared.state().all().into_iter().map(view).collect()
    }

    /// The users of a project, or of the shared Auth server (`shared`), in the order of creation.
    pub(crate) fn users(&self, reference: &str) -> Vec<User> {
        let auth = auth::server(&self.shared, reference).expect("such a project");
        self.run(async move { auth.all_users().await })
    }

    /// Runs SQL as the superuser in the database of a project, or of the shared Auth server (`shared`).
    pub(crate) fn execute(&self, reference: &str, sql: &str) {
        let auth = auth::server(&self.shared, reference).expect("such a project");
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        self.run(async move {
            let pool = auth.server.running().await.pool;
            sqlx::raw_sql(sql).execute(&pool).await.expect("the statement works");
        });
    }

    /// Plants an active project that nobody asked for over HTTP; returns its ref.
    pub(crate) fn plant(&self, organization: &str, name: &str) -> String {
        let (shared, new) = (Arc::clone(&self.shared), NewProject::planted(organization, name));
        let phases = [Phase::forever("ACTIVE_HEALTHY")];
        self.run(async move {
            let project = management::add(&shared, &new, &phases).await;
            project.pooler.open(true);
            project.reference
        })
    }

    /// The statuses of the next creation only; called again, of the one after that.
    pub(crate) fn script_next(&self, phases: Vec<Phase>) {
        self.shared.state().scripts.push_back(phases);
    }

    /// Sends a project on another way through its statuses.
    pub(crate) fn set_phases(&self, reference: &str, phases: &[Phase]) {
        let timeline = options::Timeline::new(phases);
        self.shared.state().project(reference).expect("such a project").timeline = timeline;
    }

    /// Every project is gone at once, whatever deletions take otherwise.
    pub(crate) fn remove_all(&self) {
        let gone = std::mem::take(&mut self.shared.state().projects);
        self.run(async move {
            for project in gone.into_values() {
                project.pooler.open(false);
                project.server.remove().await;
            }
        });
    }

    /// Changes an organization, such as its plan.
    pub(crate) fn change_organization(&self, slug: &str, change: impl FnOnce(&mut Organization)) {
        let mut state = self.shared.state();
        change(state.organizations.iter_mut().find(|o| o.slug == slug).expect("such an organization"));
    }

    /// Adds a fault; of several that fit, the first one added acts.
    pub(crate) fn add(&self, fault: Fault) {
        self.shared.faults().add(fault);
    }

    /// Removes all faults.
    pub(crate) fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// All requests so far, in the order of their arrival.
    pub(crate) fn log(&self) -> Vec<Entry> {
        self.shared.entries().clone()
    }

    /// How many such requests came; the path must be the same to the letter.
    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let same = |entry: &&Entry| entry.request.method == method && entry.request.path == path;
        self.shared.entries().iter().filter(same).count()
    }

    /// Where the servers' data are while it runs.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.shared.folder
    }

    /// Runs work on the fake's own runtime; the caller may be in another one.
    fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        let (say, done) = std::sync::mpsc::channel();
        self.handle.spawn(async move {
            // Nobody listens any more if the caller panicked.
            let _sent = say.send(work.await);
        });
        done.recv().expect("the work is done")
    }
}

impl Drop for FakeSupabase {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Its panic, if any, was printed, and its folder is removed all the same.
            let _ended = thread.join();
        }
    }
}
