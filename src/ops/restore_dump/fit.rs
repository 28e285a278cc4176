//! Whether a tenant has a place for what an export holds.

use super::error::RestoreError;
use crate::domain::catalog::TableName;
use crate::domain::export::{ExportFormat, ExportedMigration, Manifest, is_brought_back};
use crate::domain::migration::AppliedMigration;
use crate::tenant_db::export::Partitions;
use crate::tenant_db::restore::Restoring;

/// Refuses an export whose schema isn't the tenant's: what a migration did to rows would be missing.
pub(super) fn same_schema(manifest: &Manifest, ledger: &[AppliedMigration]) -> Result<(), RestoreError> {
    let own: Vec<ExportedMigration> = ledger.iter().filter(|row| row.finished).map(migration).collect();
    let exported = &manifest.migrations;
    let different = exported.iter().zip(&own).find(|(one, other)| one != other);
    if let Some((one, _)) = different {
        return Err(RestoreError::OtherMigration(one.version.clone()));
    }
    let newest = |migrations: &[ExportedMigration]| migrations.last().map_or("none".to_owned(), |m| m.version.clone());
    let (export, tenant) = (newest(exported), newest(&own));
    match exported.len().cmp(&own.len()) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(RestoreError::Behind { export, tenant }),
        std::cmp::Ordering::Less => Err(RestoreError::Ahead { export, tenant }),
    }
}

fn migration(row: &AppliedMigration) -> ExportedMigration {
    let checksum = row.checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    ExportedMigration { version: row.version.to_string(), checksum }
}

/// Returns every table of the tenant, in these schemas if some are named, that an export could fill.
pub(super) async fn places(restoring: &mut Restoring<'_>, schemas: &[&str]) -> Result<Vec<TableName>, RestoreError> {
    let tables = restoring.tables(schemas, Partitions::Together).await?;
    Ok(tables.into_iter().map(|table| table.name).filter(is_brought_back).collect())
}

/// Refuses an export with rows that the tenant has no table or column for.
pub(super) async fn has_places(
    restoring: &mut Restoring<'_>,
    manifest: &Manifest,
    schemas: &[&str],
) -> Result<(), RestoreError> {
    // pg_dump has a partitioned table's rows in its partitions.
    let partitions = match manifest.format {
        ExportFormat::Custom | ExportFormat::Plain => Partitions::Apart,
        ExportFormat::Csv | ExportFormat::Ndjson => Partitions::Together,
    };
    let targets = restoring.tables(schemas, partitions).await?;
    for exported in manifest.tables().filter(|exported| is_brought_back(&exported.table())) {
        let table = exported.table();
        let Some(target) = targets.iter().find(|target| target.name == table) else {
            return Err(RestoreError::Missing(format!("table {table}")));
        };
        if let Some(column) = exported.columns.iter().find(|column| !target.columns.contains(column)) {
            return Err(RestoreError::Missing(format!("column {column} in {table}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{RestoreError, same_schema};
    use crate::domain::export::{ExportFormat, ExportedMigration, ExportedTenant, Manifest};
    use crate::domain::migration::AppliedMigration;

    #[test]
    fn the_schema_must_be_the_same() {
        let ledger = |rows: &[(i64, u8, bool)]| -> Vec<AppliedMigration> {
            let row = |&(version, sum, finished): &(i64, u8, bool)| AppliedMigration {
                version,
                description: String::new(),
                checksum: vec![sum],
                finished,
            };
            rows.iter().map(row).collect()
        };
        let tenant = ExportedTenant { uuid: uuid::Uuid::nil(), id: "acme-corp".into() };
        let at = chrono::DateTime::UNIX_EPOCH;
        let mut manifest = Manifest::new(ExportFormat::Custom, at, tenant, uuid::Uuid::nil());
        let one =
            |version: &str, checksum: &str| ExportedMigration { version: version.into(), checksum: checksum.into() };
        manifest.migrations = vec![one("1", "0a"), one("2", "0b")];
        let check = |rows: &[(i64, u8, bool)]| same_schema(&manifest, &ledger(rows));
        assert!(check(&[(1, 10, true), (2, 11, true)]).is_ok());
        assert!(check(&[(1, 10, true), (2, 11, true), (3, 1, false)]).is_ok(), "half done isn't done");
        assert!(matches!(check(&[(1, 10, true)]), Err(RestoreError::Behind { export, .. }) if export == "2"));
        assert!(matches!(check(&[]), Err(RestoreError::Behind { tenant, .. }) if tenant == "none"));
        let newer = check(&[(1, 10, true), (2, 11, true), (3, 1, true)]);
        assert!(matches!(newer, Err(RestoreError::Ahead { tenant, .. }) if tenant == "3"));
        assert!(matches!(check(&[(1, 11, true), (2, 11, true)]), Err(RestoreError::OtherMigration(v)) if v == "1"));
        assert!(matches!(check(&[(1, 10, true), (3, 11, true)]), Err(RestoreError::OtherMigration(v)) if v == "2"));
    }
}
