//! scrypt (RFC 7914) with p = 1, and the cipher that Firebase puts behind it.

use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::pbkdf2;
use std::num::NonZeroU32;

/// A key of 32 bytes.
pub(super) fn derive(password: &[u8], salt: &[u8], log_n: u32, r: usize) -> [u8; 32] {
    let pbkdf2 = |salt: &[u8], out: &mut [u8]| {
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, NonZeroU32::MIN, salt, password, out);
    };
    let mut block = vec![0; 128 * r];
    pbkdf2(salt, &mut block);
    let mut words: Vec<u32> =
        block.chunks_exact(4).map(|four| u32::from_le_bytes(four.try_into().expect("four"))).collect();
    mix(&mut words, 1 << log_n);
    let mixed: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    let mut key = [0; 32];
    pbkdf2(&mixed, &mut key);
    key
}

/// scryptROMix.
fn mix(x: &mut Vec<u32>, n: usize) {
    let size = x.len();
    let mut table = Vec::with_capacity(n * size);
    let mut y = vec![0; size];
    for _ in 0..n {
        table.extend_from_slice(x);
        block_mix(x, &mut y);
        std::mem::swap(x, &mut y);
    }
    for _ in 0..n {
        let at = (x[size - 16] as usize & (n - 1)) * size;
        for (word, other) in x.iter_mut().zip(&table[at..at + size]) {
            *word ^= other;
        }
        block_mix(x, &mut y);
        std::mem::swap(x, &mut y);
    }
}

/// scryptBlockMix: the even blocks come first.
fn block_mix(from: &[u32], to: &mut [u32]) {
    let blocks = from.len() / 16;
    let mut state = [0; 16];
    state.copy_from_slice(&from[from.len() - 16..]);
    for (i, block) in from.chunks_exact(16).enumerate() {
        for (word, other) in state.iter_mut().zip(block) {
            *word ^= other;
        }
        salsa(&mut state);
        let at = 16 * (i / 2 + (i % 2) * blocks / 2);
        to[at..at + 16].copy_from_slice(&state);
    }
}

/// Salsa20/8.
fn salsa(state: &mut [u32; 16]) {
    let mut x = *state;
    for _ in 0..4 {
        for i in 0..4 {
            quarter(&mut x, [5 * i % 16, (5 * i + 4) % 16, (5 * i + 8) % 16, (5 * i + 12) % 16]);
        }
        for i in 0..4 {
            let row = 4 * i;
            quarter(&mut x, [row + i, row + (i + 1) % 4, row + (i + 2) % 4, row + (i + 3) % 4]);
        }
    }
    for (word, mixed) in state.iter_mut().zip(x) {
        *word = word.wrapping_add(mixed);
    }
}

fn quarter(x: &mut [u32; 16], [a, b, c, d]: [usize; 4]) {
    x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
    x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
    x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
    x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
}

/// AES-256-CTR with a zero counter.
pub(super) fn encrypt(key: &[u8; 32], text: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    let key = UnboundCipherKey::new(&AES_256, key).and_then(EncryptingKey::ctr).expect("a key");
    let zero = EncryptionContext::Iv128(FixedLength::from([0; 16]));
    key.less_safe_encrypt(&mut bytes, zero).expect("encrypts");
    bytes
}
