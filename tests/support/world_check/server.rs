//! What the server has that no tenant explains: databases, roles, templates, locks, sessions.

use super::{Check, always, unless_resumable};

/// Sessions of the tool: at rest there are none, least of all in a transaction or with a lock.
pub(super) const SESSIONS: &str = "
    SELECT format('session %s (%s) in %s is %s', pid, application_name, datname, coalesce(state, 'starting'))
    FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
      AND (application_name LIKE 'tenantctl%' OR usename = 'tenantctl_operator')
    UNION ALL
    SELECT format('advisory lock %s/%s in %s is %s by session %s', l.classid, l.objid, d.datname,
                  CASE WHEN l.granted THEN 'held' ELSE 'awaited' END, l.pid)
    FROM pg_locks l LEFT JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.pid <> pg_backend_pid()
    UNION ALL
    SELECT format('session %s of %s in %s is %s', a.pid, a.usename, a.datname, a.state)
    FROM pg_stat_activity a JOIN control_plane.tenant_metadata t ON a.usename IN (t.migrator_login, t.app_login)
    WHERE a.state LIKE 'idle in transaction%' AND a.application_name NOT LIKE 'tenantctl%'
    UNION ALL
    SELECT format('prepared transaction %s in %s', gid, database) FROM pg_prepared_xacts";

pub(super) const CHECKS: &[Check] = &[
    // Databases. Owner and mark are proof each by itself: a killed run has set the owner only.
    always(
        "SELECT format('database %s belongs to tenantctl_databases and is no tenant''s', d.datname) FROM pg_database d
         WHERE pg_get_userbyid(d.datdba) = 'tenantctl_databases' AND d.datname NOT LIKE 'tenantctl\\_template\\_%'
           AND NOT EXISTS (SELECT FROM (SELECT uuid, database_name, migrator_login, app_login, status FROM control_plane.tenant_metadata
                UNION ALL SELECT uuid, database_name, migrator_login, app_login, 'pooled' FROM control_plane.pool_members) t
                           WHERE t.database_name = d.datname AND t.status <> 'deleted')",
    ),
    always(
        "SELECT format('database %s bears the mark %s, of no tenant', d.datname, m.mark) FROM pg_database d
         CROSS JOIN LATERAL (SELECT shobj_description(d.oid, 'pg_database') AS mark) m
         WHERE m.mark LIKE 'tenantctl:v1:tenant=%'
           AND NOT EXISTS (SELECT FROM (SELECT uuid, database_name, migrator_login, app_login, status FROM control_plane.tenant_metadata
                UNION ALL SELECT uuid, database_name, migrator_login, app_login, 'pooled' FROM control_plane.pool_members) t
                           WHERE m.mark LIKE format('%%:tenant=%s:%%', t.uuid) AND t.status <> 'deleted')",
    ),
    always(
        "SELECT format('tenant %s has %s databases: %s', t.id, count(*), string_agg(d.datname, ', ' ORDER BY d.datname))
         FROM control_plane.tenant_metadata t
         JOIN pg_database d ON d.datname = t.database_name
           OR shobj_description(d.oid, 'pg_database') LIKE format('%%:tenant=%s:%%', t.uuid)
           OR (pg_get_userbyid(d.datdba) = 'tenantctl_databases'
               AND right(d.datname, 12) = right(replace(t.uuid::text, '-', ''), 12))
         GROUP BY t.uuid, t.id HAVING count(*) > 1",
    ),
    // Roles.
    always(
        "SELECT format('role %s bears the mark %s, of no tenant', r.rolname, m.mark) FROM pg_roles r
         CROSS JOIN LATERAL (SELECT shobj_description(r.oid, 'pg_authid') AS mark) m
         WHERE m.mark LIKE 'tenantctl:v1:tenant=%'
           AND NOT EXISTS (SELECT FROM (SELECT uuid, database_name, migrator_login, app_login, status FROM control_plane.tenant_metadata
                UNION ALL SELECT uuid, database_name, migrator_login, app_login, 'pooled' FROM control_plane.pool_members) t
                           WHERE m.mark LIKE format('%%:tenant=%s:%%', t.uuid) AND t.status <> 'deleted'
                             AND rtrim(r.rolname, '2') IN (rtrim(t.migrator_login, '2'), rtrim(t.app_login, '2')))",
    ),
    always(
        "SELECT format('role %s is a member of %s and no tenant''s', r.rolname, g.rolname) FROM pg_auth_members m
         JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
         CROSS JOIN LATERAL (SELECT shobj_description(r.oid, 'pg_authid') AS mark) c
         WHERE g.rolname IN ('tenantctl_databases', 'tenantctl_owner', 'tenantctl_app')
           AND NOT EXISTS (SELECT FROM control_plane.clusters WHERE operator_login = r.rolname)
           AND coalesce(c.mark, '') NOT LIKE 'tenantctl:v1:template-login=%'
           AND (g.rolname = 'tenantctl_databases' OR NOT EXISTS (
               SELECT FROM (SELECT uuid, database_name, migrator_login, app_login, status FROM control_plane.tenant_metadata
                UNION ALL SELECT uuid, database_name, migrator_login, app_login, 'pooled' FROM control_plane.pool_members) t
               WHERE rtrim(r.rolname, '2') IN (rtrim(t.migrator_login, '2'), rtrim(t.app_login, '2'))
                   AND t.status <> 'deleted'))",
    ),
    // A login has two names, and a rotation goes from one to the other: the one that isn't in use lets nobody in unless
    // it is written down for how long it does.
    unless_resumable(
        "SELECT format('tenant %s: its login %s of before a rotation is open', t.id, r.rolname)
         FROM control_plane.tenant_metadata t
         JOIN pg_roles r ON rtrim(r.rolname, '2') IN (rtrim(t.migrator_login, '2'), rtrim(t.app_login, '2'))
             AND r.rolname NOT IN (t.migrator_login, t.app_login)
         WHERE t.status <> 'deleted' AND r.rolcanlogin AND NOT EXISTS (
             SELECT FROM control_plane.login_rotations l
             WHERE l.tenant_uuid = t.uuid AND l.old_login = r.rolname AND l.timed
                 AND r.rolvaliduntil <= l.ends_at + interval '1 s')",
    ),
    always(
        "SELECT format('group role %s is missing or not as made', name)
         FROM (VALUES ('tenantctl_databases'), ('tenantctl_owner'), ('tenantctl_app')) AS v (name)
         WHERE EXISTS (SELECT FROM control_plane.clusters) AND NOT EXISTS (
             SELECT FROM pg_roles r
             WHERE r.rolname = name AND shobj_description(r.oid, 'pg_authid') = 'tenantctl:v1:group'
               AND NOT (rolcanlogin OR rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls))",
    ),
    // The pool: a ready member is whole and closed; another state is somebody's work.
    unless_resumable(
        "SELECT format('pool member %s is %s', database_name, state) FROM control_plane.pool_members
         WHERE state <> 'ready'",
    ),
    always(
        "SELECT format('pool member %s %s', m.database_name, what) FROM control_plane.pool_members m
         LEFT JOIN pg_database d ON d.datname = m.database_name
         CROSS JOIN LATERAL (VALUES
             (d.oid IS NULL, 'has no database'), (d.datallowconn, 'is open'),
             (shobj_description(d.oid, 'pg_database') NOT LIKE format('%%:tenant=%s:%%', m.uuid), 'bears another mark'),
             ((SELECT count(*) FROM pg_roles r WHERE r.rolname IN (m.migrator_login, m.app_login)) <> 2,
                 'hasn''t both logins')) AS v (wrong, what)
         WHERE m.state = 'ready' AND wrong",
    ),
    // Templates.
    unless_resumable(
        "SELECT format('template %s is half made', d.datname) FROM pg_database d
         WHERE pg_get_userbyid(d.datdba) = 'tenantctl_databases' AND d.datname LIKE 'tenantctl\\_template\\_%'
           AND shobj_description(d.oid, 'pg_database') IS NULL",
    ),
    unless_resumable(
        "SELECT format('role %s is a template''s, which is made or gone', r.rolname) FROM pg_roles r
         WHERE shobj_description(r.oid, 'pg_authid') LIKE 'tenantctl:v1:template-login=%'",
    ),
    always(
        "SELECT format('template %s %s', d.datname, what) FROM pg_database d
         CROSS JOIN LATERAL (SELECT shobj_description(d.oid, 'pg_database') AS mark) m
         CROSS JOIN LATERAL (VALUES
             (m.mark NOT LIKE 'tenantctl:v1:template=%'
                 OR left(split_part(m.mark, '=', 2), 16) <> right(d.datname, 16), 'bears the mark ' || m.mark),
             (d.datallowconn, 'is open'),
             (EXISTS (SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                      WHERE a.grantee <> d.datdba AND a.privilege_type = 'CONNECT'), 'lets somebody connect'))
             AS v (wrong, what)
         WHERE (d.datname LIKE 'tenantctl\\_template\\_%' OR m.mark LIKE 'tenantctl:v1:template=%')
           AND m.mark IS NOT NULL AND wrong",
    ),
    // Doors of the embedded server.
    always(
        "SELECT format('PUBLIC may connect to the database %s', d.datname) FROM pg_database d
         CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
         WHERE d.datname IN ('postgres', 'template1', 'tenantctl') AND a.grantee = 0 AND a.privilege_type = 'CONNECT'",
    ),
    always(
        "SELECT format('tenant %s: its login %s may connect to the database %s', t.id, r.rolname, d.datname)
         FROM control_plane.tenant_metadata t JOIN pg_roles r ON r.rolname IN (t.migrator_login, t.app_login)
         JOIN pg_database d ON d.datname IN ('postgres', 'template1', 'tenantctl')
         WHERE has_database_privilege(r.oid, d.oid, 'CONNECT')",
    ),
    // A right to the record of all tenants, given to somebody else than its owner.
    always(
        "SELECT format('%s has %s on control_plane.%s',
                       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END,
                       a.privilege_type, c.relname)
         FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
         WHERE c.relnamespace = 'control_plane'::regnamespace AND c.relkind IN ('r', 'v') AND a.grantee <> c.relowner
         UNION ALL
         SELECT format('%s has %s on the schema control_plane',
                       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type)
         FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a
         WHERE n.nspname = 'control_plane' AND a.grantee <> n.nspowner",
    ),
];
