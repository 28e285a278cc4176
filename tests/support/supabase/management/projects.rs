//! Looks at projects and renames them.

use super::super::state::{Project, Shared};
use super::super::wire::{Answer, Request};
use super::{ok, validate, with};
use serde_json::{Value, json};
use std::sync::Arc;

/// What a creation answers.
pub(super) fn bare(project: &Project, status: &str) -> Value {
    json!({
        "id": project.reference,
        "ref": project.reference,
        "organization_id": project.organization,
        "organization_slug": project.organization,
        "name": project.name,
        "region": project.region,
        "created_at": project.created_at.to_rfc3339(),
        "status": status,
    })
}

fn full(project: &Project, status: &str) -> Value {
    let mut value = bare(project, status);
    let host = project.pooler.direct.map(|ip| ip.to_string());
    // A reserved name, which resolves nowhere (RFC 2606).
    let host = host.unwrap_or_else(|| format!("db.{}.supabase.invalid", project.reference));
    value["database"] =
        json!({"host": host, "version": "17.6.1.084", "postgres_engine": "17", "release_channel": "ga"});
    value
}

/// All projects of the user.
pub(super) fn list(shared: &Shared) -> Answer {
    let mut all = shared.state().all();
    let item = |p: &mut Project| {
        let status = p.timeline.now().unwrap_or("REMOVED");
        full(p, status)
    };
    ok(&all.iter_mut().map(item).collect())
}

/// A poll: it moves the project on, and says healthy only when the server really is.
pub(super) async fn get(shared: &Shared, reference: &str) -> Result<Answer, Answer> {
    let status = with(shared, reference, |project| project.timeline.poll())?;
    let project = with(shared, reference, |project| project.clone())?;
    let status = status.unwrap_or("REMOVED");
    if status.starts_with("ACTIVE") {
        Arc::clone(&project.server).running().await;
        project.pooler.open(true);
    }
    Ok(ok(&full(&project, status)))
}

pub(super) fn rename(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let body = validate::object(request, &["name"])?;
    let name = validate::text(&body, "name", 1, 256)?;
    with(shared, reference, |project| {
        project.name = name;
        ok(&json!({"id": project.number, "ref": project.reference, "name": project.name}))
    })
}
