//! What is taken of a fault catalogue that is too long for every run. The seed is printed.

/// Whether the whole catalogue is asked for, not a sample of it.
pub(crate) fn full() -> bool {
    std::env::var_os("TENANTCTL_TEST_FULL").is_some()
}

/// A small generator; its seed is printed, and `TENANTCTL_TEST_SEED` sets it.
pub(crate) struct Random(u64);

impl Random {
    #[expect(clippy::print_stdout, reason = "whoever sees it fail repeats it with this seed")]
    pub(crate) fn new() -> Self {
        let given = std::env::var("TENANTCTL_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| u64::from(std::process::id()));
        println!("TENANTCTL_TEST_SEED={seed}");
        Self(seed)
    }

    /// Returns a number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Returns so many of them in their order; all of them where the whole catalogue is asked for.
#[cfg(feature = "failpoints")]
pub(crate) fn some_of<T: Copy>(all: &[T], mut count: usize) -> Vec<T> {
    if full() {
        return all.to_vec();
    }
    let mut random = Random::new();
    let mut left = all.len();
    let chosen = all.iter().filter(|_| {
        let taken = random.below(left.max(1) as u64) < count as u64;
        left -= 1;
        count -= usize::from(taken);
        taken
    });
    chosen.copied().collect()
}
