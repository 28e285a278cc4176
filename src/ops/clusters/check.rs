//! Checking a registered cluster, without any effect on it.

use crate::control_plane::ClusterRow;
use crate::domain::cluster::Closed;
use crate::domain::counted;
use crate::host::{Inspection, inspect};
use crate::postgres::{DatabaseError, Pins, Session, Target, connect, transaction_pooled};
use serde::Serialize;
use std::time::Duration;

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// As it should be.
    Ok,
    /// Worth a look, but tenants can live there.
    Warning,
    /// It isn't.
    Failed,
    /// It couldn't be looked at.
    Skipped,
}

/// One check of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// What was found.
    pub answer: Answer,
    /// In words.
    pub detail: String,
}

impl Check {
    fn of(name: &'static str, good: bool, detail: impl Into<String>) -> Self {
        Self { name, answer: if good { Answer::Ok } else { Answer::Failed }, detail: detail.into() }
    }
}

/// Connects and looks.
pub async fn check(row: &ClusterRow, target: &Target, timeout: Duration) -> Vec<Check> {
    match look(target, timeout).await {
        Ok((found, pooled)) => {
            let mut checks =
                vec![Check::of("reachable", true, format!("{} as {}", target.endpoint(), found.login)), pooler(pooled)];
            checks.extend(of_server(row, &found));
            checks.push(of_load(row, Some(found.databases)));
            checks
        }
        Err(why) => {
            let mut checks = vec![Check::of("reachable", false, why)];
            checks.extend(["pooler", "server", "login", "version", "rights", "writable", "group_roles"].map(|name| {
                Check { name, answer: Answer::Skipped, detail: "the server can't be looked at".to_owned() }
            }));
            checks.push(of_load(row, None));
            checks
        }
    }
}

async fn look(target: &Target, timeout: Duration) -> Result<(Inspection, bool), String> {
    let said = |error: DatabaseError| error.to_string();
    let connection = connect(target, "tenantctl check", &Pins::new(""), timeout).await.map_err(said)?;
    let session = Session::new(connection, target.clone());
    let found = inspect(&session).await;
    session.close().await;
    let found = found.map_err(|error| error.to_string())?;
    Ok((found, transaction_pooled(target, timeout).await.map_err(said)?))
}

fn pooler(pooled: bool) -> Check {
    let text = if pooled { "a transaction pooler answers, where session locks are void" } else { "none in between" };
    Check::of("pooler", !pooled, text)
}

fn of_server(row: &ClusterRow, found: &Inspection) -> [Check; 6] {
    let same = found.system_identifier == row.system_identifier;
    let server = if same { "the one that was added" } else { "another server than the one that was added" };
    let login = if found.login == row.operator_login {
        Check::of("login", true, found.login.clone())
    } else {
        Check::of("login", false, format!("{} made the roles there, not {}", row.operator_login, found.login))
    };
    let version = format!("PostgreSQL {}{}", found.version, if found.too_old { "; 15 or newer is needed" } else { "" });
    let mut rights = Check::of("rights", found.missing_rights.is_empty(), "CREATEDB and CREATEROLE");
    if found.superuser {
        rights.answer = Answer::Warning;
        rights.detail = "a superuser, which is more than is needed".to_owned();
    } else if !found.missing_rights.is_empty() {
        rights.detail = format!("lacks {}", found.missing_rights.join(" and "));
    }
    let writable = if found.standby { "a standby, which takes no writes" } else { "takes writes" };
    let groups = match (found.group_faults.as_slice(), found.groups) {
        ([], 3) => Check::of("group_roles", true, "all three are there"),
        ([], _) => Check {
            name: "group_roles",
            answer: Answer::Warning,
            detail: format!("{} of 3 are there; the next provisioning makes the others", found.groups),
        },
        (faults, _) => Check::of("group_roles", false, faults.join("; ")),
    };
    [
        Check::of("server", same, server),
        login,
        Check::of("version", !found.too_old, version),
        rights,
        Check::of("writable", !found.standby, writable),
        groups,
    ]
}

fn of_load(row: &ClusterRow, databases: Option<i64>) -> Check {
    let databases = databases.map(|n| format!("; {n} databases on the server")).unwrap_or_default();
    let of = row.capacity.map_or_else(|| "no limit".to_owned(), |capacity| format!("of at most {capacity}"));
    let text = format!("{}, {of}{databases}", counted::tenants(row.tenants));
    let over = row.capacity.is_some_and(|capacity| row.tenants > capacity);
    let answer = match row.closed() {
        _ if over => Answer::Failed,
        None => Answer::Ok,
        Some(Closed::Full { .. } | Closed::Draining | Closed::Weightless | Closed::Removed) => Answer::Warning,
    };
    let why = row.closed().map(|closed| format!("; it {closed}")).unwrap_or_default();
    Check { name: "capacity", answer, detail: format!("{text}{why}") }
}

#[cfg(test)]
mod tests {
    use super::{Answer, of_load, of_server};
    use crate::control_plane::ClusterRow;
    use crate::host::Inspection;

    fn row() -> ClusterRow {
        ClusterRow::example()
    }

    fn found() -> Inspection {
        Inspection {
            system_identifier: "1".into(),
            version: "16.1".into(),
            too_old: false,
            login: "operator".into(),
            superuser: false,
            missing_rights: Vec::new(),
            standby: false,
            databases: 9,
            groups: 3,
            group_faults: Vec::new(),
        }
    }

    #[test]
    fn each_fault_of_a_server_is_one_answer() {
        let answers = |found: &Inspection| of_server(&row(), found).map(|check| (check.name, check.answer));
        let unlike = |found: &Inspection| -> Vec<_> {
            answers(found).into_iter().filter(|(_, answer)| *answer != Answer::Ok).collect()
        };
        assert!(unlike(&found()).is_empty());
        for (found, expected) in [
            (Inspection { system_identifier: "2".into(), ..found() }, ("server", Answer::Failed)),
            (Inspection { login: "other".into(), ..found() }, ("login", Answer::Failed)),
            (Inspection { too_old: true, ..found() }, ("version", Answer::Failed)),
            (Inspection { superuser: true, ..found() }, ("rights", Answer::Warning)),
            (Inspection { missing_rights: vec!["CREATEDB"], ..found() }, ("rights", Answer::Failed)),
            (Inspection { standby: true, ..found() }, ("writable", Answer::Failed)),
            (Inspection { groups: 0, ..found() }, ("group_roles", Answer::Warning)),
            (Inspection { group_faults: vec!["x".into()], ..found() }, ("group_roles", Answer::Failed)),
        ] {
            assert_eq!(unlike(&found), [expected]);
        }
    }

    #[test]
    fn a_full_cluster_is_worth_a_look_and_an_overfull_one_is_wrong() {
        for (tenants, state, answer) in [
            (4, "active", Answer::Ok),
            (5, "active", Answer::Warning),
            (6, "active", Answer::Failed),
            (1, "draining", Answer::Warning),
        ] {
            let row = ClusterRow { tenants, state: state.into(), ..row() };
            assert_eq!(of_load(&row, Some(1)).answer, answer, "{tenants} {state}");
        }
        assert_eq!(of_load(&row(), None).detail, "4 tenants, of at most 5");
    }
}
