//! Pauses, restores and deletes projects.

use super::super::options::{Plan, Timeline};
use super::super::state::Shared;
use super::super::wire::Answer;
use super::{error, ok, organizations, with};
use serde_json::json;
use std::sync::Arc;

pub(super) fn delete(shared: &Arc<Shared>, reference: &str) -> Result<Answer, Answer> {
    let status = with(shared, reference, |project| project.timeline.now())?;
    let coming = ["UNKNOWN", "COMING_UP"].contains(&status.unwrap_or("REMOVED"));
    if coming && shared.options.refuse_early_deletion {
        return Err(error(400, "Project not ready for deletion."));
    }
    let (answer, server) = with(shared, reference, |project| {
        project.timeline = Timeline::new(&shared.options.deletion);
        project.pooler.open(false);
        let body = json!({"id": project.number, "ref": project.reference, "name": project.name, "slug": reference});
        (ok(&body), Arc::clone(&project.server))
    })?;
    tokio::spawn(async move { server.remove().await });
    Ok(answer)
}

pub(super) fn pause(shared: &Arc<Shared>, reference: &str) -> Result<Answer, Answer> {
    let (organization, status) = with(shared, reference, |p| (p.organization.clone(), p.timeline.now()))?;
    if organizations::find(shared, &organization)?.plan == Plan::Pro {
        return Err(error(400, "Projects in a paid organization cannot be paused"));
    }
    let status = status.unwrap_or("REMOVED");
    if !status.starts_with("ACTIVE") {
        return Err(error(400, &format!("This project cannot be paused, it is {status}")));
    }
    let server = with(shared, reference, |project| {
        project.timeline = Timeline::new(&shared.options.pausing);
        project.pooler.open(false);
        Arc::clone(&project.server)
    })?;
    tokio::spawn(async move { server.stop().await });
    Ok(Answer::empty(200))
}

pub(super) fn restore(shared: &Arc<Shared>, reference: &str) -> Result<Answer, Answer> {
    let status = with(shared, reference, |project| project.timeline.now())?.unwrap_or("REMOVED");
    if status != "INACTIVE" {
        return Err(error(400, &format!("This project is no longer in a paused state, it is {status}")));
    }
    let server = with(shared, reference, |project| {
        project.timeline = Timeline::new(&shared.options.restoring);
        project.health = 0;
        Arc::clone(&project.server)
    })?;
    tokio::spawn(async move { server.running().await });
    Ok(Answer::empty(200))
}

pub(super) fn versions() -> Answer {
    let version = json!({"version": "17.6.1.084", "release_channel": "ga", "postgres_engine": "17"});
    ok(&json!({"available_versions": [version]}))
}
