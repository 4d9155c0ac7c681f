//! Why a request of the host could not be read.

use std::borrow::Cow;

/// A request of the host that could not be read.
///
/// Names the place, never the value: requests carry content, keys and cookies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body is no JSON object of the right outline.
    #[error("the request is not an invocation: {category} at line {line} column {column}")]
    NotJson {
        /// Line in the body, from 1.
        line: usize,
        /// Column in the body, from 1.
        column: usize,
        /// `syntax`, `shape` or `end of input`.
        category: &'static str,
    },
    /// A key is absent or null that must be there.
    #[error("{path} is missing")]
    Missing {
        /// Such as `Data.blob`.
        path: Cow<'static, str>,
    },
    /// A value has another form than the protocol says.
    #[error("{path} is not {expected}")]
    Unexpected {
        /// Such as `Metadata.Uri`.
        path: Cow<'static, str>,
        /// What it should have been.
        expected: &'static str,
    },
}

impl DecodeError {
    pub(crate) fn not_json(error: &serde_json::Error) -> DecodeError {
        use serde_json::error::Category;
        DecodeError::NotJson {
            line: error.line(),
            column: error.column(),
            category: match error.classify() {
                Category::Data => "shape",
                Category::Eof => "end of input",
                Category::Syntax | Category::Io => "syntax",
            },
        }
    }

    pub(crate) fn missing(path: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::Missing { path: path.into() }
    }

    pub(crate) fn unexpected(
        path: impl Into<Cow<'static, str>>,
        expected: &'static str,
    ) -> DecodeError {
        DecodeError::Unexpected {
            path: path.into(),
            expected,
        }
    }
}
