//! JSON Pointers (RFC 6901), the way from the root of a document to one of its nodes.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::tree::By;
use super::{Document, NodeId};
use crate::source::Span;

/// A key as one segment of a pointer.
pub fn segment(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

/// A tree of no more nodes is searched from its root; of a larger one a table is made.
const FEW: usize = 2_048;

impl Document<'_> {
    /// The way from the root to a node as a JSON Pointer (RFC 6901).
    pub fn pointer(self, target: NodeId) -> String {
        if self.tree.len() > FEW {
            return self.pointer_by_table(target);
        }
        let mut pointer = String::new();
        self.descend(target, |by| self.write(by, &mut pointer));
        pointer
    }

    fn pointer_by_table(self, target: NodeId) -> String {
        let mut pointer = String::new();
        let ways = self.ways();
        let mut way = Vec::new();
        let mut step = ways.step(target);
        while !matches!(step.by, By::Nothing) {
            way.push(step.by);
            step = ways.step(step.parent);
        }
        way.iter()
            .rev()
            .for_each(|&by| self.write(by, &mut pointer));
        pointer
    }

    /// Tells every step from the root down to a node.
    fn descend(self, target: NodeId, mut tell: impl FnMut(By)) {
        let mut at = self.root();
        while let Some(node) = at.filter(|&node| node != target) {
            let entry = self
                .entries(node)
                .find(|&(_, value)| self.is_before_end(target, value));
            let item = || {
                (0..)
                    .zip(self.items(node))
                    .find(|&(_, item)| self.is_before_end(target, item))
            };
            at = match entry {
                Some((key, value)) => {
                    tell(By::Key(key));
                    // A key that is no text holds nodes of its own.
                    Some(if target < value { key } else { value })
                }
                None => item().map(|(index, item)| {
                    tell(By::Item(index));
                    item
                }),
            };
        }
    }

    fn write(self, by: By, pointer: &mut String) {
        pointer.push('/');
        match by {
            By::Key(key) => pointer.push_str(&segment(self.scalar(key))),
            By::Item(index) => {
                // Writing to a string does not fail.
                let _ = write!(pointer, "{index}");
            }
            By::Nothing => {}
        }
    }

    /// The innermost node that covers the start of a span, or is just that span; the root where no other does, `None` without one.
    pub fn at(self, span: Span) -> Option<NodeId> {
        let root = self.root()?;
        let ways = self.ways();
        // Nodes begin in the order of the document, so whatever covers the place is the last to begin before it, or around that.
        let nodes = self.tree.nodes();
        let after = nodes.partition_point(|node| node.span.start <= span.start);
        let mut at = self.id(after.saturating_sub(1))?;
        while at != root {
            let own = self.span(at);
            if own == span || span.start < own.end {
                return Some(at);
            }
            at = ways.step(at).parent;
        }
        Some(root)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Parsed};
    use super::*;

    const TEXT: &str = "a: 1\n'b/c~': [x, {y: , z: [\"1\", 2]}]\nd:\n  - e: f\n    g:\n  - - h\n\
                        i:\n? [j]\n: k\nl: {m: n}\n\"é\": |\n  o\n";

    /// Every node with its way, found by walking down from the root.
    fn walk(document: Document<'_>, at: NodeId, way: &str, found: &mut Vec<(NodeId, String)>) {
        found.push((at, way.to_owned()));
        for (key, value) in document.entries(at) {
            let inner = format!("{way}/{}", segment(document.scalar(key)));
            found.push((key, inner.clone()));
            walk(document, value, &inner, found);
        }
        for (index, item) in document.items(at).enumerate() {
            walk(document, item, &format!("{way}/{index}"), found);
        }
    }

    #[test]
    fn every_node_has_the_way_that_leads_to_it_and_is_found_at_its_place() {
        let parsed = Parsed::of(TEXT);
        let document = parsed.document();
        let mut found = Vec::new();
        walk(document, document.root().expect("a root"), "", &mut found);
        assert!(found.len() > 25, "{found:?}");
        for (node, way) in found {
            assert_eq!(document.pointer(node), way);
            assert_eq!(document.pointer_by_table(node), way);
            let span = document.span(node);
            let at = document.at(span).expect("a node");
            // A block begins where its first child begins, which is the innermost there.
            let block = document.kind(node) != Kind::Scalar;
            assert!(
                at == node || block && document.span(at).start == span.start,
                "{way}"
            );
        }
    }
}
