//! From a row of `pg_type` to how its values are read.

use crate::domain::catalog::{ColumnType, Kind};
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::collections::HashMap;

/// What `pg_type` says of a type.
pub(super) struct TypeRow {
    pub(super) oid: i64,
    name: String,
    base: i64,
    typmod: i32,
    not_null: bool,
    element: i64,
    is_array: bool,
    labels: Option<Vec<String>>,
    shown: String,
}

impl TypeRow {
    /// Whether it is a domain.
    pub(super) fn is_domain(&self) -> bool {
        self.base != 0
    }

    /// Reads one.
    pub(super) fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            oid: row.try_get("oid")?,
            name: row.try_get("name")?,
            base: row.try_get("base")?,
            typmod: row.try_get("typmod")?,
            not_null: row.try_get("not_null")?,
            element: row.try_get("element")?,
            is_array: row.try_get("is_array")?,
            labels: row.try_get("labels")?,
            shown: row.try_get("shown")?,
        })
    }
}

/// Resolves domains to what they are made of; the second tells whether one of them forbids NULL.
pub(super) fn resolve(oid: i64, typmod: i32, types: &HashMap<i64, TypeRow>) -> (ColumnType, bool) {
    let oid_of = |oid: i64| u32::try_from(oid).unwrap_or(0);
    let Some(row) = types.get(&oid) else {
        return (ColumnType { oid: oid_of(oid), name: "unknown".to_owned(), kind: Kind::Other }, false);
    };
    if row.base != 0 {
        // A domain's own modifier: its columns have none.
        let (inner, not_null) = resolve(row.base, row.typmod, types);
        return (inner, not_null || row.not_null);
    }
    if row.is_array {
        let (mut element, _) = resolve(row.element, typmod, types);
        let name = row.shown.clone();
        // PostgreSQL compares an array's element type with the declared one, domain or not.
        element.oid = oid_of(row.element);
        return (ColumnType { oid: oid_of(oid), name, kind: Kind::Array(Box::new(element)) }, false);
    }
    let (kind, modifier) = kind(row, typmod);
    let name = match row.shown.strip_suffix(" with time zone").or_else(|| row.shown.strip_suffix(" without time zone"))
    {
        Some(first) if !modifier.is_empty() => format!("{first}{modifier}{}", &row.shown[first.len()..]),
        _ => format!("{}{modifier}", row.shown),
    };
    (ColumnType { oid: oid_of(oid), name, kind }, false)
}

/// The kind and the modifier as SQL writes it. The numbers are the fixed OIDs of `pg_type.dat`;
/// how a modifier is packed: `numeric.c`, `varchar.c` and `timestamp.c` of PostgreSQL.
fn kind(row: &TypeRow, typmod: i32) -> (Kind, String) {
    let plain = |kind: Kind| (kind, String::new());
    let length = u32::try_from(typmod - 4).ok().filter(|_| typmod >= 4);
    let bracket = |n: u32| format!("({n})");
    let digits = u8::try_from(typmod).ok();
    let fraction = digits.map(|n| format!("({n})")).unwrap_or_default();
    match row.oid {
        16 => plain(Kind::Bool),
        17 => plain(Kind::Bytea),
        19 => plain(Kind::Text(Some(63))),
        20 => plain(Kind::Int8),
        21 => plain(Kind::Int2),
        23 => plain(Kind::Int4),
        25 => plain(Kind::Text(None)),
        114 => plain(Kind::Json),
        700 => plain(Kind::Float4),
        701 => plain(Kind::Float8),
        1042 => length.map_or_else(|| plain(Kind::Text(None)), |n| (Kind::PaddedText(n), bracket(n))),
        1043 => (Kind::Text(length), length.map(bracket).unwrap_or_default()),
        1082 => plain(Kind::Date),
        1083 => (Kind::Time(digits.unwrap_or(6)), fraction),
        1114 => (Kind::Timestamp(digits.unwrap_or(6)), fraction),
        1184 => (Kind::TimestampTz(digits.unwrap_or(6)), fraction),
        1700 => match length {
            None => plain(Kind::Numeric(None)),
            Some(packed) => {
                let precision = u16::try_from((packed >> 16) & 0xffff).unwrap_or(u16::MAX);
                let scale = (i32::try_from(packed & 0x7ff).unwrap_or(0) ^ 1024) - 1024;
                let scale = i16::try_from(scale).unwrap_or(0);
                (Kind::Numeric(Some((precision, scale))), format!("({precision},{scale})"))
            }
        },
        2950 => plain(Kind::Uuid),
        3802 => plain(Kind::Jsonb),
        _ if row.name == "citext" => plain(Kind::Text(None)),
        _ => match &row.labels {
            Some(labels) => plain(Kind::Enum(labels.clone().into())),
            None => plain(Kind::Other),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{TypeRow, resolve};
    use crate::domain::catalog::Kind;
    use std::collections::HashMap;

    fn row(oid: i64, name: &str) -> TypeRow {
        TypeRow {
            oid,
            name: name.into(),
            base: 0,
            typmod: -1,
            not_null: false,
            element: 0,
            is_array: false,
            labels: None,
            shown: name.into(),
        }
    }

    #[test]
    fn unpacks_modifiers_and_domains() {
        let mut types: HashMap<i64, TypeRow> = HashMap::new();
        for made in [
            row(1700, "numeric"),
            row(1043, "character varying"),
            row(1184, "timestamp with time zone"),
            TypeRow { base: 1700, typmod: ((14 << 16) | 2) + 4, not_null: true, ..row(90_001, "money_amount") },
            TypeRow { is_array: true, element: 90_001, ..row(90_002, "_money_amount") },
        ] {
            types.insert(made.oid, made);
        }
        for (oid, typmod, name, kind, not_null) in [
            (1700, -1, "numeric", Kind::Numeric(None), false),
            (1700, ((12 << 16) | 2) + 4, "numeric(12,2)", Kind::Numeric(Some((12, 2))), false),
            (1700, ((5 << 16) | 0x7fe) + 4, "numeric(5,-2)", Kind::Numeric(Some((5, -2))), false),
            (1043, 24, "character varying(20)", Kind::Text(Some(20)), false),
            (1184, 3, "timestamp(3) with time zone", Kind::TimestampTz(3), false),
            (1184, -1, "timestamp with time zone", Kind::TimestampTz(6), false),
            (90_001, -1, "numeric(14,2)", Kind::Numeric(Some((14, 2))), true),
        ] {
            let (found, forbids_null) = resolve(oid, typmod, &types);
            assert_eq!((found.name.as_str(), found.kind, forbids_null), (name, kind, not_null));
        }
        let (array, _) = resolve(90_002, -1, &types);
        let Kind::Array(element) = array.kind else { panic!("an array") };
        assert_eq!((element.oid, element.kind), (90_001, Kind::Numeric(Some((14, 2)))));
    }
}
