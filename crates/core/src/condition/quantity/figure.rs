//! A figure of the book, by its name: `percent: 15, of: eligible`. Its own quantity is read and kept once for the whole book.

use atbilst_yaml::source::Span;

use super::{Named, Operand, Quantify, TitleOf, Varied, Word};
use crate::context::{
    Context, FieldAt, FieldRef, FigureId, FigureRef, FigureSign, Figured, Names, Resolved, Scope,
    Uses,
};
use crate::form::Form;
use crate::language::Translated;

/// A quantity with a name and a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What conditions know of it.
    pub sign: FigureSign,
    /// What it is called.
    pub title: Translated<String>,
    /// What it comes to.
    pub is: Operand,
    /// That, as the book writes it.
    pub written: String,
    /// Its place in the rule book.
    pub span: Span,
}

/// The figures of a book; each names only those before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(pub Vec<Figure>);

impl Figured for Figures {
    fn figure<'a>(&self, id: FigureId, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let figure = self.0.get(id.index());
        figure.map_or(Resolved::Open, |figure| figure.is.resolve(context, scope))
    }

    fn left_out(&self, id: FigureId, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        self.0.get(id.index())?.is.left_out(context, scope)
    }

    fn is_stated_in_part(&self, id: FigureId, context: &Context<'_>, scope: Scope) -> bool {
        let figure = self.0.get(id.index());
        figure.is_some_and(|figure| figure.is.is_stated_in_part(context, scope))
    }

    /// Each names only those before it.
    fn uses(&self, form: &Form, to: &mut Uses) {
        for (index, figure) in self.0.iter().enumerate().rev() {
            if to.figures.iter().any(|id| id.index() == index) {
                figure.is.uses(false, form, to);
            }
        }
    }
}

/// A figure, from where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureValue(pub FigureRef);

impl Quantify for FigureValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let (figure, sign) = line.names.figure(text)?;
            Some(if sign.kind.measures_as(line.kind) {
                Some(Self(figure).into())
            } else {
                line.other_kind(text, &sign.kind)
            })
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        context.figure(self.0.figure, self.0.scope(scope))
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of("trace.of_value", TitleOf::Figure(self.0.figure)))
    }

    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        names.place_of(names.figures.get(self.0.figure.index())?)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.figures.insert(self.0.figure);
    }
}

impl Varied for FigureValue {}
