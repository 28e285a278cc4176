use super::{FilesError, embedded, from_dir, parse_name, read_file};

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

#[test]
fn the_embedded_files_are_in_order() {
    let set = embedded().expect("embedded files");
    assert!(!set.files().is_empty());
    assert!(set.files().iter().all(|f| f.checksum.len() == 48 && f.version > 0));
}

#[test]
fn names_give_version_and_description() {
    for (name, version, description) in [
        ("1_a.sql", 1, "a"),
        ("0007_add_notes.sql", 7, "add notes"),
        ("20260101000001_x_y.up.sql", 20_260_101_000_001, "x y"),
    ] {
        assert_eq!(parse_name(name).expect(name), Some((version, description.to_owned())));
    }
    for name in ["README.md", "1_a.down.sql", "1_a.sql~", "x"] {
        assert_eq!(parse_name(name).expect(name), None, "{name}");
    }
    for name in ["a.sql", "_a.sql", "1.sql", "1_.sql", "-1_a.sql", "0_a.sql", "99999999999999999999_a.sql", "1_a.SQL"] {
        let error = parse_name(name).expect_err(name);
        assert!(error.to_string().starts_with(&format!("{name}: ")), "{error}");
    }
}

#[test]
fn line_ends_are_no_difference() {
    let read = |bytes: &[u8]| read_file("1_a.sql", 1, "a".into(), bytes).expect("read");
    assert_eq!(read(b"select 1;\r\n").checksum, read(b"select 1;\n").checksum);
    assert_ne!(read(b"select 1;\n").checksum, read(b"select 1;").checksum);
    assert_eq!(read(b"").sql, "");
    assert_eq!(read(b"-- nothing\n").sql, "-- nothing\n");
    assert!(read(b"\xef\xbb\xbf-- no-transaction\nvacuum;").no_transaction);
}

#[test]
fn refuses_with_file_line_and_column() {
    for (bytes, message) in [
        (&b"select 1;\n COMMIT;"[..], "1_a.sql:2:2: COMMIT isn't allowed"),
        (b"-- no-transaction\nbegin;", "1_a.sql:2:1: BEGIN isn't allowed"),
        (b"select 'a", "1_a.sql:1:8: unterminated string"),
        (b"vacuum;", "1_a.sql:1:1: VACUUM can't run inside a transaction"),
        (b"set role x;", "1_a.sql:1:1: SET ROLE isn't allowed"),
        (b"\\connect x", "1_a.sql:1:1: \\connect is a command of psql"),
        (b"select\n'\xe9'", "1_a.sql: is not UTF-8 (line 2)"),
        (b"\xff\xfes\0", "1_a.sql: is UTF-16"),
        (b"s\0e\0", "1_a.sql: is UTF-16"),
    ] {
        let error = read_file("1_a.sql", 1, "a".into(), bytes).expect_err(message);
        assert!(error.to_string().starts_with(message), "{error}");
        assert!(!error.to_string().contains(" at line "), "{error}");
    }
}

#[test]
fn reads_a_folder() {
    let good = folder(&[("2_b.sql", b"select 2"), ("1_a.up.sql", b""), ("1_a.down.sql", b"x'"), ("notes.txt", b"")]);
    let set = from_dir(good.path()).expect("set");
    assert_eq!(set.files().iter().map(|f| f.version).collect::<Vec<_>>(), [1, 2]);

    let twice = folder(&[("1_a.sql", b""), ("01_b.sql", b"")]);
    assert!(matches!(from_dir(twice.path()), Err(FilesError::Set(_))));
    let empty = folder(&[("notes.txt", b"")]);
    assert!(matches!(from_dir(empty.path()), Err(FilesError::Empty(_))));
    assert!(matches!(from_dir(&empty.path().join("missing")), Err(FilesError::Read { .. })));
    let named = folder(&[]);
    std::fs::create_dir(named.path().join("1_a.sql")).expect("folder");
    assert!(matches!(from_dir(named.path()), Err(FilesError::Bytes { .. })));
}
