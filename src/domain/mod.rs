//! The rules of tenants, without any input or output.

pub mod catalog;
pub mod clone;
pub mod cluster;
pub mod contact;
pub mod export;
pub mod fleet;
pub mod ident;
pub mod labels;
pub mod life_step;
pub mod lifecycle;
pub mod log_chain;
pub mod migration;
pub mod migration_name;
pub mod names;
pub mod operation;
pub mod operation_state;
pub mod password_hash;
pub mod policy;
pub mod region;
pub mod run_end;
pub mod selection;
pub mod signing_key;
pub mod sql_script;
pub mod status;
pub mod suggest;
pub mod tenant;
