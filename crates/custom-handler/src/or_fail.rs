//! Naming a failure where it happens.

use std::borrow::Cow;

use crate::Failure;

/// Turns what went wrong into a [`Failure`] with a reason of the caller's own, free of content.
///
/// The error itself is dropped, unread: `anyhow` errors, which `?` does not convert, go this way too.
///
/// ```
/// use custom_handler::{Failure, OrFail};
///
/// fn length(name: &str) -> Result<u64, Failure> {
///     let file = std::fs::metadata(name).or_transient("the disk is busy")?;
///     file.len().checked_mul(2).or_permanent("a file of an absurd size")
/// }
///
/// assert_eq!(length("/no/such/file").unwrap_err().reason(), "the disk is busy");
/// ```
pub trait OrFail<T>: Sized {
    /// Fails the invocation: the host tries again.
    ///
    /// # Errors
    /// A [transient](Failure::transient) failure in place of an error or `None`.
    fn or_transient(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure>;

    /// Ends the invocation for good.
    ///
    /// # Errors
    /// A [permanent](Failure::permanent) failure in place of an error or `None`.
    fn or_permanent(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure>;
}

impl<T, E> OrFail<T> for Result<T, E> {
    fn or_transient(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure> {
        self.map_err(|_| Failure::transient(reason))
    }

    fn or_permanent(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure> {
        self.map_err(|_| Failure::permanent(reason))
    }
}

impl<T> OrFail<T> for Option<T> {
    fn or_transient(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure> {
        self.ok_or_else(|| Failure::transient(reason))
    }

    fn or_permanent(self, reason: impl Into<Cow<'static, str>>) -> Result<T, Failure> {
        self.ok_or_else(|| Failure::permanent(reason))
    }
}
