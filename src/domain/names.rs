//! The physical names of a tenant's database and logins.

use crate::ident::{Ident, InvalidIdent};
use crate::tenant::TenantId;
use uuid::Uuid;

/// Owns every tenant, template and pool database, and nothing else.
pub const DATABASES_ROLE: &str = "tenantctl_databases";
/// Owns the objects inside a tenant database.
pub const OWNER_ROLE: &str = "tenantctl_owner";
/// May use those objects.
pub const APP_ROLE: &str = "tenantctl_app";

/// How names are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `<id>_<12 hex>`: a person recognises them.
    Readable,
    /// `t_<12 hex>`: role and database names are visible to every login, so these tell nothing.
    Opaque,
}

/// A tenant's database and its two logins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhysicalNames {
    /// The database.
    pub database: Ident,
    /// The login that migrates and loads.
    pub migrator: Ident,
    /// The login that the tenant's application uses.
    pub app: Ident,
}

impl PhysicalNames {
    /// Derives the names; the uuid's last 12 hex digits are in each, which proves later whose
    /// they are.
    ///
    /// # Errors
    /// [`InvalidIdent`] when a name would exceed 63 bytes, which no valid tenant id reaches.
    pub fn of(id: &TenantId, uuid: Uuid, naming: Naming) -> Result<Self, InvalidIdent> {
        let hex = uuid.simple().to_string();
        let tail = &hex[20..];
        let base = match naming {
            Naming::Readable => format!("{}_{tail}", id.as_str().replace('-', "_")),
            Naming::Opaque => format!("t_{tail}"),
        };
        Self::from_base(&base)
    }

    /// Tells whether the names are those of the tenant with this uuid, whatever its id is.
    pub fn are_of(&self, uuid: Uuid) -> bool {
        let hex = uuid.simple().to_string();
        self.database.name().strip_suffix(&hex[20..]).is_some_and(|base| base.ends_with('_'))
    }

    /// Derives the logins from a stored database name.
    ///
    /// # Errors
    /// [`InvalidIdent`] when the stored name isn't one of ours.
    pub fn from_base(base: &str) -> Result<Self, InvalidIdent> {
        Ok(Self {
            database: Ident::new(base)?,
            migrator: Ident::new(format!("{base}_migrator"))?,
            app: Ident::new(format!("{base}_app"))?,
        })
    }
}

/// Returns the other name of a login: a tenant has two for each, and a rotation goes from one to the other.
///
/// # Errors
/// [`InvalidIdent`] when it would exceed 63 bytes, which no valid tenant id reaches.
pub fn login_beside(login: &str) -> Result<Ident, InvalidIdent> {
    match login.strip_suffix('2') {
        Some(first) if first.ends_with("_migrator") || first.ends_with("_app") => Ident::new(first),
        _ => Ident::new(format!("{login}2")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Naming, PhysicalNames, login_beside};
    use uuid::Uuid;

    #[test]
    fn names_carry_the_uuid_and_fit() {
        let uuid = Uuid::parse_str("11111111-2222-4333-8444-5556667778ab").expect("uuid");
        let id = "acme-corp".parse().expect("id");
        let names = PhysicalNames::of(&id, uuid, Naming::Readable).expect("names");
        assert_eq!(names.database.name(), "acme_corp_5556667778ab");
        assert_eq!(names.migrator.name(), "acme_corp_5556667778ab_migrator");
        assert_eq!(names.app.name(), "acme_corp_5556667778ab_app");
        assert!(names.are_of(uuid) && !names.are_of(Uuid::nil()));
        for other in ["postgres", "tenantctl", "5556667778ab"] {
            assert!(!PhysicalNames::from_base(other).expect("names").are_of(uuid), "{other}");
        }
        let opaque = PhysicalNames::of(&id, uuid, Naming::Opaque).expect("names");
        assert_eq!(opaque.database.name(), "t_5556667778ab");
        let longest = "a".repeat(40).parse().expect("id");
        // 40 + 1 + 12 + len("_migrator2"), the longest form a rotation uses, is 63.
        let names = PhysicalNames::of(&longest, uuid, Naming::Readable).expect("names");
        assert_eq!(login_beside(names.migrator.name()).expect("a name").name().len(), 63);
        for (one, other) in [("a_2_app", "a_2_app2"), ("t_1_migrator", "t_1_migrator2")] {
            assert_eq!(login_beside(one).expect("a name").name(), other);
            assert_eq!(login_beside(other).expect("a name").name(), one);
        }
        assert_eq!(login_beside("operator2").expect("a name").name(), "operator22", "a login of none of our names");
    }
}
