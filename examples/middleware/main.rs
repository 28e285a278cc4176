//! A small service for the users of all tenants: log in, see the vendors, log out.
//!
//! ```console
//! $ tenantctl local start --listen 5433
//! $ DATABASE_URL=… TENANTCTL_MASTER_KEY=… cargo run --example middleware
//! $ curl -H "Cookie: session=$(tenantctl session issue --user ann@example.com --reason 'a try' -t acme-corp)" \
//!     http://127.0.0.1:8080/vendors
//! ```

mod service;

use tenantctl::app::{Plane, PoolOptions, TenantPools, TokenVerifier};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (url, key) = (std::env::var("DATABASE_URL")?, std::env::var("TENANTCTL_MASTER_KEY")?);
    let plane = Plane::open(&url.into(), &key.into()).await?;
    let verifier = TokenVerifier::new(TenantPools::new(plane, PoolOptions::default()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, service::routes(verifier)).await?;
    Ok(())
}
