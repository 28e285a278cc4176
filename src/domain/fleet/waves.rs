//! Which tenant of a run is in which wave.

use super::share::Share;
use serde::{Deserialize, Serialize};

/// How a run is divided. A wave begins when every tenant of the one before is through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waves {
    /// The first wave: so many, the first in the order of their ids.
    pub canary: Option<Share>,
    /// How many are in each other wave; all of them if it isn't said.
    pub size: Option<Share>,
}

/// Returns the wave of each tenant, from 0. `named` says which are canaries by a selector; with none of them named, the
/// first ones are.
pub fn assign(waves: Waves, named: &[bool]) -> Vec<i32> {
    let total = named.len();
    let by_selector = named.contains(&true);
    let canaries = match waves.canary {
        Some(share) if !by_selector => share.at_least(total).min(total),
        _ => 0,
    };
    let has_canaries = by_selector || canaries > 0;
    let size = waves.size.map_or(total.max(1), |share| share.at_least(total));
    let mut later = 0;
    let wave_of = |(at, named): (usize, &bool)| {
        if *named || at < canaries {
            return 0;
        }
        let wave = later / size + usize::from(has_canaries);
        later += 1;
        i32::try_from(wave).unwrap_or(i32::MAX)
    };
    named.iter().enumerate().map(wave_of).collect()
}

#[cfg(test)]
mod tests {
    use super::{Waves, assign};

    #[test]
    fn divides_a_run() {
        let share = |text: &str| (!text.is_empty()).then(|| text.parse().expect(text));
        for (canary, size, named, expected) in [
            ("", "", "....", "0000"),
            ("1", "", "....", "0111"),
            ("50%", "", "....", "0011"),
            ("1%", "2", ".....", "01122"),
            ("", "2", ".....", "00112"),
            ("", "50%", "....", "0011"),
            ("", "", ".x.x", "1010"),
            ("2", "1", "..x.", "1203"),
            ("9", "", "..", "00"),
            ("", "", "", ""),
        ] {
            let waves = Waves { canary: share(canary), size: share(size) };
            let named: Vec<bool> = named.chars().map(|c| c == 'x').collect();
            let shown: String = assign(waves, &named).iter().map(ToString::to_string).collect();
            assert_eq!(shown, expected, "canary {canary:?}, size {size:?}, {named:?}");
        }
    }
}
