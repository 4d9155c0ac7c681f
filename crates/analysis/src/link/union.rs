/// Disjoint sets of `0..len`. The root of a set is its smallest element, so that nothing depends on the order of unions.
pub(crate) struct Sets {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl Sets {
    pub(crate) fn new(len: usize) -> Self {
        Self {
            parent: (0..len as u32).collect(),
            size: vec![1; len],
        }
    }

    /// Adds a set of one and returns it.
    pub(crate) fn push(&mut self) -> usize {
        self.parent.push(self.parent.len() as u32);
        self.size.push(1);
        self.parent.len() - 1
    }

    /// The smallest element of the set that `at` is in.
    pub(crate) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            // Each step halves the path, which keeps all of them short whatever the order.
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// How many elements the set has that `at` is in.
    pub(crate) fn size(&mut self, at: usize) -> usize {
        let root = self.root(at);
        self.size[root] as usize
    }

    pub(crate) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (small, large) = (a.min(b), a.max(b));
        if small != large {
            self.parent[large] = small as u32;
            self.size[small] += self.size[large];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_are_what_can_be_reached(edges in prop::collection::vec((0usize..30, 0usize..30), 0..40)) {
            let mut sets = Sets::new(30);
            let mut reach = [[false; 30]; 30];
            for (at, row) in reach.iter_mut().enumerate() {
                row[at] = true;
            }
            for &(a, b) in &edges {
                sets.unite(a, b);
                reach[a][b] = true;
                reach[b][a] = true;
            }
            for k in 0..30 {
                for a in 0..30 {
                    for b in 0..30 {
                        reach[a][b] |= reach[a][k] && reach[k][b];
                    }
                }
            }
            for (a, row) in reach.iter().enumerate() {
                prop_assert_eq!(sets.root(a), row.iter().position(|r| *r).unwrap());
                prop_assert_eq!(sets.size(a), row.iter().filter(|r| **r).count());
                for (b, reached) in row.iter().enumerate() {
                    prop_assert_eq!(sets.root(a) == sets.root(b), *reached);
                }
            }
        }
    }
}
