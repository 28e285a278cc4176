-- Logins that a rotation left open beside the new one, until it is ended. A tenant has two names for each of its logins,
-- and a rotation goes from one to the other.
CREATE TABLE control_plane.login_rotations (
    tenant_uuid uuid NOT NULL REFERENCES control_plane.tenant_metadata,
    login_role text NOT NULL CHECK (login_role IN ('app', 'migrator')),
    old_login text NOT NULL,
    -- The old one was meant to stay for a time; otherwise the run that ends it was cut off.
    timed boolean NOT NULL,
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_uuid, login_role)
);

-- Runs in the log that began and didn't end yet, so that those of killed processes are found at once. It is kept by
-- append_log, and nothing is proven by it.
CREATE TABLE control_plane.policy_sync_open (run_id uuid PRIMARY KEY);
INSERT INTO control_plane.policy_sync_open
SELECT run_id FROM control_plane.policy_sync_logs GROUP BY run_id HAVING bool_and(phase = 'begin');

-- As before, and: a begin says by whom, as far as the client says it (tenantctl.caller), and as which role of the database.
CREATE OR REPLACE FUNCTION control_plane.append_log(
    run_id uuid, phase text, action text, actor text, tenant_uuid uuid, tenant_id text, outcome text, detail jsonb
) RETURNS bigint LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    head control_plane.policy_sync_head;
    next_seq bigint;
    now_at timestamptz := pg_catalog.clock_timestamp();
    next_hash bytea;
    by_whom jsonb := pg_catalog.jsonb_build_object('role', session_user);
BEGIN
    IF phase = 'begin' THEN
        by_whom := COALESCE(NULLIF(pg_catalog.current_setting('tenantctl.caller', true), '')::jsonb, '{}') || by_whom;
        detail := detail || pg_catalog.jsonb_build_object('by', by_whom);
        INSERT INTO control_plane.policy_sync_open AS o VALUES (append_log.run_id) ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM control_plane.policy_sync_open o WHERE o.run_id = append_log.run_id;
    END IF;
    SELECT * INTO STRICT head FROM control_plane.policy_sync_head FOR UPDATE;
    next_seq := head.seq + 1;
    next_hash := control_plane.policy_sync_hash(
        head.hash, next_seq, now_at, run_id, phase, action, actor, tenant_uuid, tenant_id, outcome, detail);
    INSERT INTO control_plane.policy_sync_logs
    VALUES (next_seq, now_at, run_id, phase, action, actor, tenant_uuid, tenant_id, outcome, detail,
            head.hash, next_hash);
    UPDATE control_plane.policy_sync_head SET seq = next_seq, hash = next_hash;
    RETURN next_seq;
END
$$;
