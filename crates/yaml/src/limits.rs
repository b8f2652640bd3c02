//! How much of a text is read before it is refused. Every limit is a number that the refusal names.

/// The limits of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole text.
    pub bytes: usize,
    /// Lists and mappings within one another.
    pub depth: usize,
    /// Keys, values, lists and mappings together.
    pub nodes: usize,
    /// Bytes of one key or value.
    pub scalar: usize,
    /// Whether plain texts take the fast reader. It changes the time, never the answer.
    pub fast: bool,
}

impl Limits {
    /// Those that hold where nobody names others.
    pub const USUAL: Self = Self {
        bytes: 5 << 20,
        depth: 64,
        nodes: 100_000,
        scalar: 1 << 20,
        fast: true,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}
