//! A fake of Supabase on loopback, to try the Supabase provider without an account:
//! `cargo run --example fake_supabase -- --port 54321`.
//!
//! Projects are real PostgreSQL servers in a folder below /tmp; Ctrl-C stops and removes them.

#[expect(dead_code, unused_imports, reason = "much of its interface is for the tests")]
#[path = "../../tests/support/supabase/mod.rs"]
mod supabase;

use clap::{Parser, ValueEnum};
use std::error::Error;
use std::io::Write;
use std::time::Duration;
use supabase::{Act, FakeSupabase, Fault, Options, Organization, Phase, Plan};
use tokio::signal::unix::{SignalKind, signal};

#[derive(Clone, Copy, ValueEnum)]
enum PlanName {
    Free,
    Pro,
}

/// A stateful fake of the Supabase Management API and of the Auth server.
#[derive(Parser)]
struct Args {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 54321)]
    port: u16,
    /// The organization's slug
    #[arg(long, default_value = "fake-org")]
    organization: String,
    /// The organization's plan
    #[arg(long, value_enum, default_value = "pro")]
    plan: PlanName,
    /// Seconds until a new project is healthy
    #[arg(long, default_value_t = 5)]
    coming_up: u64,
    /// A new project's statuses instead, such as COMING_UP,INIT_FAILED; each is shown for one poll
    #[arg(long, value_delimiter = ',', value_parser = status)]
    script: Vec<&'static str>,
    /// Requests a minute, per endpoint
    #[arg(long, default_value_t = 120)]
    rate_limit: u32,
    /// Make database.host an address that answers on port 5432
    #[arg(long)]
    direct: bool,
    /// Report the pooler in transaction mode on port 6543
    #[arg(long)]
    transaction_pooler: bool,
    /// Serve the shared Auth server without /auth/v1 and without a gateway
    #[arg(long)]
    bare_auth: bool,
    /// Do the first creation, but lose its answer
    #[arg(long)]
    lose_first_create: bool,
}

fn status(text: &str) -> Result<&'static str, String> {
    Ok(Box::leak(text.to_uppercase().into_boxed_str()))
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let plan = match args.plan {
        PlanName::Free => Plan::Free,
        PlanName::Pro => Plan::Pro,
    };
    let creation = if args.script.is_empty() {
        vec![Phase::time("COMING_UP", Duration::from_secs(args.coming_up)), Phase::forever("ACTIVE_HEALTHY")]
    } else {
        Phase::script(&args.script)
    };
    let fake = FakeSupabase::start(Options {
        port: args.port,
        organizations: vec![Organization::new(&args.organization, plan)],
        creation,
        rate_limit: args.rate_limit,
        direct: args.direct,
        transaction_pooler: args.transaction_pooler,
        bare_auth: args.bare_auth,
        ..Options::default()
    });
    if args.lose_first_create {
        fake.add(Fault::on("POST", "/v1/projects", Act::DoneThenClose));
    }
    let mut out = std::io::stdout().lock();
    for (name, value) in fake.env() {
        writeln!(out, "export {name}={value}")?;
    }
    writeln!(out, "# or, for tenants on clusters, the shared Auth server:")?;
    for (name, value) in fake.shared_env() {
        writeln!(out, "# export {name}={value}")?;
    }
    writeln!(out, "# Ctrl-C stops it and removes its projects.")?;
    out.flush()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        Ok::<(), std::io::Error>(())
    })?;
    drop(fake);
    Ok(())
}
