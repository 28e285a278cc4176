//! Properties of every value.

use proptest::prelude::*;

use super::{array_of, encoded, formats, read, rounding};
use crate::cell::Cell;
use crate::encode::{Format, Rules};
use tenantctl_domain::catalog::Kind;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn numeric_keeps_every_digit(negative: bool, whole in "[0-9]{1,40}", fraction in "[0-9]{0,40}") {
        let text = format!("{}{whole}{}{fraction}", if negative { "-" } else { "" }, if fraction.is_empty() { "" } else { "." });
        let stored = read(&Kind::Numeric(None), Cell::Number(&text), &Rules::default()).expect("a number");
        let whole = whole.trim_start_matches('0');
        let zero = whole.is_empty() && fraction.chars().all(|digit| digit == '0');
        let expected = format!(
            "{}{}{}{fraction}",
            if negative && !zero { "-" } else { "" },
            if whole.is_empty() { "0" } else { whole },
            if fraction.is_empty() { "" } else { "." },
        );
        prop_assert_eq!(stored, expected);
    }

    #[test]
    fn numeric_rounds_as_whole_numbers_do(value in -10_000_000_i64..10_000_000) {
        let text = format!("{value}e-4");
        let stored = read(&Kind::Numeric(Some((12, 2))), Cell::Text(&text), &rounding()).expect("a number");
        let hundredths = (value.abs() + 50) / 100;
        let sign = if value < 0 && hundredths > 0 { "-" } else { "" };
        prop_assert_eq!(stored, format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100));
    }

    #[test]
    fn whole_numbers_survive(value: i64, zeros in 0_usize..30) {
        let text = format!("{}{}{}", if value < 0 { "-" } else { "" }, "0".repeat(zeros), value.unsigned_abs());
        let stored = read(&Kind::Int8, Cell::Text(&text), &Rules::default()).expect("a number");
        prop_assert_eq!(stored, value.to_string());
    }

    #[test]
    fn every_day_survives(day in -730_119_i64..=2_921_939, micros in 0_i64..86_400_000_000) {
        let epoch = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0)).expect("a date");
        let moment = epoch + chrono::TimeDelta::days(day) + chrono::TimeDelta::microseconds(micros);
        let text = moment.format("%Y-%m-%d %H:%M:%S%.6f").to_string();
        let stored = read(&Kind::Timestamp(6), Cell::Text(&text), &Rules::default()).expect("a moment");
        prop_assert_eq!(stored, text.trim_end_matches(".000000"));
    }

    #[test]
    fn nothing_panics(text in "(?s)[-+0-9eE.:TZtz \\\\x\"{}\\[\\],a-fNULu\u{0}\t\u{e9}]{0,24}|\\PC{0,12}", round: bool) {
        let rules = Rules { round, ..formats(&["iso", "epoch-ms", "%d.%m.%Y", "%+"]) };
        let kinds = [
            Kind::Bool, Kind::Int2, Kind::Int8, Kind::Float4, Kind::Float8, Kind::Numeric(None), Kind::Numeric(Some((5, -2))),
            Kind::Text(Some(3)), Kind::Bytea, Kind::Uuid, Kind::Date, Kind::Time(2), Kind::Timestamp(9), Kind::TimestampTz(0),
            Kind::Json, Kind::Jsonb, Kind::Other, array_of(Kind::Text(None)), array_of(Kind::Jsonb), array_of(Kind::Numeric(Some((4, 1)))),
        ];
        for kind in kinds {
            for cell in [Cell::Text(&text), Cell::String(&text), Cell::Number(&text), Cell::Json(&text)] {
                for format in [Format::Binary, Format::Text] {
                    let _ = encoded(&kind, cell, format, &rules);
                }
            }
        }
    }
}
