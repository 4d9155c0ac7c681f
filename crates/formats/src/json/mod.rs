//! JSON: one value at a time, whole files and lines.

mod lines;
mod shape;
mod skip;
mod value;
mod whole;

pub(crate) use lines::Lines;
pub(crate) use shape::{Shape, shape};
pub(crate) use value::{End, Parser};
pub(crate) use whole::Whole;
