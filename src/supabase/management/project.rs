//! A project, and what a new one is to be.

use super::size::InstanceSize;
use super::status::ProjectStatus;
use crate::supabase::http::ApiError;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize};

/// A project as the API shows it.
#[derive(Debug, Clone, Deserialize)]
pub struct Project {
    /// Its ref: 20 small letters, and nothing that would mean something else in a path or a host name.
    #[serde(rename = "ref", deserialize_with = "reference")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// How it is.
    pub status: ProjectStatus,
    /// The organization that owns it; an organization's own list doesn't say.
    #[serde(default)]
    pub organization_slug: Option<String>,
    /// Its database.
    #[serde(default)]
    pub database: Option<Database>,
}

fn reference<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if fits { Ok(text) } else { Err(serde::de::Error::custom("no ref")) }
}

/// The database of a project.
#[derive(Debug, Clone, Deserialize)]
pub struct Database {
    /// Its own host, which usually has an IPv6 address only.
    pub host: String,
}

/// Where a new project is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "code", rename_all = "camelCase")]
pub enum RegionSelection {
    /// One region.
    Specific(String),
    /// Whichever of a part of the world has room.
    SmartGroup(String),
}

impl RegionSelection {
    /// The groups that the API has.
    pub const GROUPS: [&'static str; 3] = ["americas", "emea", "apac"];

    /// Takes a region's code or a group's.
    pub fn parse(text: &str) -> Self {
        if Self::GROUPS.contains(&text) { Self::SmartGroup(text.to_owned()) } else { Self::Specific(text.to_owned()) }
    }
}

/// A project to create.
#[derive(Debug)]
pub struct NewProject {
    /// Its name: up to 256 characters and no dot.
    pub name: String,
    /// The slug of the organization that owns it.
    pub organization: String,
    /// The password of its database.
    pub password: SecretString,
    /// Where it is to be.
    pub region: RegionSelection,
    /// How large; the API's own choice without one.
    pub size: Option<InstanceSize>,
}

/// The request's document. Its schema is closed, so nothing else may be in it.
#[derive(Serialize)]
pub(super) struct Body<'a> {
    name: &'a str,
    organization_slug: &'a str,
    db_pass: &'a str,
    region_selection: &'a RegionSelection,
    #[serde(skip_serializing_if = "Option::is_none")]
    desired_instance_size: Option<InstanceSize>,
}

impl NewProject {
    /// Checks what the API would refuse.
    pub(super) fn body(&self) -> Result<Body<'_>, ApiError> {
        let doing = "creating the project";
        if self.name.is_empty() || self.name.chars().count() > 256 || self.name.contains('.') {
            return Err(ApiError::unfit(doing, "a project's name has 1 to 256 characters and no dot"));
        }
        check_password(doing, &self.password)?;
        Ok(Body {
            name: &self.name,
            organization_slug: &self.organization,
            db_pass: self.password.expose_secret(),
            region_selection: &self.region,
            desired_instance_size: self.size,
        })
    }
}

/// Checks what the API would refuse, or take and lock everybody out with: a password beyond ASCII is prepared
/// differently by server and client (RFC 4013).
pub(super) fn check_password(doing: &str, password: &SecretString) -> Result<(), ApiError> {
    let password = password.expose_secret();
    if (4..100).contains(&password.len()) && password.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(());
    }
    Err(ApiError::unfit(doing, "a database password has 4 to 99 visible ASCII characters"))
}
