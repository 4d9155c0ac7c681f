/// Walks over a JSON value that is not kept, whatever its size: only brackets and strings matter.
#[derive(Default)]
pub(crate) struct Skip {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Skip {
    /// Begins where `depth` brackets are open.
    pub(crate) fn within(depth: u64) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    /// Like [`Self::walk`], but a line break within a string ends the search: then a quote is missing.
    pub(crate) fn walk_lines(&mut self, text: &str) -> Option<usize> {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if let Some(end) = self.walk(line) {
                return Some(at + end);
            }
            if self.in_string {
                return None;
            }
            at += line.len();
        }
        None
    }

    /// Walks on; tells where the value ended, or `None` when it goes on after `text`.
    pub(crate) fn walk(&mut self, text: &str) -> Option<usize> {
        for (at, byte) in text.bytes().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => continue,
                }
                if !self.in_string && self.depth == 0 {
                    return Some(at + 1);
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_value_is_found_in_pieces() {
        let text = r#"{"a":["}\"]",{}],"b":"\\"} rest"#;
        for piece in 1..text.len() {
            let mut skip = Skip::default();
            let mut at = 0;
            let end = loop {
                let next = (at + piece).min(text.len());
                if let Some(n) = skip.walk(&text[at..next]) {
                    break at + n;
                }
                at = next;
            };
            assert_eq!(&text[end..], " rest", "{piece}");
        }
    }
}
