//! How each node is reached from the root.

use super::{Document, Kind, NodeId};

/// Where each node stands in its list or mapping, so that a thousand pointers into one long list cost no more than the list.
#[derive(Debug)]
pub(crate) struct Ways(Vec<Step>);

/// How a node is reached from the one around it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Step {
    pub(crate) parent: NodeId,
    /// The key it belongs to, or that it is; for an item its place in the list.
    pub(crate) by: By,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum By {
    /// Nothing is around the root.
    #[default]
    Nothing,
    Key(NodeId),
    Item(u32),
}

impl Ways {
    pub(super) fn of(document: Document<'_>) -> Self {
        let mut steps = vec![Step::default(); document.tree.len()];
        let mut set = |node: NodeId, parent, by| {
            if let Some(step) = steps.get_mut(node.place()) {
                *step = Step { parent, by };
            }
        };
        for (parent, node) in document.ids().zip(document.tree.nodes()) {
            match node.kind {
                Kind::Scalar => {}
                Kind::Mapping => {
                    for (key, value) in document.entries(parent) {
                        set(key, parent, By::Key(key));
                        set(value, parent, By::Key(key));
                    }
                }
                Kind::Sequence => {
                    for (index, item) in (0..).zip(document.items(parent)) {
                        set(item, parent, By::Item(index));
                    }
                }
            }
        }
        Self(steps)
    }

    pub(crate) fn step(&self, node: NodeId) -> Step {
        self.0.get(node.place()).copied().unwrap_or_default()
    }
}
