//! What a test plants, to see that the checker names it.

/// What is expected to be said, how it is planted, how it is taken back. Statements end with `;`,
/// run one by one by the superuser, with triggers and foreign keys off. `{db}`, `{mig}`, `{app}`, `{uuid}`
/// and `{op}` are acme-corp's.
pub(crate) const PLANTED: &[(&str, &str, &str)] = &[
    // Databases.
    ("stray belongs to tenantctl_databases", "CREATE DATABASE stray OWNER tenantctl_databases", "DROP DATABASE stray"),
    (
        "stray bears the mark tenantctl:v1:tenant=00000000-0000-4000-8000-000000000001",
        "CREATE DATABASE stray;
         COMMENT ON DATABASE stray IS 'tenantctl:v1:tenant=00000000-0000-4000-8000-000000000001:control_plane=x'",
        "DROP DATABASE stray",
    ),
    (
        "tenant acme-corp has 2 databases",
        "CREATE DATABASE stray; COMMENT ON DATABASE stray IS 'tenantctl:v1:tenant={uuid}:control_plane={plane}'",
        "DROP DATABASE stray",
    ),
    ("is active without its database {db}", "ALTER DATABASE {db} RENAME TO gone", "ALTER DATABASE gone RENAME TO {db}"),
    (
        "{db} belongs to postgres",
        "ALTER DATABASE {db} OWNER TO postgres",
        "ALTER DATABASE {db} OWNER TO tenantctl_databases",
    ),
    ("bears the mark of nobody", "COMMENT ON DATABASE {db} IS NULL", "COMMENT ON DATABASE {db} IS '{mark}'"),
    ("{db} is closed", "ALTER DATABASE {db} ALLOW_CONNECTIONS false", "ALTER DATABASE {db} ALLOW_CONNECTIONS true"),
    // Rights.
    (
        "PUBLIC has CONNECT on the database {db}",
        "GRANT CONNECT ON DATABASE {db} TO PUBLIC",
        "REVOKE CONNECT ON DATABASE {db} FROM PUBLIC",
    ),
    (
        "{app} lacks CONNECT on the database {db}",
        "REVOKE CONNECT ON DATABASE {db} FROM {app}",
        "GRANT CONNECT ON DATABASE {db} TO {app}",
    ),
    (
        "{mig} lacks CONNECT on the database {db}",
        "REVOKE CONNECT ON DATABASE {db} FROM {mig}",
        "GRANT CONNECT ON DATABASE {db} TO {mig}",
    ),
    (
        "{app} may connect to the database postgres",
        "GRANT CONNECT ON DATABASE postgres TO {app}",
        "REVOKE CONNECT ON DATABASE postgres FROM {app}",
    ),
    (
        "PUBLIC may connect to the database template1",
        "GRANT CONNECT ON DATABASE template1 TO PUBLIC",
        "REVOKE CONNECT ON DATABASE template1 FROM PUBLIC",
    ),
    (
        "{app} has SELECT on control_plane.tenant_secrets",
        "GRANT SELECT ON control_plane.tenant_secrets TO {app}",
        "REVOKE SELECT ON control_plane.tenant_secrets FROM {app}",
    ),
    // Roles.
    ("without its login {app}", "ALTER ROLE {app} RENAME TO gone", "ALTER ROLE gone RENAME TO {app}"),
    ("{app} bears the mark other", "COMMENT ON ROLE {app} IS 'other'", "COMMENT ON ROLE {app} IS '{mark}'"),
    ("{app} is a superuser", "ALTER ROLE {app} SUPERUSER", "ALTER ROLE {app} NOSUPERUSER"),
    ("{app} is unable to log in", "ALTER ROLE {app} NOLOGIN", "ALTER ROLE {app} LOGIN"),
    ("{app} is no member of tenantctl_app", "REVOKE tenantctl_app FROM {app}", "GRANT tenantctl_app TO {app}"),
    ("{app} is a member of tenantctl_owner", "GRANT tenantctl_owner TO {app}", "REVOKE tenantctl_owner FROM {app}"),
    ("is a member of its login {mig}", "GRANT {mig} TO pg_monitor", "REVOKE {mig} FROM pg_monitor"),
    ("don't begin as tenantctl_owner", "ALTER ROLE {mig} RESET role", "ALTER ROLE {mig} SET role = tenantctl_owner"),
    (
        "role stray bears the mark tenantctl:v1:tenant=0",
        "CREATE ROLE stray; COMMENT ON ROLE stray IS 'tenantctl:v1:tenant=0:control_plane=x'",
        "DROP ROLE stray",
    ),
    (
        "role stray is a member of tenantctl_app and no tenant's",
        "CREATE ROLE stray; GRANT tenantctl_app TO stray",
        "DROP ROLE stray",
    ),
    ("its login {app}2 of before a rotation is open", "CREATE ROLE {app}2 LOGIN", "DROP ROLE {app}2"),
    ("group role tenantctl_app", "ALTER ROLE tenantctl_app LOGIN", "ALTER ROLE tenantctl_app NOLOGIN"),
    // Templates.
    (
        "template tenantctl_template_0 is half made",
        "CREATE DATABASE tenantctl_template_0 OWNER tenantctl_databases",
        "DROP DATABASE tenantctl_template_0",
    ),
    (
        "role stray is a template's",
        "CREATE ROLE stray; COMMENT ON ROLE stray IS 'tenantctl:v1:template-login=0'",
        "DROP ROLE stray",
    ),
    (
        "{template} is open",
        "ALTER DATABASE {template} ALLOW_CONNECTIONS true",
        "ALTER DATABASE {template} ALLOW_CONNECTIONS false",
    ),
    // Registry and secrets.
    (
        "tenant acme-corp is provisioning",
        "UPDATE control_plane.tenant_metadata SET status = 'provisioning' WHERE id = 'acme-corp'",
        "UPDATE control_plane.tenant_metadata SET status = 'active' WHERE id = 'acme-corp'",
    ),
    (
        "secret app_password of {uuid}, which is no tenant",
        "UPDATE control_plane.tenant_metadata SET status = 'deleted' WHERE id = 'acme-corp'",
        "UPDATE control_plane.tenant_metadata SET status = 'active' WHERE id = 'acme-corp'",
    ),
    (
        "secret data key of 00000000-0000-4000-8000-000000000001, which is no tenant",
        "INSERT INTO control_plane.tenant_keys SELECT '00000000-0000-4000-8000-000000000001', kek_id, 'x'
         FROM control_plane.master_keys",
        "DELETE FROM control_plane.tenant_keys WHERE wrapped_key = 'x'",
    ),
    (
        "tenant acme-corp has no app_password",
        "UPDATE control_plane.tenant_secrets SET name = 'x' WHERE name = 'app_password' AND tenant_uuid = '{uuid}'",
        "UPDATE control_plane.tenant_secrets SET name = 'app_password' WHERE name = 'x'",
    ),
    (
        "its schema is at",
        "UPDATE control_plane.tenant_metadata SET schema_version = schema_version + 1 WHERE id = 'acme-corp'",
        "UPDATE control_plane.tenant_metadata SET schema_version = schema_version - 1 WHERE id = 'acme-corp'",
    ),
    // Ledger.
    (
        "tenant acme-corp is active without an operation",
        "UPDATE control_plane.operations SET tenant_uuid = '00000000-0000-4000-8000-000000000001' WHERE id = '{op}'",
        "UPDATE control_plane.operations SET tenant_uuid = '{uuid}' WHERE id = '{op}'",
    ),
    (
        "operation {op} (provision) of tenant acme-corp is running",
        "UPDATE control_plane.operations SET state = 'running' WHERE id = '{op}'",
        "UPDATE control_plane.operations SET state = 'done' WHERE id = '{op}'",
    ),
    (
        "its step logins is running",
        "UPDATE control_plane.operation_steps SET state = 'running' WHERE operation_id = '{op}' AND name = 'logins'",
        "UPDATE control_plane.operation_steps SET state = 'done' WHERE operation_id = '{op}' AND name = 'logins'",
    ),
    (
        "step logins of operation {op} is done with no end",
        "UPDATE control_plane.operation_steps SET finished_at = NULL
         WHERE operation_id = '{op}' AND name = 'logins'",
        "UPDATE control_plane.operation_steps SET finished_at = started_at
         WHERE operation_id = '{op}' AND name = 'logins'",
    ),
    (
        "steps out of order in operation {op}: template is done, logins is done",
        "UPDATE control_plane.operation_steps SET started_at = started_at - interval '1 h',
             finished_at = finished_at - interval '1 h'
         WHERE operation_id = '{op}' AND name = 'logins'",
        "UPDATE control_plane.operation_steps SET started_at = started_at + interval '1 h',
             finished_at = finished_at + interval '1 h'
         WHERE operation_id = '{op}' AND name = 'logins'",
    ),
    (
        "has the steps 0 reserve, 1 template, 3 database",
        "UPDATE control_plane.operation_steps SET position = 9 WHERE operation_id = '{op}' AND name = 'logins'",
        "UPDATE control_plane.operation_steps SET position = 2 WHERE operation_id = '{op}' AND name = 'logins'",
    ),
    // Log. Entries are init's two, then two for each tenant.
    (
        "log entry 3 was changed",
        "UPDATE control_plane.policy_sync_logs SET actor = actor || 'x' WHERE seq = 3",
        "UPDATE control_plane.policy_sync_logs SET actor = left(actor, -1) WHERE seq = 3",
    ),
    (
        "log entry 4 isn't chained to the one before",
        "CREATE TABLE public.kept AS SELECT * FROM control_plane.policy_sync_logs WHERE seq = 3;
         DELETE FROM control_plane.policy_sync_logs WHERE seq = 3",
        "INSERT INTO control_plane.policy_sync_logs SELECT * FROM public.kept; DROP TABLE public.kept",
    ),
    (
        "the log's head is at 6, its last entry is 5",
        "CREATE TABLE public.kept AS SELECT * FROM control_plane.policy_sync_logs WHERE seq = 6;
         DELETE FROM control_plane.policy_sync_logs WHERE seq = 6",
        "INSERT INTO control_plane.policy_sync_logs SELECT * FROM public.kept; DROP TABLE public.kept",
    ),
];
