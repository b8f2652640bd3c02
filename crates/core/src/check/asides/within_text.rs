//! Fields that stand within a text, where they are text: one that is indented too far continues what stands above it, and one whose
//! line break is lost what stands before it.

mod line;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use super::StrayField;
use super::behind_sign::says;
use super::item_places::{frames, is_left_out, is_left_out_in};
use super::value::value_of;
use super::written::Written;
use crate::application::{Application, Frame, State};
use crate::form::{Field, FieldId, Kind};
use crate::rulebook::RuleBook;
use atbilst_yaml::Document;
use atbilst_yaml::source::{Span, indent};
use line::{Looks, Pair};

/// Fewest letters of a word that may be the misspelt name of a field, or one with which another word does not just happen to end.
const LETTERS: usize = 5;

/// Most names and values of the texts of an application that are looked up among those of the form: far more than a text has that
/// people write, and each costs a look at all names or codes.
const LOOKED_UP: usize = 1_000;

/// The fields that stand within a text and are not stated beside it, or otherwise: each once, where the text first says it.
pub(super) fn within_text<'t>(
    book: &'t RuleBook,
    application: &Application,
    document: Document<'t>,
    written: &[Written<'t>],
) -> Vec<StrayField<'t>> {
    let mut found = Vec::new();
    let left = Cell::new(LOOKED_UP);
    for text in written {
        let span = document.span(text.node);
        let raw = span.of(document.text);
        // As most texts are: one word, or a few without a sign behind which a value could stand.
        if !raw.contains('\n') && !line::has_sign(raw) {
            continue;
        }
        let beside = BesideText {
            book,
            application,
            document,
            text,
            fields: OnceCell::new(),
            called: RefCell::default(),
            left: &left,
        };
        beside.stray(raw, span.start, &mut found);
    }
    found
}

/// A text, and what is stated beside it.
struct BesideText<'s, 't> {
    book: &'t RuleBook,
    application: &'s Application,
    document: Document<'t>,
    text: &'s Written<'t>,
    fields: OnceCell<[Vec<FieldId>; 3]>,
    /// What names are called that were looked up.
    called: RefCell<HashMap<(Among, &'t str), Called>>,
    /// How many names and values may still be looked up.
    left: &'s Cell<usize>,
}

/// What a name means, and whether it can mean nothing else.
type Called = Option<(FieldId, bool)>;

/// Among which of the fields that may stand beside a text a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Among {
    All,
    LeftOut,
    Stated,
}

impl<'t> BesideText<'_, 't> {
    /// Adds the fields that the lines of the text would state. It begins at `begin` of the document.
    fn stray(&self, raw: &'t str, mut begin: u32, found: &mut Vec<StrayField<'t>>) {
        let own = found.len();
        let mut lines = raw.split_inclusive('\n').peekable();
        let mut is_first = true;
        while let Some(line) = lines.next() {
            let indented = indent(line);
            let [indented, length] = [indented, line.len()].map(|of| u32::try_from(of).ok());
            let (Some(indented), Some(length)) = (indented, length) else {
                return;
            };
            let start = begin.saturating_add(indented);
            begin = begin.saturating_add(length);
            let next = lines.peek().map_or("", |next| next.trim());
            // What ends with the name goes on in the next line.
            let next = |pair: Pair<'t>| Pair {
                value: next,
                ..pair
            };
            let pairs = line::whole(line).chain(line::amid(line));
            let pairs = pairs.flat_map(|pair| {
                let is_open = pair.value.is_empty() && pair.looks != Looks::Bare;
                [Some(pair), is_open.then(|| next(pair))]
            });
            // The first line stands behind the name of its own field: only a colon or `=` of its own tells another.
            let own_sign = |looks| !matches!(looks, Looks::Loose | Looks::Bare);
            let mut pairs = pairs
                .flatten()
                .filter(|pair| !is_first || own_sign(pair.looks));
            if let Some(id) = pairs.find_map(|pair| self.states(pair)) {
                let field = self.book.form.field(id);
                let mut known = found.iter().skip(own);
                if !known.any(|known: &StrayField<'_>| known.field.path == field.path) {
                    let span = Span::new(start, begin);
                    found.push(StrayField { field, span });
                }
            }
            is_first = false;
        }
    }

    /// The fields that may stand beside the text: of these all, those that are left out there, or those that are stated.
    fn fields(&self, among: Among) -> &[FieldId] {
        let [all, left_out, stated] = self.fields.get_or_init(|| {
            let field = self.text.field;
            let all: Vec<FieldId> = self.book.form.asked(field.parent.or(field.list)).collect();
            let is_left_out = |id: &FieldId| self.is_left_out(*id);
            let (left_out, stated) = all.iter().copied().partition(is_left_out);
            [all, left_out, stated]
        });
        match among {
            Among::All => all,
            Among::LeftOut => left_out,
            Among::Stated => stated,
        }
    }

    /// The one of these fields that a name means, and whether it can mean nothing else.
    fn called(&self, name: &'t str, among: Among) -> Called {
        if let Some(known) = self.called.borrow().get(&(among, name)) {
            return *known;
        }
        let called = self.look_up(|| self.book.form.called(name, self.fields(among)));
        self.called.borrow_mut().insert((among, name), called);
        called
    }

    /// What is found by looking at all names or codes, while that is still done.
    fn look_up<T>(&self, find: impl FnOnce() -> Option<T>) -> Option<T> {
        self.left.set(self.left.get().checked_sub(1)?);
        find()
    }

    /// The field that a name and a value within the text would state.
    fn states(&self, pair: Pair<'t>) -> Option<FieldId> {
        let form = &self.book.form;
        let may_be = match pair.looks {
            // Most lines of a text begin with a word, which is soon seen to be no key.
            Looks::Bare => form.may_be_key(pair.name),
            _ => form.may_be_called(pair.name),
        };
        if !may_be {
            return None;
        }
        self.by_name(pair)
            .or_else(|| self.by_other_word(pair))
            .or_else(|| self.otherwise(pair))
    }

    /// One that is left out and is called just so: a line that begins with it needs no more. A heading alone may be one of the text.
    fn by_name(&self, pair: Pair<'t>) -> Option<FieldId> {
        let mut named = self.book.form.called_so(pair.name).iter().copied();
        named.find(|&id| {
            let field = self.book.form.field(id);
            let is_said = field.kind != Kind::Text || field.name == pair.name;
            let states = match pair.looks {
                Looks::Plain => is_said && states(field, pair.value),
                Looks::Bare if field.name != pair.name => false,
                _ => self.fits(id, pair),
            };
            states && self.is_left_out(id)
        })
    }

    /// One that may stand beside the text, is left out there and called so as the names of lines are read, where what stands behind
    /// the word is a value of its kind: most words are those of a text.
    fn by_other_word(&self, pair: Pair<'t>) -> Option<FieldId> {
        if pair.looks == Looks::Bare {
            return None;
        }
        let form = &self.book.form;
        let name = pair.name;
        if let Some((id, true)) = self.called(name, Among::All) {
            return (self.is_left_out(id) && self.fits(id, pair)).then_some(id);
        }
        let left_out = || self.fields(Among::LeftOut).iter().copied();
        let one_word = name.chars().count() >= LETTERS && !name.contains(char::is_whitespace);
        let called = || {
            let fitting: Vec<FieldId> = left_out().filter(|&id| self.fits(id, pair)).collect();
            let called = self.look_up(|| form.called(name, &fitting));
            called.map(|(id, _)| id)
        };
        let glued = || {
            left_out().find(|&id| {
                let own = &*form.field(id).name;
                own.len() >= LETTERS && name.ends_with(own) && self.fits(id, pair)
            })
        };
        // What a word is called is sooner known than what fits.
        let is_called = one_word && self.called(name, Among::LeftOut).is_some();
        is_called.then(called).flatten().or_else(glued)
    }

    /// One that is stated, and with another value: within a line by its very name, for a text may well break an amount down.
    fn otherwise(&self, pair: Pair<'t>) -> Option<FieldId> {
        let form = &self.book.form;
        let is_key = |id: &FieldId| form.field(*id).name == pair.name;
        let is_plain = pair.looks == Looks::Plain;
        let own = form.called_so(pair.name).iter().copied();
        let own: Vec<FieldId> = own.filter(|id| is_plain || is_key(id)).collect();
        if own.is_empty() && !is_plain {
            return None;
        }
        let stated = self.fields(Among::Stated);
        let is_beside = |id: &FieldId| stated.contains(id) && self.fits(*id, pair);
        let word = || {
            let called = self.called(pair.name, Among::Stated);
            let called = called.filter(|&(_, sure)| sure && is_plain);
            called.map(|(id, _)| id).filter(|&id| self.fits(id, pair))
        };
        if let Some(id) = own.iter().copied().find(is_beside).or_else(word) {
            return self.contradicts(id, pair.value).then_some(id);
        }
        // Elsewhere, where none of those that are called so says the same.
        let elsewhere: Vec<FieldId> = own.into_iter().filter(is_key).collect();
        let all = elsewhere.iter().all(|&id| self.contradicts(id, pair.value));
        elsewhere.first().copied().filter(|_| all)
    }

    /// Whether what stands behind a name is a value of a field.
    fn fits(&self, id: FieldId, pair: Pair<'_>) -> bool {
        self.value_of(id, pair.value).is_some()
    }

    fn value_of(&self, id: FieldId, text: &str) -> Option<String> {
        self.look_up(|| value_of(self.book, self.book.form.field(id), text))
    }

    /// Whether a field is left out beside the text, where it belongs there, else everywhere.
    fn is_left_out(&self, id: FieldId) -> bool {
        let (form, field) = (&self.book.form, self.book.form.field(id));
        match field.list == self.text.field.list {
            true => is_left_out_in(form, self.application, self.text.frame, field),
            false => is_left_out(form, self.application, field),
        }
    }

    /// Whether a field is stated, and nowhere as this value.
    fn contradicts(&self, id: FieldId, value: &str) -> bool {
        let (form, field) = (&self.book.form, self.book.form.field(id));
        let Some(meant) = self.value_of(id, value) else {
            return false;
        };
        let frames = match field.list == self.text.field.list {
            true => vec![self.text.frame],
            false => frames(form, self.application, field.list),
        };
        let stated = frames
            .into_iter()
            .filter_map(|frame| self.stated(field, frame));
        let mut stated = stated.peekable();
        // Of an amount the cents may be left out.
        let figure = |text: &str| field.kind.quantity(text);
        let is_same =
            |one: &str| one == meant || (figure(one).is_some() && figure(one) == figure(&meant));
        stated.peek().is_some() && stated.all(|one| !is_same(&one))
    }

    /// What a field states in an item or the root, where it can be read.
    fn stated(&self, field: &Field, frame: Frame) -> Option<String> {
        let value = self.application.value(frame, field.slot);
        let node = value
            .node
            .filter(|_| matches!(value.state, State::Single(_)))?;
        value_of(self.book, field, self.document.scalar(node))
    }
}

/// Whether what stands behind the name of a field could be its value. A heading alone may be one of the text.
fn states(field: &Field, value: &str) -> bool {
    match field.kind {
        Kind::Record(_) => value.is_empty(),
        Kind::List(_) => value.is_empty() || says(field, value),
        _ => !value.is_empty() && says(field, value),
    }
}
