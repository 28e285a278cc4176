//! Organizations and their projects, in pages.

use super::super::options::{Organization, Plan};
use super::super::state::{Project, Shared};
use super::super::wire::{Answer, Request};
use super::{error, ok};
use serde_json::{Value, json};

/// An organization that the user is in.
pub(super) fn find(shared: &Shared, slug: &str) -> Result<Organization, Answer> {
    let found = shared.state().organizations.iter().find(|organization| organization.slug == slug).cloned();
    found.ok_or_else(|| error(404, "Organization not found"))
}

pub(super) fn list(shared: &Shared) -> Answer {
    let item = |o: &Organization| json!({"id": o.slug, "slug": o.slug, "name": o.name});
    ok(&shared.state().organizations.iter().map(item).collect())
}

pub(super) fn get(shared: &Shared, slug: &str) -> Result<Answer, Answer> {
    let found = find(shared, slug)?;
    let plan = if found.plan == Plan::Free { "free" } else { "pro" };
    Ok(ok(&json!({
        "id": found.slug,
        "name": found.name,
        "plan": plan,
        "opt_in_tags": [],
        "allowed_release_channels": ["ga", "preview"],
    })))
}

fn number(request: &Request, name: &str, default: usize, (least, most): (usize, usize)) -> Result<usize, Answer> {
    let Some(text) = request.query(name) else { return Ok(default) };
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| error(400, &format!("{name} must be a number from {least} to {most}")))
}

/// One page of an organization's projects.
pub(super) fn projects(shared: &Shared, request: &Request, slug: &str) -> Result<Answer, Answer> {
    find(shared, slug)?;
    let offset = number(request, "offset", 0, (0, usize::MAX))?;
    let limit = number(request, "limit", 100, (1, 100))?;
    let mut found = shared.state().all();
    found.retain(|project| project.organization == slug);
    if let Some(text) = request.query("search").map(str::to_lowercase) {
        found.retain(|project| project.name.to_lowercase().contains(&text) || project.reference == text);
    }
    if let Some(statuses) = request.query("statuses") {
        let wanted: Vec<&str> = statuses.split(',').collect();
        if wanted.iter().any(|status| !["ACTIVE_HEALTHY", "INACTIVE"].contains(status)) {
            return Err(error(400, "statuses supports ACTIVE_HEALTHY and INACTIVE only"));
        }
        found.retain_mut(|project| project.timeline.now().is_some_and(|status| wanted.contains(&status)));
    }
    match request.query("sort").unwrap_or("name_asc") {
        "name_asc" => found.sort_by(|a, b| a.name.cmp(&b.name)),
        "name_desc" => found.sort_by(|a, b| b.name.cmp(&a.name)),
        "created_asc" => {}
        "created_desc" => found.reverse(),
        _ => return Err(error(400, "sort must be one of name_asc, name_desc, created_asc, created_desc")),
    }
    let count = found.len();
    let page: Vec<Value> = found.iter_mut().skip(offset).take(limit).map(item).collect();
    Ok(ok(&json!({"projects": page, "pagination": {"count": count, "limit": limit, "offset": offset}})))
}

/// A database's statuses are fewer than a project's.
fn database_status(status: &'static str) -> &'static str {
    match status {
        "INACTIVE" | "PAUSING" | "PAUSE_FAILED" => "GOING_DOWN",
        "UPGRADING" | "RESTORE_FAILED" => "UNKNOWN",
        other => other,
    }
}

fn item(project: &mut Project) -> Value {
    let status = project.timeline.now().unwrap_or("REMOVED");
    json!({
        "ref": project.reference,
        "name": project.name,
        "cloud_provider": "AWS",
        "region": project.region,
        "is_branch": false,
        "status": status,
        "inserted_at": project.created_at.to_rfc3339(),
        "databases": [{
            "infra_compute_size": project.size,
            "region": project.region,
            "status": database_status(status),
            "cloud_provider": "AWS",
            "identifier": project.reference,
            "type": "PRIMARY",
            "disk_volume_size_gb": 8,
            "disk_type": "gp3",
            "disk_throughput_mbps": 125,
        }],
    })
}
