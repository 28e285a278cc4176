//! What happens to a tenant after it was made: closed, opened again, deleted, brought back.

mod deleting;
mod due;
mod personal;
mod projects;
mod purging;
mod suspending;

use crate::support::{Login, World, block_on};
use sqlx::PgConnection;

/// A world with a tenant that has two users' sessions, a vendor and a connection limit of its own.
fn world() -> World {
    let world = World::ready();
    let _made = world.run(&["provision", "acme-corp", "--region", "x"]).code(0);
    let login = world.login("acme-corp", "migrator");
    inside(
        &world,
        &login,
        "INSERT INTO access.sessions (jti, user_id, issued_at, expires_at)
         SELECT md5(n::text)::uuid, md5('u' || n)::uuid, now(), '2099-01-01' FROM generate_series(1, 2) n;
         INSERT INTO vendors (code, name) VALUES ('V1', 'Kept')",
    );
    on_server(&world, "postgres", &format!("ALTER DATABASE {} CONNECTION LIMIT 17", login.database));
    world
}

/// Runs SQL as the owner of what is in the tenant's database.
fn inside(world: &World, login: &Login, sql: &str) {
    let sql = format!("SET ROLE tenantctl_owner; {sql}");
    block_on(async {
        let mut connection = world.connect_as(login).await.expect("connects");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("runs");
    });
}

/// Runs SQL as the superuser.
fn on_server(world: &World, database: &str, sql: &str) {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect("runs");
    });
}

/// A number that the superuser sees.
fn number(world: &World, database: &str, sql: &str) -> i64 {
    block_on(async {
        let mut server = world.superuser(database).await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut server).await.expect("a number")
    })
}

async fn works(connection: &mut PgConnection) -> bool {
    sqlx::query("SELECT 1").execute(connection).await.is_ok()
}

/// Whether a login gets in.
fn gets_in(world: &World, login: &Login) -> bool {
    block_on(async {
        match world.connect_as(login).await {
            Ok(mut connection) => works(&mut connection).await,
            Err(_) => false,
        }
    })
}

fn status(world: &World, tenant: &str) -> String {
    world.run(&["show", tenant, "-o", "json"]).code(0).json()["status"].as_str().expect("a status").to_owned()
}

#[cfg(feature = "failpoints")]
fn killed_at(world: &mut World, point: &str, arguments: &[&str]) -> crate::support::Said {
    world.env = vec![("TENANTCTL_FAILPOINTS".into(), point.into())];
    let said = world.run(arguments);
    world.env.clear();
    said
}
