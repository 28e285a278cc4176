//! Which tenants a command works on; one way for every command that takes several.

use crate::labels::{InvalidLabel, Label};
use crate::status::{Status, UnknownStatus};
use crate::tenant::TenantId;
use std::str::FromStr;

/// `key=value,…` as `--selector` takes it: `region`, `provider`, `cluster`, `status`, and labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selector {
    /// Region label.
    pub region: Option<String>,
    /// Provider's name.
    pub provider: Option<String>,
    /// Cluster's name.
    pub cluster: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// All of these labels must fit.
    pub labels: Vec<Label>,
}

/// A selector that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSelector {
    /// One of its pairs.
    #[error("{0:?}: {1}")]
    Pair(String, InvalidLabel),
    /// Its status.
    #[error(transparent)]
    Status(#[from] UnknownStatus),
    /// The same key twice can't fit any tenant.
    #[error("the key {0:?} occurs twice")]
    Twice(String),
}

impl Selector {
    /// The keys that aren't labels, and what their values are.
    pub const KEYS: [(&str, &str); 4] = [
        ("region", "the tenant's region, such as us-east-1"),
        ("provider", "where its database comes from: supabase, cluster or local"),
        ("cluster", "the name of the cluster that it is on"),
        ("status", "where it is in its life"),
    ];
}

impl FromStr for Selector {
    type Err = InvalidSelector;

    fn from_str(text: &str) -> Result<Self, InvalidSelector> {
        let mut selector = Self::default();
        for pair in text.split(',').filter(|p| !p.is_empty()) {
            let label: Label = pair.parse().map_err(|e| InvalidSelector::Pair(pair.to_owned(), e))?;
            let slot = match label.key.as_str() {
                "region" => &mut selector.region,
                "provider" => &mut selector.provider,
                "cluster" => &mut selector.cluster,
                "status" => {
                    if selector.status.is_some() {
                        return Err(InvalidSelector::Twice(label.key));
                    }
                    selector.status = Some(label.value.parse()?);
                    continue;
                }
                key => {
                    if selector.labels.iter().any(|l| l.key == key) {
                        return Err(InvalidSelector::Twice(label.key));
                    }
                    selector.labels.push(label);
                    continue;
                }
            };
            if slot.replace(label.value).is_some() {
                return Err(InvalidSelector::Twice(label.key));
            }
        }
        Ok(selector)
    }
}

/// The tenants that a command works on.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Named one by one; empty means all that the selector fits.
    pub ids: Vec<TenantId>,
    /// What they must fit.
    pub selector: Selector,
    /// Left out.
    pub exclude: Vec<TenantId>,
}

impl Selection {
    /// Tells whether it leaves no tenant out.
    pub fn is_everything(&self) -> bool {
        self.ids.is_empty() && self.exclude.is_empty() && self.selector == Selector::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Selection, Selector};
    use crate::status::Status;

    #[test]
    fn nothing_said_is_everything() {
        let id = || vec!["acme-corp".parse().expect("an id")];
        assert!(Selection::default().is_everything());
        for some in [
            Selection { ids: id(), ..Selection::default() },
            Selection { exclude: id(), ..Selection::default() },
            Selection { selector: "region=x".parse().expect("reads"), ..Selection::default() },
        ] {
            assert!(!some.is_everything(), "{some:?}");
        }
    }

    #[test]
    fn reads_a_selector() {
        let selector: Selector = "region=us-east-1,status=active,tier=pro".parse().expect("reads");
        assert_eq!(selector.region.as_deref(), Some("us-east-1"));
        assert_eq!(selector.status, Some(Status::Active));
        assert_eq!(selector.labels.len(), 1);
    }

    #[test]
    fn each_documented_key_is_no_label() {
        for (key, _) in Selector::KEYS {
            let value = if key == "status" { "active" } else { "x" };
            let selector: Selector = format!("{key}={value}").parse().expect("reads");
            assert!(selector.labels.is_empty(), "{key}");
        }
    }

    #[test]
    fn refuses_nonsense() {
        for text in ["region", "status=nonsense", "region=a,region=b", "tier=a,tier=b", "=x"] {
            assert!(text.parse::<Selector>().is_err(), "{text}");
        }
    }
}
