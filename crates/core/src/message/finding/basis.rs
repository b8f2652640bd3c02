//! What a finding rests on, apart from how it is told: whose application it is, every value that its rule looked at, what each was held
//! against, and what the sentence names besides. The fingerprint names a finding by the one value that stands at its place, so that it stays the same finding
//! while the rest changes; whoever decided about it decided about the rest as well. Where a rule only asks, that is all that is stated.
//! Of no language, line or order.

use std::collections::BTreeSet;

use super::FindingMessages;
use crate::application::{Frame, State};
use crate::condition::Condition;
use crate::condition::operators::{Test, Wanted};
use crate::condition::quantity::{Comparison, Figures, Operand, Stated};
use crate::context::{Context, FigureId, Resolved, Scope, Uses};
use crate::evaluate::{Evaluation, Why};
use crate::finding::{Fingerprint, LookedAt};
use crate::form::{FieldId, Single};
use crate::language::Language;
use crate::rulebook::Each;
use atbilst_yaml::{Kind, NodeId};

impl FindingMessages<'_> {
    /// The hash of all that was looked at.
    pub(super) fn basis(&self, evaluation: &Evaluation<'_>) -> Fingerprint {
        let mut seen = Looking {
            context: &self.context,
            figures: &self.book.figures,
            all: LookedAt::default(),
        };
        if let Some(case) = evaluation.case {
            for condition in case.when.iter().chain(&case.require) {
                seen.condition(condition, evaluation.scope);
            }
        }
        // Where the law is not known, it is not known on that day.
        if evaluation.why == Some(Why::UnknownLaw) {
            seen.all.add(self.context.as_of.to_string());
        }
        let head = &evaluation.rule.head;
        let lists = match &evaluation.rule.each {
            Each::Items(reach) => reach.lists.as_slice(),
            Each::Application | Each::Fields => &[],
        };
        // Of every language, or the same finding would rest on something else in another.
        let phrases = head.message.iter().chain(&head.review);
        let phrases = phrases.flat_map(|phrase| Language::ALL.map(|one| phrase.get(one)));
        // Collected, they would have a sort of their own in the page, of three kilobytes.
        let mut named = BTreeSet::new();
        named.extend(phrases.flat_map(|phrase| phrase.placeholders().map(|(name, _)| name)));
        for name in named {
            if let Some(field) = self.book.resolve(lists, None, name) {
                seen.field(field.field, evaluation.scope.up(field.up));
            } else if let Some(named) = self.book.quantity_named(lists, name) {
                let resolved = named.resolve(&self.context, evaluation.scope);
                seen.all.add(format!("{name}\n{}", written(resolved)));
            }
        }
        // A question that nothing was measured for is about all that is stated.
        if seen.all.is_empty() {
            seen.everything();
        }
        // A decision about one applicant is none about another who took over the id.
        if let Some(applicant) = self.book.particulars.applicant() {
            seen.field(applicant.field, Frame::ROOT);
        }
        seen.all.fingerprint()
    }
}

/// Adds what was looked at, each with what it is.
struct Looking<'c, 'a> {
    context: &'c Context<'a>,
    figures: &'c Figures,
    all: LookedAt,
}

impl<'a> Looking<'_, 'a> {
    /// For what is looked at in one item.
    fn apart(&self) -> Looking<'_, 'a> {
        Looking {
            context: self.context,
            figures: self.figures,
            all: LookedAt::default(),
        }
    }

    fn condition(&mut self, condition: &Condition, scope: Scope) {
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                inner.iter().for_each(|one| self.condition(one, scope));
            }
            Condition::Not(inner) => self.condition(inner, scope),
            Condition::Items { list, is, .. } => {
                let field = self.context.form.field(list.field);
                let frame = scope.up(list.up);
                // What one item says is not what two say together.
                for item in self.context.application.items(frame, field) {
                    let mut own = self.apart();
                    own.condition(is, scope.enter(item));
                    self.all.add(own.all.fingerprint().to_string());
                }
            }
            Condition::Test(test) => self.test(test, condition, scope),
        }
    }

    fn test(&mut self, test: &Test, condition: &Condition, scope: Scope) {
        let context = self.context;
        let truth = context.ask(condition, scope).truth.name();
        let path = &context.form.field(test.subject.field).path;
        let near = test.limit_scope(context, scope);
        let comparison = test.operator.comparison();
        let limit = comparison.map(|compared| self.quantity(&compared.to, near));
        let measured = test.computed.as_ref();
        let measured = measured.map(|computed| self.quantity(computed, scope));
        let [measured, limit] = [measured, limit].map(Option::unwrap_or_default);
        self.all.add([path, truth, &measured, &limit].join("\n"));
        match &test.computed {
            Some(computed) => {
                if let Some(comparison) = comparison {
                    self.groups(computed, comparison, scope);
                }
            }
            None => self.field(test.subject.field, scope.up(test.subject.up)),
        }
        if let Wanted::Field(field) = test.operator.asks().wanted {
            self.field(field.field, scope.up(field.up));
        }
    }

    /// What a quantity comes to; where that is not known, all that it is made of is looked at: a bound of it may decide.
    fn quantity(&mut self, operand: &Operand, scope: Scope) -> String {
        let resolved = operand.resolve(self.context, scope);
        let is_told = match resolved {
            Resolved::Known(_) => true,
            Resolved::Unknown(unknown) => unknown.known.iter().all(Option::is_some),
            Resolved::NotStated | Resolved::Open => false,
        };
        if !is_told {
            self.parts(operand);
        }
        written(resolved)
    }

    /// Which group decided, and which others break the limit, each with what it comes to.
    fn groups(&mut self, computed: &Operand, limit: &Comparison, scope: Scope) {
        let context = self.context;
        let named = |stated: &Stated<'_>| {
            let texts = stated.iter().map(|(_, text)| &**text);
            texts.collect::<Vec<_>>().join("\n")
        };
        if let Some(common) = computed.common(context, scope) {
            self.all.add(format!("group\n{}", named(&common)));
        }
        for beyond in computed.also_beyond(context, scope, limit) {
            let found = beyond.found.written();
            self.all
                .add(format!("beyond\n{}\n{found}", named(&beyond.common)));
        }
    }

    /// Every field that a quantity is made of, those of an item together.
    fn parts(&mut self, operand: &Operand) {
        let form = self.context.form;
        let mut uses = Uses::default();
        operand.uses(false, form, &mut uses);
        let mut known = Vec::new();
        let next = |uses: &Uses, known: &[FigureId]| {
            let mut figures = uses.figures.iter().copied();
            figures.find(|figure| !known.contains(figure))
        };
        while let Some(figure) = next(&uses, &known) {
            known.push(figure);
            if let Some(figure) = self.figures.0.get(figure.index()) {
                figure.is.uses(false, form, &mut uses);
            }
        }
        let lists = form.iter().map(|(id, _)| Some(id));
        for list in std::iter::once(None).chain(lists) {
            let own = |id: &FieldId| {
                let field = form.field(*id);
                field.list == list && field.kind.is_single()
            };
            let fields: Vec<FieldId> = uses.fields.iter().copied().filter(own).collect();
            if fields.is_empty() {
                continue;
            }
            for frame in self.items(list) {
                let mut own = self.apart();
                fields.iter().for_each(|&id| own.field(id, frame));
                self.all.add(own.all.fingerprint().to_string());
            }
        }
    }

    /// Every item of a list, in whatever item that stands; of none the application.
    fn items(&self, list: Option<FieldId>) -> Vec<Frame> {
        let Some(list) = list else {
            return vec![Frame::ROOT];
        };
        let list = self.context.form.field(list);
        let around = self.items(list.list).into_iter();
        let items = around.flat_map(|frame| self.context.application.items(frame, list));
        items.collect()
    }

    /// A field as it is written; of a list or a section everything in it.
    fn field(&mut self, id: FieldId, frame: Frame) {
        let field = self.context.form.field(id);
        let value = self.context.application.value(frame, field.slot);
        let text = match value.state {
            State::Absent => String::new(),
            State::Record | State::List { .. } => {
                let mut text = String::new();
                if let Some(node) = value.node {
                    self.whole(node, &mut text);
                }
                text
            }
            // Whether it is written `10` or `10.00` is no difference.
            State::Single(Single::Quantity(quantity)) => quantity.written(),
            State::Single(_) | State::Malformed => self.context.text_in(frame, id).to_owned(),
        };
        self.all.add(format!("{}\n{text}", field.path));
    }

    /// All that the application states, in whatever order.
    fn everything(&mut self) {
        let document = self.context.document;
        let root = document.root();
        for (key, value) in root.into_iter().flat_map(|root| document.entries(root)) {
            let mut text = format!("{}\n", document.scalar(key));
            self.whole(value, &mut text);
            self.all.add(text);
        }
    }

    /// Each text with its length, and where a section or an item ends: what moves from one to another is something else.
    fn whole(&self, node: NodeId, to: &mut String) {
        let document = self.context.document;
        let text = |text: &str, to: &mut String| {
            to.push_str(&text.len().to_string());
            to.push(':');
            to.push_str(text);
        };
        match document.kind(node) {
            Kind::Mapping => {
                to.push('{');
                for (key, value) in document.entries(node) {
                    text(document.scalar(key), to);
                    self.whole(value, to);
                }
                to.push('}');
            }
            Kind::Sequence => {
                to.push('[');
                document.items(node).for_each(|item| self.whole(item, to));
                to.push(']');
            }
            _ => text(document.scalar(node), to),
        }
    }
}

/// A quantity as a rule book writes it; of what is not known, the known ones before and after.
fn written(resolved: Resolved<'_>) -> String {
    match resolved {
        Resolved::Known(quantity) => quantity.written(),
        Resolved::Unknown(unknown) => {
            let known = unknown
                .known
                .map(|one| one.map(|one| one.written()).unwrap_or_default());
            format!("unknown {}", known.join(" "))
        }
        Resolved::NotStated => "not stated".into(),
        Resolved::Open => "open".into(),
    }
}
