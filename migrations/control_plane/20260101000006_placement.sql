-- How many tenants a cluster has, counted by the database itself, so that placing one is a look
-- at one row whose lock makes it safe, whatever command adds, moves or deletes tenants.

LOCK TABLE control_plane.tenant_metadata IN SHARE ROW EXCLUSIVE MODE;

ALTER TABLE control_plane.clusters ADD COLUMN tenants integer NOT NULL DEFAULT 0 CHECK (tenants >= 0);
UPDATE control_plane.clusters c SET tenants = (
    SELECT count(*) FROM control_plane.tenant_metadata t WHERE t.cluster_id = c.id AND t.status <> 'deleted');
CREATE INDEX clusters_placement ON control_plane.clusters (region, provider);

CREATE FUNCTION control_plane.count_tenants() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    before uuid;
    after uuid;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status <> 'deleted' THEN
        before := OLD.cluster_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.status <> 'deleted' THEN
        after := NEW.cluster_id;
    END IF;
    IF before IS DISTINCT FROM after THEN
        -- In the order of their ids, so that two moves in opposite directions don't deadlock.
        IF before < after THEN
            UPDATE control_plane.clusters SET tenants = tenants - 1 WHERE id = before;
            UPDATE control_plane.clusters SET tenants = tenants + 1 WHERE id = after;
        ELSE
            UPDATE control_plane.clusters SET tenants = tenants + 1 WHERE id = after;
            UPDATE control_plane.clusters SET tenants = tenants - 1 WHERE id = before;
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_tenants AFTER INSERT OR DELETE OR UPDATE OF cluster_id, status
    ON control_plane.tenant_metadata FOR EACH ROW EXECUTE FUNCTION control_plane.count_tenants();
