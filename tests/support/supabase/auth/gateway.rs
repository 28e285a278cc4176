//! The gateway in front of an Auth server: it checks the API key, and changes a new key into a token.

use super::super::state::Shared;
use super::super::wire::{Answer, Request};
use super::{AuthServer, not_found};
use serde_json::json;
use std::sync::Arc;

/// What the Auth server gets to see.
pub(super) struct Way<'a> {
    /// Without the leading slash and the prefix.
    pub(super) path: &'a str,
    pub(super) bearer: Option<String>,
}

fn refused(message: &str) -> Answer {
    Answer::json(401, &json!({"message": message}))
}

/// Finds the Auth server and checks the key.
pub(super) fn pass<'a>(shared: &Shared, request: &'a Request) -> Result<(Arc<AuthServer>, Way<'a>), Answer> {
    let bearer = request.bearer().map(str::to_owned);
    if let Some(rest) = request.path.strip_prefix("/shared/") {
        let auth = Arc::clone(&shared.shared_auth);
        if shared.options.bare_auth {
            return Ok((auth, Way { path: rest, bearer }));
        }
        let path = rest.strip_prefix("auth/v1/").ok_or_else(not_found)?;
        let bearer = key(&auth, request, path)?;
        return Ok((auth, Way { path, bearer }));
    }
    let rest = request.path.strip_prefix("/projects/").and_then(|rest| rest.split_once('/'));
    let (reference, path) = rest.ok_or_else(not_found)?;
    let (auth, status) = {
        let mut state = shared.state();
        let project = state.project(reference).ok_or_else(not_found)?;
        (Arc::clone(&project.auth), project.timeline.now().unwrap_or("REMOVED"))
    };
    match status {
        "INACTIVE" | "PAUSING" => return Err(Answer::json(540, &json!({"message": "Project paused"}))),
        status if !status.starts_with("ACTIVE") => {
            return Err(Answer::json(503, &json!({"message": "name resolution failed"})));
        }
        _ => {}
    }
    let path = path.strip_prefix("auth/v1/").ok_or_else(not_found)?;
    let bearer = key(&auth, request, path)?;
    Ok((auth, Way { path, bearer }))
}

/// The token that goes on to the Auth server.
fn key(auth: &AuthServer, request: &Request, path: &str) -> Result<Option<String>, Answer> {
    let bearer = request.bearer().map(str::to_owned);
    if path == ".well-known/jwks.json" {
        return Ok(bearer);
    }
    let keys = &auth.keys;
    let Some(key) = request.header("apikey") else {
        return Err(refused("No API key found in request"));
    };
    let browser = request.header("user-agent").is_some_and(|agent| agent.starts_with("Mozilla/"));
    let role = match key {
        key if key == keys.anon || key == keys.service_role => return Ok(bearer),
        key if key == keys.publishable => &keys.anon,
        key if key == keys.secret_key && !browser => &keys.service_role,
        key if key == keys.secret_key => return Err(refused("Forbidden use of secret API key in browser")),
        _ => return Err(refused("Invalid API key")),
    };
    // Only where the request brings no token of its own; one that is no JWT is the Auth server's to refuse.
    Ok(bearer.or_else(|| Some(role.clone())))
}
