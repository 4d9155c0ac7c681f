//! Long runs of ASCII letters and digits, found without looking at every byte.

/// Runs of at least so many letters and digits, in order.
pub(crate) struct Runs<'a> {
    bytes: &'a [u8],
    at: usize,
    least: usize,
}

impl<'a> Runs<'a> {
    /// Runs of `least` bytes or more.
    pub(crate) fn new(bytes: &'a [u8], least: usize) -> Self {
        debug_assert!(least > 0);
        Self {
            bytes,
            at: 0,
            least,
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        // `at` always follows a byte that is in no run; a run that starts there or later and is long enough covers
        // the byte `least - 1` further on.
        while self.at + self.least <= self.bytes.len() {
            let probe = self.at + self.least - 1;
            if !self.bytes[probe].is_ascii_alphanumeric() {
                self.at = probe + 1;
                continue;
            }
            let window = &self.bytes[self.at..probe];
            let back = window
                .iter()
                .rev()
                .take_while(|b| b.is_ascii_alphanumeric())
                .count();
            let start = probe - back;
            let more = self.bytes[probe..]
                .iter()
                .take_while(|b| b.is_ascii_alphanumeric())
                .count();
            let end = probe + more;
            self.at = end;
            if end - start >= self.least {
                return Some((start, end));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_those_that_a_plain_scan_finds(text in "[a-c1 .é]{0,60}", least in 1usize..6) {
            let bytes = text.as_bytes();
            let mut plain = Vec::new();
            let mut start = 0;
            for (at, byte) in bytes.iter().chain(b" ").enumerate() {
                if !byte.is_ascii_alphanumeric() {
                    if at - start >= least {
                        plain.push((start, at));
                    }
                    start = at + 1;
                }
            }
            prop_assert_eq!(Runs::new(bytes, least).collect::<Vec<_>>(), plain);
        }
    }
}
