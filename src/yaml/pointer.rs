//! JSON Pointers (RFC 6901), the way from the root of a document to one of its nodes.

use std::borrow::Cow;

use super::{Document, NodeId};
use crate::source::Span;

/// A key as one segment of a pointer.
#[must_use]
pub fn segment(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

impl Document<'_> {
    /// The innermost node that covers the start of a span; `None` where none does.
    #[must_use]
    pub fn at(self, span: Span) -> Option<NodeId> {
        let root = self.root()?;
        let covers = |node: NodeId| {
            let own = self.span(node);
            own == span || (own.start <= span.start && span.start < own.end)
        };
        let mut at = root;
        loop {
            let inside = self
                .entries(at)
                .flat_map(|(key, value)| [key, value])
                .chain(self.items(at));
            match inside.filter(|&node| covers(node)).last() {
                Some(node) => at = node,
                None => return Some(at),
            }
        }
    }
}
