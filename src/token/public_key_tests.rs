//! Thumbprints, and keys that are made to be weak.

use super::{KeyUnfit, PublicKey};
use aws_lc_rs::signature::{ED25519, ParsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

fn number(text: &str) -> Vec<u8> {
    B64.decode(text).expect("base64url")
}

/// The examples of RFC 7638 section 3.1 and RFC 8037 appendix A.3.
#[test]
fn thumbprints_are_those_of_the_standards() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok\
             njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5h\
             ajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let rsa = PublicKey::Rsa { n: number(n), e: number("AQAB") };
    assert_eq!(rsa.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert!(rsa.parse().is_ok());
    let x = number("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").try_into().expect("32 bytes");
    assert_eq!(PublicKey::Ed25519 { x }.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn a_modulus_of_the_broken_generator_is_refused() {
    // A power of 65537 is one modulo every prime.
    let mut n = vec![1_u8];
    for _ in 0..130 {
        let shifted: Vec<u8> = [&n[..], &[0, 0]].concat();
        let mut carry = 0_u16;
        let mut sum: Vec<u8> = (0..shifted.len())
            .map(|at| {
                let own = n.iter().rev().nth(at).map_or(0, |byte| u16::from(*byte));
                let total = u16::from(shifted[shifted.len() - 1 - at]) + own + carry;
                carry = total >> 8;
                (total & 0xff) as u8
            })
            .collect();
        sum.reverse();
        n = sum;
    }
    let key = |n: Vec<u8>| PublicKey::Rsa { n, e: vec![1, 0, 1] }.parse().err();
    assert_eq!(key(n.clone()), Some(KeyUnfit::Modulus));
    *n.last_mut().expect("not empty") ^= 2;
    assert_eq!(key(n), None);
}

/// The library takes these points: with them, a signature of no private key holds for every eighth message or oftener.
#[test]
fn a_point_of_small_order_is_refused() {
    let mut forged = [0; 64];
    forged[0] = 1;
    let hex = |text: &str| -> [u8; 32] {
        let bytes: Vec<u8> =
            (0..64).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("hex")).collect();
        bytes.try_into().expect("32 bytes")
    };
    let ends = |first: u8, middle: u8, last: u8| {
        let mut point = [middle; 32];
        (point[0], point[31]) = (first, last);
        point
    };
    for (point, taken) in [
        (ends(0, 0, 0), true),
        (ends(1, 0, 0), true),
        (ends(0xec, 0xff, 0x7f), true),
        (hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), true),
        (hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), true),
        (ends(0xed, 0xff, 0x7f), false),
        (ends(0xee, 0xff, 0x7f), false),
        (ends(0xff, 0xff, 0x7f), false),
    ] {
        for sign in [0, 0x80] {
            let mut x = point;
            x[31] |= sign;
            assert_eq!(PublicKey::Ed25519 { x }.parse().err(), Some(KeyUnfit::Point), "{x:?}");
            if taken && sign == 0 {
                let raw = ParsedPublicKey::new(&ED25519, x).expect("the library takes it");
                assert!((0..=255_u8).any(|message| raw.verify_sig(&[message], &forged).is_ok()), "{x:?}");
            }
        }
    }
}

/// Whatever else looks like one of those points in a part is the library's to judge.
#[test]
fn a_point_that_is_like_one_of_small_order_is_taken() {
    let mut taken = 0;
    for (end, middle, last) in [(0, 0, 0), (1, 0, 0), (0xec, 0xff, 0x7f), (0xff, 0xff, 0x7f)] {
        for (at, other) in [0, 1, 7, 30, 31].into_iter().flat_map(|at| (1..=8).map(move |other| (at, 8 * other + 3))) {
            let mut x = [middle; 32];
            (x[0], x[31]) = (end, last);
            x[at] = other;
            let theirs = ParsedPublicKey::new(&ED25519, x).is_ok();
            assert_eq!(PublicKey::Ed25519 { x }.parse().is_ok(), theirs, "{x:?}");
            taken += u32::from(theirs);
        }
    }
    assert!(taken > 40, "{taken}");
}
