//! One value on its way from a source to a column.

use crate::cell::{Cell, ValueFault};
use crate::encode::{Format, Rules, Scalar, encode, encode_scalar};
use crate::json::{Extended, Kind as ValueKind, Value, scalar};
use std::sync::Arc;
use tenantctl_domain::catalog::{ColumnType, Kind, TableName};
use uuid::Uuid;

/// Fixed for ever: another one would give the same legacy ids other UUIDs.
const LEGACY_NAMESPACE: Uuid = Uuid::from_u128(0x6f6e_7d5c_3a0b_5e7f_9d1c_74e2_55aa_0c31);

/// A value that a row gives to a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'a> {
    /// A CSV cell or a constant.
    Cell(Cell<'a>),
    /// A JSON value.
    Json(Value<'a>),
    /// An id that was made here.
    Id(Uuid),
}

/// A value and what is done to it.
#[derive(Debug, Clone)]
pub(super) struct Assigned<'a> {
    /// The value.
    pub(super) given: Given<'a>,
    /// It is a legacy id of this table.
    pub(super) legacy: Option<Arc<TableName>>,
    /// The field of the source: the number of a CSV field.
    pub(super) field: Option<usize>,
}

/// Returns the UUID that stands for a legacy id; what is a UUID already is kept.
pub fn legacy_uuid(table: &TableName, id: &str) -> Uuid {
    if id.len() == 36
        && let Ok(uuid) = Uuid::try_parse(id)
    {
        return uuid;
    }
    // A version 5 UUID of RFC 9562: the table is part of the name, since two tables may number alike.
    Uuid::new_v5(&LEGACY_NAMESPACE, format!("{}.{}/{id}", table.schema, table.name).as_bytes())
}

impl Given<'_> {
    /// Tells whether it is NULL.
    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Cell(cell) => *cell == Cell::Null,
            Self::Json(value) => value.kind() == ValueKind::Null,
            Self::Id(_) => false,
        }
    }

    /// Returns it as a person would write it.
    pub(super) fn shown(&self) -> String {
        let mut scratch = String::new();
        let cell = match self {
            Self::Cell(cell) => *cell,
            Self::Json(value) => value.cell(&mut scratch),
            Self::Id(id) => return id.to_string(),
        };
        match cell {
            Cell::Null => "null".to_owned(),
            Cell::Bool(flag) => flag.to_string(),
            Cell::Text(text) | Cell::String(text) | Cell::Number(text) | Cell::Json(text) => text.to_owned(),
        }
    }
}

impl Assigned<'_> {
    /// Appends the value as the column wants it.
    pub(super) fn encode(
        &self,
        data_type: &ColumnType,
        format: Format,
        rules: &Rules,
        scratch: &mut String,
        out: &mut Vec<u8>,
    ) -> Result<(), ValueFault> {
        if let Some(table) = &self.legacy {
            return self.encode_legacy(table, data_type, format, rules, scratch, out);
        }
        match self.given {
            Given::Cell(cell) => encode(cell, data_type, format, rules, out),
            Given::Json(value) => {
                let nested = value.kind() == ValueKind::Object && !matches!(data_type.kind, Kind::Json | Kind::Jsonb);
                match nested.then(|| scalar(value)).flatten() {
                    Some(extended) => encode_extended(extended, data_type, format, rules, out),
                    None => encode(value.cell(scratch), data_type, format, rules, out),
                }
            }
            Given::Id(id) => encode(Cell::String(&id.to_string()), data_type, format, rules, out),
        }
    }

    fn encode_legacy(
        &self,
        table: &TableName,
        data_type: &ColumnType,
        format: Format,
        rules: &Rules,
        scratch: &mut String,
        out: &mut Vec<u8>,
    ) -> Result<(), ValueFault> {
        if data_type.kind != Kind::Uuid {
            let reason = format!("is a legacy id, and the column is {}, not uuid", data_type.name);
            return Err(ValueFault { reason, sqlstate: "42804" });
        }
        let id = match self.given {
            Given::Id(id) => id,
            Given::Cell(cell) => match legacy_text(cell)? {
                Some(text) => legacy_uuid(table, text),
                None => return encode(Cell::Null, data_type, format, rules, out),
            },
            Given::Json(value) => match scalar(value) {
                Some(Extended::String(text) | Extended::Number(text)) => legacy_uuid(table, &text),
                _ => match legacy_text(value.cell(scratch))? {
                    Some(text) => legacy_uuid(table, text),
                    None => return encode(Cell::Null, data_type, format, rules, out),
                },
            },
        };
        encode(Cell::String(&id.to_string()), data_type, format, rules, out)
    }
}

fn legacy_text(cell: Cell<'_>) -> Result<Option<&str>, ValueFault> {
    match cell {
        Cell::Null => Ok(None),
        Cell::Text("") | Cell::String("") => {
            Err(ValueFault { reason: "is an empty legacy id".into(), sqlstate: "22P02" })
        }
        Cell::Text(text) | Cell::String(text) | Cell::Number(text) => Ok(Some(text)),
        Cell::Bool(_) | Cell::Json(_) => {
            Err(ValueFault { reason: "is no id: a legacy id is a string or a number".into(), sqlstate: "22P02" })
        }
    }
}

fn encode_extended(
    extended: Extended<'_>,
    data_type: &ColumnType,
    format: Format,
    rules: &Rules,
    out: &mut Vec<u8>,
) -> Result<(), ValueFault> {
    let scalar = match extended {
        Extended::Malformed(reason) => return Err(ValueFault { reason: reason.to_owned(), sqlstate: "22P02" }),
        Extended::String(text) => Scalar::Text(text),
        Extended::Number(text) => Scalar::Number(text),
        Extended::Millis(millis) => Scalar::Millis(millis),
        Extended::Timestamp { seconds, nanos } => Scalar::Timestamp { seconds, nanos },
        Extended::Base64(text) => Scalar::Base64(text),
    };
    encode_scalar(&scalar, data_type, format, rules, out)
}

#[cfg(test)]
mod tests {
    use super::legacy_uuid;
    use tenantctl_domain::catalog::TableName;

    #[test]
    fn the_same_legacy_id_is_the_same_uuid_for_ever() {
        let vendors = TableName::parse("vendors");
        let made = legacy_uuid(&vendors, "VEND-001");
        assert_eq!(made, legacy_uuid(&TableName::parse("public.vendors"), "VEND-001"));
        assert_ne!(made, legacy_uuid(&TableName::parse("products"), "VEND-001"));
        assert_ne!(made, legacy_uuid(&vendors, "VEND-002"));
        let kept = "6F9619FF-8B86-D011-B42D-00CF4FC964FF";
        assert_eq!(legacy_uuid(&vendors, kept).to_string(), kept.to_lowercase());
    }
}
