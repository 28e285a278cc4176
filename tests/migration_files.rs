//! `migrate new`.

use crate::support::World;

#[test]
fn makes_the_next_file_and_prints_its_path() {
    let world = World::new();
    let new = |more: &[&str]| world.run(&[&["migrate", "new"][..], more].concat());
    let said = new(&["add notes"]).code(2);
    assert!(said.stderr.contains("name it: --dir FOLDER"), "{}", said.stderr);
    let dry = new(&["add notes", "--dir", "own", "--dry-run", "-o", "json"]).code(0).json();
    assert_eq!((&dry["created"], world.path().join("own").exists()), (&false.into(), false));
    let first = new(&["Add notes", "--dir", "own"]).code(0);
    let path = std::path::Path::new(first.stdout.trim_end());
    let name = path.file_name().expect("a name").to_str().expect("a name");
    assert!(path.is_file() && name.starts_with("20") && name.ends_with("_add_notes.sql"), "{path:?}");
    let mut later = World::new();
    later.env.push(("TENANTCTL_MIGRATIONS_DIR".into(), world.path().join("own").display().to_string()));
    let said = later.run(&["migrate", "new", "index it", "--no-transaction", "-o", "json"]).code(0).json();
    let version = said["version"].as_str().expect("a version");
    assert!(version > name.split('_').next().expect("a version"), "{said}");
    let text = std::fs::read_to_string(said["path"].as_str().expect("a path")).expect("a file");
    assert!(text.starts_with("-- no-transaction\n"), "{text}");
    for name in ["", "a/b", "../x", "x.sql", "naïve", "a\nb", &"a".repeat(101)] {
        let said = new(&[name, "--dir", "own"]).code(2);
        assert!(said.stdout.is_empty(), "{name:?}");
    }
    let _nowhere = new(&["x", "--dir", "a/b"]).code(5);
    std::fs::write(world.path().join("own/nonsense.sql"), "").expect("written");
    assert!(new(&["x", "--dir", "own"]).code(11).stderr.contains("nonsense.sql"));
    assert_eq!(std::fs::read_dir(world.path().join("own")).expect("a folder").count(), 3);
    assert!(!world.state().exists(), "nothing else was made");
}
