use std::ops::Range;

/// A record as pairs of key and value, in its own order. Kept and used again for the next record.
#[derive(Default)]
pub(crate) struct Flat {
    text: String,
    pairs: Vec<Pair>,
}

#[derive(Clone)]
struct Pair {
    key: Range<usize>,
    value: Range<usize>,
}

impl Flat {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.pairs.clear();
        // One giant record must not keep its memory for the rest of the file.
        self.text.shrink_to(1 << 20);
    }

    pub(crate) fn push(&mut self, key: &str, value: &str) {
        let start = self.text.len();
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
