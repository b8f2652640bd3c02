//! One sort for all kinds of things, that of the reader.

pub use atbilst_yaml::order::{sort_by, sort_unstable, sort_unstable_by};
