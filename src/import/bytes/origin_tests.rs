//! What can be opened and what can't, and files that change.

use std::fs::{File, OpenOptions};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::source_tests::{drained, zipped};
use super::{Options, Origin, SourceBytes, digest_of};
use crate::position::{Blocks, SourceError};

fn refusal(path: &Path) -> String {
    let origin = || Origin::File(path.to_owned());
    let Err(SourceError::Read(error)) = SourceBytes::open(origin(), Options::default()) else { panic!() };
    let Err(SourceError::Read(again)) = digest_of(origin()) else { panic!() };
    assert_eq!(error.to_string(), again.to_string());
    error.to_string()
}

#[test]
fn what_cannot_be_opened() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(refusal(dir.path()), format!("{}: is a directory", dir.path().display()));
    assert_eq!(refusal(Path::new("/dev/zero")), "/dev/zero: is a device");
    let missing = dir.path().join("missing");
    assert_eq!(refusal(&missing), format!("{}: No such file or directory (os error 2)", missing.display()));
    let within = dir.path().join("file/within");
    File::create(dir.path().join("file")).unwrap();
    assert!(refusal(&within).starts_with(&format!("{}: Not a directory", within.display())));
    let circle = dir.path().join("circle");
    std::os::unix::fs::symlink(&circle, &circle).unwrap();
    assert!(refusal(&circle).starts_with(&format!("{}: Too many levels of symbolic links", circle.display())));
    let socket = dir.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(refusal(&socket), format!("{}: is a socket", socket.display()));
}

#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("secret");
    let file = File::create(&path).unwrap();
    file.set_permissions(PermissionsExt::from_mode(0o0)).unwrap();
    // Root may read it all the same.
    if File::open(&path).is_err() {
        assert!(refusal(&path).starts_with(&format!("{}: Permission denied", path.display())));
    }
}

#[test]
fn a_fifo_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let writer = std::thread::spawn({
        let path = path.clone();
        move || {
            let mut fifo = OpenOptions::new().write(true).open(path).unwrap();
            for byte in zipped(b"from a fifo") {
                fifo.write_all(&[byte]).unwrap();
                fifo.flush().unwrap();
            }
        }
    });
    let mut source = SourceBytes::open(Origin::File(path), Options::default()).unwrap();
    assert_eq!(source.progress().total(), None);
    assert_eq!(drained(&mut source).unwrap(), b"from a fifo");
    writer.join().unwrap();
}

/// A file larger than what is read ahead, so that it changes while it is read.
fn large(path: &Path) -> usize {
    let bytes = vec![b'x'; 4 << 20];
    std::fs::write(path, &bytes).unwrap();
    // Old enough that a new time is another time.
    let old = SystemTime::now() - Duration::from_secs(60);
    OpenOptions::new().write(true).open(path).unwrap().set_modified(old).unwrap();
    bytes.len()
}

type Change = fn(&Path);

#[test]
fn a_changed_file() {
    let changes: [(&str, Change); 3] = [
        ("grown", |path| OpenOptions::new().append(true).open(path).unwrap().write_all(b"more").unwrap()),
        ("cut", |path| OpenOptions::new().write(true).open(path).unwrap().set_len(3 << 20).unwrap()),
        ("same length", |path| OpenOptions::new().write(true).open(path).unwrap().write_all(b"y").unwrap()),
    ];
    for (name, change) in changes {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        large(&path);
        let mut source = SourceBytes::open(Origin::File(path.clone()), Options::default()).unwrap();
        source.next_block().unwrap().unwrap();
        change(&path);
        assert!(matches!(drained(&mut source), Err(SourceError::Changed)), "{name}");
        assert_eq!(source.digest(), None);
        assert!(matches!(source.next_block(), Ok(None)));
    }
}

#[test]
fn a_file_that_is_replaced_or_only_looked_at_has_not_changed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    let length = large(&path);
    let mut source = SourceBytes::open(Origin::File(path.clone()), Options::default()).unwrap();
    let other = dir.path().join("other");
    std::fs::write(&other, b"other").unwrap();
    std::fs::rename(&other, &path).unwrap();
    assert_eq!(drained(&mut source).unwrap().len(), length);
    assert_eq!(source.digest().unwrap().bytes, length as u64);
}

#[test]
fn a_cut_off_gzip_that_is_still_written_has_changed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.gz");
    let noise: Vec<u8> = (0..4_u64 << 20).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
    let whole = zipped(&noise);
    std::fs::write(&path, &whole[..whole.len() - 100]).unwrap();
    let mut source = SourceBytes::open(Origin::File(path.clone()), Options::default()).unwrap();
    source.next_block().unwrap().unwrap();
    // Only the length tells here, the end of the gzip is still missing.
    OpenOptions::new().append(true).open(&path).unwrap().write_all(&whole[whole.len() - 100..][..50]).unwrap();
    assert!(matches!(drained(&mut source), Err(SourceError::Changed)));
}

/// A reader without an end that tells when it is dropped.
struct Endless(Arc<AtomicBool>, Cursor<Vec<u8>>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1.position() == self.1.get_ref().len() as u64 {
            self.1.set_position(0);
        }
        self.1.read(buffer)
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn the_thread_ends_when_nobody_reads_on() {
    // The second never gives a block: gzip members without content.
    for content in [b"x,y\n".to_vec(), zipped(b"")] {
        let ended = Arc::new(AtomicBool::new(false));
        let endless = Endless(Arc::clone(&ended), Cursor::new(content));
        let source = SourceBytes::open(Origin::Stream(Box::new(endless)), Options::default()).unwrap();
        std::thread::sleep(Duration::from_millis(20));
        assert!(!ended.load(Ordering::SeqCst));
        drop(source);
        let end = (0..500).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            ended.load(Ordering::SeqCst)
        });
        assert!(end, "the thread goes on");
    }
}
