//! What is read for many tenants at once, before each of them is opened.

use crate::control_plane::StoredSecret;
use crate::domain::tenant::Marker;
use crate::tenant_db::{self, Mark, TenantSession};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long the marks of a server count.
const FRESH: Duration = Duration::from_secs(60);

/// Passwords, still sealed, and the marks of the servers' databases.
#[derive(Default)]
pub struct Ahead {
    secrets: Mutex<HashMap<Uuid, StoredSecret>>,
    marks: Mutex<HashMap<String, Seen>>,
}

struct Seen {
    at: Instant,
    marks: tenant_db::Marks,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ahead {
    /// Keeps passwords. Each is used once, so that whoever tries again reads what holds by then.
    pub(super) fn keep(&self, secrets: Vec<StoredSecret>) {
        held(&self.secrets).extend(secrets.into_iter().map(|secret| (secret.tenant_uuid, secret)));
    }

    /// Takes a tenant's password.
    pub(super) fn take(&self, tenant: Uuid) -> Option<StoredSecret> {
        held(&self.secrets).remove(&tenant)
    }

    /// Where a tenant's mark is: in the database of this number, if that was seen on its server a short while ago.
    pub(super) fn mark<'a>(&self, server: &str, marker: &'a Marker) -> Mark<'a> {
        let seen = held(&self.marks);
        let database = seen.get(server).filter(|seen| seen.at.elapsed() < FRESH);
        match database.and_then(|seen| seen.marks.database(marker.tenant)) {
            Some(number) => Mark::Seen(marker, number),
            None => Mark::Comment(marker),
        }
    }

    /// Looks at the marks of a server for the tenants that follow, unless that was done a short while ago. Without them each
    /// tenant is asked for its own, so a failure is only told.
    pub(super) async fn look(&self, server: String, session: &mut TenantSession, control_plane: Uuid) {
        let is_last = held(&self.secrets).is_empty();
        if is_last || held(&self.marks).get(&server).is_some_and(|seen| seen.at.elapsed() < FRESH) {
            return;
        }
        // Nobody else looks meanwhile.
        let at = Instant::now();
        held(&self.marks).insert(server.clone(), Seen { at, marks: tenant_db::Marks::default() });
        match tenant_db::marks(session, control_plane).await {
            Ok(marks) => drop(held(&self.marks).insert(server, Seen { at, marks })),
            Err(error) => tracing::debug!(%error, "each tenant is asked for its mark"),
        }
    }
}
