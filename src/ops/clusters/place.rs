//! Finding clusters: by name, or the one that gets the next tenant.

use super::error::ClusterError;
use crate::control_plane::{self as plane, ClusterRow};
use crate::domain::region::Region;
use crate::domain::suggest::closest;
use crate::postgres::Connection;

/// Finds a cluster by its name.
///
/// # Errors
/// [`ClusterError::Unknown`] with the nearest name.
pub async fn find(connection: &mut Connection, name: &str) -> Result<ClusterRow, ClusterError> {
    if let Some(row) = plane::cluster_by_name(connection, name).await? {
        return Ok(row);
    }
    let rows = plane::clusters(connection).await?;
    let near = closest(name, rows.iter().map(|row| row.name.as_str())).map(str::to_owned);
    Err(ClusterError::Unknown { name: name.to_owned(), near })
}

/// Chooses the cluster of a region that takes a tenant and has the fewest for its weight. Runs
/// at the same moment may choose the same one; none is filled beyond its capacity, because the
/// place is taken when the tenant is reserved.
///
/// # Errors
/// [`ClusterError::NoRegion`], [`ClusterError::AllClosed`].
pub async fn choose(connection: &mut Connection, region: &Region) -> Result<ClusterRow, ClusterError> {
    let rows = plane::clusters_of_region(connection, region.as_str()).await?;
    if rows.is_empty() {
        let regions = plane::cluster_regions(connection).await?;
        return Err(ClusterError::NoRegion { region: region.to_string(), regions });
    }
    let mut clusters = Vec::new();
    for row in rows {
        match row.closed() {
            None => return Ok(row),
            Some(closed) => clusters.push((row.name, closed)),
        }
    }
    Err(ClusterError::AllClosed { region: region.to_string(), clusters })
}

/// Chooses as [`choose`] does among rows that were read, and counts the tenant there, so that the next call sees it. If
/// none takes a tenant, the first one is named all the same: it says why when the tenant comes.
pub fn spread_choice(rows: &mut [ClusterRow]) -> Option<ClusterRow> {
    // a/b < c/d is a·d < c·b, without rounding.
    let emptier = |a: &&mut ClusterRow, b: &&mut ClusterRow| {
        let (left, right) = (i64::from(a.tenants) * i64::from(b.weight), i64::from(b.tenants) * i64::from(a.weight));
        left.cmp(&right).then_with(|| a.name.cmp(&b.name))
    };
    let open = rows.iter_mut().filter(|row| row.closed().is_none()).min_by(emptier);
    if let Some(row) = open {
        let chosen = row.clone();
        row.tenants = row.tenants.saturating_add(1);
        return Some(chosen);
    }
    rows.first().cloned()
}

#[cfg(test)]
mod tests {
    use super::spread_choice;
    use crate::control_plane::ClusterRow;

    fn row(name: &str, weight: i32, capacity: Option<i32>, tenants: i32) -> ClusterRow {
        ClusterRow { name: name.into(), weight, capacity, tenants, ..ClusterRow::example() }
    }

    #[test]
    fn tenants_are_spread_by_weight_until_a_cluster_is_full() {
        let mut rows = [row("a", 2, None, 0), row("b", 1, Some(1), 0)];
        let names: Vec<_> = (0..4).filter_map(|_| spread_choice(&mut rows)).map(|row| row.name).collect();
        assert_eq!(names, ["a", "b", "a", "a"]);
        let mut full = [row("a", 1, Some(2), 1)];
        let names: Vec<_> = (0..3).filter_map(|_| spread_choice(&mut full)).map(|row| row.name).collect();
        assert_eq!((names.len(), full[0].tenants), (3, 2));
        assert!(spread_choice(&mut []).is_none());
    }
}
