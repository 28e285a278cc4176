//! Fits a number into the precision and scale of its column.

use super::decimal::Decimal;
use super::{Rules, fault};
use crate::cell::ValueFault;
use tenantctl_domain::catalog::ColumnType;

/// The digits of an unconstrained numeric before its point (PostgreSQL's documentation, 8.1.2).
const MOST_BEFORE_POINT: i64 = 131_072;
/// Those after it.
const MOST_AFTER_POINT: u16 = 16_383;

/// What is left of a number.
#[derive(Debug)]
pub(super) enum Fitted {
    /// Its own digits.
    AsWritten {
        /// The decimals that the column shows.
        scale: u16,
    },
    /// Fewer digits.
    Rounded {
        /// The digits (ASCII), without outer zeros; none for zero.
        digits: Vec<u8>,
        /// The power of ten of the first.
        top: i64,
        /// The decimals that the column shows.
        scale: u16,
    },
}

/// Fits a number into a column, as `apply_typmod` of PostgreSQL's `numeric.c` does, except that nothing is rounded
/// unless the rules say so.
pub(super) fn fit(
    number: Decimal<'_>,
    limits: Option<(u16, i16)>,
    column: &ColumnType,
    rules: &Rules,
) -> Result<Fitted, ValueFault> {
    let Some((precision, scale)) = limits else { return unconstrained(number) };
    let lowest = -i64::from(scale);
    let shown = u16::try_from(scale).unwrap_or(0);
    let fitted = if number.is_zero() || number.low() >= lowest {
        Fitted::AsWritten { scale: shown }
    } else if rules.round {
        let (digits, top) = round(&number, lowest);
        Fitted::Rounded { digits, top, scale: shown }
    } else {
        return Err(too_many_decimals(&number, scale, column));
    };
    let (zero, top) = match &fitted {
        Fitted::AsWritten { .. } => (number.is_zero(), number.top),
        Fitted::Rounded { digits, top, .. } => (digits.is_empty(), *top),
    };
    if !zero && top + 1 > i64::from(precision) - i64::from(scale) {
        return Err(too_large(precision, scale, column));
    }
    Ok(fitted)
}

/// Checks a number against the limits of the type itself.
pub(super) fn unconstrained(number: Decimal<'_>) -> Result<Fitted, ValueFault> {
    match u16::try_from(number.scale.max(0)) {
        Ok(scale) if scale <= MOST_AFTER_POINT => {
            if number.top >= MOST_BEFORE_POINT {
                return Err(fault::new(
                    fault::OUT_OF_RANGE,
                    format!("has more than the {MOST_BEFORE_POINT} digits before the point that numeric holds"),
                ));
            }
            Ok(Fitted::AsWritten { scale })
        }
        _ => Err(fault::new(
            fault::OUT_OF_RANGE,
            format!("has more than the {MOST_AFTER_POINT} decimals that numeric holds"),
        )),
    }
}

/// Rounds half away from zero at a power of ten above the number's last digit.
fn round(number: &Decimal<'_>, lowest: i64) -> (Vec<u8>, i64) {
    let Ok(keep) = usize::try_from(number.top - lowest + 1) else { return (Vec::new(), 0) };
    let mut digits: Vec<u8> = number.digits().take(keep).map(|digit| digit + b'0').collect();
    let mut top = number.top;
    let mut carry = number.digits().nth(keep).is_some_and(|digit| digit >= 5);
    for digit in digits.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == b'9';
        *digit = if carry { b'0' } else { *digit + 1 };
    }
    if carry {
        digits.insert(0, b'1');
        top += 1;
    }
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    (digits, top)
}

/// The fault of decimals that would be lost.
#[cold]
fn too_many_decimals(number: &Decimal<'_>, scale: i16, column: &ColumnType) -> ValueFault {
    let name = &column.name;
    let reason = if scale < 0 {
        format!("isn't a multiple of 10^{}, as the column {name} needs (--round rounds)", -i64::from(scale))
    } else {
        let (decimals, more) = (-number.low(), if number.low() == -1 { "" } else { "s" });
        format!("has {decimals} decimal{more}, the column {name} has {scale} (--round rounds)")
    };
    fault::new(fault::OUT_OF_RANGE, reason)
}

/// The fault of digits before the point that have no room.
#[cold]
fn too_large(precision: u16, scale: i16, column: &ColumnType) -> ValueFault {
    let power = i64::from(precision) - i64::from(scale);
    let reason = format!(
        "is too large for the column {}: precision {precision}, scale {scale} hold less than 10^{power}",
        column.name
    );
    fault::new(fault::OUT_OF_RANGE, reason)
}
