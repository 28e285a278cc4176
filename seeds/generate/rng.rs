//! Chance that is the same in every run, and how times and money are written.

use serde_json::{Value, json};

/// Milliseconds in a day.
pub(crate) const DAY: i64 = 86_400_000;

/// SplitMix64.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + ((z ^ (z >> 31)) % (high - low + 1) as u64) as i64
    }

    /// True in so many of 100 cases.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// One of a list that isn't empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.between(0, list.len() as i64 - 1) as usize]
    }

    /// One of the words, each as often as its weight says.
    pub(crate) fn weighted<'a>(&mut self, list: &[(&'a str, i64)]) -> &'a str {
        let mut left = self.between(0, list.iter().map(|(_, weight)| weight).sum::<i64>() - 1);
        for (word, weight) in list {
            left -= weight;
            if left < 0 {
                return word;
            }
        }
        ""
    }

    /// A moment of a day's working hours, in epoch milliseconds.
    pub(crate) fn moment(&mut self, day: i64) -> i64 {
        day * DAY + self.between(8 * 3_600_000, 18 * 3_600_000)
    }

    /// A telephone number that belongs to nobody.
    pub(crate) fn phone(&mut self) -> String {
        format!("+1-555-01{:02}", self.between(0, 99))
    }
}

/// `2024-01-15`, from days since 1970.
pub(crate) fn date(day: i64) -> String {
    let z = day + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400 + i64::from(month > 9), if month > 9 { month - 9 } else { month + 3 });
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2024-01-15T09:30:00.000Z`, from epoch milliseconds.
pub(crate) fn iso(moment: i64) -> String {
    let (day, ms) = (moment.div_euclid(DAY), moment.rem_euclid(DAY));
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", date(day), ms % 1000)
}

/// Money as JavaScript writes a number: 12, 12.5, 12.25.
pub(crate) fn number(cents: i64) -> Value {
    if cents % 100 == 0 { json!(cents / 100) } else { json!(cents as f64 / 100.0) }
}

/// Money as `toFixed(2)` writes it.
pub(crate) fn fixed(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
