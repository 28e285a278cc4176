//! Routes, and the check before them: cookie, token, tenant, connection.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use serde_json::{Value, json};
use sqlx::Row;
use std::sync::Arc;
use tenantctl::app::{AppError, SignedIn, TokenVerifier};
use tenantctl::token::{Reason, token_from_cookie};

use secrecy::ExposeSecret;

const COOKIE: &str = "session";

/// What goes wrong with a request.
pub(super) struct Failure(AppError);

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = match self.0 {
            AppError::Refused(Reason::PermissionDenied) => StatusCode::FORBIDDEN,
            AppError::Refused(_) => StatusCode::UNAUTHORIZED,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        // The reason is for the log, not for whoever sent the token.
        (status, Json(json!({ "error": status.canonical_reason() }))).into_response()
    }
}

/// Returns the service.
pub(super) fn routes(verifier: TokenVerifier) -> Router {
    let verifier = Arc::new(verifier);
    let inside = Router::new()
        .route("/me", get(me))
        .route("/vendors", get(vendors).post(add_vendor))
        .layer(middleware::from_fn_with_state(Arc::clone(&verifier), signed_in));
    Router::new().route("/login", post(login)).route("/logout", post(logout)).merge(inside).with_state(verifier)
}

/// Lets a request pass that brings a good token.
async fn signed_in(
    State(verifier): State<Arc<TokenVerifier>>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let user = check(&verifier, request.headers()).await?;
    request.extensions_mut().insert(Arc::new(user));
    Ok(next.run(request).await)
}

async fn check(verifier: &TokenVerifier, headers: &HeaderMap) -> Result<SignedIn, AppError> {
    let mut all = headers.get_all(header::COOKIE).iter();
    // Two headers could say two things.
    let (Some(cookie), None) = (all.next(), all.next()) else { return Err(Reason::Malformed.into()) };
    let cookie = cookie.to_str().map_err(|_| Reason::Malformed)?;
    let token = token_from_cookie(cookie, COOKIE)?.ok_or(Reason::Malformed)?;
    verifier.verify(token.expose_secret()).await
}

/// Takes a token that the user got elsewhere, and keeps it in a cookie that no script reads.
async fn login(State(verifier): State<Arc<TokenVerifier>>, token: String) -> Result<Response, Failure> {
    let user = verifier.verify(&token).await?;
    let cookie = format!("{COOKIE}={}; HttpOnly; Secure; SameSite=Strict; Path=/", token.trim_end());
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "tenant": user.tenant.tenant.id.as_str() }))).into_response())
}

/// Ends the session for good: its row is deleted, so that a copy of the token is of no use either.
async fn logout(State(verifier): State<Arc<TokenVerifier>>, headers: HeaderMap) -> Result<Response, Failure> {
    check(&verifier, &headers).await?.end_session().await?;
    let cookie = format!("{COOKIE}=; Max-Age=0; HttpOnly; Secure; SameSite=Strict; Path=/");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn me(Extension(user): Extension<Arc<SignedIn>>) -> Json<Value> {
    Json(json!({ "sub": user.claims.sub(), "tenant": user.tenant.tenant.id.as_str() }))
}

/// Row level security decides what is seen; nothing here filters.
async fn vendors(Extension(user): Extension<Arc<SignedIn>>) -> Result<Json<Value>, Failure> {
    user.require("vendors.read").await?;
    let mut transaction = user.begin().await?;
    let rows = sqlx::query("SELECT name FROM vendors ORDER BY name LIMIT 100").fetch_all(&mut *transaction).await;
    let rows = rows.map_err(tenantctl::postgres::db("listing vendors"))?;
    let names: Vec<String> = rows.iter().filter_map(|row| row.try_get("name").ok()).collect();
    Ok(Json(json!({ "vendors": names })))
}

async fn add_vendor(Extension(user): Extension<Arc<SignedIn>>, name: String) -> Result<StatusCode, Failure> {
    user.require("vendors.write").await?;
    let mut transaction = user.begin().await?;
    let insert = sqlx::query("INSERT INTO vendors (code, name) VALUES ($1, $1)").bind(name).execute(&mut *transaction);
    insert.await.map_err(tenantctl::postgres::db("adding a vendor"))?;
    transaction.commit().await.map_err(tenantctl::postgres::db("committing"))?;
    Ok(StatusCode::CREATED)
}
