//! Loads of rows, with the real binary and a real server.

mod conflicts;
mod crashes;
mod indexes;
mod mapping;
mod refusals;
mod rejects;
mod sources;
mod traps;
mod units;
mod values;

use crate::support::{Said, World};
use sqlx::{AssertSqlSafe, PgConnection};
use std::cell::RefCell;
use std::io::Write;
use std::process::Stdio;

/// A file's name and text, flags, the exit code, and words that are said.
type Case<'c> = (&'c str, &'c str, &'c [&'c str], i32, &'c [&'c str]);

/// A world with a tenant, its owner at the server, and files to load.
struct Shop {
    owner: RefCell<PgConnection>,
    runtime: tokio::runtime::Runtime,
    world: World,
}

impl Shop {
    /// Makes one whose tenant has these tables beside its own.
    fn with(sql: &str) -> Self {
        let world = World::ready();
        let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
        let login = world.login("acme-corp", "migrator");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let owner = runtime.block_on(world.connect_as(&login)).expect("connects");
        let shop = Self { owner: RefCell::new(owner), runtime, world };
        shop.sql(sql);
        shop
    }

    /// Runs statements as the owner of the tenant's tables.
    #[track_caller]
    fn sql(&self, sql: &str) {
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        if let Err(error) = self.runtime.block_on(done.execute(&mut *self.owner.borrow_mut())) {
            panic!("{error}\n{sql}");
        }
    }

    /// Returns the first column of a query, which must be text; NULL is `-`.
    #[track_caller]
    fn texts(&self, sql: &str) -> Vec<String> {
        let rows = sqlx::query_scalar::<_, Option<String>>(AssertSqlSafe(sql.to_owned()));
        match self.runtime.block_on(rows.fetch_all(&mut *self.owner.borrow_mut())) {
            Ok(rows) => rows.into_iter().map(|text| text.unwrap_or_else(|| "-".to_owned())).collect(),
            Err(error) => panic!("{error}\n{sql}"),
        }
    }

    /// Returns one value as text.
    #[track_caller]
    fn text(&self, expression: &str) -> String {
        self.texts(&format!("SELECT ({expression})::text")).remove(0)
    }

    /// Returns the rows of a table as PostgreSQL writes them, in the order of that text.
    #[track_caller]
    fn rows(&self, table: &str) -> Vec<String> {
        self.texts(&format!("SELECT t::text FROM {table} t ORDER BY 1"))
    }

    #[track_caller]
    fn count(&self, table: &str) -> String {
        self.text(&format!("SELECT count(*) FROM {table}"))
    }

    /// Empties tables and forgets every load, so that the next case begins anew.
    #[track_caller]
    fn empty(&self, tables: &str) {
        self.sql(&format!("TRUNCATE {tables}; DELETE FROM tenantctl.loads"));
    }

    /// Writes a file and returns its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.world.path().join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder");
        }
        std::fs::write(&path, bytes).expect("written");
        path.to_str().expect("a path").to_owned()
    }

    /// Runs `seed` for the tenant.
    fn seed(&self, arguments: &[&str]) -> Said {
        self.world.run(&[&["seed", "-t", "acme-corp"], arguments].concat())
    }

    /// Writes a file and loads it.
    fn load(&self, name: &str, bytes: impl AsRef<[u8]>, more: &[&str]) -> Said {
        let path = self.file(name, bytes);
        self.seed(&[&["--from", path.as_str()], more].concat())
    }

    /// Loads what comes through a pipe that is closed at its end.
    fn pipe(&self, bytes: &[u8], more: &[&str]) -> Said {
        let arguments = [&["seed", "-t", "acme-corp", "--from", "-"], more].concat();
        let mut command = self.world.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        // Who refuses the first bytes doesn't read the others.
        let _refused = child.stdin.take().expect("a pipe").write_all(bytes);
        child.wait_with_output().expect("ends").into()
    }
}

/// Compresses as `gzip` does.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut made = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    made.write_all(bytes).expect("written");
    made.finish().expect("compressed")
}

/// Expects every one of the words in what was said on stderr.
#[track_caller]
fn says(said: &Said, words: &[&str]) {
    for word in words {
        assert!(said.stderr.contains(word), "no {word:?} in\n{}", said.stderr);
    }
}
