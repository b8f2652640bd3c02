//! The fields that a text may name, as whoever has a form tells of them.

/// A name that a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is to be written.
    pub name: String,
    /// What stands under it.
    pub under: Under,
    /// Whether any text may stand beside it.
    pub text: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// The fields that stand under it, and whether each must be: those that must, first.
    pub holds: Vec<(String, bool)>,
    /// Whether a field of this name stands at the margin.
    pub outermost: bool,
    /// The outermost parts in which a field of this name stands.
    pub within: Vec<String>,
}

/// What stands under the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// Nothing: its value stands beside it.
    Nothing,
    /// Fields of its own.
    Fields,
    /// Items, each behind a dash.
    Items,
}

/// The fields that a form has.
pub trait Fields {
    /// The field that a text names, where it can name no other.
    fn named(&self, text: &str) -> Option<Named>;

    /// Whether what stands behind a name is what the field of this name asks for, or can be told to mean it.
    fn fits(&self, name: &str, value: &str) -> bool;
}

/// They, as the lines of a text are read by them.
pub type Names<'a> = &'a dyn Fields;
