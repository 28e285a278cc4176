//! Tenants against the Supabase projects of their organizations.

use super::{Difference, Repair};
use crate::status::Status;
use crate::tenant::TenantId;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How many digits of a tenant's uuid end the name of its project.
const MARK: usize = 12;

/// A tenant with a project, as the control plane has it; erased ones too.
#[derive(Debug, Clone)]
pub struct KnownProject {
    /// Never reused.
    pub uuid: Uuid,
    /// What people call it.
    pub id: String,
    /// Where it is in its life.
    pub status: Status,
    /// Something is at work on it, or was left in the middle: what, and the command that goes on.
    pub unfinished: Option<(String, String)>,
    /// The ref of its project.
    pub reference: Option<String>,
    /// The organization that it was made in.
    pub organization: Option<String>,
}

/// How a project is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It is at work, or soon will be.
    Running,
    /// It is paused.
    Paused,
    /// It is being deleted.
    Leaving,
    /// It won't be at work by itself.
    Broken,
}

/// A project as the API shows it.
#[derive(Debug, Clone)]
pub struct FoundProject {
    /// Its ref.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The organization that owns it, as far as the API says.
    pub organization: Option<String>,
    /// How it is.
    pub condition: Condition,
    /// The API's own word for that.
    pub status: String,
}

impl FoundProject {
    /// Where a person deletes, transfers or looks at it.
    fn dashboard(&self) -> String {
        format!("https://supabase.com/dashboard/project/{}/settings/general", self.reference)
    }
}

/// Compares tenants with projects: those of their organizations, and each that a tenant names and that is still there.
/// `organization` is the one that new projects go to.
pub fn project_differences(
    known: &[KnownProject],
    found: &[FoundProject],
    organization: Option<&str>,
) -> Vec<Difference> {
    let by_reference: HashMap<&str, &FoundProject> = found.iter().map(|one| (one.reference.as_str(), one)).collect();
    let mut differences = Vec::new();
    for tenant in known.iter().filter(|tenant| tenant.status != Status::Deleted) {
        let project = tenant.reference.as_deref().and_then(|reference| by_reference.get(reference).copied());
        differences.extend(tenant.difference(project, organization));
    }
    let live = known.iter().filter(|tenant| tenant.status != Status::Deleted);
    let taken: HashSet<&str> = live.filter_map(|tenant| tenant.reference.as_deref()).collect();
    let strays = found.iter().filter(|project| !taken.contains(project.reference.as_str()));
    differences.extend(strays.filter_map(|project| stray(project, known)));
    differences
}

impl KnownProject {
    fn made(&self, kind: &'static str, object: &str, text: String, mend: String) -> Difference {
        let (tenant, uuid) = (Some(self.id.clone()), Some(self.uuid));
        Difference { kind, tenant, uuid, object: object.to_owned(), text, mend, repair: None }
    }

    fn difference(&self, project: Option<&FoundProject>, organization: Option<&str>) -> Option<Difference> {
        let id = &self.id;
        let reference = self.reference.as_deref().unwrap_or("none");
        if let Some((what, mend)) = &self.unfinished {
            return Some(self.made("unfinished", reference, what.clone(), mend.clone()));
        }
        let Some(project) = project else {
            let text = match &self.reference {
                Some(reference) => format!("the project {reference} isn't there, or the token may not see it"),
                None => format!("no project of tenant {id} is known"),
            };
            let mend = format!(
                "if the token sees all projects, it was deleted: tenantctl deprovision {id} --confirm {id} --no-backup \
                 --grace 0; then provision it anew, and: tenantctl restore-dump"
            );
            return Some(self.made("missing_project", reference, text, mend));
        };
        if !bears_mark(&project.name, self.uuid) {
            let text = format!("the project {reference} is called {}, which isn't tenant {id}'s mark", project.name);
            let mend = format!("give it the name {id}{} back: {}", mark(self.uuid), project.dashboard());
            return Some(self.made("foreign_project", reference, text, mend));
        }
        let homes = [self.organization.as_deref(), organization];
        if let Some(owner) = project.organization.as_deref().filter(|owner| !homes.contains(&Some(owner))) {
            let home = self.organization.as_deref().or(organization).unwrap_or("another one");
            let text = format!("the project {reference} belongs to the organization {owner}, not to {home}");
            let back = format!("transfer it back: {}", project.dashboard());
            let is_slug = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
            let mend = match owner.bytes().all(is_slug) {
                true => format!("{back}; if it was meant so: tenantctl config set supabase_organization {owner}"),
                false => back,
            };
            return Some(self.made("foreign_organization", reference, text, mend));
        }
        match (project.condition, self.status) {
            (Condition::Paused, Status::Active) => {
                let text = format!("the tenant is active, and its project {reference} is {}", project.status);
                let mend = "tenantctl doctor --reconcile --fix".to_owned();
                let repair = Some(Repair::Wake);
                Some(Difference { repair, ..self.made("paused_project", reference, text, mend) })
            }
            (Condition::Broken | Condition::Leaving, _) => {
                let text = format!("the project {reference} is {}", project.status);
                Some(self.made("broken_project", reference, text, format!("look at it: {}", project.dashboard())))
            }
            _ => None,
        }
    }
}

/// What ends the name of a tenant's project.
fn mark(uuid: Uuid) -> String {
    let hex = uuid.simple().to_string();
    format!("-{}", hex.get(hex.len() - MARK..).unwrap_or_default())
}

/// Tells whether a project of this name is the tenant's. What the tenant was called when it was made doesn't count: ids
/// may be renamed.
pub fn bears_mark(name: &str, uuid: Uuid) -> bool {
    name.ends_with(&mark(uuid))
}

/// Tells whether a name is one that a tenant's project gets: the id, and the end of a uuid.
fn is_a_tenants(name: &str) -> bool {
    let parts = name.rsplit_once('-');
    parts.is_some_and(|(id, digits)| {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        digits.len() == MARK && digits.bytes().all(is_hex) && id.parse::<TenantId>().is_ok()
    })
}

fn stray(project: &FoundProject, known: &[KnownProject]) -> Option<Difference> {
    if project.condition == Condition::Leaving {
        return None;
    }
    let FoundProject { reference, name, .. } = project;
    let owner = known.iter().find(|tenant| bears_mark(name, tenant.uuid));
    let text = match owner {
        // Its operation goes on with it.
        Some(tenant) if tenant.unfinished.is_some() => return None,
        Some(tenant) if tenant.status == Status::Deleted => {
            format!("the project {reference} ({name}) is an erased tenant's")
        }
        Some(tenant) => {
            let other = tenant.reference.as_deref().unwrap_or("none");
            format!("the project {reference} ({name}) bears tenant {}'s mark, whose project is {other}", tenant.id)
        }
        None if is_a_tenants(name) => {
            format!("the project {reference} ({name}) is called as a tenant's is, and no tenant names it")
        }
        None => return None,
    };
    let mend = format!(
        "look whose it is, since other control planes may share the organization; if nobody needs it, delete it: {}",
        project.dashboard()
    );
    let uuid = owner.map(|tenant| tenant.uuid);
    let object = reference.clone();
    Some(Difference { kind: "stray_project", tenant: None, uuid, object, text, mend, repair: None })
}
