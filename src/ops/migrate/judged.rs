//! Which tenants are as the files make them, and how the others differ.

use super::MigrateError;
use super::verify::{Against, Seen, Sight};
use crate::control_plane::TenantRow;
use crate::domain::fingerprint::Drift;
use crate::domain::ledger::LedgerFault;
use crate::tenant_db::SchemaPrint;
use std::collections::BTreeMap;

/// What was seen, and what should have been.
pub struct Judged {
    /// What was seen.
    pub sight: Sight,
    expected: BTreeMap<Against, SchemaPrint>,
}

/// Tenants whose schemas and ledgers are the same.
pub struct Group<'a> {
    /// The tenants in their order.
    pub tenants: Vec<&'a TenantRow>,
    /// What was seen of each of them.
    pub seen: &'a Seen,
    /// They are as the files make them.
    pub equal: bool,
}

impl Judged {
    /// Begins without anything to compare with.
    pub fn new(sight: Sight) -> Self {
        Self { sight, expected: BTreeMap::new() }
    }

    /// Names what has to be made to judge all tenants, each with a tenant on whose server it can be made.
    pub fn wanted(&self) -> BTreeMap<Against, TenantRow> {
        let mut wanted = BTreeMap::new();
        for seen in &self.sight.tenants {
            if let Some(found) = seen.result.as_ref().ok().filter(|found| found.is_comparable()) {
                wanted.entry(found.against).or_insert_with(|| seen.tenant.clone());
            }
        }
        wanted
    }

    /// Says that nothing can be made to judge these tenants by: they couldn't be looked at.
    pub fn give_up(&mut self, against: Against) {
        for seen in &mut self.sight.tenants {
            if seen.result.as_ref().is_ok_and(|found| found.against == against && found.is_comparable()) {
                seen.result = Err(MigrateError::NoServer(against.server));
            }
        }
    }

    /// Adds what was made.
    pub fn add(&mut self, against: Against, print: SchemaPrint) {
        self.expected.insert(against, print);
    }

    /// Returns whether a tenant is as the files make it.
    pub fn is_equal(&self, seen: &Seen) -> bool {
        seen.faults.is_empty() && self.expected.get(&seen.against).is_some_and(|print| print.hash == seen.hash)
    }

    /// Returns what differs, first in the ledger; the schema's part is missing where there is nothing to compare with, or
    /// there were too many different ones to keep each.
    pub fn differences<'a>(&self, seen: &'a Seen) -> (&'a [LedgerFault], Option<Vec<Drift>>) {
        let drift = self.expected.get(&seen.against).filter(|_| seen.is_comparable());
        (&seen.faults, drift.and_then(|print| self.sight.drift(seen, print)))
    }

    /// Returns the tenants that were seen, the same ones together: those that are equal first, then by version.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        for (tenant, seen) in self.sight.tenants.iter().filter_map(|t| Some((&t.tenant, t.result.as_ref().ok()?))) {
            let equal = self.is_equal(seen);
            let faults: Vec<String> = seen.faults.iter().map(ToString::to_string).collect();
            let key = (!equal, seen.against, seen.hash.as_str(), faults);
            let group = groups.entry(key).or_insert_with(|| Group { tenants: Vec::new(), seen, equal });
            group.tenants.push(tenant);
        }
        groups.into_values().collect()
    }

    /// Returns the tenants that couldn't be looked at.
    pub fn failed(&self) -> impl Iterator<Item = (&TenantRow, &MigrateError)> {
        self.sight.tenants.iter().filter_map(|t| Some((&t.tenant, t.result.as_ref().err()?)))
    }
}
