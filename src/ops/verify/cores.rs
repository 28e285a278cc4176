//! One piece of work on many items, on every core there is.

use crate::token::SignatureCheck;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Items that a thread takes at once. Fewer cost more than they save; with more, one thread that the system keeps
/// waiting keeps all the others waiting at the end.
const SHARE: usize = 16;

/// Does the work on each item and returns what came of it, in order. Each thread has a signature check of its own.
pub fn on_every_core<T: Sync, R: Send>(items: &[T], work: impl Fn(&mut SignatureCheck, &T) -> R + Sync) -> Vec<R> {
    let shares: Vec<&[T]> = items.chunks(SHARE).collect();
    let cores = match shares.len() {
        // To count the cores takes longer than to check a token.
        shares @ ..=1 => shares,
        shares => std::thread::available_parallelism().map_or(1, usize::from).min(shares),
    };
    let next = AtomicUsize::new(0);
    let run = || {
        let mut check = SignatureCheck::default();
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(at) else { return done };
            done.push((at, share.iter().map(|item| work(&mut check, item)).collect::<Vec<R>>()));
        }
    };
    let mut parts = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(run)).collect();
        let mut parts = run();
        for other in others {
            parts.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        parts
    });
    parts.sort_unstable_by_key(|(at, _)| *at);
    let mut all = Vec::with_capacity(items.len());
    parts.into_iter().for_each(|(_, mut part)| all.append(&mut part));
    all
}

#[cfg(test)]
mod tests {
    use super::{SHARE, on_every_core};

    #[test]
    fn each_item_once_and_in_order() {
        for count in [0, 1, SHARE - 1, SHARE, SHARE + 1, 7 * SHARE + 3] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(on_every_core(&items, |_, item| item * 2), (0..count).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "the 200th")]
    fn a_panic_is_passed_on() {
        let items: Vec<usize> = (0..1000).collect();
        let _done = on_every_core(&items, |_, item| assert_ne!(*item, 200, "the 200th"));
    }
}
