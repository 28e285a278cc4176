-- total_amount is kept by triggers and can't be written; expected_total holds what an import's source declared until
-- public.settle_order_totals() has confirmed or refused it (file order_totals).
CREATE TABLE public.sales_orders (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_number text NOT NULL CHECK (order_number <> '' AND order_number = btrim(order_number)),
    customer_code text CHECK (customer_code <> ''),
    customer_name text NOT NULL CHECK (customer_name <> ''),
    customer_email text CHECK (customer_email ~ '^[^@\s]+@[^@\s]+$'),
    shipping_address text,
    -- Who took the order; the order outlives the employee's row.
    employee_id uuid REFERENCES public.employees (id) ON DELETE SET NULL,
    status text NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'confirmed', 'partially_shipped', 'shipped', 'delivered', 'cancelled')),
    ordered_on date NOT NULL DEFAULT CURRENT_DATE,
    required_on date CHECK (required_on >= ordered_on),
    shipped_on date CHECK (shipped_on >= ordered_on),
    delivered_on date CHECK (delivered_on >= ordered_on AND delivered_on >= shipped_on),
    currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
    total_amount numeric(14, 2) NOT NULL DEFAULT 0 CHECK (total_amount >= 0),
    expected_total numeric(14, 2) CHECK (expected_total >= 0),
    notes text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT sales_orders_order_number_key UNIQUE NULLS NOT DISTINCT (order_number, deleted_at)
);

CREATE INDEX sales_orders_employee_id_idx ON public.sales_orders (employee_id);
CREATE INDEX sales_orders_status_ordered_on_idx ON public.sales_orders (status, ordered_on);
CREATE INDEX sales_orders_ordered_on_idx ON public.sales_orders (ordered_on);
CREATE INDEX sales_orders_customer_code_idx ON public.sales_orders (customer_code);

-- A total that moves because items moved is not an edit of the order, and must not overwrite an imported time.
CREATE TRIGGER sales_orders_updated_at BEFORE UPDATE ON public.sales_orders
    FOR EACH ROW WHEN (
        NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at
        AND NEW.total_amount IS NOT DISTINCT FROM OLD.total_amount
        AND NEW.expected_total IS NOT DISTINCT FROM OLD.expected_total)
    EXECUTE FUNCTION public.set_updated_at();

CREATE TABLE public.sales_order_items (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    sales_order_id uuid NOT NULL REFERENCES public.sales_orders (id) ON DELETE CASCADE,
    line_number integer NOT NULL CHECK (line_number > 0),
    product_id uuid NOT NULL REFERENCES public.products (id) ON DELETE RESTRICT,
    description text,
    quantity integer NOT NULL CHECK (quantity > 0),
    quantity_shipped integer NOT NULL DEFAULT 0 CHECK (quantity_shipped BETWEEN 0 AND quantity),
    unit_price numeric(14, 2) NOT NULL CHECK (unit_price >= 0),
    line_total numeric(14, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT sales_order_items_line_number_key
        UNIQUE NULLS NOT DISTINCT (sales_order_id, line_number, deleted_at)
);

CREATE INDEX sales_order_items_product_id_idx ON public.sales_order_items (product_id);

CREATE TRIGGER sales_order_items_updated_at BEFORE UPDATE ON public.sales_order_items
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();
