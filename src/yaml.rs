//! A text as a tree: every key and value with its place, its raw text and its style, and nothing typed yet.
//! Knows nothing of forms, rules or formats. Applications, rule books, waivers and the catalogues of sentences are all read here.

mod tree;

pub use tree::{Document, Kind, Node, NodeId, Style, Tree};
