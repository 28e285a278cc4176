//! The Supabase Management API: reachable, the token accepted, and the settings for new projects known there.

use super::Check;
use super::api::MANAGEMENT;
use super::clock::clock;
use crate::domain::region::KNOWN;
use crate::domain::suggest::closest;
use crate::supabase::management::{ManagementApi, Organization, RegionSelection};
use chrono::Utc;

/// What is configured for new projects.
#[derive(Debug)]
pub struct ManagementWish<'a> {
    /// The API's address.
    pub address: &'a str,
    /// The organization's slug.
    pub organization: Option<&'a str>,
    /// The region of new tenants.
    pub region: Option<&'a str>,
    /// New tenants get projects.
    pub used: bool,
}

const REACHABLE: &str = "supabase.api";
const ORGANIZATION: &str = "supabase.organization";

/// Looks at the API with the configured token.
pub async fn management(api: &ManagementApi, wish: &ManagementWish<'_>) -> Vec<Check> {
    let mut checks = match api.organizations_and_date().await {
        Ok((known, date)) => {
            let mut checks = vec![reachable(wish.address, &known)];
            checks.extend(date.map(|date| clock("supabase.clock".to_owned(), date - Utc::now())));
            checks.push(organization(api, wish, &known).await);
            checks
        }
        Err(error) => {
            vec![MANAGEMENT.failed(REACHABLE, &error), Check::skipped(ORGANIZATION, "the API can't be asked")]
        }
    };
    checks.push(region(wish));
    checks
}

fn reachable(address: &str, known: &[Organization]) -> Check {
    let names: Vec<_> = known.iter().map(|o| format!("{} ({})", o.name, o.slug)).collect();
    if names.is_empty() {
        let text = format!("{address} accepts the token, which sees no organization");
        return Check::warning(REACHABLE, text, "set SUPABASE_ACCESS_TOKEN to one of an organization's member");
    }
    Check::ok(REACHABLE, format!("{address} accepts the token, which sees {}", names.join(", ")))
}

async fn organization(api: &ManagementApi, wish: &ManagementWish<'_>, known: &[Organization]) -> Check {
    let slugs = || known.iter().map(|organization| organization.slug.as_str());
    let Some(slug) = wish.organization else {
        let hint = format!("set SUPABASE_ORGANIZATION to one of: {}", slugs().collect::<Vec<_>>().join(", "));
        return Check::warning(ORGANIZATION, "none is configured, so new tenants get no projects", hint);
    };
    if !slugs().any(|one| one == slug) {
        let hint = match closest(slug, slugs()) {
            Some(near) => format!("did you mean SUPABASE_ORGANIZATION={near}?"),
            None => format!("set SUPABASE_ORGANIZATION to one of: {}", slugs().collect::<Vec<_>>().join(", ")),
        };
        return Check::error(ORGANIZATION, format!("the token sees no organization {slug:?}"), hint);
    }
    match api.organization(slug).await {
        Ok(found) => {
            let plan = found.and_then(|found| found.plan).unwrap_or_else(|| "not told".to_owned());
            Check::ok(ORGANIZATION, format!("{slug}, plan {plan}"))
        }
        Err(error) => MANAGEMENT.failed(ORGANIZATION, &error),
    }
}

fn region(wish: &ManagementWish<'_>) -> Check {
    let name = "supabase.region";
    let Some(region) = wish.region else {
        return Check::skipped(name, "none is configured; `tenantctl provision --region` names one");
    };
    if RegionSelection::GROUPS.contains(&region) || KNOWN.contains(&region) {
        return Check::ok(name, region);
    }
    let hint = match closest(region, KNOWN) {
        Some(near) => format!("did you mean TENANTCTL_REGION={near}?"),
        None => format!("set TENANTCTL_REGION to one of: {}", KNOWN.join(", ")),
    };
    let text = format!("Supabase has no region {region:?}");
    // A cluster's region may be called anything.
    if wish.used { Check::error(name, text, hint) } else { Check::warning(name, text, hint) }
}

#[cfg(test)]
mod tests {
    use super::{ManagementWish, region};
    use crate::ops::doctor::State;

    #[test]
    fn an_unknown_region_is_wrong_where_projects_are_made() {
        for (given, used, state, hint) in [
            (None, true, State::Skipped, None),
            (Some("us-east-1"), true, State::Ok, None),
            (Some("emea"), true, State::Ok, None),
            (Some("us-esat-1"), true, State::Error, Some("did you mean TENANTCTL_REGION=us-east-1?")),
            (Some("us-esat-1"), false, State::Warning, Some("did you mean TENANTCTL_REGION=us-east-1?")),
        ] {
            let wish = ManagementWish { address: "", organization: None, region: given, used };
            let check = region(&wish);
            assert_eq!((check.state, check.hint.as_deref()), (state, hint), "{given:?}");
        }
    }
}
