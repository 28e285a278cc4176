//! Listing sessions, page by page, from every table that has some.

use super::{SessionError, SessionRow, Sessions, Which};
use crate::tenant_db::sessions;
use uuid::Uuid;

/// A page of sessions.
#[derive(Debug, Default)]
pub struct Page {
    /// The newest first.
    pub rows: Vec<SessionRow>,
    /// There are more after the last one.
    pub more: bool,
}

/// Lists at most `limit` sessions, the newest first, from after the session of that id on.
///
/// # Errors
/// [`SessionError::NotFound`] for a session that isn't there to go on after.
pub async fn list(
    of: &mut Sessions<'_>,
    which: Which,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Page, SessionError> {
    let after = match after {
        Some(id) => {
            let last = find(of, id).await?;
            Some((last.issued_at, last.id))
        }
        None => None,
    };
    // One more than is shown tells whether there are more.
    let wanted = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = Vec::new();
    for place in of.places() {
        rows.extend(sessions::list(of.session, *place, which, after, wanted).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.issued_at, row.id)));
    let more = rows.len() > limit;
    rows.truncate(limit);
    Ok(Page { rows, more })
}

/// Finds one session.
///
/// # Errors
/// [`SessionError::NotFound`].
pub async fn find(of: &mut Sessions<'_>, id: Uuid) -> Result<SessionRow, SessionError> {
    let which = Which { id: Some(id), ..Which::default() };
    for place in of.places() {
        if let Some(row) = sessions::list(of.session, *place, which, None, 1).await?.pop() {
            return Ok(row);
        }
    }
    Err(SessionError::NotFound(id))
}
