//! Days of the proleptic Gregorian calendar, counted from PostgreSQL's epoch, 2000-01-01.
//!
//! The arithmetic is Howard Hinnant's (<https://howardhinnant.github.io/date_algorithms.html>).

/// 0001-01-01.
pub(super) const FIRST_DAY: i32 = -730_119;
/// 9999-12-31.
pub(super) const LAST_DAY: i32 = 2_921_939;
/// The seconds of a day.
pub(super) const DAY_SECONDS: i64 = 86_400;
/// 2000-01-01 in Unix time, in seconds.
pub(super) const EPOCH_UNIX_SECONDS: i64 = 946_684_800;

/// From 0000-03-01, where the algorithm's eras begin, to 2000-01-01.
const ERA_OFFSET: i32 = 730_425;
/// The days of 400 years.
const ERA_DAYS: i32 = 146_097;

/// The days of a month (1–12) of a year.
pub(super) fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The day of a date of the years 1–9999 that exists.
pub(super) fn day_of(year: i32, month: i32, day: i32) -> i32 {
    // The year begins in March here, so that the leap day is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year / 400;
    let year_of_era = year % 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * ERA_DAYS + day_of_era - ERA_OFFSET
}

/// The year, month and day of a day between [`FIRST_DAY`] and [`LAST_DAY`].
pub(super) fn date_of(day: i32) -> (i32, i32, i32) {
    let shifted = day + ERA_OFFSET;
    let era = shifted.div_euclid(ERA_DAYS);
    let day_of_era = shifted.rem_euclid(ERA_DAYS);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, day)
}
