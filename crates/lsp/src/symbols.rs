//! The parts of a text, for whoever looks for one.

use atbilst_yaml::outline::{Entry, EntryIndex, Outline};
use atbilst_yaml::source::Span;
use lsp_types::{DocumentSymbol, SymbolKind, Uri};
use serde_json::{Value, json};

use crate::text::Text;

/// No more parts of a text are listed.
const MOST: usize = 20_000;

/// What a part is called, and what more there is to say of it; nothing for one that is not listed.
pub(crate) type Called<'c> = &'c dyn Fn(EntryIndex, &Entry) -> Option<(String, Option<String>)>;

/// The parts of a text, those inside others within them.
pub(crate) fn symbols(places: &Text, outline: &Outline, called: Called<'_>) -> Vec<DocumentSymbol> {
    let entries = outline.entries();
    // From behind: what stands in an entry is whole before the entry is.
    let mut inside: Vec<Vec<DocumentSymbol>> = Vec::new();
    inside.resize_with(entries.len().min(MOST).saturating_add(1), Vec::new);
    let mut ends = vec![0_u32; entries.len().min(MOST)];
    for (index, entry) in entries.iter().enumerate().take(MOST).rev() {
        let own_end = entry.value.end.max(entry.name.end);
        let end = ends.get(index).copied().unwrap_or(0).max(own_end);
        let parent = entry.parent.map_or(0, |parent| parent.saturating_add(1));
        if let Some(around) = entry.parent.and_then(|parent| ends.get_mut(parent)) {
            *around = (*around).max(end);
        }
        let mut children = inside
            .get_mut(index.saturating_add(1))
            .map(std::mem::take)
            .unwrap_or_default();
        children.reverse();
        let Some((name, detail)) = called(index, entry) else {
            continue;
        };
        let symbol = symbol(
            places,
            entry,
            Span::new(entry.name.start, end),
            (name, detail),
            children,
        );
        if let Some(around) = inside.get_mut(parent) {
            around.push(symbol);
        }
    }
    let mut root = inside.into_iter().next().unwrap_or_default();
    root.reverse();
    root
}

#[expect(deprecated, reason = "a field that no literal can leave out")]
fn symbol(
    places: &Text,
    entry: &Entry,
    span: Span,
    (name, detail): (String, Option<String>),
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    let kind = match (entry.item, children.is_empty()) {
        (Some(_), _) => SymbolKind::OBJECT,
        (None, false) => SymbolKind::STRUCT,
        (None, true) => SymbolKind::FIELD,
    };
    DocumentSymbol {
        // An editor refuses one without a name.
        name: if name.is_empty() {
            "–".to_owned()
        } else {
            name
        },
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: places.range(span),
        selection_range: places.range(entry.name),
        children: (!children.is_empty()).then_some(children),
    }
}

/// The same for an editor that knows no parts within others: one after another, each with what it stands in.
pub(crate) fn flat(uri: &Uri, symbols: Vec<DocumentSymbol>) -> Vec<Value> {
    let mut all = Vec::new();
    let mut rest: Vec<(DocumentSymbol, Option<String>)> = Vec::new();
    rest.extend(symbols.into_iter().rev().map(|symbol| (symbol, None)));
    while let Some((symbol, around)) = rest.pop() {
        all.push(json!({
            "name": symbol.name, "kind": symbol.kind, "containerName": around,
            "location": { "uri": uri, "range": symbol.range },
        }));
        let within = symbol.children.into_iter().flatten().rev();
        rest.extend(within.map(|child| (child, Some(symbol.name.clone()))));
    }
    all
}
