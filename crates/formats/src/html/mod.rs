//! HTML to text: a tokenizer and a renderer without a tree, so that time is linear and nothing overflows, however the
//! tags are nested.

mod characters;
mod links;
mod page;
mod render;
mod tokens;

pub(crate) use page::Page;
pub(crate) use render::{looks_like_markup, render};
