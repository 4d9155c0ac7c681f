//! Delimited text: rows, and what is found out about a file from its first rows.

mod dialect;
mod row;
mod rows;

pub(crate) use dialect::{Dialect, dialect};
pub(crate) use rows::Rows;
