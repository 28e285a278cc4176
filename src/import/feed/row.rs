//! One row being encoded for COPY.

use super::given::{Assigned, Given};
use super::sink::Place;
use crate::cell::{Cell, ValueFault};
use crate::encode::{Format, Rules, encode, field_separator, row_begin, row_end};
use crate::mapping::Resolver;
use tenantctl_domain::catalog::Fill;

/// A value that was refused.
pub(super) struct Refused {
    pub(super) column: Option<usize>,
    pub(super) lookup: Option<usize>,
    pub(super) fault: ValueFault,
}

/// A column that must have a value has none.
pub(super) fn missing(column: usize) -> Refused {
    let fault = ValueFault { reason: "is missing, and the column has no default".into(), sqlstate: "23502" };
    Refused { column: Some(column), lookup: None, fault }
}

/// PostgreSQL has at most 1,600 columns (its manual, appendix K).
fn field_count(fields: usize) -> u16 {
    u16::try_from(fields).unwrap_or(u16::MAX)
}

/// One row being encoded.
pub(super) struct Row<'w> {
    pub(super) out: Vec<u8>,
    pub(super) format: Format,
    pub(super) rules: &'w Rules,
    pub(super) scratch: &'w mut String,
    /// No field is written yet.
    pub(super) first: bool,
}

impl Row<'_> {
    pub(super) fn direct(
        &mut self,
        resolver: &Resolver,
        columns: &[usize],
        assigned: &[Option<Assigned<'_>>],
    ) -> Result<(), Refused> {
        row_begin(self.format, field_count(columns.len()), &mut self.out);
        columns.iter().try_for_each(|at| self.column(resolver, *at, assigned.get(*at).and_then(Option::as_ref)))
    }

    /// In the order that [`crate::feed::FedTable::staged`] tells.
    pub(super) fn staged(
        &mut self,
        resolver: &Resolver,
        assigned: &[Option<Assigned<'_>>],
        lookups: &[Option<Assigned<'_>>],
        group: usize,
        place: Place,
    ) -> Result<(), Refused> {
        let columns = &resolver.table.columns;
        let writable = columns.iter().enumerate().filter(|(_, c)| c.fill != Fill::Generated);
        let fields = 5 + writable.clone().count() + lookups.len();
        row_begin(self.format, field_count(fields), &mut self.out);
        let numbers = [
            u64::try_from(place.input).unwrap_or(0),
            place.record,
            place.at.line,
            place.at.column,
            u64::try_from(group).unwrap_or(0),
        ];
        numbers.into_iter().for_each(|number| self.number(number));
        for (at, _) in writable {
            self.column(resolver, at, assigned.get(at).and_then(Option::as_ref))?;
        }
        for (number, (lookup, value)) in resolver.lookups.iter().zip(lookups).enumerate() {
            let nullable = columns.get(lookup.column).is_none_or(|c| c.nullable);
            self.text(value.as_ref(), nullable).map_err(|fault| Refused {
                column: Some(lookup.column),
                lookup: Some(number),
                fault,
            })?;
        }
        Ok(())
    }

    fn column(&mut self, resolver: &Resolver, at: usize, value: Option<&Assigned<'_>>) -> Result<(), Refused> {
        let Some(column) = resolver.table.columns.get(at) else { return Ok(()) };
        self.separate();
        let refused = |fault| Refused { column: Some(at), lookup: None, fault };
        let Some(value) = value else {
            return encode(Cell::Null, &column.data_type, self.format, self.rules, &mut self.out).map_err(refused);
        };
        if !column.nullable && value.given.is_null() {
            let reason = "is NULL, and the column takes none".to_owned();
            return Err(refused(ValueFault { reason, sqlstate: "23502" }));
        }
        value.encode(&column.data_type, self.format, self.rules, self.scratch, &mut self.out).map_err(refused)
    }

    /// A value that is looked up, as text.
    fn text(&mut self, value: Option<&Assigned<'_>>, nullable: bool) -> Result<(), ValueFault> {
        self.separate();
        let given = value.map_or(Given::Cell(Cell::Null), |v| v.given);
        if given.is_null() {
            if !nullable {
                let reason = "is NULL, and the column takes none".to_owned();
                return Err(ValueFault { reason, sqlstate: "23502" });
            }
            return encode(Cell::Null, &super::text_type(), self.format, self.rules, &mut self.out);
        }
        encode(Cell::String(&given.shown()), &super::text_type(), self.format, self.rules, &mut self.out)
    }

    fn number(&mut self, number: u64) {
        self.separate();
        match self.format {
            Format::Binary => {
                self.out.extend_from_slice(&8_i32.to_be_bytes());
                self.out.extend_from_slice(&i64::try_from(number).unwrap_or(i64::MAX).to_be_bytes());
            }
            Format::Text => self.out.extend_from_slice(number.to_string().as_bytes()),
        }
    }

    fn separate(&mut self) {
        if !std::mem::replace(&mut self.first, false) {
            field_separator(self.format, &mut self.out);
        }
    }

    pub(super) fn end(&mut self) {
        row_end(self.format, &mut self.out);
    }
}
