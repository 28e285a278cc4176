//! The regions.

use super::super::state::Shared;
use super::super::wire::{Answer, Request};
use super::{error, ok};
use serde_json::{Value, json};

/// The region codes.
pub(super) const CODES: [&str; 18] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "eu-central-1",
    "eu-central-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-east-1",
];

/// The smart groups: code, name, the region that one stands for here.
pub(super) const GROUPS: [(&str, &str, &str); 3] = [
    ("americas", "Americas", "us-east-1"),
    ("emea", "Europe", "eu-central-1"),
    ("apac", "Asia-Pacific", "ap-southeast-1"),
];

fn specific(code: &str) -> Value {
    json!({"name": format!("Region {code}"), "code": code, "type": "specific", "provider": "AWS"})
}

fn group((code, name, _): (&str, &str, &str)) -> Value {
    json!({"name": name, "code": code, "type": "smartGroup"})
}

/// All of them, and a recommendation for the continent.
pub(super) fn available(shared: &Shared, request: &Request) -> Result<Answer, Answer> {
    let Some(slug) = request.query("organization_slug") else {
        return Err(error(400, "organization_slug must be a string"));
    };
    super::organizations::find(shared, slug)?;
    let near = match request.query("continent") {
        None | Some("NA" | "SA" | "AN") => GROUPS[0],
        Some("EU" | "AF") => GROUPS[1],
        Some("AS" | "OC") => GROUPS[2],
        Some(_) => return Err(error(400, "continent must be one of the following values: NA, SA, EU, AF, AS, OC, AN")),
    };
    Ok(ok(&json!({
        "recommendations": {"smartGroup": group(near), "specific": [specific(near.2)]},
        "all": {"smartGroup": GROUPS.map(group), "specific": CODES.map(specific)},
    })))
}
