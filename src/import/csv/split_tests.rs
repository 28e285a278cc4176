//! A block boundary may fall anywhere, and changes nothing.

use super::CsvOptions;
use super::blocks_tests::{Ready, read};

const SAMPLES: &[&[u8]] = &[
    "a,b\r\n1,\"x\"\"y\"\r\n\r\n\"é€😀\",ü\r3,4\n\n\r5,\"\r\n\"\r\n".as_bytes(),
    "name,näme\n\"\"\"\",\"\"\"\"\"\"\n😀😀,\"😀\"\n,\n\"\",".as_bytes(),
    b"a\r\r\n\n\"\"\r\"\"\"\"\n\"\r\"\r\n\"\n\r\"",
    b"a,b\n1\n1,2,3\r\n\"x\ny\"\n4,5",
    b"a,b\r\n1,2\r\n3,\"4\"x\r\n5,6\r\n",
    b"a,b\n1,\"2\n\n3,4\n",
    b"a,b\n1,2\n3,\xe2\x82x\n",
    b"a,b\r\n\"x\r\ny\",\"z\0\"\r\n",
    b"a\n1\n\xf0\x9f\x98",
];

#[test]
fn every_split_reads_the_same() {
    for sample in SAMPLES {
        let whole = read(Ready::whole(sample), CsvOptions::default());
        for at in 0..=sample.len() {
            assert_eq!(read(Ready::split(sample, at), CsvOptions::default()), whole, "at {at}");
            for then in at + 1..sample.len() {
                let blocks = [&sample[..at], &sample[at..then], &sample[then..]];
                let blocks = blocks.iter().filter(|block| !block.is_empty()).map(|block| block.to_vec()).collect();
                assert_eq!(read(Ready::new(blocks), CsvOptions::default()), whole, "at {at} and {then}");
            }
        }
        for size in 1..=sample.len() {
            assert_eq!(read(Ready::chunks(sample, size), CsvOptions::default()), whole, "by {size}");
        }
    }
}
