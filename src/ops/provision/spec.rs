//! What was asked for; the same id with another spec is a conflict, never a mix.

use crate::control_plane::PlaneError;
use crate::domain::clone::CloneOf;
use crate::domain::labels::Labels;
use crate::domain::names::Naming;
use crate::domain::region::Region;
use crate::domain::tenant::TenantId;
use crate::supabase::management::InstanceSize;
use serde::Serialize;
use serde_json::{Value, json};

/// Kept for whoever takes the run up by its id; never compared.
const MOCK_DATA: &str = "include_mock_data";

/// Where a project once was created, the next run must look for it.
const ORGANIZATION: &str = "organization";
const SIZE: &str = "size";

/// A tenant to provision.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Its id.
    pub id: TenantId,
    /// Its name; the id where none is given.
    pub name: String,
    /// Its region.
    pub region: Region,
    /// The provider's name, resolved.
    pub provider: &'static str,
    /// Labels.
    pub labels: Labels,
    /// Stored for the tenant's first user.
    pub owner_email: Option<String>,
    /// How its database is named.
    pub naming: Naming,
    /// The Supabase organization that owns its project, if it gets one.
    pub organization: Option<String>,
    /// How large its Supabase project is; the API's own choice without one.
    pub size: Option<InstanceSize>,
    /// Load the mock data before the tenant is in use. Never a conflict: the database itself knows what was loaded
    /// into it, and whoever takes the run up by `provision` decides anew.
    pub mock_data: bool,
    /// The tenant that it is made as a copy of.
    pub clone_of: Option<CloneOf>,
}

/// A value that differs between the tenant there is and the one asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which value.
    pub field: String,
    /// The tenant's.
    pub existing: String,
    /// The wanted one.
    pub wanted: String,
}

impl Spec {
    /// What the ledger keeps.
    pub fn document(&self) -> Value {
        let mut document = json!({
            "name": self.name,
            "region": self.region.as_str(),
            "provider": self.provider,
            "labels": self.labels,
            "owner_email": self.owner_email,
            MOCK_DATA: self.mock_data,
        });
        if let (Some(organization), Value::Object(fields)) = (&self.organization, &mut document) {
            fields.insert(ORGANIZATION.to_owned(), organization.clone().into());
            fields.insert(SIZE.to_owned(), self.size.map(InstanceSize::as_str).into());
        }
        if let (Some(clone), Value::Object(fields)) = (self.clone_of, &mut document) {
            fields.insert(CloneOf::MEMBER.to_owned(), clone.document());
        }
        document
    }

    /// Reads back what the ledger keeps.
    ///
    /// # Errors
    /// [`PlaneError::Inconsistent`] for a document that isn't ours.
    pub fn from_ledger(id: TenantId, stored: &Value) -> Result<Self, PlaneError> {
        let wrong = |what: &str| PlaneError::Inconsistent(format!("the specification of tenant {id} has no {what}"));
        let text = |field: &str| stored.get(field).and_then(Value::as_str);
        let labels = stored.get("labels").cloned().unwrap_or_default();
        Ok(Self {
            name: text("name").ok_or_else(|| wrong("name"))?.to_owned(),
            region: text("region").and_then(|r| r.parse().ok()).ok_or_else(|| wrong("region"))?,
            provider: ["local", "cluster", "supabase"]
                .into_iter()
                .find(|known| text("provider") == Some(known))
                .ok_or_else(|| wrong("provider of this version"))?,
            labels: serde_json::from_value(labels).map_err(|_| wrong("labels"))?,
            owner_email: text("owner_email").map(str::to_owned),
            // The names are made once, and are the tenant row's.
            naming: Naming::Readable,
            organization: text(ORGANIZATION).map(str::to_owned),
            size: text(SIZE).and_then(|size| size.parse().ok()),
            mock_data: Self::has_mock_data(stored),
            clone_of: stored.get(CloneOf::MEMBER).and_then(CloneOf::from_document),
            id,
        })
    }

    /// Tells whether a document asks for the mock data.
    pub(super) fn has_mock_data(stored: &Value) -> bool {
        stored.get(MOCK_DATA).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Compares with what an earlier run was asked for.
    pub fn differences(&self, stored: &Value) -> Vec<Difference> {
        let wanted = self.document();
        let Value::Object(mut fields) = wanted else { return Vec::new() };
        // A copy is asked for as such, and what is none isn't.
        fields.entry(CloneOf::MEMBER).or_insert(Value::Null);
        fields
            .iter()
            .filter(|(field, _)| *field != MOCK_DATA)
            .filter(|(field, value)| stored.get(field.as_str()).unwrap_or(&Value::Null) != *value)
            .map(|(field, value)| Difference {
                field: field.clone(),
                existing: shown(stored.get(field.as_str()).unwrap_or(&Value::Null)),
                wanted: shown(value),
            })
            .collect()
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(map) if map.is_empty() => "none".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Spec;
    use crate::domain::names::Naming;

    #[test]
    fn names_each_difference() {
        let spec = Spec {
            mock_data: false,
            clone_of: None,
            organization: Some("org".into()),
            size: "micro".parse().ok(),
            id: "acme-corp".parse().expect("id"),
            name: "Acme".into(),
            region: "us-east-1".parse().expect("region"),
            provider: "local",
            labels: Default::default(),
            owner_email: None,
            naming: Naming::Readable,
        };
        assert!(spec.differences(&spec.document()).is_empty());
        let read = Spec::from_ledger(spec.id.clone(), &spec.document()).expect("reads");
        assert_eq!(read.document(), spec.document());
        let with = Spec { mock_data: true, ..read };
        assert!(with.differences(&spec.document()).is_empty());
        assert!(Spec::from_ledger(spec.id.clone(), &with.document()).expect("reads").mock_data);
        assert!(Spec::from_ledger(spec.id.clone(), &serde_json::json!({"name": "x"})).is_err());
        let mut other = spec.document();
        other["region"] = "eu-west-1".into();
        other["owner_email"] = "a@b.c".into();
        let fields: Vec<_> = spec.differences(&other).into_iter().map(|d| (d.field, d.existing, d.wanted)).collect();
        assert_eq!(
            fields,
            [
                ("region".into(), "eu-west-1".into(), "us-east-1".into()),
                ("owner_email".into(), "a@b.c".into(), "none".into())
            ]
        );
    }
}
