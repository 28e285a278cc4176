//! The Supabase projects of tenants.

use super::Check;
use super::api::MANAGEMENT;
use crate::control_plane::TenantRow;
use crate::supabase::http::ApiError;
use crate::supabase::management::{ManagementApi, Project};
use futures_util::future::join_all;

/// How many tenants' projects are looked at.
pub const LOOKED_AT: usize = 5;

/// Asks how the projects of the first of these tenants are.
pub async fn projects(api: &ManagementApi, tenants: &[TenantRow]) -> Vec<Check> {
    let looked_at = tenants.iter().take(LOOKED_AT).filter_map(|tenant| Some((tenant, tenant.project.as_deref()?)));
    let asked = looked_at.map(|(tenant, project)| async move {
        let name = format!("project.{}", tenant.id);
        judge(name, project, api.project(project).await)
    });
    let mut checks = join_all(asked).await;
    if tenants.len() > LOOKED_AT {
        let text = format!("of the other tenants' projects none was looked at; {LOOKED_AT} were");
        checks.push(Check::skipped("projects", text).with_hint("tenantctl list --selector provider=supabase"));
    }
    checks
}

fn judge(name: String, reference: &str, found: Result<Option<Project>, ApiError>) -> Check {
    let dashboard = || format!("https://supabase.com/dashboard/project/{reference}");
    match found {
        Ok(Some(project)) if project.status.is_ready() => {
            Check::ok(name, format!("{reference} in {} is {}", project.region, project.status))
        }
        Ok(Some(project)) => Check::warning(name, format!("{reference} is {}", project.status), dashboard()),
        Ok(None) => Check::error(
            name,
            format!("there is no project {reference}"),
            "tenantctl list --selector provider=supabase",
        ),
        Err(error) => MANAGEMENT.failed(name, &error),
    }
}
