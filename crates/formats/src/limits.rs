/// How much a reader takes in before it rejects. Limits count work and never time, so that the outcome is the same
/// everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest file, in decompressed bytes.
    pub file_bytes: u64,
    /// Longest record, in bytes of decoded text. Bounds the memory that a reader takes.
    pub record_bytes: usize,
    /// Most records of one file.
    pub records: u64,
    /// Deepest nesting of JSON.
    pub depth: usize,
    /// How many times larger than the compressed bytes the decompressed ones may be.
    pub expansion: u64,
    /// Decompressed bytes up to which `expansion` does not count: small files compress well.
    pub free_expansion_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 16 << 30,
            record_bytes: 8 << 20,
            records: 100_000_000,
            depth: 64,
            expansion: 250,
            free_expansion_bytes: 16 << 20,
        }
    }
}
