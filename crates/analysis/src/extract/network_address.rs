//! Recognizer: network_address.

use super::Context;
use super::found::Found;
use super::page::Page;

/// Adds what it finds.
pub(crate) fn find(_page: &Page<'_>, _context: &Context<'_>, _found: &mut Found) {}
