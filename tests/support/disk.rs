//! A disk of its own for a world's server, of a size that changes.

use super::World;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Enough for everything a test makes, in KiB.
const LARGE: u64 = 600_000;

/// A file system in memory. Taken away when dropped, so it must go before its world.
pub(crate) struct Disk {
    folder: PathBuf,
    world: PathBuf,
}

impl Disk {
    /// For the tables of a running server; none, with the reason printed, where mounting isn't allowed.
    pub(crate) fn for_tables(world: &World) -> Option<Self> {
        let _stopped = world.run(&["local", "stop"]).code(0);
        let base = world.state().join("postgres/data/base");
        let aside = world.path().join("base");
        run("cp", &["-a".as_ref(), base.as_os_str(), aside.as_os_str()])?;
        let disk = Self::mount(world, &base)?;
        run("cp", &["-a".as_ref(), aside.join(".").as_os_str(), base.as_os_str()])?;
        let _started = world.run(&["local", "start"]).code(0);
        Some(disk)
    }

    /// For everything a world keeps.
    pub(crate) fn for_state(world: &World) -> Option<Self> {
        std::fs::create_dir(world.state()).expect("a folder");
        Self::mount(world, &world.state())
    }

    /// For a folder of a world, which is made.
    pub(crate) fn for_folder(world: &World, name: &str) -> Option<Self> {
        let folder = world.path().join(name);
        std::fs::create_dir(&folder).expect("a folder");
        Self::mount(world, &folder)
    }

    #[expect(clippy::print_stdout, reason = "whoever reads the test's output learns what wasn't tested")]
    fn mount(world: &World, folder: &Path) -> Option<Self> {
        let options = format!("size={LARGE}k,mode=755");
        let mounted = run(
            "mount",
            &["-t".as_ref(), "tmpfs".as_ref(), "-o".as_ref(), options.as_ref(), "tmpfs".as_ref(), folder.as_os_str()],
        );
        if mounted.is_none() {
            println!("skipped: a file system of its own can't be mounted here (that needs root and CAP_SYS_ADMIN)");
        }
        mounted.map(|()| Self { folder: folder.to_owned(), world: world.path().to_owned() })
    }

    /// Leaves so much room, in KiB.
    pub(crate) fn leave(&self, room: u64) {
        let used = Command::new("df").args(["--output=used", "-k"]).arg(&self.folder).output().expect("df runs");
        let used = String::from_utf8_lossy(&used.stdout);
        let used: u64 = used.lines().nth(1).and_then(|line| line.trim().parse().ok()).expect("a size");
        self.resize(used + room.max(4));
    }

    /// Makes it large again.
    pub(crate) fn grow(&self) {
        self.resize(LARGE);
    }

    /// Takes the right to write in it away, from root as well.
    pub(crate) fn forbid_writing(&self, forbidden: bool) {
        self.remount(if forbidden { "ro" } else { "rw" });
    }

    fn resize(&self, kib: u64) {
        self.remount(&format!("size={kib}k"));
    }

    fn remount(&self, option: &str) {
        let option = format!("remount,{option}");
        run("mount", &["-o".as_ref(), option.as_ref(), self.folder.as_os_str()]).expect("remounted");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let pid = std::fs::read_to_string(self.world.join("state/postgres/data/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _stopped = run("kill", &["-QUIT".as_ref(), pid.as_ref()]);
        }
        let _unmounted = run("umount", &["-l".as_ref(), self.folder.as_os_str()]);
    }
}

fn run(program: &str, arguments: &[&std::ffi::OsStr]) -> Option<()> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then_some(())
}
