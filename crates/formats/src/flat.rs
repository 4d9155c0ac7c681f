use std::ops::Range;

/// A record as pairs of key and value, in its own order. Kept and used again for the next record.
pub(crate) struct Flat {
    text: String,
    pairs: Vec<Pair>,
    limit: usize,
    too_long: bool,
}

#[derive(Clone)]
struct Pair {
    key: Range<usize>,
    value: Range<usize>,
}

impl Flat {
    /// Holds at most `limit` bytes: a nested record repeats its keys and could become many times longer than it is.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            pairs: Vec::new(),
            limit,
            too_long: false,
        }
    }

    /// Whether more was pushed than it may hold; the rest is not in it.
    pub(crate) fn is_too_long(&self) -> bool {
        self.too_long
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.pairs.clear();
        self.too_long = false;
        // One giant record must not keep its memory for the rest of the file.
        self.text.shrink_to(1 << 20);
    }

    pub(crate) fn push(&mut self, key: &str, value: &str) {
        let start = self.text.len();
        if self.too_long || start + key.len() + value.len() > self.limit {
            self.too_long = true;
            return;
        }
        self.text.push_str(key);
        let middle = self.text.len();
        self.text.push_str(value);
        self.pairs.push(Pair {
            key: start..middle,
            value: middle..self.text.len(),
        });
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|p| (&self.text[p.key.clone()], &self.text[p.value.clone()]))
    }
}
