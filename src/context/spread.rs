//! Spreading a list of tenants over the clusters.

use super::Context;
use super::placement::{On, Placement};
use crate::control_plane::{self as plane, ClusterRow, ControlPlane};
use crate::domain::region::Region;
use crate::error::CommandError;
use crate::ops::clusters::{choose, spread_choice};
use crate::ops::provision::Spec;

impl Context {
    /// Puts tenants into one group for each cluster, as single provisionings one after the other would place them. Where
    /// every cluster is full or draining, the first one refuses the tenant by name.
    ///
    /// # Errors
    /// A region without a cluster.
    pub async fn spread(
        &self,
        control: &ControlPlane,
        specs: Vec<(Placement, Spec)>,
    ) -> Result<Vec<(Placement, Vec<Spec>)>, CommandError> {
        let mut regions: Vec<(Region, Vec<ClusterRow>)> = Vec::new();
        let mut groups: Vec<(Placement, Vec<Spec>)> = Vec::new();
        for (placement, spec) in specs {
            let on = match placement.on {
                On::Region => {
                    let known = regions.iter().position(|(region, _)| *region == placement.region);
                    let place = match known {
                        Some(place) => place,
                        None => {
                            let mut connection = control.session.get().await;
                            let rows = plane::clusters_of_region(&mut connection, placement.region.as_str()).await?;
                            regions.push((placement.region.clone(), rows));
                            regions.len() - 1
                        }
                    };
                    let Some((_, rows)) = regions.get_mut(place) else { continue };
                    match spread_choice(rows) {
                        Some(row) => On::This(Box::new(row)),
                        // There is none, which this says.
                        None => On::This(choose(&mut *control.session.get().await, &placement.region).await?.into()),
                    }
                }
                other => other,
            };
            let placement = Placement { on, ..placement };
            match groups.iter_mut().find(|(group, _)| group.same_server_as(&placement)) {
                Some((_, specs)) => specs.push(spec),
                None => groups.push((placement, vec![spec])),
            }
        }
        Ok(groups)
    }
}
