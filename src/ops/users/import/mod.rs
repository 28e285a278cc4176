//! Users from a file: each at the Auth server first, several at once, then in the tenant. Their ids come from the file,
//! so a run that was cut off, and a repeated one, finds who is there.

mod apply;
mod rejects;

use super::{UserError, Users};
use crate::control_plane::PlaneError;
use crate::domain::password_hash::FirebaseHashConfig;
use crate::import::source::Input;
use crate::import::users::{Counts, Entry, ImportedUser, ReadOptions, UserFormat, UserReader, UsersError};
use crate::ops::observer::{Event, Observer};
use crate::ops::users::Outcome;
use crate::postgres::FailureClass;
use crate::tenant_db;
use apply::{at_auth, in_tenant};
use futures_util::stream::{self, StreamExt};
use rejects::RejectsFile;
use serde_json::json;
use std::path::PathBuf;

/// Users between two looks at signals, and between two writes to the tenant.
const BATCH: usize = 100;

/// What to import, and how.
#[derive(Debug)]
pub struct ImportWish {
    /// The file.
    pub input: Input,
    /// What it is; found out if none is given.
    pub format: Option<UserFormat>,
    /// The hash parameters of the Firebase project that it comes from.
    pub hash_config: Option<FirebaseHashConfig>,
    /// The role of users for whom the file names none.
    pub role: String,
    /// How many users at once.
    pub jobs: usize,
    /// Where those go that weren't imported.
    pub rejects: Option<PathBuf>,
    /// Look, and change nothing.
    pub dry_run: bool,
}

/// What an import came to.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// What was read.
    pub counts: Counts,
    /// Users who weren't there before.
    pub created: u64,
    /// Users of whom something was changed or repaired.
    pub updated: u64,
    /// Users who were there, exactly so.
    pub unchanged: u64,
    /// Users whom the Auth server or the tenant refused.
    pub failed: u64,
    /// The first reasons, with where the records are.
    pub reasons: Vec<String>,
    /// A signal asked to stop before the end.
    pub stopped: bool,
}

/// Why an import ended.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file; nothing was changed.
    #[error("{shown}: {source}")]
    File {
        /// Its name.
        shown: String,
        /// What is wrong with it.
        source: UsersError,
    },
    /// The rejects file can't be written.
    #[error("{path}: {source}")]
    Rejects {
        /// Its path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Something that isn't one user's.
    #[error(transparent)]
    User(#[from] UserError),
    /// Nobody could be imported any more.
    #[error("stopped after {done} users, since none of the last {failed} could be imported")]
    Hopeless {
        /// Users who were imported.
        done: u64,
        /// Users in a row who weren't.
        failed: usize,
        /// The last one's reason.
        source: Box<UserError>,
    },
}

impl From<PlaneError> for ImportError {
    fn from(error: PlaneError) -> Self {
        Self::User(error.into())
    }
}

/// Imports the users of a file. It is read twice: what is wrong with it as a whole is said before anything is sent.
///
/// # Errors
/// [`ImportError`]; single users who can't be imported are counted instead.
pub async fn import(
    users: &mut Users<'_>,
    wish: &ImportWish,
    observer: &impl Observer,
) -> Result<ImportReport, ImportError> {
    let roles = tenant_db::users::roles(users.session).await.map_err(UserError::from)?;
    if !roles.contains(&wish.role) {
        return Err(UserError::UnknownRole { role: wish.role.clone(), known: roles }.into());
    }
    let mut checked = open(users, wish)?;
    while next(&mut checked, wish)?.is_some() {}
    if wish.dry_run {
        return Ok(ImportReport { counts: checked.counts(), ..ImportReport::default() });
    }
    let detail = json!({ "file": wish.input.shown, "records": checked.counts().records });
    let act = users.actor().begin("user import", detail).await?;
    let result = run(users, wish, &roles, observer).await;
    users.actor().end(act, result).await
}

type Reader = UserReader<crate::import::bytes::SourceBytes>;

fn open(users: &Users<'_>, wish: &ImportWish) -> Result<Reader, ImportError> {
    let options =
        ReadOptions { format: wish.format, namespace: users.tenant.uuid, hash_config: wish.hash_config.clone() };
    let file = |source| ImportError::File { shown: wish.input.shown.clone(), source };
    let bytes = wish.input.open().map_err(|error| file(error.into()))?;
    UserReader::open(bytes, options).map_err(file)
}

fn next(reader: &mut Reader, wish: &ImportWish) -> Result<Option<Entry>, ImportError> {
    reader.next().map_err(|source| ImportError::File { shown: wish.input.shown.clone(), source })
}

async fn run(
    users: &mut Users<'_>,
    wish: &ImportWish,
    roles: &[String],
    observer: &impl Observer,
) -> Result<ImportReport, ImportError> {
    let mut reader = open(users, wish)?;
    let mut rejects = RejectsFile::create(wish.rejects.as_deref())?;
    let mut report = ImportReport::default();
    let mut ended = false;
    while !ended && !report.stopped {
        let mut batch: Vec<(Box<ImportedUser>, String)> = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            match next(&mut reader, wish)? {
                Some(Entry::User(user)) => {
                    let role = user.role.clone().unwrap_or_else(|| wish.role.clone());
                    if roles.contains(&role) {
                        batch.push((user, role));
                    } else {
                        let who = user.email.clone().or_else(|| user.external_id.clone());
                        let reason = format!("the tenant has no role {role:?}");
                        report.failed += 1;
                        rejects.write(&mut report, user.place, who.as_deref(), &reason)?;
                    }
                }
                Some(Entry::Refused(refused)) => {
                    rejects.write(&mut report, refused.place, refused.who.as_deref(), &refused.reason)?;
                }
                Some(Entry::LeftOut(_)) => {}
                None => {
                    ended = true;
                    break;
                }
            }
        }
        one_batch(users, wish, batch, &mut report, &mut rejects).await?;
        let done = report.created + report.updated + report.unchanged;
        observer.on(Event::Waiting { what: &format!("{done} users") });
        report.stopped = !ended && observer.stop_requested();
    }
    report.counts = reader.counts();
    Ok(report)
}

async fn one_batch(
    users: &mut Users<'_>,
    wish: &ImportWish,
    batch: Vec<(Box<ImportedUser>, String)>,
    report: &mut ImportReport,
    rejects: &mut RejectsFile,
) -> Result<(), ImportError> {
    let all = batch.len();
    let (tenant, auth) = (users.tenant, users.auth);
    let made: Vec<_> = stream::iter(batch)
        .map(|(user, role)| async move {
            let made = at_auth(auth, tenant, &user, &role).await;
            (user, role, made)
        })
        .buffered(wish.jobs.max(1))
        .collect()
        .await;
    let (mut failed, mut last) = (0, None);
    for (user, role, made) in made {
        let result = match made {
            Ok((id, at_auth)) => in_tenant(users, &user, (id, &role), at_auth).await,
            Err(error) => Err(error),
        };
        match result {
            Ok(Outcome::Created) => report.created += 1,
            Ok(Outcome::Updated) => report.updated += 1,
            Ok(Outcome::Unchanged) => report.unchanged += 1,
            Err(error) => {
                failed += 1;
                report.failed += 1;
                let who = user.email.as_deref().or(user.external_id.as_deref());
                rejects.write(report, user.place, who, &error.to_string())?;
                last = Some(error);
            }
        }
    }
    // One bad user is theirs; if nobody of many gets in, it is the server, or the line.
    match last {
        Some(source) if failed == all && all > 1 && !matches!(source.class(), None | Some(FailureClass::Permanent)) => {
            let done = report.created + report.updated + report.unchanged;
            Err(ImportError::Hopeless { done, failed, source: Box::new(source) })
        }
        _ => Ok(()),
    }
}
