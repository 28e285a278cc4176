-- Where the database of a tenant with a Supabase project of its own is. What the API says is kept: a pooler's host can't
-- be told from the region. Nothing here is secret; the password and the keys are in tenant_secrets.
ALTER TABLE control_plane.tenant_metadata
    ADD COLUMN database_host text,
    ADD COLUMN database_port integer CHECK (database_port BETWEEN 1 AND 65535),
    ADD COLUMN api_url text;

-- One project, one tenant; the project of a deleted tenant may still be going down.
CREATE UNIQUE INDEX tenant_metadata_project ON control_plane.tenant_metadata (project_ref) WHERE status <> 'deleted';
