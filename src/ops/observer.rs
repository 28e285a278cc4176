//! What use cases tell while they work.

/// Something happened; the display decides what to make of it.
#[derive(Debug, Clone)]
pub enum Event<'a> {
    /// A step begins.
    StepBegan {
        /// Its name in the ledger.
        step: &'a str,
    },
    /// A run that died or failed is taken up.
    Resumed {
        /// The operation.
        operation: uuid::Uuid,
    },
    /// A template database is being made, which takes a moment.
    TemplateBegan,
    /// A tenant's migration is over.
    TenantMigrated {
        /// The tenant.
        tenant: &'a str,
    },
}

/// Listens to a use case.
pub trait Observer {
    /// Takes an event.
    fn on(&self, event: Event<'_>);
}
