-- How many tenants have which version, and the first ids of each group, without sorting the ids of all; -1 stands for a
-- version that isn't known. Collated as the ids are compared there, whatever the database's collation is.
DROP INDEX control_plane.tenant_metadata_version;
CREATE INDEX tenant_metadata_version ON control_plane.tenant_metadata (coalesce(schema_version, -1), id COLLATE "C")
    WHERE status <> 'deleted';
