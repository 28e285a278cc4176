-- One rule for the eight tables, written once: <resource>.read to see live rows, <resource>.write to change them;
-- items follow their order's resource. Never FORCE: the owner must load by COPY and keep totals.
--
-- A row that was soft-deleted in this very transaction stays visible to it (deleted_at = now()): PostgreSQL checks
-- the new row of an UPDATE against the SELECT policy, and with `deleted_at IS NULL` alone nobody could soft-delete.
-- UPDATE and DELETE repeat the condition, since a statement that reads no column isn't held to the SELECT policy.
DO $$
DECLARE
    guarded text;
    resource text;
    live CONSTANT text := '(deleted_at IS NULL OR deleted_at = now())';
    can_read text;
    can_write text;
BEGIN
    FOR guarded, resource IN
        VALUES ('vendors', 'vendors'),
               ('products', 'products'),
               ('inventory', 'inventory'),
               ('employees', 'employees'),
               ('sales_orders', 'sales_orders'),
               ('sales_order_items', 'sales_orders'),
               ('purchase_orders', 'purchase_orders'),
               ('purchase_order_items', 'purchase_orders')
    LOOP
        can_read := format('(SELECT access.has_permission(%L))', resource || '.read');
        can_write := format('(SELECT access.has_permission(%L))', resource || '.write');
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format('CREATE POLICY %I ON public.%I FOR SELECT TO tenantctl_app USING (%s AND %s)',
            guarded || '_read', guarded, can_read, live);
        EXECUTE format('CREATE POLICY %I ON public.%I FOR INSERT TO tenantctl_app WITH CHECK (%s)',
            guarded || '_insert', guarded, can_write);
        EXECUTE format('CREATE POLICY %I ON public.%I FOR UPDATE TO tenantctl_app USING (%s AND %s) WITH CHECK (%s)',
            guarded || '_update', guarded, can_write, live, can_write);
        EXECUTE format('CREATE POLICY %I ON public.%I FOR DELETE TO tenantctl_app USING (%s AND %s)',
            guarded || '_delete', guarded, can_write, live);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO tenantctl_app', guarded);
    END LOOP;

    -- PUBLIC usually has it already; a hardened database may have taken it away.
    IF has_schema_privilege(current_user, 'public', 'USAGE WITH GRANT OPTION') THEN
        GRANT USAGE ON SCHEMA public TO tenantctl_app;
    END IF;

    -- A Supabase project's default privileges may have given the anonymous role what nobody meant to give.
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'anon') THEN
        REVOKE ALL ON SCHEMA access, tenantctl FROM anon;
        REVOKE EXECUTE ON FUNCTION access.current_user_id(), access.has_permission(text),
            access.has_session(uuid, uuid), public.set_updated_at(), public.keep_order_totals(),
            public.guard_order_totals(), public.check_order_totals(), public.settle_order_totals() FROM anon;
        REVOKE ALL ON public.vendors, public.products, public.inventory, public.employees, public.sales_orders,
            public.sales_order_items, public.purchase_orders, public.purchase_order_items FROM anon;
    END IF;
END
$$;
