//! PostgreSQL's programs on this machine.

use super::{Check, LONGER};
use crate::host::local::{LocalConfig, OLDEST_MAJOR, Survey, find_program, survey};
use std::time::Duration;

/// Looks for the programs of the embedded server, and for psql. Their absence is an error only where the embedded
/// server is what is used.
pub async fn programs(config: LocalConfig, embedded: bool, timeout: Duration) -> Vec<Check> {
    // A thread that nobody waits for: a program on a dead file system never answers.
    let (say, said) = tokio::sync::oneshot::channel();
    let look = move || {
        let _nobody_waits = say.send((survey(&config), find_program(&config, "psql")));
    };
    let started = std::thread::Builder::new().name("programs".to_owned()).spawn(look);
    let found = match started {
        Ok(_) => tokio::time::timeout(timeout, said).await.ok().and_then(Result::ok),
        Err(_) => None,
    };
    let Some((survey, psql)) = found else {
        return vec![Check::warning("postgresql.server", "PostgreSQL's programs didn't answer in time", LONGER)];
    };
    let psql = match psql {
        Some(file) => Check::ok("postgresql.psql", file.display().to_string()),
        None => Check::warning(
            "postgresql.psql",
            "psql isn't installed, which `tenantctl connect` needs",
            "apt-get install postgresql-client",
        ),
    };
    vec![server(&survey, embedded), psql]
}

fn server(survey: &Survey, embedded: bool) -> Check {
    let name = "postgresql.server";
    if let Some(newest) = survey.installs.first() {
        return Check::ok(
            name,
            format!("PostgreSQL {}.{} in {}", newest.major, newest.minor, newest.bin_dir.display()),
        );
    }
    let why = if let Some(broken) = survey.unusable.first() {
        format!("the PostgreSQL in {} does not run: {}", broken.bin_dir.display(), broken.reason)
    } else if let Some(old) = survey.too_old.first() {
        let (major, place) = (old.major, old.bin_dir.display());
        format!("the PostgreSQL {major} in {place} is older than {OLDEST_MAJOR}")
    } else {
        "there is no PostgreSQL server on this machine".to_owned()
    };
    if embedded {
        let text = format!("{why}, and the embedded server is what is configured");
        return Check::error(name, text, "apt-get install postgresql, or set TENANTCTL_PG_BIN_DIR or DATABASE_URL");
    }
    Check::warning(name, format!("{why}; the embedded server can't run"), "set TENANTCTL_PG_BIN_DIR")
}

#[cfg(test)]
mod tests {
    use super::server;
    use crate::host::local::{Install, Survey, Unusable};
    use crate::ops::doctor::State;

    #[test]
    fn what_is_missing_is_wrong_only_where_it_is_used() {
        let install = |major| Install { bin_dir: "/pg/bin".into(), major, minor: 2, source: "PATH".into() };
        let good = Survey { installs: vec![install(17)], too_old: vec![install(9)], ..Survey::default() };
        let old = Survey { too_old: vec![install(9)], ..Survey::default() };
        let unusable = vec![Unusable { bin_dir: "/pg/bin".into(), reason: "no libxml2".into() }];
        let broken = Survey { unusable, ..Survey::default() };
        for (survey, word, present) in [
            (good, "17.2", true),
            (old, "older than 15", false),
            (broken, "no libxml2", false),
            (Survey::default(), "no PostgreSQL", false),
        ] {
            for (embedded, otherwise) in [(true, State::Error), (false, State::Warning)] {
                let check = server(&survey, embedded);
                assert_eq!(check.state, if present { State::Ok } else { otherwise }, "{word}");
                assert!(check.text.contains(word), "{}", check.text);
            }
        }
    }
}
