//! What people call a field or a code beside its name and its title.

/// Other words for one thing, of every language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Words that can mean nothing else.
    pub sure: Vec<String>,
    /// Words that may mean it.
    pub perhaps: Vec<String>,
}

impl Words {
    /// Each word, and whether it can mean nothing else.
    pub fn iter(&self) -> impl Iterator<Item = (&str, bool)> + Clone {
        let sure = self.sure.iter().map(|word| (word.as_str(), true));
        sure.chain(self.perhaps.iter().map(|word| (word.as_str(), false)))
    }
}
