//! What is done to the tables before the rows come in.

use super::error::LoadError;
use super::load::Load;
use super::order::Order;
use super::{Indexes, OnConflict, SeedSpec};
use crate::domain::catalog::{Fill, Table, TableName, UniqueKey};
use crate::import::feed::FedTable;
use crate::import::mapping::Lookup;
use crate::ops::observer::{Event, Observer};
use crate::postgres::Connection;
use crate::tenant_db::load::{
    Conflict, Dropped, InsertPlan, LoadTransaction, LookupTable, drop_foreign_keys, drop_keys, forget_loads, is_empty,
    lock_tables, truncate,
};

/// Below this size building indexes anew costs more than keeping them up.
const SMALL: u64 = 4 << 20;

/// Empties the tables, sets keys and indexes aside.
///
/// # Errors
/// [`LoadError::Database`].
pub(super) async fn prepare<O: Observer>(
    connection: &mut Connection,
    load: &Load<'_, O>,
    tables: &[&Table],
    order: &Order,
) -> Result<Dropped, LoadError> {
    let Load { spec, observer, limit, .. } = load;
    let names: Vec<TableName> = tables.iter().map(|table| table.name.clone()).collect();
    if spec.truncate {
        truncate(connection, &names).await?;
        LoadTransaction::hurry(connection, limit).await?;
        forget_loads(connection, limit, &names).await?;
        LoadTransaction::take_time(connection).await?;
    }
    let mut dropped = Dropped::default();
    let mut rebuilt = Vec::new();
    for table in tables {
        if wants_rebuild(connection, spec, &table.name).await? {
            observer.on(Event::TableLocked { table: &table.name.to_string() });
            lock_tables(connection, std::slice::from_ref(&table.name)).await?;
            // Somebody may have put rows in before the lock was had.
            if spec.indexes == Indexes::Rebuild || is_empty(connection, &table.name).await? {
                dropped.merge(drop_keys(connection, &table.name).await?);
                rebuilt.push(&table.name);
            }
        }
    }
    for (table, keys) in &order.aside {
        if !rebuilt.contains(&table) {
            dropped.merge(drop_foreign_keys(connection, table, keys).await?);
        }
    }
    Ok(dropped)
}

async fn wants_rebuild(connection: &mut Connection, spec: &SeedSpec, table: &TableName) -> Result<bool, LoadError> {
    Ok(match spec.indexes {
        // Staged rows are compared by the keys.
        _ if spec.staged() => false,
        Indexes::Keep => false,
        Indexes::Rebuild => true,
        Indexes::Auto => {
            let sizes = spec.inputs.iter().map(|input| input.size());
            let small = sizes.sum::<Option<u64>>().is_some_and(|total| total < SMALL);
            !small && is_empty(connection, table).await?
        }
    })
}

/// Says how staged rows get into their table.
///
/// # Errors
/// [`LoadError::NoKey`], [`LoadError::AmbiguousLookup`].
pub(super) fn insert_plan(spec: &SeedSpec, fed: &FedTable, tables: &[&Table]) -> Result<InsertPlan, LoadError> {
    let groups: Vec<Vec<usize>> = fed.groups.iter().map(|columns| columns.to_vec()).collect();
    let lookups = fed.lookups.iter().map(|lookup| lookup_table(lookup, tables)).collect::<Result<_, _>>()?;
    let conflict = match spec.on_conflict {
        OnConflict::Error => Conflict::Error,
        OnConflict::Skip if spec.key.is_empty() => Conflict::Skip(None),
        OnConflict::Skip => Conflict::Skip(Some(key(spec, fed)?)),
        OnConflict::Update => Conflict::Update(key(spec, fed)?),
    };
    Ok(InsertPlan { groups, lookups, conflict })
}

/// The other columns of the unique key must be NULL: the live row of a code, not a deleted one.
fn lookup_table(lookup: &Lookup, tables: &[&Table]) -> Result<LookupTable, LoadError> {
    let ambiguous = || LoadError::AmbiguousLookup { table: lookup.table.to_string(), by: lookup.by.clone() };
    let table = tables.iter().find(|table| table.name == lookup.table).ok_or_else(ambiguous)?;
    let nullable = |name: &String| table.columns.iter().any(|c| c.name == *name && c.nullable);
    let fits = |key: &&UniqueKey| {
        !key.partial && key.columns.contains(&lookup.by) && key.columns.iter().all(|c| *c == lookup.by || nullable(c))
    };
    let key = table.keys.iter().filter(fits).min_by_key(|key| key.columns.len()).ok_or_else(ambiguous)?;
    Ok(LookupTable {
        column: lookup.column,
        table: lookup.table.clone(),
        by: lookup.by.clone(),
        take: lookup.take.clone(),
        null: key.columns.iter().filter(|c| **c != lookup.by).cloned().collect(),
    })
}

/// The key that was named, by its columns or its name; else the primary key, or the only one,
/// that the input fills. Columns of a named key that the input leaves out take what fills them.
fn key(spec: &SeedSpec, fed: &FedTable) -> Result<UniqueKey, LoadError> {
    let table = &fed.table;
    let given = |name: &String| {
        table.column(name).is_some_and(|at| fed.groups.iter().all(|group| group.contains(&at)))
            || fed.lookups.iter().any(|lookup| table.column(name) == Some(lookup.column))
    };
    let defaulted =
        |name: &String| table.columns.iter().any(|c| c.name == *name && (c.nullable || c.fill == Fill::Default));
    // The server compares by keys that are whole and checked at once.
    let keys = || table.keys.iter().filter(|key| !key.partial && !key.deferrable);
    let wanted: Vec<&UniqueKey> = if spec.key.is_empty() {
        match keys().find(|key| key.primary && key.columns.iter().all(given)) {
            Some(primary) => vec![primary],
            None => keys().filter(|key| key.columns.iter().all(given)).collect(),
        }
    } else {
        let named = keys().filter(|key| spec.key.len() == 1 && spec.key.contains(&key.name));
        let exact = keys().filter(|key| same(&key.columns, &spec.key));
        let wider = keys().filter(|key| {
            spec.key.iter().all(|c| key.columns.contains(c))
                && key.columns.iter().all(|c| spec.key.contains(c) || (!given(c) && defaulted(c)))
        });
        let first = named.chain(exact).next();
        first.map_or_else(|| wider.collect(), |key| vec![key])
    };
    match wanted.as_slice() {
        [key] => Ok((*key).clone()),
        _ => {
            let shown: Vec<String> = keys().map(|key| format!("--key {}", key.columns.join(","))).collect();
            let keys = if shown.is_empty() { "none".to_owned() } else { shown.join(", ") };
            Err(LoadError::NoKey { table: table.name.to_string(), keys })
        }
    }
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|name| other.contains(name))
}
