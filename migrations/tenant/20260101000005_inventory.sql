-- Stock of one product at one location. RESTRICT: deleting a product must not make goods on a shelf disappear.
CREATE TABLE public.inventory (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id uuid NOT NULL REFERENCES public.products (id) ON DELETE RESTRICT,
    location text NOT NULL CHECK (location <> '' AND location = btrim(location)),
    bin text,
    quantity_on_hand integer NOT NULL DEFAULT 0 CHECK (quantity_on_hand >= 0),
    quantity_reserved integer NOT NULL DEFAULT 0 CHECK (quantity_reserved >= 0),
    quantity_available integer GENERATED ALWAYS AS (quantity_on_hand - quantity_reserved) STORED,
    reorder_level integer NOT NULL DEFAULT 0 CHECK (reorder_level >= 0),
    reorder_quantity integer NOT NULL DEFAULT 0 CHECK (reorder_quantity >= 0),
    last_counted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT inventory_reserved_is_on_hand CHECK (quantity_reserved <= quantity_on_hand),
    -- Also the index of the foreign key, whose column it begins with.
    CONSTRAINT inventory_product_id_location_key UNIQUE NULLS NOT DISTINCT (product_id, location, deleted_at)
);

CREATE INDEX inventory_location_idx ON public.inventory (location);
-- "What must be ordered?", asked all day, of few rows.
CREATE INDEX inventory_reorder_idx ON public.inventory (location, product_id)
    WHERE quantity_available <= reorder_level;

CREATE TRIGGER inventory_updated_at BEFORE UPDATE ON public.inventory
    FOR EACH ROW WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at)
    EXECUTE FUNCTION public.set_updated_at();
