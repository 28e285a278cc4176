//! What clusters are refused with, for people and programs.

use super::{CommandError, ErrorKind};
use crate::domain::cluster::Closed;
use crate::ops::clusters::ClusterError;

/// The stable code of a cluster that takes no tenant.
pub(super) fn code(closed: Closed) -> &'static str {
    match closed {
        Closed::Full { .. } => "cluster_full",
        Closed::Draining => "cluster_draining",
        Closed::Weightless | Closed::Removed => "cluster_closed",
    }
}

impl From<ClusterError> for CommandError {
    fn from(error: ClusterError) -> Self {
        let text = error.to_string();
        match error {
            ClusterError::Plane(error) => error.into(),
            ClusterError::Host(error) => error.into(),
            ClusterError::Credentials(error) => error.into(),
            ClusterError::Unknown { near, .. } => {
                let made = Self::new(ErrorKind::NotFound, text).with_code("cluster_not_found");
                match near {
                    Some(near) => made.hint(format!("did you mean {near}?")),
                    None => made.hint("tenantctl cluster list"),
                }
            }
            ClusterError::Exists(name) => Self::new(ErrorKind::Conflict, text)
                .with_code("cluster_exists")
                .hint(format!("tenantctl cluster show {name}")),
            ClusterError::SameServer { cluster, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("same_server")
                .hint(format!("tenantctl cluster show {cluster}")),
            ClusterError::OtherLogin { registered, .. } => {
                Self::new(ErrorKind::Conflict, text).hint(format!("use the login {registered} in the URL"))
            }
            ClusterError::Occupied { name, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("cluster_occupied")
                .hint(format!("tenantctl cluster drain {name}"))
                .hint(format!("tenantctl list --selector cluster={name}")),
            ClusterError::Copies { .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("cluster_has_copies")
                .hint("drop them first: tenantctl move TENANT --commit"),
            ClusterError::OtherServer { name, .. } => Self::new(ErrorKind::Conflict, text)
                .with_code("other_server")
                .hint(format!("tenantctl cluster check {name}")),
            ClusterError::StoredUrl { .. } => Self::new(ErrorKind::Config, text).with_code("malformed_url"),
            ClusterError::NoRegion { regions, .. } => {
                let made = Self::new(ErrorKind::NotFound, text).with_code("no_cluster_in_region");
                let made = if regions.is_empty() {
                    made.cause("no cluster is registered")
                } else {
                    made.cause(format!("there are clusters in {}", regions.join(", ")))
                };
                made.hint("name one of those regions, or add a cluster: tenantctl cluster add --help")
            }
            ClusterError::AllClosed { clusters, .. } => {
                let full = clusters.iter().map(|(_, closed)| *closed).find(|c| matches!(c, Closed::Full { .. }));
                let first = full.or_else(|| clusters.first().map(|(_, closed)| *closed));
                let made = Self::new(ErrorKind::Conflict, text).with_code(first.map_or("cluster_closed", code));
                let made =
                    clusters.iter().fold(made, |made, (name, why)| made.cause(format!("the cluster {name} {why}")));
                made.hint("add a cluster: tenantctl cluster add --help").hint("tenantctl cluster list")
            }
            ClusterError::OtherRegion { name, .. } => Self::new(ErrorKind::Usage, text)
                .with_code("other_region")
                .hint(format!("tenantctl cluster show {name}")),
        }
    }
}
