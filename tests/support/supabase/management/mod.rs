//! The Management API: token, permission, rate limit, then the endpoint.

mod create;
mod database;
mod health;
mod keys;
mod lifecycle;
mod organizations;
mod projects;
mod regions;
mod validate;

pub(super) use create::{NewProject, add};

use super::state::Shared;
use super::wire::{Answer, Request};
use serde_json::{Value, json};
use std::sync::Arc;

/// An error as the API words it.
fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({"message": message}))
}

/// An endpoint: what identifies it for the rate limit, and the permission that it needs.
struct Endpoint<'a> {
    name: &'static str,
    scope: &'a str,
    permission: &'static str,
}

fn endpoint<'a>(method: &str, path: &[&'a str]) -> Option<Endpoint<'a>> {
    let (name, scope, permission) = match (method, path) {
        ("GET", ["organizations"]) => ("organizations", "", "organizations:read"),
        ("GET", ["organizations", slug]) => ("organization", *slug, "organizations:read"),
        ("GET", ["organizations", slug, "projects"]) => ("organization projects", *slug, "projects:read"),
        ("GET", ["projects"]) => ("projects", "", "projects:read"),
        ("POST", ["projects"]) => ("create project", "", "projects:write"),
        ("GET", ["projects", "available-regions"]) => ("regions", "", "organizations:read"),
        ("GET", ["projects", r]) => ("project", *r, "projects:read"),
        ("PATCH", ["projects", r]) => ("update project", *r, "projects:write"),
        ("DELETE", ["projects", r]) => ("delete project", *r, "projects:write"),
        ("POST", ["projects", r, "pause"]) => ("pause", *r, "projects:write"),
        ("GET", ["projects", r, "restore"]) => ("restore versions", *r, "projects:read"),
        ("POST", ["projects", r, "restore"]) => ("restore", *r, "projects:write"),
        ("GET", ["projects", r, "health"]) => ("health", *r, "projects:read"),
        ("GET", ["projects", r, "api-keys"]) => ("api-keys", *r, "secrets:read"),
        ("GET", ["projects", r, "config", "database", "pooler"]) => ("pooler", *r, "database:read"),
        ("PATCH", ["projects", r, "config", "database", "pooler"]) => ("update pooler", *r, "database:write"),
        ("PATCH", ["projects", r, "database", "password"]) => ("password", *r, "database:write"),
        ("POST", ["projects", r, "cli", "login-role"]) => ("login-role", *r, "database:write"),
        ("DELETE", ["projects", r, "cli", "login-role"]) => ("delete login-roles", *r, "database:write"),
        _ => return None,
    };
    Some(Endpoint { name, scope, permission })
}

/// Answers a request below `/v1/`.
pub(super) async fn answer(shared: &Arc<Shared>, request: &Request) -> Answer {
    let path: Vec<&str> = request.path.trim_start_matches("/v1/").split('/').collect();
    let Some(endpoint) = endpoint(&request.method, &path) else {
        return error(404, &format!("Cannot {} {}", request.method, request.path));
    };
    if request.bearer() != Some(&shared.options.token) {
        return error(401, "Unauthorized");
    }
    let mut scope = endpoint.scope.to_owned();
    if endpoint.name == "create project" {
        let slug = request.json().and_then(|body| body["organization_slug"].as_str().map(str::to_owned));
        scope = slug.unwrap_or_default();
    }
    let (limit, window) = (shared.options.rate_limit, shared.options.rate_window);
    let quota = shared.state().limits.count(format!("{} {scope}", endpoint.name), limit, window);
    if quota.exceeded {
        return quota.throttled();
    }
    let allowed = shared.options.permissions.as_ref();
    if allowed.is_some_and(|allowed| !allowed.contains(&endpoint.permission)) {
        let message = "The access token doesn't have the permissions for this request";
        let body = json!({"message": message, "missing_permissions": [endpoint.permission]});
        return quota.mark(Answer::json(403, &body));
    }
    quota.mark(route(shared, request, &endpoint).await.unwrap_or_else(|refusal| refusal))
}

async fn route(shared: &Arc<Shared>, request: &Request, endpoint: &Endpoint<'_>) -> Result<Answer, Answer> {
    let scope = endpoint.scope;
    match endpoint.name {
        "organizations" => return Ok(organizations::list(shared)),
        "organization" => return organizations::get(shared, scope),
        "organization projects" => return organizations::projects(shared, request, scope),
        "projects" => return Ok(projects::list(shared)),
        "create project" => return create::create(shared, request).await,
        "regions" => return regions::available(shared, request),
        _ => {}
    }
    validate::reference(scope)?;
    if shared.state().project(scope).is_none() {
        return Err(error(404, "Project not found"));
    }
    match endpoint.name {
        "project" => projects::get(shared, scope).await,
        "update project" => projects::rename(shared, request, scope),
        "delete project" => lifecycle::delete(shared, scope),
        "pause" => lifecycle::pause(shared, scope),
        "restore versions" => Ok(lifecycle::versions()),
        "restore" => lifecycle::restore(shared, scope),
        "health" => health::health(shared, request, scope).await,
        "api-keys" => keys::list(shared, request, scope),
        "pooler" => database::pooler(shared, scope),
        "update pooler" => database::update_pooler(shared, request, scope),
        "password" => database::password(shared, request, scope).await,
        "login-role" => database::login_role(shared, request, scope).await,
        _ => database::delete_login_roles(shared, scope).await,
    }
}

/// The project, which was there a moment ago.
fn with<T>(shared: &Shared, reference: &str, work: impl FnOnce(&mut super::state::Project) -> T) -> Result<T, Answer> {
    shared.state().project(reference).map(work).ok_or_else(|| error(404, "Project not found"))
}

/// The project's server, if the project is active.
async fn running(shared: &Shared, reference: &str) -> Result<super::project_server::Running, Answer> {
    let (status, server) = with(shared, reference, |p| (p.timeline.now(), Arc::clone(&p.server)))?;
    if !status.is_some_and(|status| status.starts_with("ACTIVE")) {
        return Err(error(400, "The project's database is not available"));
    }
    Ok(server.running().await)
}

fn ok(body: &Value) -> Answer {
    Answer::json(200, body)
}
