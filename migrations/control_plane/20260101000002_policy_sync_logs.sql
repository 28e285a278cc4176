-- The append-only log of every changing command, chained by hash from the first row.

CREATE TABLE control_plane.policy_sync_logs (
    seq bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    run_id uuid NOT NULL,
    phase text NOT NULL CHECK (phase IN ('begin', 'end')),
    action text NOT NULL,
    actor text NOT NULL,
    tenant_uuid uuid,
    tenant_id text,
    outcome text,
    detail jsonb NOT NULL DEFAULT '{}',
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE INDEX policy_sync_logs_tenant ON control_plane.policy_sync_logs (tenant_uuid, seq);
CREATE INDEX policy_sync_logs_run ON control_plane.policy_sync_logs (run_id);

CREATE TABLE control_plane.policy_sync_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seq bigint NOT NULL,
    hash bytea NOT NULL
);
-- The chain begins at 32 zero bytes.
INSERT INTO control_plane.policy_sync_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION control_plane.policy_sync_hash(
    prev bytea, seq bigint, at timestamptz, run_id uuid, phase text, action text, actor text,
    tenant_uuid uuid, tenant_id text, outcome text, detail jsonb
) RETURNS bytea LANGUAGE sql STABLE SET search_path = '' AS $$
    -- A JSON array: no value can be mistaken for the border between two others.
    SELECT pg_catalog.sha256(prev || pg_catalog.convert_to(pg_catalog.jsonb_build_array(
        seq, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), run_id, phase, action,
        actor, tenant_uuid, tenant_id, outcome, detail)::text, 'UTF8'))
$$;

-- Appends one entry and moves the head; the head's row lock makes the chain serial, so this is
-- the last statement of a short transaction.
CREATE FUNCTION control_plane.append_log(
    run_id uuid, phase text, action text, actor text, tenant_uuid uuid, tenant_id text, outcome text, detail jsonb
) RETURNS bigint LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    head control_plane.policy_sync_head;
    next_seq bigint;
    now_at timestamptz := pg_catalog.clock_timestamp();
    next_hash bytea;
BEGIN
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

CREATE FUNCTION control_plane.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION 'control_plane.policy_sync_logs is append-only' USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON control_plane.policy_sync_logs
    FOR EACH ROW EXECUTE FUNCTION control_plane.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON control_plane.policy_sync_logs
    FOR EACH STATEMENT EXECUTE FUNCTION control_plane.refuse_change();
