-- The one place that says which role a user has; claims in a token are never asked, so a change holds at once.
CREATE TABLE access.user_mappings (
    auth_user_id uuid PRIMARY KEY,
    -- No CASCADE on delete: taking a role out of the policy must not silently take its users' access rows along.
    role text NOT NULL REFERENCES access.roles (name) ON UPDATE CASCADE ON DELETE RESTRICT,
    email text,
    employee_id uuid REFERENCES public.employees (id) ON DELETE SET NULL,
    -- Null means enabled.
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX user_mappings_role_idx ON access.user_mappings (role);
CREATE INDEX user_mappings_employee_id_idx ON access.user_mappings (employee_id);
CREATE INDEX user_mappings_email_idx ON access.user_mappings (lower(email));

CREATE TRIGGER user_mappings_updated_at BEFORE UPDATE ON access.user_mappings
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();

-- The caller, as PostgREST (or an application, by set_config) states it for the request. Whatever is wrong with the
-- claims, the answer is null, so that a policy says no instead of failing. Only the handler can catch text that isn't
-- JSON on PostgreSQL 15, and a handler may not run in a parallel query, hence no PARALLEL SAFE.
-- Types are qualified, because has_permission runs this as the owner, and an empty search_path still finds types in
-- the caller's pg_temp first: a domain named jsonb with a check of its own would run as the owner.
CREATE FUNCTION access.current_user_id() RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = ''
AS $$
DECLARE
    claims CONSTANT pg_catalog.text := current_setting('request.jwt.claims', true);
    claim pg_catalog.jsonb;
    subject pg_catalog.text;
BEGIN
    -- Empty is what a setting becomes when the transaction that set it has ended.
    IF claims IS NULL OR claims = '' THEN
        RETURN NULL;
    END IF;
    claim := claims::pg_catalog.jsonb -> 'sub';
    IF jsonb_typeof(claim) = 'string' THEN
        subject := claim #>> '{}';
        -- Stricter than the uuid type, which also takes braces and odd dashes: one user, one spelling.
        IF subject ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN
            RETURN subject::pg_catalog.uuid;
        END IF;
    END IF;
    RETURN NULL;
EXCEPTION
    WHEN data_exception OR program_limit_exceeded THEN
        RETURN NULL;
END
$$;

-- SECURITY DEFINER, since the caller may read none of these tables. Policies call it as
-- (SELECT access.has_permission('…')), which is once a statement instead of once a row.
CREATE FUNCTION access.has_permission(permission text) RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT EXISTS (
        SELECT FROM access.user_mappings u
        JOIN access.role_permissions p ON p.role = u.role
        WHERE u.auth_user_id = access.current_user_id()
            AND u.disabled_at IS NULL
            AND p.permission = has_permission.permission)
$$;

-- For an application's token check, which runs as the app role: is the session behind this token still there?
-- Both parts are asked, so that a jti alone says nothing about whose it is.
CREATE FUNCTION access.has_session(jti uuid, user_id uuid) RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
    SELECT EXISTS (
        SELECT FROM access.sessions s
        WHERE s.jti = has_session.jti AND s.user_id = has_session.user_id AND s.expires_at > now())
$$;

REVOKE EXECUTE ON FUNCTION access.current_user_id(), access.has_permission(text), access.has_session(uuid, uuid)
    FROM PUBLIC;
GRANT USAGE ON SCHEMA access TO tenantctl_app;
GRANT EXECUTE ON FUNCTION access.current_user_id(), access.has_permission(text), access.has_session(uuid, uuid)
    TO tenantctl_app;

-- No policy follows, so the functions above are the only way in.
ALTER TABLE access.roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.role_permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.policy_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.user_mappings ENABLE ROW LEVEL SECURITY;
