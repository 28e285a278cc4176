//! Blocks, gzip, digests, progress, and readers that fail.

use std::io::{self, Read, Write};

use encoding_rs::WINDOWS_1252;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Digest, Options, Origin, SourceBytes, digest_of};
use crate::position::{Blocks, SourceError};

pub(super) fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn drained(source: &mut SourceBytes) -> Result<Vec<u8>, SourceError> {
    let mut all = Vec::new();
    while let Some(block) = source.next_block()? {
        assert!(!block.is_empty());
        all.extend(block);
    }
    Ok(all)
}

fn stream(bytes: &[u8]) -> Origin {
    Origin::Stream(Box::new(Trickle(io::Cursor::new(bytes.to_vec()), false)))
}

/// Gives few bytes at a time and is interrupted before each.
struct Trickle(io::Cursor<Vec<u8>>, bool);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let few = buffer.len().min(1 + self.0.position() as usize % 7);
        self.0.read(&mut buffer[..few])
    }
}

fn text(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let read = SourceBytes::open(stream(bytes), Options::default()).and_then(|mut source| drained(&mut source));
    let digest = digest_of(stream(bytes));
    assert_eq!(read.is_ok(), digest.is_ok());
    read.map_err(|error| {
        assert_eq!(error.to_string(), digest.unwrap_err().to_string());
        error.to_string()
    })
}

#[test]
fn digests_are_of_the_inflated_bytes() {
    let abc =
        Digest { sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(), bytes: 3 };
    assert_eq!(digest_of(Origin::Memory(b"abc")).unwrap(), abc);
    assert_eq!(digest_of(stream(&zipped(b"abc"))).unwrap(), abc);
    let mut source = SourceBytes::open(stream(&zipped(b"abc")), Options::default()).unwrap();
    assert_eq!(source.digest(), None);
    drained(&mut source).unwrap();
    assert_eq!(source.digest(), Some(&abc));
    // The mark counts, and the bytes before they are transcoded.
    let marked = b"\xff\xfea\0b\0";
    let mut source = SourceBytes::open(Origin::Memory(marked), Options::default()).unwrap();
    assert_eq!(drained(&mut source).unwrap(), b"ab");
    assert_eq!(source.digest(), Some(&digest_of(stream(marked)).unwrap()));
    assert_eq!(source.digest().unwrap().bytes, 6);
    assert!(matches!(source.next_block(), Ok(None)));
}

#[test]
fn large_sources_and_progress() {
    let bytes: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).map(|byte| byte & 0x7f).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    for content in [bytes.clone(), zipped(&bytes)] {
        std::fs::write(file.path(), &content).unwrap();
        let mut source = SourceBytes::open(Origin::File(file.path().to_owned()), Options::default()).unwrap();
        let progress = source.progress();
        assert_eq!(progress.total(), Some(content.len() as u64));
        assert_eq!(drained(&mut source).unwrap(), bytes);
        assert_eq!(progress.read(), content.len() as u64);
        assert_eq!(source.digest().unwrap().bytes, bytes.len() as u64);
    }
}

#[test]
fn reads_ahead_only_so_far() {
    let bytes: &'static [u8] = vec![b'x'; 16 << 20].leak();
    let source = SourceBytes::open(Origin::Memory(bytes), Options::default()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let read = source.progress().read();
    assert!((1..=6 * 256 * 1024).contains(&read), "{read}");
}

#[test]
fn small_sources() {
    for bytes in [&b""[..], b"a", b"\x1f", b"\xef\xbb", b"ab", b"\x8b\x1f"] {
        assert_eq!(text(bytes).unwrap(), bytes);
        assert_eq!(text(&zipped(bytes)).unwrap(), bytes);
    }
    assert_eq!(text(b"\xef\xbb\xbf").unwrap(), b"");
    let options = Options { encoding: Some(WINDOWS_1252) };
    let mut source = SourceBytes::open(Origin::Memory(b"\x80\xe9\x81"), options).unwrap();
    assert_eq!(drained(&mut source).unwrap(), "€é\u{81}".as_bytes());
}

#[test]
fn gzip_of_many_members() {
    let many = [zipped(b"ab"), zipped(b""), zipped(b"cd\n"), zipped(b"")].concat();
    assert_eq!(text(&many).unwrap(), b"abcd\n");
}

#[test]
fn gzip_cut_off_anywhere() {
    let whole = zipped(b"some text that is long enough, long enough, long enough");
    let two = [whole.clone(), whole.clone()].concat();
    for at in 2..two.len() {
        let result = text(&two[..at]);
        if at == whole.len() {
            assert!(result.is_ok());
        } else {
            assert_eq!(result.unwrap_err(), "the gzip data ends too early: it is cut off", "at {at}");
        }
    }
}

#[test]
fn gzip_damaged_anywhere() {
    let whole = zipped(b"some text that is long enough, long enough, long enough");
    for at in (2..whole.len()).filter(|at| !(4..10).contains(at)) {
        let mut bad = whole.clone();
        bad[at] ^= 0x55;
        // Flags may announce fields that then are missing: that reads as cut off.
        let told = text(&bad).unwrap_err();
        assert!(told.starts_with("the gzip data is damaged: ") || told.contains("cut off"), "at {at}: {told}");
    }
    for tail in [&b"\n"[..], b"\0\0\0\0", b"text behind the gzip data"] {
        let told = text(&[&whole, tail].concat()).unwrap_err();
        assert!(told.starts_with("the gzip data "), "{told}");
    }
}

#[test]
fn faults_name_the_file() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &zipped(b"abc")[..12]).unwrap();
    let mut source = SourceBytes::open(Origin::File(file.path().to_owned()), Options::default()).unwrap();
    let told = drained(&mut source).unwrap_err().to_string();
    assert_eq!(told, format!("{}: the gzip data ends too early: it is cut off", file.path().display()));
}

#[test]
fn bytes_before_a_fault_come_first() {
    let mut source = SourceBytes::open(Origin::Memory(b"\xff\xfea\0\n\0b\0\x00\xdc"), Options::default()).unwrap();
    assert_eq!(source.next_block().unwrap().unwrap(), b"a\nb");
    let told = source.next_block().unwrap_err().to_string();
    assert_eq!(told, "line 2, column 2: bytes that aren't UTF-16LE");
    assert!(matches!(source.next_block(), Ok(None)));
    assert_eq!(source.digest(), None);
}

/// Fails or panics after some bytes.
struct Broken {
    bytes: io::Cursor<Vec<u8>>,
    panics: bool,
}

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.bytes.read(buffer)? {
            0 if self.panics => panic!("a test of a broken reader"),
            0 => Err(io::Error::other("the line is dead")),
            length => Ok(length),
        }
    }
}

#[test]
fn readers_that_break() {
    for (bytes, panics, told) in [
        (b"ab".to_vec(), false, "the line is dead"),
        (Vec::new(), false, "the line is dead"),
        // It isn't the gzip data that is at fault.
        (zipped(b"abcdef")[..14].to_vec(), false, "the line is dead"),
        (b"ab".to_vec(), true, "the thread that reads the source broke down"),
    ] {
        let broken = Broken { bytes: io::Cursor::new(bytes), panics };
        let mut source = SourceBytes::open(Origin::Stream(Box::new(broken)), Options::default()).unwrap();
        assert_eq!(drained(&mut source).unwrap_err().to_string(), told);
        assert!(matches!(source.next_block(), Ok(None)));
        assert_eq!(source.digest(), None);
    }
}
