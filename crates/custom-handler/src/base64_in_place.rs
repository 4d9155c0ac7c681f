//! Base64 decoded inside the buffer that it arrived in.
//!
//! A blob of 600 MB arrives as 800 MB of base64; a second buffer for the bytes would be the largest part of the memory
//! that an invocation takes.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        // Some encoders leave bits behind in the last character; the host's does not, samples do.
        .with_decode_allow_trailing_bits(true),
);

/// Characters decoded at a time: a multiple of 4.
const STEP: usize = 16 * 1024;

/// Decodes the base64 text in `buffer` to its front and returns the number of bytes, or `None` if it is no base64.
/// What the buffer holds then is unspecified.
pub(crate) fn decode(buffer: &mut [u8]) -> Option<usize> {
    let mut block = [0; STEP / 4 * 3];
    let (mut read, mut written) = (0, 0);
    while read < buffer.len() {
        let end = buffer.len().min(read + STEP);
        let n = ENGINE.decode_slice(&buffer[read..end], &mut block).ok()?;
        // Padding is allowed at the very end alone.
        if end < buffer.len() && n != block.len() {
            return None;
        }
        buffer[written..written + n].copy_from_slice(&block[..n]);
        read = end;
        written += n;
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..40_000)) {
            let mut buffer = general_purpose::STANDARD.encode(&bytes).into_bytes();
            let n = decode(&mut buffer);
            prop_assert_eq!(n, Some(bytes.len()));
            prop_assert_eq!(&buffer[..bytes.len()], &bytes[..]);
        }

        #[test]
        fn nothing_makes_it_panic(mut buffer in proptest::collection::vec(any::<u8>(), 0..20_000)) {
            decode(&mut buffer);
        }
    }

    #[test]
    fn padding_in_the_middle_is_refused() {
        let mut text = "AAAA".repeat(STEP / 4 - 1) + "AA==" + "AAAA";
        assert_eq!(decode(&mut text.clone().into_bytes()), None);
        text.truncate(STEP);
        assert_eq!(decode(&mut text.into_bytes()), Some(STEP / 4 * 3 - 2));
    }
}
