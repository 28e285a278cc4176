use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::encoding;
use super::transcode::Transcoder;
use crate::position::SourceError;

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// Decodes in two blocks; the text, and the line and column of the fault.
fn decode(given: Option<&'static Encoding>, bytes: &[u8], at: usize) -> (Vec<u8>, Option<(u64, u64, String)>) {
    let mut transcoder = Transcoder::new(given);
    let (left, right) = bytes.split_at(at);
    let mut text = Vec::new();
    let blocks = [left, right].into_iter().filter(|block| !block.is_empty());
    let mut steps: Vec<Option<Vec<u8>>> = blocks.map(|block| Some(block.to_vec())).collect();
    steps.push(None);
    for step in steps {
        let decoded = match step {
            Some(block) => transcoder.push(block),
            None => transcoder.finish(),
        };
        text.extend(decoded.text);
        if let Some(fault) = decoded.fault {
            let SourceError::Syntax { at, reason, recoverable: false, .. } = fault else { panic!("{fault}") };
            return (text, Some((at.line, at.column, reason)));
        }
    }
    (text, None)
}

#[test]
fn every_encoding_at_every_split() {
    let text = "a,ü\r\n€,\"x\"\n";
    let astral = "é😀\u{feff}z";
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let cases: Vec<(Option<&'static Encoding>, Vec<u8>, &str)> = vec![
        (None, text.into(), text),
        (Some(UTF_8), text.into(), text),
        (None, marked(b"\xef\xbb\xbf", text.as_bytes()), text),
        (None, marked(b"\xff\xfe", &utf16(astral, false)), astral),
        (None, marked(b"\xfe\xff", &utf16(astral, true)), astral),
        (Some(UTF_16LE), utf16(text, false), text),
        (Some(UTF_16BE), utf16(text, true), text),
        // A mark wins over what is given.
        (Some(WINDOWS_1252), marked(b"\xef\xbb\xbf", text.as_bytes()), text),
        (Some(UTF_16BE), marked(b"\xff\xfe", &utf16(text, false)), text),
        (Some(UTF_8), marked(b"\xfe\xff", &utf16(text, true)), text),
        (Some(WINDOWS_1252), WINDOWS_1252.encode(text).0.into_owned(), text),
        (Some(SHIFT_JIS), b"\x83\x65\x83\x58,\x83g\n".to_vec(), "テス,ト\n"),
        // Only the first mark is one.
        (None, b"\xef\xbb\xbf\xef\xbb\xbfa".to_vec(), "\u{feff}a"),
        (None, b"\xef\xbb\xbf".to_vec(), ""),
        (None, b"\xff\xfe".to_vec(), ""),
        (None, Vec::new(), ""),
    ];
    for (given, bytes, expected) in cases {
        for at in bytes.len().min(3)..=bytes.len() {
            let (text, fault) = decode(given, &bytes, at);
            assert_eq!((String::from_utf8(text).unwrap().as_str(), fault), (expected, None), "{bytes:?} at {at}");
        }
    }
}

#[test]
fn utf8_comes_through_unchecked() {
    assert_eq!(decode(None, b"a\xff\xe2", 3), (b"a\xff\xe2".to_vec(), None));
}

#[test]
fn faults_have_their_place() {
    let mut lone = utf16("a,b\r\nü€", false);
    lone.extend(0xdc00_u16.to_le_bytes());
    lone.extend(utf16("x", false));
    let mut cut = utf16("a\r\r\n😀", true);
    cut.extend([0]);
    let cases: [(_, &[u8], _, _); 4] = [
        (UTF_16LE, &lone, "a,b\r\nü€", (2, 3, "bytes that aren't UTF-16LE".to_owned())),
        (UTF_16BE, &cut, "a\r\r\n😀", (3, 2, "bytes that aren't UTF-16BE".to_owned())),
        (SHIFT_JIS, b"abc\n\x83\x65\xff", "abc\nテ", (2, 2, "bytes that aren't Shift_JIS".to_owned())),
        (SHIFT_JIS, b"abc\n\x83", "abc\n", (2, 1, "bytes that aren't Shift_JIS".to_owned())),
    ];
    for (given, bytes, text, fault) in cases {
        for at in 3..=bytes.len() {
            assert_eq!(decode(Some(given), bytes, at), (text.into(), Some(fault.clone())), "{bytes:?} at {at}");
        }
    }
}

#[test]
fn labels() {
    assert_eq!(encoding("latin1"), Ok(WINDOWS_1252));
    assert_eq!(encoding(" UTF-8 "), Ok(UTF_8));
    assert_eq!(encoding("utf-16"), Ok(UTF_16LE));
    for label in ["", "utf-32", "klingon", "iso-2022-kr", "replacement", "é"] {
        let told = encoding(label).unwrap_err();
        assert_eq!(told, format!("{label:?} isn't the name of an encoding that can be read"));
    }
}
