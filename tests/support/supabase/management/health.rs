//! The health of a project's services, which come up after the project does.

use super::super::state::Shared;
use super::super::wire::{Answer, Request};
use super::{error, ok, with};
use serde_json::{Value, json};

const SERVICES: [&str; 8] = ["auth", "db", "db_postgres_user", "pooler", "realtime", "rest", "storage", "pg_bouncer"];

/// Where a project is on its way up.
enum Stage {
    Down,
    ServicesComing,
    PoolerMissing,
    Up,
}

pub(super) async fn health(shared: &Shared, request: &Request, reference: &str) -> Result<Answer, Answer> {
    let services: Vec<&str> =
        request.query.iter().filter(|(key, _)| key == "services").map(|(_, value)| value.as_str()).collect();
    if services.is_empty() || services.iter().any(|service| !SERVICES.contains(service)) {
        let message = format!("each value in services must be one of the following values: {}", SERVICES.join(", "));
        return Err(error(400, &message));
    }
    let timeout = request.query("timeout_ms").map(|text| text.parse::<u32>().ok().filter(|ms| *ms <= 10_000));
    if timeout == Some(None) {
        return Err(error(400, "timeout_ms must not be greater than 10000"));
    }
    let options = &shared.options;
    let (stage, server) = with(shared, reference, |project| {
        let stage = match project.timeline.now() {
            Some("UNKNOWN" | "COMING_UP" | "RESTORING") => Stage::ServicesComing,
            Some("ACTIVE_HEALTHY") => {
                project.health += 1;
                match project.health {
                    seen if seen <= options.services_after => Stage::ServicesComing,
                    seen if seen <= options.services_after + options.pooler_after => Stage::PoolerMissing,
                    _ => Stage::Up,
                }
            }
            _ => Stage::Down,
        };
        (stage, std::sync::Arc::clone(&project.server))
    })?;
    if matches!(stage, Stage::PoolerMissing | Stage::Up) {
        server.running().await;
    }
    Ok(ok(&services.iter().map(|service| item(service, &stage)).collect()))
}

fn item(service: &str, stage: &Stage) -> Value {
    let unhealthy = |message: &str| {
        let error = json!({"error": message}).to_string();
        json!({"name": service, "healthy": false, "status": "UNHEALTHY", "error": error})
    };
    match stage {
        Stage::Down => unhealthy("not found"),
        Stage::PoolerMissing if service == "pooler" => unhealthy("not found"),
        Stage::ServicesComing => json!({"name": service, "healthy": false, "status": "COMING_UP"}),
        Stage::PoolerMissing | Stage::Up => {
            let mut value = json!({"name": service, "healthy": true, "status": "ACTIVE_HEALTHY"});
            match service {
                "auth" => {
                    let about = "GoTrue is a user registration and authentication API";
                    value["info"] = json!({"name": "GoTrue", "version": "v2.196.0", "description": about});
                }
                "rest" => value["info"] = json!({"db_schema": "public,graphql_public"}),
                "realtime" => {
                    value["info"] = json!({"healthy": true, "db_connected": true, "replication_connected": true,
                        "connected_cluster": 1});
                }
                _ => {}
            }
            value
        }
    }
}
