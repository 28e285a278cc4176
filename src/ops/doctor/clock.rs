//! Another clock against ours: tokens and logs depend on both.

use super::Check;
use chrono::TimeDelta;

/// Beyond this, tokens may be refused as not valid yet.
const WARNING: TimeDelta = TimeDelta::seconds(5);

/// Beyond this, they are.
const ERROR: TimeDelta = TimeDelta::seconds(60);

/// Judges a clock by how far it is ahead of ours.
pub(super) fn clock(name: String, ahead: TimeDelta) -> Check {
    let apart = ahead.abs();
    if apart <= WARNING {
        return Check::ok(name, "its clock and ours agree");
    }
    let way = if ahead < TimeDelta::zero() { "behind" } else { "ahead of" };
    let text = format!("its clock is {} s {way} ours", apart.num_seconds());
    let hint = "timedatectl set-ntp true (on the machine whose clock is wrong)";
    if apart <= ERROR { Check::warning(name, text, hint) } else { Check::error(name, text, hint) }
}

#[cfg(test)]
mod tests {
    use super::clock;
    use crate::ops::doctor::State;
    use chrono::TimeDelta;

    #[test]
    fn five_seconds_are_worth_a_look_and_a_minute_is_wrong() {
        for (ahead, state, word) in [
            (0, State::Ok, "agree"),
            (5_000, State::Ok, "agree"),
            (-5_000, State::Ok, "agree"),
            (5_001, State::Warning, "5 s ahead"),
            (-60_000, State::Warning, "60 s behind"),
            (60_001, State::Error, "60 s ahead"),
            (-86_400_000, State::Error, "86400 s behind"),
        ] {
            let check = clock("x".to_owned(), TimeDelta::milliseconds(ahead));
            assert_eq!(check.state, state, "{ahead}");
            assert!(check.text.contains(word), "{ahead}: {}", check.text);
            assert_eq!(check.hint.is_some(), state != State::Ok, "{ahead}");
        }
    }
}
