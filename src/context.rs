//! What a command gets: settings, display, and what is opened on first use.

mod clone;
mod clusters;
mod doctor;
mod embedded;
mod glance;
mod head_start;
mod interrupt;
mod jwks;
mod lifecycle;
mod listeners;
mod master_key;
mod migrations;
mod moving;
mod notify;
mod placement;
mod plane;
mod projects;
mod protection;
mod provision;
mod reconcile;
mod rename;
mod rotate;
mod scratch;
mod seen;
mod spread;
mod users;

use crate::cli::{Call, GlobalArgs};
use crate::config::{Environment, Settings, keys};
use crate::domain::names::Naming;
use crate::domain::redaction::redact;
use crate::domain::region::Region;
use crate::domain::run_end::RunEnd;
use crate::domain::tenant::TenantId;
use crate::error::{CommandError, ErrorKind};
use crate::ops::head_start::HeadStart;
use crate::output::Ui;
use crate::postgres::Target;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;
use tokio::runtime::Handle;

pub use glance::{Glance, Standing};
pub use head_start::About;
pub use interrupt::{Abandoned, Answer, Interrupts, Signal, Stepping};
pub use lifecycle::Each;
pub use listeners::Listener;
pub use master_key::KeyChange;
pub use moving::{MoveAct, Sides};
pub use placement::Placement;
pub use projects::ProjectWish;
pub use provision::Asked;

/// How many arguments the log keeps.
const MOST_ARGUMENTS: usize = 100;

/// What a command works with.
pub struct Context {
    /// The settings.
    pub settings: Settings,
    /// The display.
    pub ui: Ui,
    /// Change nothing.
    pub dry_run: bool,
    /// Say more.
    pub verbose: bool,
    /// What signals have asked for.
    pub interrupts: Interrupts,
    /// What was called.
    call: Call,
    /// The value of `--profile`.
    profile: Option<String>,
    /// Whether somebody agreed to a change of what is protected.
    agreed: bool,
    /// Whether the control plane was opened, or was to be, for a change.
    changing: bool,
    /// How a run over several tenants came out.
    run_end: Mutex<Option<RunEnd>>,
    /// The embedded server's address, once it is in use.
    embedded: Option<Target>,
    /// A thread for what goes on beside the command.
    pub beside: Option<Handle>,
    /// A connection to the tenant that was begun before the control plane had answered.
    head_start: Mutex<Option<HeadStart>>,
}

impl Context {
    /// Makes the context of one run.
    pub fn new(settings: Settings, ui: Ui, global: &GlobalArgs, call: Call, interrupts: Interrupts) -> Self {
        Self {
            settings,
            ui,
            dry_run: global.dry_run,
            verbose: global.verbose > 0,
            interrupts,
            call,
            profile: global.profile.clone(),
            agreed: false,
            changing: false,
            run_end: Mutex::default(),
            embedded: None,
            beside: None,
            head_start: Mutex::default(),
        }
    }

    /// Whether the control plane was opened, or was to be, for a change.
    pub fn is_changing(&self) -> bool {
        self.changing
    }

    /// Bound of one attempt to reach a server.
    pub fn timeout(&self) -> Duration {
        self.settings.duration(keys::TIMEOUT).unwrap_or(Duration::from_secs(30))
    }

    /// Returns the tenant that the settings name.
    ///
    /// # Errors
    /// A configured id that is none.
    pub fn default_tenant(&self) -> Result<Option<TenantId>, CommandError> {
        let Some(text) = self.settings.text(keys::TENANT) else { return Ok(None) };
        let parsed = text.parse().map_err(|e: crate::domain::tenant::InvalidTenantId| {
            CommandError::new(ErrorKind::Config, format!("the setting tenant: {e}"))
        })?;
        Ok(Some(parsed))
    }

    /// Returns the tenant that is named, else the one that the settings name.
    ///
    /// # Errors
    /// As [`Self::default_tenant`].
    pub fn tenant_or_default(&self, named: Option<&TenantId>) -> Result<Option<TenantId>, CommandError> {
        named.map_or_else(|| self.default_tenant(), |id| Ok(Some(id.clone())))
    }

    /// Tells whether `DATABASE_URL` names a server.
    fn has_server(&self) -> bool {
        self.settings.get(keys::DATABASE_URL).is_some()
    }

    /// Resolves the provider where no cluster was added: what is asked for, else the first that is
    /// configured.
    fn provider(&self) -> Result<&'static str, CommandError> {
        let has_server = self.has_server();
        match self.settings.text(keys::PROVIDER) {
            Some("local") => Ok("local"),
            Some("supabase") => self.require_projects().map(|()| "supabase"),
            Some("cluster") if !has_server => Err(CommandError::new(
                ErrorKind::Config,
                "the provider cluster needs a server: none was added, and DATABASE_URL isn't set",
            )
            .hint("tenantctl cluster add --help")
            .hint("DATABASE_URL=postgresql://operator:…@host:5432/database tenantctl provision …")),
            Some("cluster") => Ok("cluster"),
            _ if self.has_projects() => Ok("supabase"),
            _ if has_server => Ok("cluster"),
            _ => Ok("local"),
        }
    }

    /// Returns the region of the tenant's own line, else the wanted one, else that of the named cluster.
    fn region(&self, provider: &str, own: Option<&Region>, of_cluster: Option<&str>) -> Result<Region, CommandError> {
        match own.map(Region::as_str).or(self.settings.text(keys::REGION)).or(of_cluster) {
            Some(text) => Ok(text.parse()?),
            None if provider == "local" => Ok("local".parse()?),
            None => {
                let error = CommandError::new(ErrorKind::Usage, "no region is named");
                Err(error.hint("name one: --region us-east-1"))
            }
        }
    }

    /// How databases are named.
    pub fn naming(&self) -> Naming {
        match self.settings.text(keys::NAMING) {
            Some("opaque") => Naming::Opaque,
            _ => Naming::Readable,
        }
    }

    /// How long a runner's claim lasts in a run over the fleet.
    pub fn fleet_lease(&self) -> Duration {
        let lease = self.settings.duration(keys::FLEET_LEASE).unwrap_or(Duration::from_secs(30));
        // Less would be over before it is extended.
        lease.max(Duration::from_secs(1))
    }

    /// Says who runs this: user, host and process.
    pub fn runner(&self) -> String {
        let environment = self.settings.environment();
        let set = |name: &str| environment.var(name).filter(|value| !value.is_empty());
        let user = set("SUDO_USER").or_else(|| set("USER")).or_else(|| set("LOGNAME")).unwrap_or("uid");
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let host = host.trim();
        let host = if host.is_empty() { set("HOSTNAME").unwrap_or("localhost") } else { host };
        let plain = |text: &str| text.chars().filter(|c| !c.is_control()).take(64).collect::<String>();
        format!("{}@{} pid {}", plain(user), plain(host), std::process::id())
    }

    /// Says who acts, for the log: a JSON object. What the environment says is only said; the database adds the role. The
    /// e-mail addresses of a tenant's users are no part of it, since nobody can take them out of the log again.
    fn caller(&self) -> String {
        let environment = self.settings.environment();
        let set = |name: &str| environment.var(name).filter(|value| !value.is_empty());
        let arguments = environment.arguments();
        let mut arguments = serde_json::json!(arguments.get(..MOST_ARGUMENTS).unwrap_or(arguments));
        redact(&mut arguments);
        serde_json::json!({
            "uid": crate::host::local::user_id(),
            "user": set("USER").or_else(|| set("LOGNAME")),
            "sudo_user": set("SUDO_USER"),
            "version": env!("CARGO_PKG_VERSION"),
            "arguments": arguments,
        })
        .to_string()
    }

    /// Tells of a runner, as [`Self::runner`] names it, whether it may still be at work: it may on
    /// another host, and here if there is a process of that number.
    pub fn may_be_alive(&self, runner: &str) -> bool {
        let own = self.runner();
        let split = |text: &str| text.rsplit_once(" pid ").map(|(place, pid)| (place.to_owned(), pid.to_owned()));
        match (split(runner), split(&own)) {
            (Some((place, pid)), Some((here, own))) if place == here => {
                pid == own || std::path::Path::new("/proc").join(&pid).exists() || !cfg!(target_os = "linux")
            }
            _ => true,
        }
    }

    /// Finds a client program such as psql.
    pub fn find_program(&self, program: &str) -> Option<PathBuf> {
        crate::host::local::find_program(&self.local_config(), program)
    }

    /// Names the variables that libpq would read; a child gets only those that we set.
    pub fn libpq_variables(&self) -> Vec<String> {
        self.environment().iter_prefix("PG").map(|(name, _)| name.to_owned()).collect()
    }

    fn environment(&self) -> &Environment {
        self.settings.environment()
    }
}
