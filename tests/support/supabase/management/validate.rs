//! Closed bodies and their values, with messages in the style of NestJS.

use super::super::wire::{Answer, Request};
use super::error;
use super::regions::{CODES, GROUPS};
use serde_json::{Map, Value};

/// The sizes that a new project can have.
const SIZES: [&str; 19] = [
    "nano",
    "micro",
    "small",
    "medium",
    "large",
    "xlarge",
    "2xlarge",
    "4xlarge",
    "8xlarge",
    "12xlarge",
    "16xlarge",
    "24xlarge",
    "24xlarge_optimized_memory",
    "24xlarge_optimized_cpu",
    "24xlarge_high_memory",
    "48xlarge",
    "48xlarge_optimized_memory",
    "48xlarge_optimized_cpu",
    "48xlarge_high_memory",
];

fn bad(message: &str) -> Answer {
    error(400, message)
}

/// A project's ref: 20 small letters.
pub(super) fn reference(text: &str) -> Result<(), Answer> {
    let good = text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    good.then_some(()).ok_or_else(|| bad("ref must match ^[a-z]{20}$ regular expression"))
}

/// The body as an object that has no other members than these.
pub(super) fn object(request: &Request, known: &[&str]) -> Result<Map<String, Value>, Answer> {
    let Some(Value::Object(body)) = request.json() else { return Err(bad("Unexpected token in JSON")) };
    match body.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(bad(&format!("property {key} should not exist"))),
        None => Ok(body),
    }
}

/// A member that must be text of a length.
pub(super) fn text(body: &Map<String, Value>, name: &str, shortest: usize, longest: usize) -> Result<String, Answer> {
    let Some(text) = body.get(name).and_then(Value::as_str) else {
        return Err(bad(&format!("{name} must be a string")));
    };
    if text.chars().count() < shortest {
        return Err(bad(&format!("{name} must be longer than or equal to {shortest} characters")));
    }
    if text.chars().count() > longest {
        return Err(bad(&format!("{name} must be shorter than or equal to {longest} characters")));
    }
    Ok(text.to_owned())
}

/// One of these values; `None` if the member is missing.
pub(super) fn one_of(body: &Map<String, Value>, name: &str, values: &[&str]) -> Result<Option<String>, Answer> {
    match body.get(name) {
        None => Ok(None),
        Some(Value::String(value)) if values.contains(&value.as_str()) => Ok(Some(value.clone())),
        Some(_) => Err(bad(&format!("{name} must be one of the following values: {}", values.join(", ")))),
    }
}

/// A valid request for a project.
pub(in super::super) struct NewProject {
    pub(super) name: String,
    pub(super) password: String,
    pub(super) organization: String,
    pub(super) region: String,
    pub(super) size: Option<String>,
}

/// Reads the body of a creation.
pub(super) fn new_project(request: &Request) -> Result<NewProject, Answer> {
    let body = object(
        request,
        &[
            "db_pass",
            "name",
            "organization_id",
            "organization_slug",
            "plan",
            "region",
            "region_selection",
            "kps_enabled",
            "desired_instance_size",
            "template_url",
        ],
    )?;
    let password = text(&body, "db_pass", 4, usize::MAX)?;
    let name = text(&body, "name", 1, 256)?;
    if name.contains('.') {
        return Err(bad("name should not contain a . string"));
    }
    let organization = text(&body, "organization_slug", 1, usize::MAX)?;
    if !organization.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        return Err(bad("organization_slug must match ^[\\w-]+$ regular expression"));
    }
    one_of(&body, "plan", &["free", "pro"])?;
    let size = one_of(&body, "desired_instance_size", &SIZES)?;
    let region = region(&body)?;
    Ok(NewProject { name, password, organization, region, size })
}

fn region(body: &Map<String, Value>) -> Result<String, Answer> {
    let old = one_of(body, "region", &CODES)?;
    let Some(selection) = body.get("region_selection") else {
        return Ok(old.unwrap_or_else(|| "us-east-1".to_owned()));
    };
    let Some(selection) = selection.as_object() else { return Err(bad("region_selection must be an object")) };
    if old.is_some() {
        return Err(bad("Only one of region and region_selection can be given"));
    }
    if let Some(key) = selection.keys().find(|key| !["type", "code"].contains(&key.as_str())) {
        return Err(bad(&format!("region_selection.property {key} should not exist")));
    }
    let wrong = |what: &str| bad(&format!("region_selection.{what}"));
    match one_of(selection, "type", &["specific", "smartGroup"])?.as_deref() {
        Some("specific") => {
            one_of(selection, "code", &CODES)?.ok_or_else(|| wrong("code should not be null or undefined"))
        }
        Some(_) => {
            let groups = GROUPS.map(|(code, ..)| code);
            let code =
                one_of(selection, "code", &groups)?.ok_or_else(|| wrong("code should not be null or undefined"))?;
            let group = GROUPS.iter().find(|(group, ..)| *group == code);
            Ok(group.map_or("us-east-1", |(_, _, first)| first).to_owned())
        }
        None => Err(wrong("type should not be null or undefined")),
    }
}
