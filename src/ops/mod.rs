//! Use cases: the only place where the adapters meet. They know no Ui; they report through an
//! [`observer::Observer`].

pub mod act;
pub mod ahead;
pub mod audit;
pub mod clusters;
pub mod credentials;
pub mod doctor;
pub mod export;
pub mod fleet;
pub mod jwks;
pub mod keys;
pub mod lifecycle;
pub mod locate;
pub mod migrate;
pub mod moving;
pub mod notify;
pub mod observer;
mod operation;
pub mod policy;
pub mod pool;
pub mod provision;
pub mod reconcile;
pub mod register;
pub mod rekey;
pub mod rename;
pub mod restore_dump;
pub mod retry;
pub mod rotate;
pub mod runner;
pub mod saga;
pub mod scratch;
pub mod seed;
pub mod sessions;
mod several;
pub mod template;
pub mod users;
pub mod verify;
