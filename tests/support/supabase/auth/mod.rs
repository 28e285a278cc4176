//! The Auth server (GoTrue) of a project, and the shared one. The database is the truth.

mod admin;
mod ban;
mod errors;
mod gateway;
mod links;
mod list;
mod login;
mod passwords;
mod scrypt;
mod users;

use super::jwt::{Keys, LETTERS_DIGITS, random_text};
use super::options::Options;
use super::project_server::ProjectServer;
use super::state::Shared;
use super::wire::{Answer, Request};
use errors::{Refusal, refuse};
use gateway::Way;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// The longest body, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// A user as a test sees it.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) app_metadata: Value,
    pub(crate) user_metadata: Value,
    pub(crate) confirmed: bool,
    pub(crate) banned: bool,
    pub(crate) deleted: bool,
    /// As stored.
    pub(crate) password_hash: Option<String>,
}

impl User {
    fn of(row: &Value) -> Self {
        let text = |name: &str| row[name].as_str().map(str::to_owned);
        Self {
            id: users::id_of(row),
            email: text("email"),
            phone: text("phone"),
            app_metadata: row["raw_app_meta_data"].clone(),
            user_metadata: row["raw_user_meta_data"].clone(),
            confirmed: !row["confirmed_at"].is_null(),
            banned: users::is_banned(row),
            deleted: !row["deleted_at"].is_null(),
            password_hash: text("encrypted_password"),
        }
    }
}

/// One Auth server.
pub(super) struct AuthServer {
    pub(super) keys: Keys,
    pub(super) server: Arc<ProjectServer>,
    /// Its own URL.
    issuer: String,
    password_min_length: usize,
    null_identities: bool,
}

impl AuthServer {
    /// The shared one, with a database of its own that starts when it is first needed.
    pub(super) fn shared(url: &str, folder: &Path, options: &Options) -> Arc<Self> {
        let server = Arc::new(ProjectServer::new(folder.join("shared"), "shared-password"));
        let place = if options.bare_auth { "shared" } else { "shared/auth/v1" };
        Self::new("shared", format!("{url}/{place}"), &server, options)
    }

    pub(super) fn of_project(reference: &str, url: &str, server: &Arc<ProjectServer>, options: &Options) -> Arc<Self> {
        Self::new(reference, format!("{url}/projects/{reference}/auth/v1"), server, options)
    }

    fn new(reference: &str, issuer: String, server: &Arc<ProjectServer>, options: &Options) -> Arc<Self> {
        Arc::new(Self {
            keys: Keys::new(reference),
            server: Arc::clone(server),
            issuer,
            password_min_length: options.password_min_length,
            null_identities: options.null_identities,
        })
    }

    pub(super) async fn all_users(&self) -> Vec<User> {
        let pool = self.server.running().await.pool;
        let rows = sqlx::query_scalar("SELECT to_jsonb(u) FROM auth.users u ORDER BY created_at");
        let rows: Vec<Value> = rows.fetch_all(&pool).await.expect("the users");
        rows.iter().map(User::of).collect()
    }

    fn claims(&self, bearer: Option<&str>) -> Result<Value, Refusal> {
        let missing = || refuse(401, "no_authorization", "This endpoint requires a valid Bearer token");
        let token = bearer.ok_or_else(missing)?;
        self.keys.verify(token).map_err(|message| refuse(403, "bad_jwt", &message))
    }

    async fn check_admin(&self, pool: &PgPool, bearer: Option<&str>) -> Result<(), Refusal> {
        let claims = self.claims(bearer)?;
        if let Some(session) = claims["session_id"].as_str().and_then(|session| session.parse().ok()) {
            self.check_session(pool, session).await?;
        }
        match claims["role"].as_str() {
            Some("service_role" | "supabase_admin") => Ok(()),
            _ => Err(refuse(403, "not_admin", "User not allowed")),
        }
    }

    async fn check_session(&self, pool: &PgPool, session: Uuid) -> Result<(), Refusal> {
        let exists = sqlx::query_scalar("SELECT EXISTS (SELECT FROM auth.sessions WHERE id = $1)");
        if exists.bind(session).fetch_one(pool).await? {
            return Ok(());
        }
        Err(refuse(403, "session_not_found", "Session from session_id claim in JWT does not exist"))
    }

    fn check_strength(&self, password: &str) -> Result<(), Refusal> {
        if password.chars().count() >= self.password_min_length {
            return Ok(());
        }
        Err(Refusal::Api {
            status: 422,
            code: "weak_password",
            message: format!("Password should be at least {} characters.", self.password_min_length),
            weak: Some(json!({"reasons": ["length"]})),
        })
    }

    /// What a user without a password gets.
    async fn random_hash(&self, pool: &PgPool) -> Result<String, Refusal> {
        passwords::hash(pool, &random_text(LETTERS_DIGITS, 64)).await
    }

    async fn route(&self, request: &Request, way: &Way<'_>) -> Result<Answer, Refusal> {
        let path: Vec<&str> = way.path.split('/').collect();
        let (method, bearer) = (request.method.as_str(), way.bearer.as_deref());
        match (method, path.as_slice()) {
            ("GET", ["health"]) => {
                let about = "GoTrue is a user registration and authentication API";
                return Ok(Answer::json(200, &json!({"version": "v2.196.0", "name": "GoTrue", "description": about})));
            }
            ("GET", [".well-known", "jwks.json"]) => {
                return Ok(Answer::json(200, &self.keys.jwks()).with("cache-control", "public, max-age=600"));
            }
            _ => {}
        }
        if request.body.len() > MAX_BODY {
            return Err(refuse(413, "request_entity_too_large", "Request body too large"));
        }
        let pool = &self.server.running().await.pool;
        match (method, path.as_slice()) {
            ("POST", ["token"]) => return login::token(self, pool, request).await,
            ("POST", ["logout"]) => return login::logout(self, pool, request, bearer).await,
            ("GET", ["user"]) => return login::user(self, pool, bearer).await,
            _ => {}
        }
        let admin =
            matches!(path.as_slice(), ["invite"] | ["admin", "users" | "generate_link"] | ["admin", "users", _]);
        if !admin {
            let known =
                matches!(path.as_slice(), ["token" | "logout" | "user" | "health"] | [".well-known", "jwks.json"]);
            return Ok(if known { Answer::empty(405) } else { not_found() });
        }
        self.check_admin(pool, bearer).await?;
        match (method, path.as_slice()) {
            ("POST", ["invite"]) => links::invite(pool, request).await,
            ("POST", ["admin", "generate_link"]) => links::generate(self, pool, request).await,
            ("POST", ["admin", "users"]) => admin::create(self, pool, request).await,
            ("GET", ["admin", "users"]) => list::list(self, pool, request).await,
            ("GET", ["admin", "users", id]) => Ok(Answer::json(200, &users::shown(pool, admin::user_id(id)?).await?)),
            ("PUT", ["admin", "users", id]) => admin::update(self, pool, request, id).await,
            ("DELETE", ["admin", "users", id]) => admin::delete(pool, request, id).await,
            _ => Ok(Answer::empty(405)),
        }
    }
}

/// The Auth server of a project, or the shared one.
pub(super) fn server(shared: &Shared, reference: &str) -> Option<Arc<AuthServer>> {
    if reference == "shared" {
        return Some(Arc::clone(&shared.shared_auth));
    }
    shared.state().project(reference).map(|project| Arc::clone(&project.auth))
}

fn not_found() -> Answer {
    Answer::text(404, "text/plain; charset=utf-8", "404 page not found\n")
}

/// Answers a request for an Auth server.
pub(super) async fn answer(shared: &Arc<Shared>, request: &Request) -> Answer {
    let (auth, way) = match gateway::pass(shared, request) {
        Ok(passed) => passed,
        Err(answer) => return answer,
    };
    auth.route(request, &way).await.unwrap_or_else(|refusal| refusal.answer(request))
}
