//! The arena that a text is read into: one flat list of nodes in document order, used again for the next text.

mod ways;

use std::sync::OnceLock;

use crate::source::Span;
pub(super) use ways::By;
use ways::Ways;

/// The place of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text; typed only when somebody asks for a type.
    Scalar,
    /// A list.
    Sequence,
    /// Keys and values; its children alternate.
    Mapping,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes; also the style of lists and mappings.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// Where the decoded text of a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// As it is in the source: most scalars, which then cost no memory.
    Source(Span),
    /// In the tree's own store: escapes, folded lines.
    Decoded(Span),
}

/// One key or value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub style: Style,
    /// The bytes it covers: quotes included; a list or mapping from its first to its last child or bracket;
    /// an absent value an empty span just past its key's colon or dash.
    pub span: Span,
    /// One past its last descendant.
    end: u32,
    text: Text,
}

/// The nodes of one text in document order. [`Tree::clear`] keeps the memory for the next text.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    decoded: String,
    /// Made only for a text that has something to report.
    ways: OnceLock<Ways>,
}

impl NodeId {
    /// Its place in document order.
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

impl Tree {
    /// Forgets the nodes, keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.decoded.clear();
        self.ways.take();
    }

    /// How many nodes it holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text had no content.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds a scalar whose decoded text is the source's own bytes in `text`.
    pub fn push_borrowed(&mut self, style: Style, span: Span, text: Span) -> NodeId {
        self.push(Kind::Scalar, style, span, Text::Source(text))
    }

    /// Adds a scalar whose decoded text differs from its source.
    pub fn push_decoded(&mut self, style: Style, span: Span, text: &str) -> NodeId {
        let start = self.stored();
        self.store(text);
        self.push_stored(style, span, start)
    }

    /// How much the tree's own store holds.
    pub(super) fn stored(&self) -> usize {
        self.decoded.len()
    }

    /// Adds to the tree's own store a piece of a text that a scalar is about to get.
    pub(super) fn store(&mut self, piece: &str) {
        self.decoded.push_str(piece);
    }

    /// Adds a scalar whose decoded text is what was stored since `start`.
    pub(super) fn push_stored(&mut self, style: Style, span: Span, start: usize) -> NodeId {
        let stored = Span::new(offset(start), offset(self.decoded.len()));
        self.push(Kind::Scalar, style, span, Text::Decoded(stored))
    }

    /// Opens a list or mapping; [`Tree::close`] ends it.
    pub fn open(&mut self, kind: Kind, start: u32) -> NodeId {
        self.push(
            kind,
            Style::Plain,
            Span::new(start, start),
            Text::Source(Span::default()),
        )
    }

    /// Ends a list or mapping: what was added since is inside it, and `span` is what it covers.
    pub fn close(&mut self, id: NodeId, span: Span) {
        let end = offset(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.end = end;
            node.span = span;
        }
    }

    /// Where the first child of a list or mapping begins, while that is the innermost open one.
    pub(super) fn first_child_start(&self, id: NodeId) -> Option<u32> {
        self.nodes
            .get(id.0.saturating_add(1) as usize)
            .map(|child| child.span.start)
    }

    /// The nodes, in document order; a parent stands before its children.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    fn push(&mut self, kind: Kind, style: Style, span: Span, text: Text) -> NodeId {
        let id = offset(self.nodes.len());
        self.nodes.push(Node {
            kind,
            style,
            span,
            end: id.saturating_add(1),
            text,
        });
        NodeId(id)
    }
}

/// Offsets are 32 bits: a text of 4 GiB is refused long before it comes here.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A tree together with the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The source.
    pub text: &'a str,
    /// Its nodes.
    pub tree: &'a Tree,
}

impl<'a> Document<'a> {
    /// The outermost node; `None` where the text has no content.
    pub fn root(self) -> Option<NodeId> {
        (!self.tree.is_empty()).then_some(NodeId(0))
    }

    /// Every entry of every mapping: the mapping, the key and the value.
    pub fn all_entries(self) -> impl Iterator<Item = (NodeId, NodeId, NodeId)> {
        let mappings = self.ids().filter(move |&id| self.kind(id) == Kind::Mapping);
        mappings.flat_map(move |id| {
            let entries = self.entries(id);
            entries.map(move |(key, value)| (id, key, value))
        })
    }

    /// The mapping that has this key.
    pub fn around(self, key: NodeId) -> Option<NodeId> {
        let mut entries = self.all_entries();
        entries.find_map(|(around, own, _)| (own == key).then_some(around))
    }

    /// Every node, in document order.
    pub(super) fn ids(self) -> impl ExactSizeIterator<Item = NodeId> {
        (0..offset(self.tree.len())).map(NodeId)
    }

    /// The node at a place in document order.
    pub(super) fn id(self, place: usize) -> Option<NodeId> {
        (place < self.tree.len()).then(|| NodeId(offset(place)))
    }

    /// The node itself.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are made by the reading of this tree alone"
    )]
    pub fn node(self, id: NodeId) -> &'a Node {
        &self.tree.nodes[id.0 as usize]
    }

    /// What the node is.
    pub fn kind(self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The bytes the node covers.
    pub fn span(self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The decoded text of a scalar; empty for lists and mappings.
    pub fn scalar(self, id: NodeId) -> &'a str {
        match self.node(id).text {
            Text::Source(span) => span.of(self.text),
            Text::Decoded(span) => span.of(&self.tree.decoded),
        }
    }

    /// Whether the value was left out or is YAML's null.
    pub fn is_null(self, id: NodeId) -> bool {
        let node = self.node(id);
        node.kind == Kind::Scalar
            && node.style == Style::Plain
            && matches!(self.scalar(id), "" | "~" | "null" | "Null" | "NULL")
    }

    /// The keys and values of a mapping; nothing for other nodes.
    pub fn entries(self, id: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + use<'a> {
        let mut children = self.children(id, Kind::Mapping);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// What stands behind a key: the node after all of it.
    pub fn value_behind(self, key: NodeId) -> Option<NodeId> {
        self.id(self.node(key).end as usize)
    }

    /// The items of a list; nothing for other nodes.
    pub fn items(self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'a> {
        self.children(id, Kind::Sequence)
    }

    /// The value of a mapping's first entry with this key.
    pub fn get(self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id)
            .find(|&(name, _)| self.scalar(name) == key)
            .map(|(_, value)| value)
    }

    /// Where the last thing ends that stands under a key.
    pub fn entry_end(self, key: NodeId) -> u32 {
        let nodes = &self.tree.nodes;
        let value = nodes.get(self.node(key).end as usize);
        let last = value.and_then(|value| nodes.get((value.end as usize).saturating_sub(1)));
        let end = last.map_or(0, |last| last.span.end).max(self.span(key).end);
        let text = self.text.get(..end as usize).unwrap_or("").trim_end();
        offset(text.len())
    }

    /// Whether a node stands before the end of another: in it, or before it.
    pub(super) fn is_before_end(self, node: NodeId, of: NodeId) -> bool {
        node.0 < self.node(of).end
    }

    /// The parents of all nodes.
    pub(super) fn ways(self) -> &'a Ways {
        self.tree.ways.get_or_init(|| Ways::of(self))
    }

    fn children(self, id: NodeId, kind: Kind) -> impl Iterator<Item = NodeId> + use<'a> {
        let parent = self.node(id);
        let end = if parent.kind == kind { parent.end } else { 0 };
        let mut next = id.0.saturating_add(1);
        let nodes = &self.tree.nodes;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(NodeId(next))?;
            next = nodes.get(next as usize)?.end;
            Some(child)
        })
    }
}
