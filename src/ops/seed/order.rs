//! Which table comes before which.

use super::error::LoadError;
use crate::domain::catalog::{Table, TableName};
use std::sync::Arc;

/// The order of the tables by their numbers, and the foreign keys that must be set aside because
/// they go round in a circle.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) tables: Vec<usize>,
    pub(super) aside: Vec<(TableName, Vec<String>)>,
}

/// Puts what is referred to before what refers to it. A reference of a table to itself doesn't
/// count where its rows come in one statement; `in_parts` tells of each table whether they don't.
///
/// # Errors
/// [`LoadError::Cycle`] where no key may be set aside.
pub(super) fn order(tables: &[Arc<Table>], in_parts: &[bool], may_set_aside: bool) -> Result<Order, LoadError> {
    let mut left: Vec<usize> = (0..tables.len()).collect();
    let mut made = Order { tables: Vec::new(), aside: Vec::new() };
    while !left.is_empty() {
        // The foreign keys of a table that refer to others which aren't in yet.
        let waiting = |at: usize| -> Vec<String> {
            let Some(table) = tables.get(at) else { return Vec::new() };
            let open = |name: &TableName| {
                *name != table.name && left.iter().filter_map(|o| tables.get(*o)).any(|other| other.name == *name)
            };
            let to_itself = |name: &TableName| *name == table.name && in_parts.get(at).copied().unwrap_or(false);
            let waits = |name: &TableName| open(name) || to_itself(name);
            table.foreign_keys.iter().filter(|key| waits(&key.target)).map(|key| key.name.clone()).collect()
        };
        let Some((place, keys)) =
            left.iter().enumerate().map(|(place, at)| (place, waiting(*at))).min_by_key(|(_, keys)| keys.len())
        else {
            break;
        };
        if !keys.is_empty() && !may_set_aside {
            let names: Vec<String> = left.iter().flat_map(|at| waiting(*at)).collect();
            return Err(LoadError::Cycle { names: names.join(", ") });
        }
        let at = left.remove(place);
        if let Some(table) = tables.get(at).filter(|_| !keys.is_empty()) {
            made.aside.push((table.name.clone(), keys));
        }
        made.tables.push(at);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::order;
    use crate::domain::catalog::{ForeignKey, Table, TableName};
    use std::sync::Arc;

    fn table(name: &str, targets: &[&str]) -> Arc<Table> {
        let key = |target: &&str| ForeignKey {
            name: format!("{name}_{target}_fkey"),
            columns: vec![format!("{target}_id")],
            target: TableName::parse(target),
            target_columns: vec!["id".into()],
        };
        let foreign_keys = targets.iter().map(key).collect();
        let name = TableName::parse(name);
        Arc::new(Table { name, columns: Vec::new(), keys: Vec::new(), foreign_keys, checks: Vec::new() })
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        let tables = [
            table("items", &["orders", "products"]),
            table("products", &["elsewhere", "products"]),
            table("orders", &[]),
        ];
        assert_eq!(order(&tables, &[], false).expect("an order").tables, [1, 2, 0]);
    }

    #[test]
    fn a_table_that_refers_to_itself_needs_one_statement() {
        let tables = [table("nodes", &["nodes"])];
        assert!(order(&tables, &[false], false).expect("an order").aside.is_empty());
        assert_eq!(order(&tables, &[true], true).expect("an order").aside.len(), 1);
        assert!(order(&tables, &[true], false).is_err());
    }

    #[test]
    fn a_circle_is_broken_or_refused_by_name() {
        let tables = [table("a", &["b"]), table("b", &["a"]), table("c", &["a", "b"])];
        let made = order(&tables, &[], true).expect("an order");
        assert_eq!(made.tables, [0, 1, 2]);
        assert_eq!(made.aside, [(TableName::parse("a"), vec!["a_b_fkey".to_owned()])]);
        let refused = order(&tables, &[], false).expect_err("refused").to_string();
        assert!(refused.contains("a_b_fkey") && refused.contains("b_a_fkey"), "{refused}");
    }
}
