-- Order totals: total_amount is the sum of the order's live items, kept by statement triggers. Items are loaded after
-- their order, or there is no row to add to.
--
-- By difference, not by summing anew: `total + difference` re-reads a row that another session has just changed,
-- while a new sum would miss that session's items; and the cost is that of the statement's rows alone.
-- SECURITY DEFINER, because whoever may write items may not be allowed to write (or even see) the order's row; types
-- are qualified, because even an empty search_path finds them in the caller's pg_temp first.
CREATE FUNCTION public.keep_order_totals() RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
    orders_table CONSTANT pg_catalog.text := TG_ARGV[0];
    order_key CONSTANT pg_catalog.text := TG_ARGV[1];
    added CONSTANT pg_catalog.text :=
        format('SELECT %I, line_total FROM new_items WHERE deleted_at IS NULL', order_key);
    removed CONSTANT pg_catalog.text :=
        format('SELECT %I, -line_total FROM old_items WHERE deleted_at IS NULL', order_key);
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('UPDATE public.%I SET total_amount = 0 WHERE total_amount <> 0', orders_table);
        RETURN NULL;
    END IF;
    EXECUTE format(
        'UPDATE public.%I AS o SET total_amount = o.total_amount + d.difference
         FROM (SELECT order_id, sum(amount) AS difference FROM (%s) AS c (order_id, amount)
               GROUP BY order_id HAVING sum(amount) <> 0) AS d
         WHERE o.id = d.order_id',
        orders_table,
        CASE TG_OP
            WHEN 'INSERT' THEN added
            WHEN 'DELETE' THEN removed
            ELSE added || ' UNION ALL ' || removed
        END);
    RETURN NULL;
END
$$;
-- Firing needs no EXECUTE; without it nobody can hang this function on a table of their own.
REVOKE EXECUTE ON FUNCTION public.keep_order_totals() FROM PUBLIC;

-- Both columns are refused to everybody who isn't the owner, and total_amount to the owner as well: a total that was
-- written by hand would be wrong for ever, and one that is quietly replaced would hide an error in the source.
CREATE FUNCTION public.guard_order_totals() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    IF NEW.total_amount IS DISTINCT FROM (CASE TG_OP WHEN 'UPDATE' THEN OLD.total_amount ELSE 0 END) THEN
        RAISE EXCEPTION 'total_amount is kept from the order''s items and can''t be written'
            USING ERRCODE = 'generated_always', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
                COLUMN = 'total_amount', HINT = 'An import puts the declared total into expected_total.';
    END IF;
    IF NEW.expected_total IS DISTINCT FROM (CASE TG_OP WHEN 'UPDATE' THEN OLD.expected_total END)
        -- Whoever that is: on a Supabase project it is another role than on a cluster.
        AND NOT pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'expected_total can only be written by an import'
            USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
                COLUMN = 'expected_total';
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION public.guard_order_totals() FROM PUBLIC;

DO $$
DECLARE
    orders text;
    items text;
    order_key text;
BEGIN
    FOR orders, items, order_key IN
        VALUES ('sales_orders', 'sales_order_items', 'sales_order_id'),
               ('purchase_orders', 'purchase_order_items', 'purchase_order_id')
    LOOP
        -- Depth 0 is a statement that somebody sent; keep_order_totals writes from within a trigger.
        EXECUTE format(
            'CREATE TRIGGER %1$s_guard_totals BEFORE INSERT OR UPDATE OF total_amount, expected_total ON public.%1$I
             FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION public.guard_order_totals()', orders);
        EXECUTE format(
            'CREATE TRIGGER %1$s_totals_insert AFTER INSERT ON public.%1$I REFERENCING NEW TABLE AS new_items
             FOR EACH STATEMENT EXECUTE FUNCTION public.keep_order_totals(%2$L, %3$L)', items, orders, order_key);
        EXECUTE format(
            'CREATE TRIGGER %1$s_totals_update AFTER UPDATE ON public.%1$I
             REFERENCING OLD TABLE AS old_items NEW TABLE AS new_items
             FOR EACH STATEMENT EXECUTE FUNCTION public.keep_order_totals(%2$L, %3$L)', items, orders, order_key);
        EXECUTE format(
            'CREATE TRIGGER %1$s_totals_delete AFTER DELETE ON public.%1$I REFERENCING OLD TABLE AS old_items
             FOR EACH STATEMENT EXECUTE FUNCTION public.keep_order_totals(%2$L, %3$L)', items, orders, order_key);
        EXECUTE format(
            'CREATE TRIGGER %1$s_totals_truncate AFTER TRUNCATE ON public.%1$I
             FOR EACH STATEMENT EXECUTE FUNCTION public.keep_order_totals(%2$L, %3$L)', items, orders, order_key);
    END LOOP;
END
$$;

-- How an import refuses a total that differs. It loads orders with the declared total in expected_total, then their
-- items in as many statements as it likes, and at the end, in the same transaction, calls settle_order_totals().
-- A deferred constraint would do the same unasked, but while one is pending no key or index can be added, which is
-- how an import ends. check_order_totals() lists what settling would refuse, for a report or a file of rejects.
CREATE FUNCTION public.check_order_totals()
RETURNS TABLE (order_table text, order_id uuid, order_number text, expected_total numeric, total_amount numeric)
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
    SELECT 'sales_orders', o.id, o.order_number, o.expected_total, o.total_amount
    FROM public.sales_orders o WHERE o.expected_total <> o.total_amount
    UNION ALL
    SELECT 'purchase_orders', o.id, o.order_number, o.expected_total, o.total_amount
    FROM public.purchase_orders o WHERE o.expected_total <> o.total_amount
    ORDER BY 1, 3, 2
$$;
REVOKE EXECUTE ON FUNCTION public.check_order_totals() FROM PUBLIC;

-- Confirmed totals are cleared: from then on the items may change, and the next import asks about its own orders only.
CREATE FUNCTION public.settle_order_totals() RETURNS bigint
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
    differing bigint;
    first record;
    in_sales bigint;
    in_purchases bigint;
BEGIN
    SELECT count(*) OVER () AS n, c.* INTO first FROM public.check_order_totals() c LIMIT 1;
    IF FOUND THEN
        differing := first.n;
        RAISE EXCEPTION 'the declared total of % order(s) differs from the sum of the items', differing
            USING ERRCODE = 'check_violation', SCHEMA = 'public', TABLE = first.order_table,
                COLUMN = 'expected_total', CONSTRAINT = first.order_table || '_expected_total',
                DETAIL = format('First: %s %L declares %s, its items make %s.', first.order_table,
                    first.order_number, first.expected_total, first.total_amount),
                HINT = 'SELECT * FROM public.check_order_totals() lists them.';
    END IF;
    UPDATE public.sales_orders SET expected_total = NULL WHERE expected_total IS NOT NULL;
    GET DIAGNOSTICS in_sales = ROW_COUNT;
    UPDATE public.purchase_orders SET expected_total = NULL WHERE expected_total IS NOT NULL;
    GET DIAGNOSTICS in_purchases = ROW_COUNT;
    RETURN in_sales + in_purchases;
END
$$;
REVOKE EXECUTE ON FUNCTION public.settle_order_totals() FROM PUBLIC;
