//! Files that are ours, and those that aren't.

use super::stored::Stored;
use super::{Fetched, Folder, JwksUrl, settle};
use crate::{KeyAlgorithm, SigningKey};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use tempfile::TempDir;

struct World {
    dir: TempDir,
    folder: Folder,
    url: JwksUrl,
}

impl World {
    fn new() -> Self {
        let dir = TempDir::new().expect("a folder");
        let owner = dir.path().metadata().expect("there").uid();
        let url = "https://x.example/jwks".parse().expect("a url");
        Self { folder: Folder::new(dir.path().join("jwks"), owner), dir, url }
    }

    /// One with a set in it.
    fn filled() -> (Self, Stored) {
        let (world, stored) = (Self::new(), stored("https://x.example/jwks"));
        world.folder.write(&world.url, &stored).expect("written");
        (world, stored)
    }

    fn read(&self) -> Result<Option<Stored>, String> {
        self.folder.read(&self.url).map_err(|refused| refused.why)
    }

    fn mode(&self, mode: u32) {
        fs::set_permissions(self.folder.file(&self.url), Permissions::from_mode(mode)).expect("a mode");
    }
}

fn stored(url: &str) -> Stored {
    let jwk = SigningKey::generate(KeyAlgorithm::Es256).expect("made").public_jwk();
    let body = json!({ "keys": [jwk] }).to_string().into_bytes();
    let fetched = Fetched::Set { body, etag: None, cache_control: None };
    settle(Stored::new(&url.parse().expect("a url")), Ok(fetched), false, DateTime::<Utc>::UNIX_EPOCH)
}

#[test]
fn what_is_written_is_read_and_private() {
    let world = World::new();
    assert_eq!(world.read(), Ok(None));
    let stored = stored("https://x.example/jwks");
    world.folder.write(&world.url, &stored).expect("written");
    assert_eq!(world.read(), Ok(Some(stored)));
    let file = world.folder.file(&world.url);
    let mode = |path| fs::metadata(path).expect("there").mode() & 0o7777;
    assert_eq!((mode(&file), mode(&world.folder.path().to_path_buf())), (0o600, 0o700));
    let other: JwksUrl = "https://y.example/jwks".parse().expect("a url");
    assert!(world.folder.read(&other).expect("readable").is_none());
}

#[test]
fn what_others_could_have_written_is_refused() {
    type Spoil = fn(&World);
    let cases: [(&str, Spoil, &str); 12] = [
        ("group-writable", |world| world.mode(0o620), "other users may write in it"),
        ("world-writable", |world| world.mode(0o602), "other users may write in it"),
        (
            "a link to a good file",
            |world| {
                let (file, moved) = (world.folder.file(&world.url), world.dir.path().join("moved"));
                fs::rename(&file, &moved).expect("moved");
                symlink(moved, file).expect("a link");
            },
            "it is not a regular file",
        ),
        (
            "a folder",
            |world| {
                fs::remove_file(world.folder.file(&world.url)).expect("removed");
                fs::create_dir(world.folder.file(&world.url)).expect("a folder");
            },
            "it is not a regular file",
        ),
        ("empty", |world| fs::write(world.folder.file(&world.url), "").expect("written"), "it is cut off"),
        (
            "cut off",
            |world| {
                let file = world.folder.file(&world.url);
                let text = fs::read(&file).expect("read");
                fs::write(file, &text[..text.len() / 2]).expect("written");
            },
            "it is cut off",
        ),
        (
            "of another issuer",
            |world| {
                let other = "https://evil.example/jwks".parse().expect("a url");
                world.folder.write(&other, &stored("https://evil.example/jwks")).expect("written");
                fs::rename(world.folder.file(&other), world.folder.file(&world.url)).expect("moved");
            },
            "it holds the keys of another address",
        ),
        (
            "without keys",
            |world| {
                let file = world.folder.file(&world.url);
                let mut text: serde_json::Value =
                    serde_json::from_slice(&fs::read(&file).expect("read")).expect("json");
                text["set"]["text"] = json!("{\"keys\":[]}");
                fs::write(file, text.to_string()).expect("written");
            },
            "it holds no usable keys",
        ),
        (
            "of another version",
            |world| {
                let file = world.folder.file(&world.url);
                let text = fs::read_to_string(&file).expect("read").replace("\"version\":1", "\"version\":2");
                fs::write(file, text).expect("written");
            },
            "it is of another version of tenantctl",
        ),
        (
            "endless",
            |world| {
                fs::File::options()
                    .write(true)
                    .open(world.folder.file(&world.url))
                    .and_then(|file| file.set_len(1 << 40))
                    .expect("grown");
            },
            "it is cut off",
        ),
        (
            "the folder is writable",
            |world| fs::set_permissions(world.folder.path(), Permissions::from_mode(0o777)).expect("a mode"),
            "other users may write in it",
        ),
        (
            "the folder is a link",
            |world| {
                let moved = world.dir.path().join("moved");
                fs::rename(world.folder.path(), &moved).expect("moved");
                symlink(moved, world.folder.path()).expect("a link");
            },
            "it is not a folder",
        ),
    ];
    for (what, spoil, expected) in cases {
        let (world, _) = World::filled();
        spoil(&world);
        let refused = world.read().expect_err(what);
        assert!(refused.starts_with(expected), "{what}: {refused}");
    }
    let (world, _) = World::filled();
    let stranger = Folder::new(world.folder.path().to_path_buf(), 4_000_000);
    assert_eq!(stranger.read(&world.url).expect_err("another's").why, "it belongs to another user");
    // Only root can give a file away.
    if chown(world.folder.file(&world.url), Some(65534), Some(65534)).is_ok() {
        assert_eq!(world.read(), Err("it belongs to another user".to_owned()));
    }
    let relative = Folder::new("jwks".into(), 0);
    assert!(relative.read(&world.url).is_err() && relative.try_lock(&world.url).is_err());
}

#[test]
fn a_spoilt_file_is_replaced_and_nothing_behind_a_link_is_touched() {
    let (world, stored) = World::filled();
    let (file, precious) = (world.folder.file(&world.url), world.dir.path().join("precious"));
    fs::write(&precious, "precious").expect("written");
    fs::remove_file(&file).expect("removed");
    symlink(&precious, &file).expect("a link");
    // What a writer that was killed left, and what somebody may have planted in its place.
    let half = file.with_extension("new");
    for plant in [
        |path: &std::path::Path, _: &std::path::Path| fs::write(path, "{\"vers"),
        |path: &std::path::Path, to: &std::path::Path| symlink(to, path),
    ] {
        plant(&half, &precious).expect("planted");
        world.folder.write(&world.url, &stored).expect("written");
        assert_eq!(world.read(), Ok(Some(stored.clone())));
        assert_eq!(fs::read_to_string(&precious).expect("read"), "precious");
        assert!(!half.exists());
    }
}

#[test]
fn a_writer_that_is_killed_leaves_the_old_file() {
    let (world, stored) = World::filled();
    fs::write(world.folder.file(&world.url).with_extension("new"), "{\"vers").expect("written");
    assert_eq!(world.read(), Ok(Some(stored)));
}

#[test]
fn one_process_at_a_time_has_the_lock() {
    let world = World::new();
    let held = world.folder.try_lock(&world.url).expect("a lock").expect("free");
    assert!(world.folder.try_lock(&world.url).expect("a lock").is_none());
    let other = "https://y.example/jwks".parse().expect("a url");
    assert!(world.folder.try_lock(&other).expect("a lock").is_some());
    drop(held);
    assert!(world.folder.try_lock(&world.url).expect("a lock").is_some());
    let lock = world.folder.file(&world.url).with_extension("lock");
    fs::remove_file(&lock).expect("removed");
    symlink("/dev/null", &lock).expect("a link");
    assert!(world.folder.try_lock(&world.url).is_err());
}
