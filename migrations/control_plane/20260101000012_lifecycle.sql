-- Suspending and deleting tenants: why and until when, what is brought back, and what is left as proof.
ALTER TABLE control_plane.tenant_metadata
    ADD COLUMN suspended_at timestamptz,
    ADD COLUMN suspended_reason text,
    ADD COLUMN suspended_until timestamptz,
    -- The connection limit that the database had before it was closed.
    ADD COLUMN connection_limit integer,
    ADD COLUMN deleting_since timestamptz,
    ADD COLUMN purge_after timestamptz,
    -- The status that a restore leads back to.
    ADD COLUMN status_before text CHECK (status_before IN ('active', 'suspended')),
    ADD COLUMN backup_file text,
    ADD COLUMN backup_sha256 text;
CREATE INDEX tenant_metadata_resume_due ON control_plane.tenant_metadata (suspended_until)
    WHERE status = 'suspended' AND suspended_until IS NOT NULL;
CREATE INDEX tenant_metadata_purge_due ON control_plane.tenant_metadata (purge_after) WHERE status = 'deleting';

-- What was removed of a tenant, when and by whom. The tenant's row stays beside it, so its uuid is never used again.
CREATE TABLE control_plane.erasure_certificates (
    tenant_uuid uuid PRIMARY KEY REFERENCES control_plane.tenant_metadata,
    tenant_id text NOT NULL,
    operation_id uuid NOT NULL REFERENCES control_plane.operations,
    erased_at timestamptz NOT NULL,
    -- Where the end of the purge is in policy_sync_logs.
    log_seq bigint NOT NULL,
    log_hash bytea NOT NULL,
    document jsonb NOT NULL
);
CREATE INDEX erasure_certificates_id ON control_plane.erasure_certificates (tenant_id, erased_at DESC);

CREATE FUNCTION control_plane.refuse_certificate_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION 'control_plane.erasure_certificates is append-only' USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON control_plane.erasure_certificates
    FOR EACH ROW EXECUTE FUNCTION control_plane.refuse_certificate_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON control_plane.erasure_certificates
    FOR EACH STATEMENT EXECUTE FUNCTION control_plane.refuse_certificate_change();
