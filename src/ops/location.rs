//! Where a tenant's database was a short while ago, kept on this machine so that the next command needn't wait for the
//! control plane to begin connecting.
//!
//! It is a guess, never an answer: [`super::head_start`] uses what came of it only if the control plane says the same. It
//! has a password in it, so it is sealed by the master key, for that control plane and that tenant.

use crate::domain::tenant::{Marker, TenantId};
use crate::host::local::create_state_dir;
use crate::postgres::Target;
use crate::secrets::{MasterKey, SealedFile, SecretsError, sha256_hex};
use secrecy::ExposeSecret;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

/// Where a tenant's database was.
#[derive(Debug, Clone)]
pub struct Location {
    /// The mark that it bore.
    pub marker: Marker,
    /// It is a Supabase project's.
    pub is_project: bool,
    /// The login that migrates it.
    pub target: Target,
}

impl Location {
    /// Whether both name one login in one database of one tenant, and reach it in the same way.
    pub fn is(&self, other: &Self) -> bool {
        self.marker == other.marker && self.is_project == other.is_project && self.target.is(&other.target)
    }
}

/// The file for a tenant's location. The first byte of a hash names it, so that there are 256 at most, and the last tenant of
/// a name is in it.
pub struct KeptLocation {
    folder: PathBuf,
    file: SealedFile,
    max_age: Duration,
}

impl KeptLocation {
    /// Names the file in `folder`, a folder of the state directory, for a tenant of that control plane. What is older than `max_age` isn't read.
    ///
    /// # Errors
    /// [`SecretsError`] of a key that can't be derived.
    pub fn new(
        folder: &Path,
        master: &MasterKey,
        (plane, tenant): (&Target, &TenantId),
        max_age: Duration,
    ) -> Result<Self, SecretsError> {
        // Which control plane answers there isn't known yet.
        let subject = format!("{}|{}|{}|{tenant}", plane.endpoint(), plane.database, plane.user);
        let path = folder.join(&sha256_hex(subject.as_bytes())[..2]);
        let file = SealedFile::new(path, master, "location", &subject)?;
        Ok(Self { folder: folder.to_owned(), file, max_age })
    }

    /// Reads what is kept, and tells whether it needn't be written anew for a while.
    pub fn read(&self) -> Option<(Location, bool)> {
        let text = self.file.read()?;
        let mut lines = text.expose_secret().splitn(4, '\n');
        let at = UNIX_EPOCH.checked_add(Duration::from_secs(lines.next()?.parse().ok()?))?;
        let marker = Marker::parse(lines.next()?)?;
        let is_project = lines.next()? == "project";
        let target = Target::parse(lines.next()?).ok()?;
        // What is of a time to come was written before the clock was set back: nobody knows how long ago.
        let age = SystemTime::now().duration_since(at).ok().filter(|age| *age < self.max_age)?;
        Some((Location { marker, is_project, target }, age < self.max_age / 2))
    }

    /// Keeps a location, and removes what is too old. Without it the next command is slower, so a failure is only told.
    pub fn keep(&self, location: &Location) {
        let state_dir = self.folder.parent().unwrap_or(&self.folder);
        let made = create_state_dir(state_dir).map_err(io::Error::other);
        if let Err(error) =
            made.and_then(|()| self.write(location)).and_then(|()| self.file.sweep(self.max_age, is_slot))
        {
            tracing::debug!(%error, "keeping a tenant's location");
        }
    }

    /// Removes what is kept.
    pub fn forget(&self) {
        if let Err(error) = self.file.remove() {
            tracing::debug!(%error, "removing a tenant's location");
        }
    }

    fn write(&self, location: &Location) -> io::Result<()> {
        let url = location.target.url();
        let url = url.expose_secret();
        if !Target::parse(url).is_ok_and(|again| again.is(&location.target)) {
            return Err(io::Error::other("its URL doesn't say all"));
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(io::Error::other)?.as_secs();
        let kind = if location.is_project { "project" } else { "cluster" };
        let head = format!("{now}\n{}\n{kind}\n", location.marker);
        // Its final size from the start: growing would leave a copy of the password behind.
        let mut text = Zeroizing::new(String::with_capacity(head.len() + url.len()));
        text.push_str(&head);
        text.push_str(url);
        self.file.write(text.as_bytes())
    }
}

/// The first byte of a hash.
fn is_slot(name: &str) -> bool {
    name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{KeptLocation, Location};
    use crate::domain::tenant::{Marker, TenantId};
    use crate::postgres::Target;
    use crate::secrets::MasterKey;
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};
    use uuid::Uuid;

    const HOUR: Duration = Duration::from_secs(3600);

    fn location(url: &str) -> Location {
        let marker = Marker { tenant: Uuid::from_u128(1), control_plane: Uuid::from_u128(2) };
        Location { marker, is_project: false, target: Target::parse(url).expect("a URL") }
    }

    fn kept(folder: &Path, key: &MasterKey, plane: &str, tenant: &str, max_age: Duration) -> KeptLocation {
        let plane = Target::parse(plane).expect("a URL");
        let tenant: TenantId = tenant.parse().expect("an id");
        KeptLocation::new(folder, key, (&plane, &tenant), max_age).expect("named")
    }

    #[test]
    fn a_location_is_all_that_leads_there() {
        let one = location("postgres://u:p@127.0.0.1/d");
        for url in [
            "postgres://u:p@127.0.0.1:5433/d",
            "postgres://u:p@localhost/d",
            "postgres://v:p@127.0.0.1/d",
            "postgres://u:q@127.0.0.1/d",
            "postgres://u@127.0.0.1/d",
            "postgres://u:p@127.0.0.1/e",
            "postgres://u:p@127.0.0.1/d?sslmode=disable",
            "postgres://u:p@127.0.0.1/d?sslmode=require",
            "postgres://u:p@127.0.0.1/d?sslrootcert=/ca.pem",
            "postgres:///d?host=/run/pg&user=u&password=p",
        ] {
            assert!(!one.is(&location(url)), "{url}");
        }
        assert!(one.is(&one.clone()));
        assert!(!one.is(&Location { is_project: true, ..one.clone() }));
        for marker in [
            Marker { tenant: Uuid::from_u128(3), ..one.marker },
            Marker { control_plane: Uuid::from_u128(3), ..one.marker },
        ] {
            assert!(!one.is(&Location { marker, ..one.clone() }));
        }
    }

    #[test]
    fn it_is_kept_for_its_tenant_and_control_plane() {
        let (home, key) = (tempfile::tempdir().expect("a folder"), MasterKey::generate().expect("made"));
        let folder = home.path().join("state/locations");
        let plane = "postgres://o:canary-plane@db.example.com/c";
        let acme = kept(&folder, &key, plane, "acme", HOUR);
        for url in [
            "postgres://u:canary-p%3A@db.example.com/d?sslmode=verify-full&sslrootcert=/ca.pem",
            "postgres://u:canary-p@127.0.0.1/d",
            "postgres://u:canary-p@127.0.0.1/d?sslmode=disable",
            "postgres:///d?host=/run/pg&port=5433&user=u&password=canary%20p",
        ] {
            let written = Location { is_project: url.contains("verify-full"), ..location(url) };
            acme.keep(&written);
            let (read, is_young) = acme.read().expect("kept");
            assert!(read.is(&written) && is_young, "{url}");
        }
        for (plane, tenant) in [
            (plane, "beta"),
            ("postgres://o:x@db.example.com/other", "acme"),
            ("postgres://x:x@db.example.com/c", "acme"),
            ("postgres://o:x@db.example.com:6000/c", "acme"),
        ] {
            assert!(kept(&folder, &key, plane, tenant, HOUR).read().is_none(), "{plane} {tenant}");
        }
        // By its URL it would be a host.
        let file = fs::read_dir(&folder).expect("listed").next().expect("one").expect("read").path();
        acme.forget();
        let target = Target::unix("run".into(), 5432, "u", "p".into(), "d");
        acme.keep(&Location { target, ..location("postgres://u:p@127.0.0.1/d") });
        assert!(!file.exists());
    }

    #[test]
    fn what_is_old_is_neither_read_nor_left() {
        let (home, key) = (tempfile::tempdir().expect("a folder"), MasterKey::generate().expect("made"));
        let plane = "postgres://o:p@db.example.com/c";
        let with = |tenant: &str, max_age| kept(home.path(), &key, plane, tenant, max_age);
        with("acme", HOUR).keep(&location("postgres://u:p@127.0.0.1/d"));
        let file = fs::read_dir(home.path()).expect("listed").next().expect("one").expect("read").path();
        assert!(with("acme", HOUR).read().is_some_and(|(_, is_young)| is_young));
        assert!(with("acme", Duration::ZERO).read().is_none());
        let old = SystemTime::now().checked_sub(2 * HOUR).expect("a time");
        let other = home.path().join("passwd");
        fs::write(&other, "").expect("written");
        for path in [&file, &other] {
            fs::File::options().write(true).open(path).and_then(|file| file.set_modified(old)).expect("set");
        }
        with("beta", HOUR).keep(&location("postgres://u:p@127.0.0.1/d"));
        assert!(!file.exists() && other.exists());
        assert!(with("beta", HOUR).read().is_some());
    }
}
