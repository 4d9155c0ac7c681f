//! Base64 as .NET's `Convert.FromBase64String` takes it.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The bytes of a text that is base64; white space does not count.
#[must_use]
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.contains([' ', '\t', '\n', '\r']) {
        return LENIENT.decode(text).ok();
    }
    let dense: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r'))
        .collect();
    LENIENT.decode(dense).ok()
}

/// The base64 of bytes.
#[must_use]
pub(crate) fn encode(bytes: &[u8]) -> String {
    LENIENT.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dotnet_takes_for_base64_is_taken() {
        assert_eq!(decode("YQ==\r\n"), Some(b"a".to_vec()));
        assert_eq!(decode("YR=="), Some(b"a".to_vec()));
        assert_eq!(decode(""), Some(Vec::new()));
        for no in ["abc", "not base64 at all!", "YQ", "a-_b"] {
            assert_eq!(decode(no), None, "{no}");
        }
    }
}
