//! The escapes of COPY's text format.

/// Escapes what stands from `start` on, in place: a backslash would begin an escape, and tab, newline and carriage
/// return would end a field or a row. Other control characters are data to COPY.
pub(super) fn in_place(out: &mut Vec<u8>, start: usize) {
    let Some(plain) = out.get(start..) else { return };
    // Most values need no escape; this is the form that compilers turn into vector code.
    if !plain.chunks(64).any(|part| part.iter().fold(false, |found, byte| found | escaped(*byte).is_some())) {
        return;
    }
    let extra = plain.iter().filter(|byte| escaped(**byte).is_some()).count();
    let mut from = out.len();
    let mut to = from + extra;
    out.resize(to, 0);
    // From the end on, so that nothing is overwritten before it has been moved.
    while from > start && to > from {
        from -= 1;
        let Some(byte) = out.get(from).copied() else { return };
        let (first, second) = match escaped(byte) {
            Some(letter) => (Some(b'\\'), letter),
            None => (None, byte),
        };
        for byte in [Some(second), first].into_iter().flatten() {
            to -= 1;
            if let Some(place) = out.get_mut(to) {
                *place = byte;
            }
        }
    }
}

/// The letter after the backslash, for a byte that needs one.
#[inline]
fn escaped(byte: u8) -> Option<u8> {
    match byte {
        b'\\' => Some(b'\\'),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        b'\t' => Some(b't'),
        _ => None,
    }
}
