//! From a staging table into the table itself, finding the rows that it refuses.

use super::staging::{NUMBER, Staging};
use super::statement::{Statement, duplicates};
use super::transaction::run;
use crate::domain::catalog::{Table, TableName, UniqueKey};
use crate::postgres::{Connection, DatabaseError, db};
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::collections::HashSet;

/// What is done with a row whose key is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// It is refused.
    Error,
    /// It is left out; any key counts if none is named.
    Skip(Option<UniqueKey>),
    /// The row that is there takes its values, unless it has them.
    Update(UniqueKey),
}

/// How rows get from the staging table into their table.
#[derive(Debug, Clone)]
pub struct InsertPlan {
    /// The columns of each group, by their places in the table.
    pub groups: Vec<Vec<usize>>,
    /// The lookups.
    pub lookups: Vec<LookupTable>,
    /// What to do with keys that are there already.
    pub conflict: Conflict,
}

/// The table that a lookup searches.
#[derive(Debug, Clone)]
pub struct LookupTable {
    /// The column that takes what is found.
    pub column: usize,
    /// The table searched.
    pub table: TableName,
    /// The column compared, as text.
    pub by: String,
    /// The column taken.
    pub take: String,
    /// The other columns of the unique key: only rows in which they are NULL count.
    pub null: Vec<String>,
}

/// What became of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New rows.
    pub inserted: u64,
    /// Rows that were there and took new values.
    pub updated: u64,
    /// Rows that were there and were left as they are.
    pub kept: u64,
}

/// A row that the table refused.
#[derive(Debug)]
pub struct StagedReject {
    /// The number of its input.
    pub input: usize,
    /// The number of its record.
    pub record: u64,
    /// The line, from 1.
    pub line: u64,
    /// The column in the line, from 1.
    pub column: u64,
    /// The server's answer.
    pub error: DatabaseError,
}

/// Moves the rows; rows of at most `max_rejects` records may be refused, the record after them ends it.
///
/// # Errors
/// [`DatabaseError`] for what isn't a row's fault.
pub async fn insert_staged(
    connection: &mut Connection,
    staging: &Staging,
    table: &Table,
    plan: &InsertPlan,
    max_rejects: u64,
) -> Result<(Counts, Vec<StagedReject>), DatabaseError> {
    let enough = usize::try_from(max_rejects).unwrap_or(usize::MAX).saturating_add(1);
    let statement = Statement { staging, table, plan };
    let mut work = Work {
        connection,
        statement,
        counts: Counts::default(),
        rejects: Vec::new(),
        records: HashSet::new(),
        later: Vec::new(),
        enough,
    };
    for number in 0..plan.lookups.len() {
        work.look_up(number).await?;
    }
    // Rows of several groups come in several statements, of which the last would win.
    if plan.groups.len() > 1 {
        work.refuse_duplicates().await?;
    }
    for group in 0..plan.groups.len() {
        if work.records.len() < enough {
            work.group(group).await?;
        }
    }
    work.retry().await?;
    Ok((work.counts, work.rejects))
}

struct Work<'w> {
    connection: &'w mut Connection,
    statement: Statement<'w>,
    counts: Counts,
    rejects: Vec<StagedReject>,
    /// Their records: what is counted.
    records: HashSet<(usize, u64)>,
    /// Rows that refer to what isn't there yet: group and number.
    later: Vec<(usize, i64)>,
    enough: usize,
}

/// More rows than this aren't tried again.
const LATER: usize = 10_000;

impl Work<'_> {
    /// Rows whose lookup finds nothing, or more than one row, are refused before anything is inserted.
    async fn look_up(&mut self, number: usize) -> Result<(), DatabaseError> {
        let Some(lookup) = self.statement.plan.lookups.get(number) else { return Ok(()) };
        let doing = format!("looking up {}.{}", lookup.table, lookup.by);
        run(self.connection, &doing, &self.statement.make_lookup(number, lookup)).await?;
        let sql = self.statement.unresolved(number);
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *self.connection).await.map_err(db(&*doing))?;
        for row in rows {
            let found: i64 = row.try_get(4).map_err(db(&*doing))?;
            let text = match found {
                0 => format!("isn't the {} of any row of {}", lookup.by, lookup.table),
                n => format!("is the {} of {n} rows of {}", lookup.by, lookup.table),
            };
            let mut error = DatabaseError::plain(&*doing, text, crate::postgres::FailureClass::Permanent);
            error.sqlstate = Some(if found == 0 { "23503" } else { "21000" }.into());
            let column = self.statement.table.columns.get(lookup.column);
            error.report.column = column.map(|c| c.name.as_str().into());
            self.refuse(&row, error)?;
        }
        Ok(())
    }

    async fn group(&mut self, group: usize) -> Result<(), DatabaseError> {
        let Some((low, high)) = self.range(group).await? else { return Ok(()) };
        if self.attempt(group, low, high).await?.is_none() {
            return Ok(());
        }
        self.refuse_duplicates().await?;
        run(self.connection, "numbering the rows", &self.statement.index()).await?;
        let mut ranges = vec![(low, high)];
        while let Some((low, high)) = ranges.pop() {
            if self.records.len() >= self.enough {
                return Ok(());
            }
            match self.attempt(group, low, high).await? {
                None => {}
                Some(error) if low == high && error.is("23503") && self.later.len() < LATER => {
                    self.later.push((group, low));
                }
                Some(error) if low == high => self.refuse_number(low, error).await?,
                Some(_) => {
                    let middle = low + (high - low) / 2;
                    ranges.push((middle + 1, high));
                    ranges.push((low, middle));
                }
            }
        }
        Ok(())
    }

    /// Tries the rows again whose parents came after them, as long as that lets more of them in.
    async fn retry(&mut self) -> Result<(), DatabaseError> {
        loop {
            let later = std::mem::take(&mut self.later);
            let before = later.len();
            let mut failed = Vec::new();
            for (group, number) in later {
                if let Some(error) = self.attempt(group, number, number).await? {
                    failed.push((group, number, error));
                }
            }
            if failed.len() == before {
                for (_, number, error) in failed {
                    if self.records.len() < self.enough {
                        self.refuse_number(number, error).await?;
                    }
                }
                return Ok(());
            }
            self.later = failed.into_iter().map(|(group, number, _)| (group, number)).collect();
        }
    }

    async fn range(&mut self, group: usize) -> Result<Option<(i64, i64)>, DatabaseError> {
        let sql = self.statement.range(group);
        let doing = "counting the staged rows";
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *self.connection).await.map_err(db(doing))?;
        let low: Option<i64> = row.try_get(0).map_err(db(doing))?;
        let high: Option<i64> = row.try_get(1).map_err(db(doing))?;
        Ok(low.zip(high))
    }

    /// Inserts a range in a savepoint; returns the error that a row of it caused.
    async fn attempt(&mut self, group: usize, low: i64, high: i64) -> Result<Option<DatabaseError>, DatabaseError> {
        let doing = format!("inserting into {}", self.statement.table.name);
        run(self.connection, &doing, "SAVEPOINT tenantctl_rows").await?;
        let sql = self.statement.insert(group, low, high);
        let counted = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *self.connection).await;
        match counted.map_err(db(&*doing)) {
            Ok((inserted, updated, all)) => {
                let number = |n: i64| u64::try_from(n).unwrap_or(0);
                let all: i64 = all;
                self.counts.inserted += number(inserted);
                self.counts.updated += number(updated);
                self.counts.kept += number(all - inserted - updated);
                run(self.connection, &doing, "RELEASE SAVEPOINT tenantctl_rows").await?;
                Ok(None)
            }
            Err(error) if error.is_about_a_row() => {
                run(self.connection, &doing, "ROLLBACK TO SAVEPOINT tenantctl_rows").await?;
                Ok(Some(error))
            }
            Err(error) => Err(error),
        }
    }

    /// One INSERT refuses to change a row twice; several, row by row, would let the last one win.
    async fn refuse_duplicates(&mut self) -> Result<(), DatabaseError> {
        let Some(sql) = duplicates(&self.statement) else { return Ok(()) };
        let doing = "looking for keys that come twice";
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *self.connection).await.map_err(db(doing))?;
        for row in rows {
            let text = "the same key comes earlier in the input";
            let mut error = DatabaseError::plain(doing, text, crate::postgres::FailureClass::Permanent);
            error.sqlstate = Some("21000".into());
            if let Conflict::Update(key) = &self.statement.plan.conflict {
                error.report.constraint = Some(key.name.as_str().into());
                error.report.table = Some(self.statement.table.name.name.as_str().into());
            }
            self.refuse(&row, error)?;
        }
        Ok(())
    }

    async fn refuse_number(&mut self, number: i64, error: DatabaseError) -> Result<(), DatabaseError> {
        let doing = "reading a refused row's place";
        let sql = self.statement.place(number);
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *self.connection).await.map_err(db(doing))?;
        self.refuse(&row, error)
    }

    fn refuse(&mut self, row: &PgRow, error: DatabaseError) -> Result<(), DatabaseError> {
        let number = |at: usize| row.try_get::<i64, _>(at).map(|n| u64::try_from(n).unwrap_or(0));
        let place = || -> Result<_, sqlx::Error> { Ok((number(0)?, number(1)?, number(2)?, number(3)?)) };
        let (input, record, line, column) = place().map_err(db("reading a refused row's place"))?;
        let input = usize::try_from(input).unwrap_or(0);
        self.records.insert((input, record));
        self.rejects.push(StagedReject { input, record, line, column, error });
        Ok(())
    }
}

/// The column that numbers the rows.
pub(super) fn number_column() -> String {
    crate::domain::catalog::quoted(NUMBER)
}
