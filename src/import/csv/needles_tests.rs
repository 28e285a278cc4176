use super::needles::Needles;

#[test]
fn every_byte_in_every_place_beside_every_byte() {
    for delimiter in [b',', b';', b'\t', b'|', b' ', 1, 0x7f] {
        let needles = Needles::new(delimiter);
        let is = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
        for left in 0..=255_u8 {
            for right in 0..=255_u8 {
                for place in 0..7 {
                    let mut bytes = [b'x'; 8];
                    bytes[place] = left;
                    bytes[place + 1] = right;
                    let found = needles.find(u64::from_le_bytes(bytes)).to_le_bytes();
                    assert_eq!(found, bytes.map(|byte| if is(byte) { 0x80 } else { 0 }), "{bytes:?}");
                }
            }
        }
    }
}
