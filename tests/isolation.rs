//! Five tenants; each login reaches its own database and nothing else.

use crate::hostile::as_superuser;
use crate::support::{World, block_on};

#[test]
fn each_login_reaches_its_own_database_and_no_other() {
    let world = World::ready();
    let ids = ["alpha", "bravo", "charlie", "delta", "echo"];
    for id in ids {
        let _made = world.run(&["provision", id, "--region", "us-east-1"]).code(0);
    }
    let logins: Vec<_> = ids.iter().flat_map(|id| ["app", "migrator"].map(|role| world.login(id, role))).collect();
    let mut databases: Vec<String> = logins.iter().map(|l| l.database.clone()).collect();
    databases.dedup();
    databases.extend(["tenantctl", "postgres", "template1"].map(str::to_owned));
    block_on(async {
        let mut reached = 0;
        for login in &logins {
            for database in &databases {
                let got_in = world.connect(&login.user, &login.password, database).await.is_ok();
                assert_eq!(got_in, database == &login.database, "{} in {database}", login.user);
                reached += usize::from(got_in);
            }
        }
        assert_eq!(reached, 10);
    });
}

#[test]
fn the_operator_is_no_superuser_and_the_owners_are_as_designed() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    block_on(async {
        let mut server = world.superuser("tenantctl").await;
        let operator: (bool, bool, bool) = sqlx::query_as(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'tenantctl_operator'",
        )
        .fetch_one(&mut server)
        .await
        .expect("a role");
        assert_eq!(operator, (false, true, true));
        let owners: Vec<(String, String, bool)> = sqlx::query_as(
            "SELECT CASE WHEN datname LIKE 'tenantctl_template_%' THEN 'template' ELSE 'tenant' END,
                    pg_get_userbyid(datdba)::text, datallowconn
             FROM pg_database WHERE datname LIKE 'acme%' OR datname LIKE 'tenantctl_template_%' ORDER BY 1",
        )
        .fetch_all(&mut server)
        .await
        .expect("rows");
        let owner = || "tenantctl_databases".to_owned();
        assert_eq!(owners, [("template".into(), owner(), false), ("tenant".into(), owner(), true)]);
        let comment: String = sqlx::query_scalar(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE 'acme%'",
        )
        .fetch_one(&mut server)
        .await
        .expect("a mark");
        assert!(comment.starts_with("tenantctl:v1:tenant="), "{comment}");
    });
}

#[test]
fn a_database_with_another_mark_is_refused_before_any_write() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let database = world.login("acme-corp", "app").database;
    block_on(async {
        let mut server = world.superuser("postgres").await;
        let sql = format!("COMMENT ON DATABASE {database} IS 'tenantctl:v1:tenant=another'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("marked");
    });
    let said = world.run(&["migrate", "--tenant-id", "acme-corp"]).code(3);
    assert!(said.stderr.contains("wrong database"), "{}", said.stderr);
}

#[test]
fn settings_planted_in_the_database_do_not_steer_us() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let login = world.login("acme-corp", "migrator");
    block_on(async {
        let mut server = world.superuser("postgres").await;
        let sql = format!(
            "ALTER DATABASE {db} SET statement_timeout = '1ms';
             ALTER DATABASE {db} SET default_transaction_read_only = on;
             ALTER ROLE {user} SET search_path = evil;
             ALTER ROLE {user} SET role = none",
            db = login.database,
            user = login.user
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut server).await.expect("planted");
    });
    let folder = world.path().join("own");
    std::fs::create_dir(&folder).expect("a folder");
    let said = world.run(&["migrate", "--tenant-id", "acme-corp", "-o", "json"]).code(0);
    assert_eq!(said.json()["items"][0]["status"], "up_to_date");
}

#[test]
fn a_login_that_became_a_superuser_is_not_used() {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "us-east-1"]).code(0);
    let migrator = world.login("acme-corp", "migrator").user;
    as_superuser(&world, "postgres", &format!("ALTER ROLE {migrator} SUPERUSER"));
    for command in [&["migrate", "-t", "acme-corp"][..], &["session", "list", "-t", "acme-corp"]] {
        let said = world.run(command);
        let told = said.stderr.contains(&format!("{migrator} is a superuser"));
        assert!(said.code != 0 && told, "{command:?}: {} {}", said.code, said.stderr);
    }
    as_superuser(&world, "postgres", &format!("ALTER ROLE {migrator} NOSUPERUSER"));
    let _migrated = world.run(&["migrate", "-t", "acme-corp"]).code(0);
}
