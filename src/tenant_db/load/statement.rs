//! The SQL between a staging table and its table.

use super::insert::{Conflict, InsertPlan, LookupTable, number_column};
use super::staging::{PLACE, Staging, lookup_column};
use crate::domain::catalog::{Column, Fill, Kind, Table, UniqueKey, quoted};

/// What the statements are made of.
pub(super) struct Statement<'s> {
    pub(super) staging: &'s Staging,
    pub(super) table: &'s Table,
    pub(super) plan: &'s InsertPlan,
}

impl Statement<'_> {
    fn place_columns(&self) -> String {
        PLACE.iter().take(4).map(|c| format!("s.{}", quoted(c))).collect::<Vec<_>>().join(", ")
    }

    fn group_column(&self) -> String {
        format!("s.{}", quoted(PLACE.last().copied().unwrap_or_default()))
    }

    fn lookup_relation(&self, number: usize) -> String {
        format!("{}_lookup_{number}", self.staging.relation())
    }

    /// Keys and what they stand for. A key that several rows have stands for nothing.
    pub(super) fn make_lookup(&self, number: usize, lookup: &LookupTable) -> String {
        let (by, take) = (quoted(&lookup.by), quoted(&lookup.take));
        let null: String = lookup.null.iter().map(|column| format!(" AND {} IS NULL", quoted(column))).collect();
        format!(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS
             SELECT {by}::pg_catalog.text AS key, (pg_catalog.array_agg({take}))[1] AS value,
                 pg_catalog.count(*) AS rows
             FROM {} WHERE {by} IS NOT NULL{null} GROUP BY 1",
            self.lookup_relation(number),
            lookup.table.quoted()
        )
    }

    /// Takes the rows away that a lookup leaves without an answer; returns places and how
    /// many answers there were.
    pub(super) fn unresolved(&self, number: usize) -> String {
        let value = quoted(&lookup_column(number));
        format!(
            "WITH gone AS (DELETE FROM {} AS s WHERE s.{value} IS NOT NULL
                AND NOT EXISTS (SELECT FROM {lookup} l
                    WHERE l.key OPERATOR(pg_catalog.=) s.{value}
                        AND l.rows OPERATOR(pg_catalog.=) 1::pg_catalog.int8) RETURNING s.*)
             SELECT {places}, COALESCE((SELECT l.rows FROM {lookup} l
                 WHERE l.key OPERATOR(pg_catalog.=) s.{value}), 0)
             FROM gone s ORDER BY s.{row}",
            self.staging.relation(),
            lookup = self.lookup_relation(number),
            places = self.place_columns(),
            row = number_column(),
        )
    }

    /// The first and the last row of a group.
    pub(super) fn range(&self, group: usize) -> String {
        let row = number_column();
        format!(
            "SELECT pg_catalog.min(s.{row}), pg_catalog.max(s.{row}) FROM {} s
                WHERE {} OPERATOR(pg_catalog.=) {group}::pg_catalog.int8",
            self.staging.relation(),
            self.group_column()
        )
    }

    /// Makes single rows cheap to find.
    pub(super) fn index(&self) -> String {
        let name = self.staging.relation().trim_start_matches("pg_temp.");
        format!("CREATE UNIQUE INDEX IF NOT EXISTS {name}_rows ON {} ({})", self.staging.relation(), number_column())
    }

    /// The place of a row.
    pub(super) fn place(&self, number: i64) -> String {
        format!(
            "SELECT {} FROM {} s WHERE s.{} OPERATOR(pg_catalog.=) {number}::pg_catalog.int8",
            self.place_columns(),
            self.staging.relation(),
            number_column()
        )
    }

    /// Inserts the rows of a range; returns how many are new, how many changed, how many there were.
    pub(super) fn insert(&self, group: usize, low: i64, high: i64) -> String {
        let columns: Vec<&Column> = self.group_columns(group);
        let mut names: Vec<String> = columns.iter().map(|c| quoted(&c.name)).collect();
        let mut values: Vec<String> = names.iter().map(|name| format!("s.{name}")).collect();
        let mut joins = String::new();
        for (number, lookup) in self.plan.lookups.iter().enumerate() {
            let Some(column) = self.table.columns.get(lookup.column) else { continue };
            names.push(quoted(&column.name));
            values.push(format!("l{number}.value"));
            joins.push_str(&format!(
                " LEFT JOIN {} l{number} ON l{number}.key OPERATOR(pg_catalog.=) s.{}",
                self.lookup_relation(number),
                quoted(&lookup_column(number))
            ));
        }
        let overriding = match columns.iter().any(|c| c.fill == Fill::Identity(true)) {
            true => " OVERRIDING SYSTEM VALUE",
            false => "",
        };
        let rows = format!(
            "FROM {} s{joins} WHERE {} OPERATOR(pg_catalog.=) {group}::pg_catalog.int8
                 AND s.{row} OPERATOR(pg_catalog.>=) {low}::pg_catalog.int8
                     AND s.{row} OPERATOR(pg_catalog.<=) {high}::pg_catalog.int8",
            self.staging.relation(),
            self.group_column(),
            row = number_column()
        );
        let insert = format!(
            "INSERT INTO {} AS t ({}){overriding} SELECT {} {rows} ORDER BY s.{}{}",
            self.table.name.quoted(),
            names.join(", "),
            values.join(", "),
            number_column(),
            self.conflict(&names)
        );
        format!(
            "WITH done AS ({insert} RETURNING t.xmax::pg_catalog.text OPERATOR(pg_catalog.=) '0' AS made)
             SELECT pg_catalog.count(*) FILTER (WHERE made), pg_catalog.count(*) FILTER (WHERE NOT made),
                 (SELECT pg_catalog.count(*) {rows}) FROM done"
        )
    }

    fn group_columns(&self, group: usize) -> Vec<&Column> {
        let places = self.plan.groups.get(group).map(Vec::as_slice).unwrap_or_default();
        let looked_up = |at: usize| self.plan.lookups.iter().any(|l| l.column == at);
        places.iter().filter(|at| !looked_up(**at)).filter_map(|at| self.table.columns.get(*at)).collect()
    }

    fn conflict(&self, names: &[String]) -> String {
        let target = |key: &[String]| key.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ");
        match &self.plan.conflict {
            Conflict::Error => String::new(),
            Conflict::Skip(None) => " ON CONFLICT DO NOTHING".to_owned(),
            Conflict::Skip(Some(key)) => format!(" ON CONFLICT ({}) DO NOTHING", target(&key.columns)),
            Conflict::Update(UniqueKey { columns: key, .. }) => {
                let keys: Vec<String> = key.iter().map(|c| quoted(c)).collect();
                let changed: Vec<&String> = names.iter().filter(|name| !keys.contains(name)).collect();
                if changed.is_empty() {
                    return format!(" ON CONFLICT ({}) DO NOTHING", target(key));
                }
                let set: Vec<String> = changed.iter().map(|name| format!("{name} = excluded.{name}")).collect();
                let differs: Vec<String> = changed.iter().map(|name| self.differs(name)).collect();
                let (set, differs) = (set.join(", "), differs.join(" OR "));
                format!(" ON CONFLICT ({}) DO UPDATE SET {set} WHERE {differs}", target(key))
            }
        }
    }

    /// Some types can't be compared (`json`, `point`, `xml`); their text can.
    fn differs(&self, name: &str) -> String {
        let comparable =
            self.table.columns.iter().find(|c| quoted(&c.name) == *name).is_none_or(|c| comparable(&c.data_type.kind));
        let cast = if comparable { "" } else { "::pg_catalog.text" };
        format!("t.{name}{cast} IS DISTINCT FROM excluded.{name}{cast}")
    }
}

fn comparable(kind: &Kind) -> bool {
    match kind {
        Kind::Json | Kind::Other => false,
        Kind::Array(element) => comparable(&element.kind),
        _ => true,
    }
}

/// Takes the rows away whose key came before in the input; none where that doesn't matter.
pub(super) fn duplicates(statement: &Statement<'_>) -> Option<String> {
    let Conflict::Update(key) = &statement.plan.conflict else { return None };
    let row = number_column();
    let looked_up = |column: &String| {
        let number = statement
            .plan
            .lookups
            .iter()
            .position(|l| statement.table.columns.get(l.column).is_some_and(|c| c.name == *column));
        number.map_or_else(|| quoted(column), |number| quoted(&lookup_column(number)))
    };
    let keys: Vec<String> = key.columns.iter().map(looked_up).collect();
    // A key with NULL in it meets no other one, unless it is made so.
    let whole: Vec<String> = keys.iter().map(|column| format!("{column} IS NOT NULL")).collect();
    let counts = if key.nulls_distinct { format!(" WHERE {}", whole.join(" AND ")) } else { String::new() };
    Some(format!(
        "WITH numbered AS (SELECT {row} AS number, pg_catalog.row_number() OVER (PARTITION BY {keys}
            ORDER BY {row}) AS place
             FROM {stage}{counts}),
         gone AS (DELETE FROM {stage} AS s USING numbered n WHERE n.number OPERATOR(pg_catalog.=) s.{row}
             AND n.place OPERATOR(pg_catalog.>) 1::pg_catalog.int8 RETURNING s.*)
         SELECT {places} FROM gone s ORDER BY s.{row}",
        keys = keys.join(", "),
        stage = statement.staging.relation(),
        places = statement.place_columns(),
    ))
}
