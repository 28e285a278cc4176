//! A run reads the marks of a server's databases once for all its tenants; who isn't in the database that was seen is
//! found nevertheless, before anything is written.

use super::Fleet;
use crate::hostile::as_superuser;

#[test]
fn a_database_that_isnt_the_one_that_was_seen_is_refused() {
    let fleet = Fleet::of(4);
    fleet.file(1, "CREATE TABLE effects (file int NOT NULL); INSERT INTO effects VALUES (1)");
    let logins: Vec<_> = (0..4).map(|n| fleet.world.login(&format!("fleet-{n:02}"), "migrator")).collect();
    let [one, two, three] = [1, 2, 3].map(|n: usize| logins[n].database.as_str());
    // The control plane says that each of two is where the other one is.
    as_superuser(
        &fleet.world,
        "tenantctl",
        &format!(
            "GRANT CONNECT ON DATABASE {two} TO {}; GRANT CONNECT ON DATABASE {one} TO {};
             UPDATE control_plane.tenant_metadata SET database_name = 'nowhere' WHERE id = 'fleet-01';
             UPDATE control_plane.tenant_metadata SET database_name = '{one}' WHERE id = 'fleet-02';
             UPDATE control_plane.tenant_metadata SET database_name = '{two}' WHERE id = 'fleet-01'",
            logins[1].user, logins[2].user
        ),
    );
    // The third one's was put aside, and a copy took its name.
    for statement in [
        format!("ALTER DATABASE {three} RENAME TO put_aside"),
        format!("CREATE DATABASE {three} TEMPLATE put_aside OWNER tenantctl_databases"),
        format!("GRANT CONNECT ON DATABASE {three} TO {}", logins[3].user),
    ] {
        as_superuser(&fleet.world, "postgres", &statement);
    }
    for arguments in [&["--all", "-j", "1"][..], &["--all", "-j", "1", "--no-gate", "--max-failures", "9"]] {
        let said = fleet.migrate(arguments);
        let text = format!("{}{}", said.stdout, said.stderr);
        assert_eq!(said.code, 3, "{text}");
        for (id, found) in [("fleet-01", "the mark"), ("fleet-02", "the mark"), ("fleet-03", "no mark at all")] {
            assert!(text.contains(id) && text.contains(found), "{id}: {text}");
        }
    }
    let effects = |database: &str| {
        crate::support::block_on(async {
            let mut inside = fleet.world.superuser(database).await;
            let sql = "SELECT pg_catalog.to_regclass('public.effects') IS NOT NULL";
            sqlx::query_scalar::<_, bool>(sql).fetch_one(&mut inside).await.expect("a row")
        })
    };
    let databases = [logins[0].database.as_str(), one, two, three, "put_aside"];
    assert_eq!(databases.map(effects), [true, false, false, false, false]);
}

#[test]
fn a_pooler_that_mixes_up_two_tenants_is_found_out() {
    let (fleet, proxy) = Fleet::proxied(2);
    fleet.file(1, "CREATE TABLE effects (file int NOT NULL)");
    let [ours, theirs] = ["fleet-00", "fleet-01"].map(|id| fleet.world.login(id, "migrator"));
    // Each alone: the wrong database lets the right login in, and the right database the wrong login.
    as_superuser(
        &fleet.world,
        "postgres",
        &format!(
            "GRANT CONNECT ON DATABASE {} TO {}; GRANT CONNECT ON DATABASE {} TO {}; ALTER ROLE {} PASSWORD '{}'",
            theirs.database, ours.user, ours.database, theirs.user, theirs.user, ours.password
        ),
    );
    let commands: [&[&str]; 5] = [
        &["migrate", "-t", "fleet-00", "--dir", fleet.dir()],
        &["seed", "-t", "fleet-00", "--include-mock-data"],
        &["session", "revoke", "--all", "-t", "fleet-00", "-y"],
        &["export", "fleet-00", "--out", "out"],
        &["migrate", "verify", "-t", "fleet-00"],
    ];
    for (named, sent_to) in [(&ours.database, &theirs.database), (&ours.user, &theirs.user)] {
        proxy.misroute(named, sent_to);
        for command in commands {
            let said = fleet.world.run(command);
            let text = format!("{}{}", said.stdout, said.stderr);
            assert!(said.code != 0 && text.contains(sent_to.as_str()), "{command:?} {sent_to}: {} {text}", said.code);
        }
        proxy.clear();
    }
    let tables = "SELECT count(*) FROM pg_class WHERE relname = 'effects'";
    for database in [&ours.database, &theirs.database] {
        assert_eq!(crate::export::number(&fleet.world, database, tables), 0);
    }
}
