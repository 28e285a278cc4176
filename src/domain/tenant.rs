//! What a tenant is called.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A tenant's id: 3 to 40 of `a-z`, `0-9` and `-`, a letter first, no `-` last, no `--`, and
/// no reserved word. ASCII only, so that no two ids look or fold alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TenantId(String);

/// Why a text is no tenant id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTenantId {
    /// Too short or too long, in characters.
    #[error("a tenant id has 3 to 40 characters, not {0}")]
    Length(usize),
    /// It begins with something else than a letter.
    #[error("a tenant id begins with a letter a-z")]
    Start,
    /// It ends with a hyphen.
    #[error("a tenant id ends with a letter or a digit")]
    End,
    /// Two hyphens in a row.
    #[error("a tenant id may not contain two hyphens in a row")]
    DoubledHyphen,
    /// A character outside the set.
    #[error("a tenant id may not contain {}; it consists of a-z, 0-9 and -", shown(*.0))]
    Character(char),
    /// A name that PostgreSQL, Supabase or tenantctl uses for itself.
    #[error("{0:?} is reserved")]
    Reserved(String),
}

fn shown(character: char) -> String {
    if character.is_ascii_graphic() { format!("{character:?}") } else { format!("U+{:04X}", u32::from(character)) }
}

const RESERVED: [&str; 7] = ["postgres", "template0", "template1", "public", "none", "all", "current-user"];
const RESERVED_PREFIXES: [&str; 3] = ["pg-", "supabase", "tenantctl"];

impl TenantId {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes an id that the control plane holds already.
    ///
    /// # Errors
    /// [`InvalidTenantId`] when somebody else wrote to the control plane.
    pub fn stored(text: &str) -> Result<Self, InvalidTenantId> {
        text.parse()
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TenantId {
    type Err = InvalidTenantId;

    fn from_str(text: &str) -> Result<Self, InvalidTenantId> {
        let stray = |c: &char| !matches!(c, 'a'..='z' | '0'..='9' | '-');
        if let Some(c) = text.chars().find(stray) {
            return Err(InvalidTenantId::Character(c));
        }
        if !(3..=40).contains(&text.len()) {
            return Err(InvalidTenantId::Length(text.len()));
        }
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(InvalidTenantId::Start);
        }
        if text.ends_with('-') {
            return Err(InvalidTenantId::End);
        }
        if text.contains("--") {
            return Err(InvalidTenantId::DoubledHyphen);
        }
        if RESERVED.contains(&text) || RESERVED_PREFIXES.iter().any(|prefix| text.starts_with(prefix)) {
            return Err(InvalidTenantId::Reserved(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

/// The mark that ties a database or a login to its tenant: written as a comment, which a
/// tenant's login can't change and a clone doesn't inherit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// The tenant's uuid.
    pub tenant: Uuid,
    /// The control plane's id.
    pub control_plane: Uuid,
}

impl Marker {
    const START: &'static str = "tenantctl:v1:tenant=";
    const MIDDLE: &'static str = ":control_plane=";

    /// Reads a mark; none if it isn't a tenant's, exactly as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        let (tenant, control_plane) = text.strip_prefix(Self::START)?.split_once(Self::MIDDLE)?;
        let marker = Self { tenant: tenant.parse().ok()?, control_plane: control_plane.parse().ok()? };
        (marker.to_string() == text).then_some(marker)
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}{}", Self::START, self.tenant, Self::MIDDLE, self.control_plane)
    }
}

/// The advisory lock of a tenant.
pub fn lock_key(tenant: Uuid) -> i64 {
    let (high, low) = tenant.as_u64_pair();
    i64::from_be_bytes((high ^ low.rotate_left(17) ^ 0x7465_6e61_6e74_6374).to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::{InvalidTenantId, Marker, TenantId, lock_key};
    use uuid::Uuid;

    #[test]
    fn reads_marks_as_they_are_written() {
        let marker = Marker { tenant: Uuid::from_u128(1), control_plane: Uuid::from_u128(2) };
        let text = marker.to_string();
        assert_eq!(Marker::parse(&text), Some(marker));
        let upper = Marker { tenant: Uuid::from_u128(0xa), ..marker }.to_string().replace('a', "A");
        for other in ["", "tenantctl:v1:template=1", &text[1..], &format!("{text} "), &text.replace('-', ""), &upper] {
            assert_eq!(Marker::parse(other), None, "{other}");
        }
    }

    #[test]
    fn lock_keys_differ_and_stay_the_same() {
        // Two versions of the program keep each other out.
        let tenant = Uuid::from_u128(0x0102_0304_0506_0708_890a_0b0c_0d0e_0f10);
        assert_eq!(lock_key(tenant), 7_169_580_495_340_271_208);
        let keys: std::collections::HashSet<i64> = (0..10_000).map(|n| lock_key(Uuid::from_u128(n))).collect();
        assert_eq!(keys.len(), 10_000);
    }

    #[test]
    fn accepts_good_ids() {
        for text in ["acme-corp", "abc", "a1b", "x-1-y", &"a".repeat(40), "publics", "alle", "pgx"] {
            assert!(text.parse::<TenantId>().is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        use InvalidTenantId::{Character, DoubledHyphen, End, Length, Reserved, Start};
        let long = "a".repeat(41);
        let longer = "a".repeat(64);
        let cases: Vec<(&str, InvalidTenantId)> = vec![
            ("", Length(0)),
            ("a", Length(1)),
            ("ab", Length(2)),
            (&long, Length(41)),
            (&longer, Length(64)),
            ("ACME", Character('A')),
            ("Acme", Character('A')),
            ("1acme", Start),
            ("-rf", Start),
            ("--all", Start),
            ("acme-", End),
            ("acme--corp", DoubledHyphen),
            ("acme_corp", Character('_')),
            ("acme.corp", Character('.')),
            ("acme/../x", Character('/')),
            ("acme corp", Character(' ')),
            ("acme\n", Character('\n')),
            ("acme\0x", Character('\0')),
            ("acme'", Character('\'')),
            ("acme\"", Character('"')),
            ("acme;drop", Character(';')),
            ("$(id)", Character('$')),
            ("%61cme", Character('%')),
            ("@file", Character('@')),
            ("аcme", Character('а')),
            ("café", Character('é')),
            ("ａcme", Character('ａ')),
            ("acme\u{200b}", Character('\u{200b}')),
            ("\u{feff}acme", Character('\u{feff}')),
            ("acme\u{202e}", Character('\u{202e}')),
            ("ﬁrm", Character('ﬁ')),
            ("ıstanbul", Character('ı')),
            ("straße", Character('ß')),
            ("postgres", Reserved("postgres".into())),
            ("template0", Reserved("template0".into())),
            ("template1", Reserved("template1".into())),
            ("public", Reserved("public".into())),
            ("none", Reserved("none".into())),
            ("all", Reserved("all".into())),
            ("current-user", Reserved("current-user".into())),
            ("pg-catalog", Reserved("pg-catalog".into())),
            ("supabase-admin", Reserved("supabase-admin".into())),
            ("tenantctl", Reserved("tenantctl".into())),
        ];
        for (text, reason) in cases {
            assert_eq!(text.parse::<TenantId>(), Err(reason), "{text:?}");
        }
    }
}
