//! The registry against databases, logins and secrets.

use super::{Check, always, unless_resumable};

pub(super) const CHECKS: &[Check] = &[
    unless_resumable(
        "SELECT format('tenant %s is %s', id, status) FROM control_plane.tenant_metadata
         WHERE status IN ('provisioning', 'failed')",
    ),
    always(
        "SELECT format('tenant id %s is taken %s times', id, count(*)) FROM control_plane.tenant_metadata
         WHERE status <> 'deleted' GROUP BY id HAVING count(*) > 1",
    ),
    // Database: there, ours, marked, open.
    always(
        "SELECT format('tenant %s is %s without its database %s', t.id, t.status, t.database_name)
         FROM control_plane.tenant_metadata t
         WHERE status IN ('active', 'suspended')
           AND NOT EXISTS (SELECT FROM pg_database d WHERE d.datname = t.database_name)",
    ),
    always(
        "SELECT format('tenant %s: its database %s belongs to %s', t.id, d.datname, pg_get_userbyid(d.datdba))
         FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
         WHERE status <> 'deleted' AND pg_get_userbyid(d.datdba) <> 'tenantctl_databases'",
    ),
    always(
        "SELECT format('tenant %s: its database %s bears the mark %s', t.id, d.datname,
                       coalesce(shobj_description(d.oid, 'pg_database'), 'of nobody'))
         FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
         CROSS JOIN control_plane.identity i
         WHERE (status IN ('active', 'suspended') OR shobj_description(d.oid, 'pg_database') IS NOT NULL)
           AND shobj_description(d.oid, 'pg_database')
               IS DISTINCT FROM format('tenantctl:v1:tenant=%s:control_plane=%s', t.uuid, i.id)",
    ),
    always(
        "SELECT format('tenant %s is active and its database %s is closed', t.id, d.datname)
         FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
         WHERE status = 'active' AND (NOT d.datallowconn OR d.datconnlimit = 0)",
    ),
    unless_resumable(
        "SELECT format('tenant %s is %s and %s', t.id, t.status, what)
         FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
         CROSS JOIN LATERAL (VALUES
             (d.datconnlimit <> 0, 'its database takes connections'),
             (EXISTS (SELECT FROM pg_roles r WHERE r.rolcanlogin AND r.rolname IN (t.migrator_login, t.app_login)),
                 'a login of its can log in'),
             (EXISTS (SELECT FROM pg_stat_activity a WHERE a.usename IN (t.migrator_login, t.app_login)),
                 'somebody is connected as it'),
             (t.status = 'suspended' AND t.suspended_at IS NULL, 'nobody wrote down since when')) AS v (wrong, what)
         WHERE t.status IN ('suspended', 'deleting') AND wrong",
    ),
    always(
        "SELECT format('tenant %s is active and %s', id, what) FROM control_plane.tenant_metadata
         CROSS JOIN LATERAL (VALUES
             (suspended_at IS NOT NULL OR suspended_until IS NOT NULL OR connection_limit IS NOT NULL,
                 'its suspension is still written down'),
             (deleting_since IS NOT NULL OR purge_after IS NOT NULL, 'its deletion is still written down'))
             AS v (wrong, what)
         WHERE status = 'active' AND wrong",
    ),
    // An open database without its mark is never a state in between: both are one transaction.
    always(
        "SELECT format('tenant %s is %s and its database %s is open without its mark', t.id, t.status, d.datname)
         FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
         WHERE status NOT IN ('active', 'deleted') AND d.datallowconn
           AND shobj_description(d.oid, 'pg_database') IS NULL",
    ),
    // Rights: these four and the owner's, no others.
    always(
        "WITH wanted AS (
             SELECT t.id, t.database_name AS db, grantee, privilege FROM control_plane.tenant_metadata t
             CROSS JOIN LATERAL (VALUES ('tenantctl_owner', 'CREATE'), ('tenantctl_owner', 'TEMPORARY'),
                 (t.migrator_login, 'CONNECT'), (t.app_login, 'CONNECT')) AS v (grantee, privilege)
             WHERE t.status = 'active' AND EXISTS (SELECT FROM pg_database WHERE datname = t.database_name)
             UNION ALL
             SELECT t.id, t.database_name, l.old_login, 'CONNECT' FROM control_plane.login_rotations l
             JOIN control_plane.tenant_metadata t ON t.uuid = l.tenant_uuid
         ), actual AS (
             SELECT t.id, t.database_name AS db,
                    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END AS grantee,
                    a.privilege_type AS privilege
             FROM control_plane.tenant_metadata t JOIN pg_database d ON d.datname = t.database_name
             CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
             WHERE t.status = 'active' AND a.grantee <> d.datdba
         )
         SELECT format('tenant %s: %s lacks %s on the database %s', id, grantee, privilege, db)
         FROM (SELECT * FROM wanted EXCEPT SELECT * FROM actual) m
         UNION ALL
         SELECT format('tenant %s: %s has %s on the database %s', id, grantee, privilege, db)
         FROM (SELECT * FROM actual EXCEPT SELECT * FROM wanted) m",
    ),
    // Logins: two, marked, members of one group each, with nothing more.
    always(
        "SELECT format('tenant %s is %s without its login %s', t.id, t.status, login)
         FROM control_plane.tenant_metadata t
         CROSS JOIN LATERAL (VALUES (t.migrator_login), (t.app_login)) AS v (login)
         WHERE status IN ('active', 'suspended') AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login)",
    ),
    always(
        "SELECT format('tenant %s: its login %s bears the mark %s', t.id, r.rolname,
                       coalesce(shobj_description(r.oid, 'pg_authid'), 'of nobody'))
         FROM control_plane.tenant_metadata t JOIN pg_roles r ON r.rolname IN (t.migrator_login, t.app_login)
         CROSS JOIN control_plane.identity i
         WHERE status <> 'deleted' AND shobj_description(r.oid, 'pg_authid')
               IS DISTINCT FROM format('tenantctl:v1:tenant=%s:control_plane=%s', t.uuid, i.id)",
    ),
    always(
        "SELECT format('tenant %s: its login %s is %s', t.id, r.rolname, what)
         FROM control_plane.tenant_metadata t JOIN pg_authid r ON r.rolname IN (t.migrator_login, t.app_login)
         CROSS JOIN LATERAL (VALUES
             (r.rolsuper, 'a superuser'), (r.rolcreatedb, 'allowed to create databases'),
             (r.rolcreaterole, 'allowed to create roles'), (r.rolreplication, 'allowed to replicate'),
             (r.rolbypassrls, 'above row level security'),
             (NOT r.rolcanlogin AND t.status = 'active', 'unable to log in'),
             (t.status = 'active' AND r.rolvaliduntil < now(), 'expired'),
             (coalesce(r.rolpassword, '') NOT LIKE 'SCRAM-SHA-256$%', 'without a SCRAM verifier')) AS v (wrong, what)
         WHERE status <> 'deleted' AND wrong",
    ),
    always(
        "WITH wanted AS (
             SELECT t.id, login, grp FROM control_plane.tenant_metadata t
             CROSS JOIN LATERAL (VALUES (t.migrator_login, 'tenantctl_owner'), (t.app_login, 'tenantctl_app'))
                 AS v (login, grp)
             WHERE status <> 'deleted' AND EXISTS (SELECT FROM pg_roles WHERE rolname = login)
         ), actual AS (
             SELECT t.id, l.rolname::text AS login, g.rolname::text AS grp
             FROM control_plane.tenant_metadata t JOIN pg_roles l ON l.rolname IN (t.migrator_login, t.app_login)
             JOIN pg_auth_members m ON m.member = l.oid JOIN pg_roles g ON g.oid = m.roleid
             WHERE status <> 'deleted'
         )
         SELECT format('tenant %s: its login %s is no member of %s', id, login, grp)
         FROM (SELECT * FROM wanted EXCEPT SELECT * FROM actual) m
         UNION ALL
         SELECT format('tenant %s: its login %s is a member of %s', id, login, grp)
         FROM (SELECT * FROM actual EXCEPT SELECT * FROM wanted) m",
    ),
    // From 16 on, who makes a role gets the ADMIN option on it, which isn't a use of it.
    always(
        "SELECT format('tenant %s: %s is a member of its login %s', t.id, pg_get_userbyid(m.member), r.rolname)
         FROM control_plane.tenant_metadata t JOIN pg_roles r ON r.rolname IN (t.migrator_login, t.app_login)
         JOIN pg_auth_members m ON m.roleid = r.oid
         WHERE status <> 'deleted' AND (coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
                                        OR coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))",
    ),
    always(
        "SELECT format('tenant %s: the sessions of %s don''t begin as tenantctl_owner', t.id, t.migrator_login)
         FROM control_plane.tenant_metadata t JOIN pg_roles r ON r.rolname = t.migrator_login
         WHERE status = 'active' AND NOT EXISTS (
             SELECT FROM pg_db_role_setting s
             WHERE s.setrole = r.oid AND s.setdatabase = 0 AND 'role=tenantctl_owner' = ANY (s.setconfig))",
    ),
    // Secrets: a data key and two passwords, sealed by a key that is known; none of a deleted one.
    always(
        "SELECT format('tenant %s has no %s', t.id, v.name) FROM control_plane.tenant_metadata t
         CROSS JOIN (VALUES ('migrator_password'), ('app_password')) AS v (name)
         WHERE status <> 'deleted' AND NOT EXISTS (
             SELECT FROM control_plane.tenant_secrets s
             JOIN control_plane.tenant_keys k USING (tenant_uuid) JOIN control_plane.master_keys USING (kek_id)
             WHERE s.tenant_uuid = t.uuid AND s.name = v.name)",
    ),
    always(
        "SELECT format('secret %s of %s, which is no tenant', s.name, s.tenant_uuid)
         FROM (SELECT tenant_uuid, name FROM control_plane.tenant_secrets
               UNION ALL SELECT tenant_uuid, 'data key' FROM control_plane.tenant_keys) s
         LEFT JOIN control_plane.tenant_metadata t ON t.uuid = s.tenant_uuid
         WHERE t.uuid IS NULL OR t.status = 'deleted'",
    ),
];
