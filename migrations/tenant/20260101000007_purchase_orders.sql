-- Totals as in sales_orders.
CREATE TABLE public.purchase_orders (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_number text NOT NULL CHECK (order_number <> '' AND order_number = btrim(order_number)),
    vendor_id uuid NOT NULL REFERENCES public.vendors (id) ON DELETE RESTRICT,
    employee_id uuid REFERENCES public.employees (id) ON DELETE SET NULL,
    status text NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'submitted', 'approved', 'partially_received', 'received', 'cancelled')),
    ordered_on date NOT NULL DEFAULT CURRENT_DATE,
    expected_on date CHECK (expected_on >= ordered_on),
    received_on date CHECK (received_on >= ordered_on),
    currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
    total_amount numeric(14, 2) NOT NULL DEFAULT 0 CHECK (total_amount >= 0),
    expected_total numeric(14, 2) CHECK (expected_total >= 0),
    notes text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT purchase_orders_order_number_key UNIQUE NULLS NOT DISTINCT (order_number, deleted_at)
);

CREATE INDEX purchase_orders_vendor_id_idx ON public.purchase_orders (vendor_id);
CREATE INDEX purchase_orders_employee_id_idx ON public.purchase_orders (employee_id);
CREATE INDEX purchase_orders_status_ordered_on_idx ON public.purchase_orders (status, ordered_on);
CREATE INDEX purchase_orders_ordered_on_idx ON public.purchase_orders (ordered_on);
CREATE INDEX purchase_orders_expected_on_idx ON public.purchase_orders (expected_on);

CREATE TRIGGER purchase_orders_updated_at BEFORE UPDATE ON public.purchase_orders
    FOR EACH ROW WHEN (
        NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at
        AND NEW.total_amount IS NOT DISTINCT FROM OLD.total_amount
        AND NEW.expected_total IS NOT DISTINCT FROM OLD.expected_total)
    EXECUTE FUNCTION public.set_updated_at();

CREATE TABLE public.purchase_order_items (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    purchase_order_id uuid NOT NULL REFERENCES public.purchase_orders (id) ON DELETE CASCADE,
    line_number integer NOT NULL CHECK (line_number > 0),
    product_id uuid NOT NULL REFERENCES public.products (id) ON DELETE RESTRICT,
    -- The sales order line that these goods are bought for. Goods stay on order when that line is deleted.
    sales_order_item_id uuid REFERENCES public.sales_order_items (id) ON DELETE SET NULL,
    description text,
    quantity integer NOT NULL CHECK (quantity > 0),
    quantity_received integer NOT NULL DEFAULT 0 CHECK (quantity_received BETWEEN 0 AND quantity),
    unit_price numeric(14, 2) NOT NULL CHECK (unit_price >= 0),
    line_total numeric(14, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT purchase_order_items_line_number_key
        UNIQUE NULLS NOT DISTINCT (purchase_order_id, line_number, deleted_at)
);

CREATE INDEX purchase_order_items_product_id_idx ON public.purchase_order_items (product_id);
CREATE INDEX purchase_order_items_sales_order_item_id_idx ON public.purchase_order_items (sales_order_item_id);

CREATE TRIGGER purchase_order_items_updated_at BEFORE UPDATE ON public.purchase_order_items
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();
