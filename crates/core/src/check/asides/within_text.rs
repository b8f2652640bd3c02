//! Fields that stand within a text, where they are text: one that is indented too far continues what stands above it, and one whose
//! line break is lost what stands before it.

mod line;

use super::StrayField;
use super::behind_sign::{frames, is_left_out, is_left_out_in, says};
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

/// The fields that stand within a text and are not stated beside it, or otherwise; of each text the first.
pub(super) fn within_text<'t>(
    book: &'t RuleBook,
    application: &Application,
    document: Document<'t>,
    written: &[Written<'t>],
) -> Vec<StrayField<'t>> {
    let found = written.iter().filter_map(|text| {
        let span = document.span(text.node);
        let raw = span.of(document.text);
        // As most texts are: one word, or a few without a sign behind which a value could stand.
        if !raw.contains('\n') && !line::has_sign(raw) {
            return None;
        }
        let beside = BesideText {
            book,
            application,
            document,
            text,
        };
        let mut begin = span.start;
        raw.split_inclusive('\n')
            .enumerate()
            .find_map(|(number, line)| {
                let start = begin;
                begin = begin.saturating_add(u32::try_from(line.len()).ok()?);
                let mut pairs = line::whole(line).chain(line::amid(line));
                // The first line stands behind the name of its own field: only a colon or `=` of its own tells another.
                let id = pairs.find_map(|pair| match pair.looks {
                    Looks::Loose | Looks::Bare if number == 0 => None,
                    _ => beside.states(pair),
                })?;
                let indented = indent(line);
                let start = start.saturating_add(u32::try_from(indented).ok()?);
                Some(StrayField {
                    field: book.form.field(id),
                    span: Span::new(start, begin),
                })
            })
    });
    found.collect()
}

/// A text, and what is stated beside it.
struct BesideText<'s, 't> {
    book: &'t RuleBook,
    application: &'s Application,
    document: Document<'t>,
    text: &'s Written<'t>,
}

impl BesideText<'_, '_> {
    /// The field that a name and a value within the text would state.
    fn states(&self, pair: Pair<'_>) -> Option<FieldId> {
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
    fn by_name(&self, pair: Pair<'_>) -> Option<FieldId> {
        let mut named = self.book.form.called_so(pair.name).iter().copied();
        named.find(|&id| {
            let field = self.book.form.field(id);
            let is_said = field.kind != Kind::Text || field.name == pair.name;
            let states = match pair.looks {
                Looks::Plain => is_said && states(field, pair.value),
                Looks::Bare if field.name != pair.name => false,
                _ => value_of(self.book, field, pair.value).is_some(),
            };
            states && self.is_left_out(id)
        })
    }

    /// One that may stand beside the text, is left out there and called so as the names of lines are read, where what stands behind
    /// the word is a value of its kind: most words are those of a text.
    fn by_other_word(&self, pair: Pair<'_>) -> Option<FieldId> {
        if pair.looks == Looks::Bare {
            return None;
        }
        let form = &self.book.form;
        let all: Vec<FieldId> = form.asked(self.around()).collect();
        let left_out = || all.iter().copied().filter(|&id| self.is_left_out(id));
        if let Some((id, true)) = form.called(pair.name, &all) {
            return (self.is_left_out(id) && self.fits(id, pair)).then_some(id);
        }
        let (name, letters) = (pair.name, pair.name.chars().count());
        let one_word = letters >= LETTERS && !name.contains(char::is_whitespace);
        let called = || {
            let fitting: Vec<FieldId> = left_out().filter(|&id| self.fits(id, pair)).collect();
            form.called(name, &fitting).map(|(id, _)| id)
        };
        let is_called = || one_word && form.called(name, &left_out().collect::<Vec<_>>()).is_some();
        let glued = || {
            left_out().find(|&id| {
                let own = &*form.field(id).name;
                own.len() >= LETTERS && name.ends_with(own) && self.fits(id, pair)
            })
        };
        // What a word is called is sooner known than what fits.
        is_called().then(called).flatten().or_else(glued)
    }

    /// One that is stated, and with another value: within a line by its very name, for a text may well break an amount down.
    fn otherwise(&self, pair: Pair<'_>) -> Option<FieldId> {
        let form = &self.book.form;
        let is_key = |id: &FieldId| form.field(*id).name == pair.name;
        let is_plain = pair.looks == Looks::Plain;
        let own = self.book.form.called_so(pair.name).iter().copied();
        let own: Vec<FieldId> = own.filter(|id| is_plain || is_key(id)).collect();
        if own.is_empty() && !is_plain {
            return None;
        }
        let here: Vec<FieldId> = form.asked(self.around()).collect();
        let is_beside =
            |id: &FieldId| here.contains(id) && !self.is_left_out(*id) && self.fits(*id, pair);
        let word = || {
            let stated: Vec<FieldId> = here
                .iter()
                .copied()
                .filter(|&id| !self.is_left_out(id))
                .collect();
            let called = form.called(pair.name, &stated).filter(|(_, sure)| *sure);
            called
                .map(|(id, _)| id)
                .filter(|id| is_plain && self.fits(*id, pair))
        };
        if let Some(id) = own.iter().copied().find(is_beside).or_else(word) {
            return self.contradicts(id, pair.value).then_some(id);
        }
        // Elsewhere, where none of those that are called so says the same.
        let elsewhere: Vec<FieldId> = own.into_iter().filter(is_key).collect();
        let all = elsewhere.iter().all(|&id| self.contradicts(id, pair.value));
        elsewhere.first().copied().filter(|_| all)
    }

    /// What the fields that may stand beside the text stand in.
    fn around(&self) -> Option<FieldId> {
        let field = self.text.field;
        field.parent.or(field.list)
    }

    /// Whether what stands behind a name is a value of a field.
    fn fits(&self, id: FieldId, pair: Pair<'_>) -> bool {
        value_of(self.book, self.book.form.field(id), pair.value).is_some()
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
        let Some(meant) = value_of(self.book, field, value) else {
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
