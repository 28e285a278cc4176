//! Makes the cluster: all of it, or nothing.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::child;
use super::discover::Install;
use super::error::LocalError;
use super::files;
use super::layout::{self, Layout};
use super::lock::Lock;
use super::run_as::RunAs;

/// The major version of the cluster that is there; `None` if there is none yet.
pub(super) fn major(layout: &Layout) -> Result<Option<u32>, LocalError> {
    let data = layout.data();
    match fs::symlink_metadata(&data) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(LocalError::file("look at", &data)(error)),
        Ok(found) if !found.is_dir() => {
            return Err(LocalError::NotOurs { path: data, reason: "it is not a folder" });
        }
        Ok(_) => {}
    }
    match files::read_regular(&data.join("PG_VERSION"))?.map(|text| text.trim().parse()) {
        Some(Ok(major)) => Ok(Some(major)),
        Some(Err(_)) => Err(LocalError::NotACluster { data }),
        None if layout::list(&data)?.is_empty() => Ok(None),
        None => Err(LocalError::NotACluster { data }),
    }
}

/// What a new cluster is made with.
pub(super) struct NewCluster<'a> {
    pub(super) layout: &'a Layout,
    pub(super) lock: &'a Lock,
    pub(super) install: &'a Install,
    pub(super) user: Option<&'a RunAs>,
    pub(super) password: &'a str,
}

impl NewCluster<'_> {
    /// Runs `initdb` beside the final place and renames the result, so that a killed one leaves no half-made cluster.
    pub(super) fn create(&self) -> Result<(), LocalError> {
        let data = self.layout.new_data();
        // As root the folder above is closed to the server's user, so its place is made for it.
        DirBuilder::new().mode(0o700).create(&data).map_err(LocalError::file("create", &data))?;
        files::give(&data, self.user)?;
        let password_file = PasswordFile::create(self.layout, self.user, self.password)?;

        // Collation C is the same everywhere and for ever; a libc's or ICU's changes under the indexes.
        // Only upper and lower case need to know more than ASCII, where the machine can.
        let mut output = self.run_initdb(&data, &password_file, Some("C.UTF-8"))?;
        if !output.status.success() && String::from_utf8_lossy(&output.stderr).contains("locale") {
            output = self.run_initdb(&data, &password_file, None)?;
        }
        if !output.status.success() {
            let complaint = child::complaint(&output);
            return Err(match complaint.split_once("could not look up effective user ID ") {
                Some((_, rest)) => {
                    LocalError::NoPasswdEntry { uid: rest.chars().take_while(char::is_ascii_digit).collect() }
                }
                None => LocalError::InitdbFailed { output: complaint },
            });
        }
        // The old cluster's bootstrap says nothing about this one.
        files::remove_file(&self.layout.marker())?;
        fs::rename(&data, self.layout.data()).map_err(LocalError::file("rename", &data))?;
        files::sync_folder(self.layout.folder())
    }

    fn run_initdb(&self, data: &Path, password: &PasswordFile, ctype: Option<&str>) -> Result<Output, LocalError> {
        let mut command = child::command(&self.install.bin_dir.join("initdb"), self.user);
        command.stdin(self.lock.share()).arg("-D").arg(data).arg("--pwfile").arg(&password.0);
        command.args(["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]);
        command.args(["--data-checksums", "--no-instructions"]);
        command.args(ctype.map(|ctype| format!("--lc-ctype={ctype}")));
        child::run(&mut command, self.user)
    }
}

/// The copy of the superuser's password that `initdb` reads as the server's user; gone when dropped.
struct PasswordFile(PathBuf);

impl PasswordFile {
    fn create(layout: &Layout, user: Option<&RunAs>, password: &str) -> Result<Self, LocalError> {
        let path = layout.initdb_password();
        files::create_new(&path, password)?;
        let file = Self(path);
        files::give(&file.0, user)?;
        Ok(file)
    }
}

impl Drop for PasswordFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_data_folder_is_no_cluster_and_a_full_one_is_an_error() {
        let state = tempfile::tempdir().expect("a folder");
        let layout = Layout::new(state.path()).expect("suits");
        assert_eq!(major(&layout).expect("looks"), None);
        fs::create_dir_all(layout.data()).expect("creates");
        assert_eq!(major(&layout).expect("looks"), None);
        fs::write(layout.data().join("precious"), "x").expect("writes");
        assert!(matches!(major(&layout), Err(LocalError::NotACluster { .. })));
        fs::write(layout.data().join("PG_VERSION"), "16\n").expect("writes");
        assert_eq!(major(&layout).expect("looks"), Some(16));
    }
}
