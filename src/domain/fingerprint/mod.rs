//! What a database's schema consists of, object by object, and how two of them differ. No I/O.

mod lines;
mod project;

pub use lines::{Line, changed_lines};
pub use project::of_project;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One object of a schema, as text that is the same wherever the object is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaObject {
    /// Such as `column`.
    pub kind: String,
    /// Such as `public.vendors.name`, quoted where SQL needs it.
    pub name: String,
    /// The relation that it is part of.
    pub parent: Option<String>,
    /// The beginning of its definition.
    pub definition: String,
    /// A hash of the whole definition.
    pub digest: String,
}

/// The objects of a schema, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint(Vec<SchemaObject>);

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It should be there.
    Missing,
    /// It is another one than it should be.
    Changed,
    /// It shouldn't be there.
    Extra,
}

/// An object that isn't as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// How it differs.
    pub change: Change,
    /// Such as `column`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What should be there.
    pub expected: Option<String>,
    /// What is there.
    pub actual: Option<String>,
}

impl Change {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Extra => "extra",
        }
    }

    /// Returns the sign for it: what would have to be done to the database is the opposite.
    pub fn sign(self) -> char {
        match self {
            Self::Missing => '-',
            Self::Changed => '~',
            Self::Extra => '+',
        }
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} is {}", self.change.sign(), self.kind, self.name, self.change.as_str())
    }
}

impl Fingerprint {
    /// Sorts objects. Two of one name are told apart by a number.
    pub fn new(mut objects: Vec<SchemaObject>) -> Self {
        objects.sort_unstable();
        objects.dedup();
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        for object in &mut objects {
            let count = seen.entry((object.kind.clone(), object.name.clone())).or_default();
            *count += 1;
            if *count > 1 {
                object.name = format!("{} ({count})", object.name);
            }
        }
        objects.sort_unstable();
        Self(objects)
    }

    /// Returns the objects.
    pub fn objects(&self) -> &[SchemaObject] {
        &self.0
    }

    /// Returns what differs in `actual`, sorted by kind and name. What belongs to a relation that is missing or extra as
    /// a whole isn't named besides.
    pub fn drift_of(&self, actual: &Self) -> Vec<Drift> {
        let key = |object: &SchemaObject| (object.kind.clone(), object.name.clone());
        let wanted: BTreeMap<_, &SchemaObject> = self.0.iter().map(|object| (key(object), object)).collect();
        let found: BTreeMap<_, &SchemaObject> = actual.0.iter().map(|object| (key(object), object)).collect();
        let names = |one: &BTreeMap<_, &SchemaObject>, other: &BTreeMap<(String, String), &SchemaObject>| {
            let alone = one.iter().filter(|(key, object)| object.parent.is_none() && !other.contains_key(*key));
            alone.map(|(_, object)| object.name.clone()).collect::<BTreeSet<String>>()
        };
        let (gone, new) = (names(&wanted, &found), names(&found, &wanted));
        let mut drift = Vec::new();
        for (key, object) in &wanted {
            match found.get(key) {
                Some(other) if other.digest == object.digest => {}
                Some(other) => drift.push(one(Change::Changed, Some(object), Some(other))),
                None if within(object, &gone) => {}
                None => drift.push(one(Change::Missing, Some(object), None)),
            }
        }
        for (key, object) in &found {
            if !wanted.contains_key(key) && !within(object, &new) {
                drift.push(one(Change::Extra, None, Some(object)));
            }
        }
        drift.sort_by(|a, b| (&a.kind, &a.name, a.change).cmp(&(&b.kind, &b.name, b.change)));
        drift
    }
}

fn within(object: &SchemaObject, names: &BTreeSet<String>) -> bool {
    object.parent.as_ref().is_some_and(|parent| names.contains(parent))
}

fn one(change: Change, expected: Option<&SchemaObject>, actual: Option<&SchemaObject>) -> Drift {
    let (kind, name) = expected.or(actual).map(|o| (o.kind.clone(), o.name.clone())).unwrap_or_default();
    let text = |object: Option<&SchemaObject>| object.map(|object| object.definition.clone());
    Drift { change, kind, name, expected: text(expected), actual: text(actual) }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, SchemaObject};

    fn object(kind: &str, name: &str, parent: Option<&str>, definition: &str) -> SchemaObject {
        SchemaObject {
            kind: kind.into(),
            name: name.into(),
            parent: parent.map(Into::into),
            definition: definition.into(),
            digest: definition.into(),
        }
    }

    fn expected() -> Vec<SchemaObject> {
        vec![
            object("table", "public.a", None, "owner x"),
            object("column", "public.a.id", Some("public.a"), "integer NOT NULL"),
            object("column", "public.a.name", Some("public.a"), "text"),
            object("function", "public.f()", None, "body"),
        ]
    }

    fn drift(actual: Vec<SchemaObject>) -> Vec<String> {
        let found = Fingerprint::new(expected()).drift_of(&Fingerprint::new(actual));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_order_is_no_difference() {
        let mut turned = expected();
        turned.reverse();
        turned.push(turned[0].clone());
        assert_eq!(Fingerprint::new(turned.clone()), Fingerprint::new(expected()));
        assert!(drift(turned).is_empty());
    }

    #[test]
    fn names_what_is_missing_changed_and_extra() {
        let mut actual = expected();
        actual[1].definition = "bigint".into();
        actual[1].digest = "bigint".into();
        actual.remove(2);
        actual.push(object("index", "public.i", Some("public.a"), "CREATE INDEX"));
        assert_eq!(
            drift(actual),
            ["~ column public.a.id is changed", "- column public.a.name is missing", "+ index public.i is extra",]
        );
    }

    #[test]
    fn a_whole_table_is_one_difference() {
        assert_eq!(drift(vec![expected().remove(3)]), ["- table public.a is missing"]);
        let mut more = expected();
        more.push(object("table", "public.b", None, "owner x"));
        more.push(object("column", "public.b.id", Some("public.b"), "integer"));
        assert_eq!(drift(more), ["+ table public.b is extra"]);
    }

    #[test]
    fn a_difference_behind_what_is_shown_counts() {
        let mut actual = expected();
        actual[3].digest = "another end".into();
        assert_eq!(drift(actual), ["~ function public.f() is changed"]);
    }

    #[test]
    fn two_of_a_name_are_kept_apart() {
        let twice = [object("login", "{app}", None, "a"), object("login", "{app}", None, "b")];
        let made = Fingerprint::new(twice.to_vec());
        assert_eq!(made.objects().iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["{app}", "{app} (2)"]);
    }
}
