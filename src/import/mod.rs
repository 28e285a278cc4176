//! From the bytes of a file to the rows of tables: sources, mapping, value checks, encoding for
//! COPY. Knows no database: what a table is comes as plain data, and what is made goes to a sink.

pub mod bytes;
pub mod cell;
pub mod csv;
pub mod encode;
pub mod feed;
pub mod json;
pub mod mapping;
pub mod position;
pub mod source;
pub mod users;
