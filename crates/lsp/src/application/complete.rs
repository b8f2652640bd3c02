//! What may be written at a place of an application: fields, and what may stand behind them.

use atbilst_core::form::{FieldId, Kind};
use atbilst_yaml::outline::{Cursor, EntryIndex};
use atbilst_yaml::source::Span;
use lsp_types::{CompletionItem, CompletionItemKind};

use super::offered::{self, Offer};
use super::{Draft, FormPlace};
use crate::markdown::documentation;
use crate::text::Text;
use crate::write;

/// What may be written at a byte.
pub(crate) fn complete(draft: &Draft<'_>, places: &Text, byte: u32) -> Vec<CompletionItem> {
    let Some(cursor) = draft.outline.cursor(draft.text, byte) else {
        return Vec::new();
    };
    let writer = Writer { draft, places };
    match cursor {
        Cursor::Key {
            of,
            entry,
            word,
            column,
        } => match writer.without_colon(of, entry, word, byte) {
            Some(values) => values,
            None => writer.keys(of, entry, word, column),
        },
        Cursor::Value { entry, word } => writer.values(entry, word),
    }
}

struct Writer<'a> {
    draft: &'a Draft<'a>,
    places: &'a Text,
}

impl Writer<'_> {
    /// The fields that an entry does not have yet.
    fn keys(
        &self,
        of: Option<EntryIndex>,
        entry: Option<EntryIndex>,
        word: Span,
        column: u32,
    ) -> Vec<CompletionItem> {
        let draft = self.draft;
        let Some(book) = draft.book else {
            // The call stands outermost.
            return of.map_or_else(|| self.calls(word), |_| Vec::new());
        };
        let Some(place) = draft.place(of) else {
            return Vec::new();
        };
        let own = entry.and_then(|entry| draft.outline.entry(entry));
        let colon = own.is_some_and(|own| own.colon);
        let inside = draft.outline.inside(of);
        let others = inside.filter(|(index, _)| Some(*index) != entry);
        let stated: Vec<&str> = others.map(|(_, entry)| entry.key(draft.text)).collect();
        let list = match place {
            FormPlace::Field(id) => match &book.form.field(id).kind {
                Kind::List(items) => Some(items.records),
                _ => None,
            },
            FormPlace::Root | FormPlace::Item(_) => None,
        };
        match list {
            // A value of a list, whose dash is not written yet.
            Some(false) => {
                let item = draft.children(place).first();
                let offers = item.map(|&item| self.offers(item)).unwrap_or_default();
                self.items(offers, word, "- ")
            }
            _ => {
                let (dash, column) = match list {
                    Some(true) => ("- ", column.saturating_add(2)),
                    _ => ("", column),
                };
                // What comes first of all is written with what it must be.
                let calls = match place == FormPlace::Root && !stated.contains(&"call") && !colon {
                    true => self.calls(word),
                    false => Vec::new(),
                };
                let children = draft.children(place).iter().copied();
                let children = children.filter(|&id| book.form.is_asked(id));
                let fields = children.filter(|&id| {
                    let field = book.form.field(id);
                    let taken = stated.contains(&&*field.name) && dash.is_empty();
                    let asked = field.office.is_none() && !taken;
                    asked && (calls.is_empty() || field.path != "call")
                });
                let fields = self.fields(fields, word, column, dash, colon);
                calls.into_iter().chain(fields).collect()
            }
        }
    }

    fn fields(
        &self,
        fields: impl Iterator<Item = FieldId>,
        word: Span,
        column: u32,
        dash: &str,
        colon: bool,
    ) -> Vec<CompletionItem> {
        let Some(book) = self.draft.book else {
            return Vec::new();
        };
        let language = self.draft.project.catalogue.language();
        let inner = " ".repeat((column as usize).saturating_add(2));
        let item = |id: FieldId| {
            let field = book.form.field(id);
            let behind = match &field.kind {
                _ if colon => String::new(),
                Kind::Record(_) => format!(":\n{inner}"),
                Kind::List(_) => format!(":\n{inner}- "),
                _ => ": ".to_owned(),
            };
            let offer = Offer {
                text: format!("{dash}{}{behind}", field.name),
                title: field.title.get(language).clone(),
                about: field.help.get(language).clone(),
                kind: match field.kind.is_single() {
                    true => CompletionItemKind::FIELD,
                    false => CompletionItemKind::STRUCT,
                },
            };
            (field.name.clone(), offer)
        };
        let offers = fields.map(item);
        let offers = offers.enumerate().map(|(place, (name, offer))| {
            let label = format!("{dash}{name}");
            self.item(place, label, offer, word)
        });
        offers.collect()
    }

    /// What may stand behind a key or a dash.
    fn values(&self, entry: EntryIndex, word: Span) -> Vec<CompletionItem> {
        let draft = self.draft;
        let own = draft.outline.entry(entry);
        // A space belongs behind a colon and a dash.
        let begins = draft.text.get(..word.start as usize);
        let close = begins.is_some_and(|before| before.ends_with([':', '-']));
        let space = if close { " " } else { "" };
        if own.is_some_and(|own| own.parent.is_none() && own.key(draft.text) == "call") {
            return self.items(self.known_calls(), word, space);
        }
        if let Some(FormPlace::Item(list)) = draft.place(Some(entry))
            && let Some(book) = draft.book
            && matches!(&book.form.field(list).kind, Kind::List(items) if items.records)
        {
            let column = own.map_or(0, |own| own.indent()).saturating_add(2);
            let fields = book.form.asked(Some(list));
            return self.fields(fields, word, column, "", false);
        }
        // In brackets, an item that is not begun yet.
        let of_list = || match draft.place(Some(entry))? {
            FormPlace::Field(list) => draft.children(FormPlace::Item(list)).first().copied(),
            FormPlace::Root | FormPlace::Item(_) => None,
        };
        let in_brackets = own.is_some_and(|own| own.value.of(draft.text).starts_with('['));
        let single = draft.single(entry);
        let id = single.or_else(|| of_list().filter(|_| in_brackets));
        let offers = id.map(|id| self.offers(id)).unwrap_or_default();
        self.items(offers, word, space)
    }

    /// What may stand behind a field whose colon is not written, or stands too close: `type pub`.
    fn without_colon(
        &self,
        of: Option<EntryIndex>,
        entry: Option<EntryIndex>,
        word: Span,
        byte: u32,
    ) -> Option<Vec<CompletionItem>> {
        let draft = self.draft;
        let own = draft.outline.entry(entry?).filter(|own| !own.colon)?;
        let written = own.name.of(draft.text);
        let name = written.split([' ', ':', '=']).next().unwrap_or_default();
        let end = word.start.saturating_add(u32::try_from(name.len()).ok()?);
        if byte <= end || name.len() == written.len() {
            return None;
        }
        let book = draft.book?;
        let mut children = draft.children(draft.place(of)?).iter();
        let id = *children.find(|&&id| book.form.field(id).name == name)?;
        let offers = match book.form.field(id).path.as_str() {
            "call" => self.known_calls(),
            _ => self.offers(id),
        };
        Some(self.items(offers, Span::new(end, word.end), ": "))
    }

    fn offers(&self, id: FieldId) -> Vec<Offer> {
        let language = self.draft.project.catalogue.language();
        let book = self.draft.book;
        book.map_or_else(Vec::new, |book| {
            offered::values(book, id, self.draft.day(book), language)
        })
    }

    /// The calls that there are rule books for.
    fn known_calls(&self) -> Vec<Offer> {
        let project = self.draft.project;
        let call = |book: &atbilst_core::RuleBook| Offer {
            text: book.call.to_string(),
            title: book.title.get(project.catalogue.language()).clone(),
            about: String::new(),
            kind: CompletionItemKind::ENUM_MEMBER,
        };
        project.checker.books().iter().map(call).collect()
    }

    /// The first line of an application.
    fn calls(&self, word: Span) -> Vec<CompletionItem> {
        self.items(self.known_calls(), word, "call: ")
    }

    fn items(&self, offers: Vec<Offer>, word: Span, before: &str) -> Vec<CompletionItem> {
        let offers = offers.into_iter().enumerate();
        let item = |(place, offer): (usize, Offer)| {
            let label = match before {
                "call: " => format!("{before}{}", offer.text),
                _ => offer.text.clone(),
            };
            let text = format!("{before}{}", offer.text);
            self.item(place, label, Offer { text, ..offer }, word)
        };
        offers.map(item).collect()
    }

    fn item(&self, place: usize, label: String, offer: Offer, word: Span) -> CompletionItem {
        CompletionItem {
            kind: Some(offer.kind),
            filter_text: Some(format!("{label} {}", offer.title)),
            detail: Some(offer.title),
            documentation: documentation(&offer.about),
            ..write::completion(place, label, offer.text, self.places.range(word))
        }
    }
}
