//! What may be asked of a quantity, whichever it is.

use chrono::NaiveDate;

use super::{
    Apart, CalendarUnit, Formula, Items, Limit, Named, Operand, Overall, Relation, TableValue,
    TitleOf, figure, table,
};
use crate::condition::Condition;
use crate::context::{
    Around, Context, FieldRef, FieldSelector, FigureRef, MonthEnd, Names, Resolved, Scope, Uses,
    Variant,
};
use crate::form::{Form, ListId};
use crate::law::{DatedValue, ValueId};
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

impl Operand {
    /// A figure.
    pub(crate) const fn figure(figure: FigureRef) -> Self {
        Self::FigureValue(figure::FigureValue(figure))
    }

    /// The first field that it is made of, with the lists it stands in, from the application.
    pub(crate) fn selector(&self, names: &Names<'_>) -> Option<FieldSelector> {
        if let Self::FigureValue(figure) = self {
            return names.figures.get(figure.0.figure.index())?.of.clone();
        }
        let lists = self.part().items().map(|items| items.of.lists.clone());
        if let Self::FieldValue(field) = self {
            return Some(FieldSelector {
                up: 0,
                lists: Vec::new(),
                leaf: Some(field.0.field),
            });
        }
        let inner = self.part().inside().into_iter();
        let mut inner = inner.filter_map(|inner| inner.selector(names));
        // Items that are counted have no field that is.
        let items = lists.clone().map(|lists| FieldSelector {
            up: 0,
            lists,
            leaf: None,
        });
        let Some(found) = inner.next() else {
            return items;
        };
        Some(FieldSelector {
            lists: [lists.unwrap_or_default(), found.lists].concat(),
            ..found
        })
    }

    /// A table of codes, or a figure that comes to one, by its name.
    pub(crate) fn codes(name: &str, names: &Names<'_>) -> Option<Self> {
        Self::named_so(name, names).filter(|named| named.list().is_some())
    }

    /// The list whose codes it comes to, where it does.
    pub fn list(&self) -> Option<ListId> {
        match self {
            Self::TableValue(table) => table.list(),
            Self::FigureValue(figure) => figure.0.list,
            _ => None,
        }
    }

    /// The figure or the table of this name.
    pub(crate) fn named_so(name: &str, names: &Names<'_>) -> Option<Self> {
        match names.figure(name) {
            Some((figure, _)) => Some(Self::figure(figure)),
            None => table::TableValue::named_so(name, names).map(Into::into),
        }
    }

    /// Notes how something is held against it, or against one of several that it chooses from.
    pub(super) fn held(&mut self, relation: Relation) {
        match self {
            Self::Period(period) => period.held(relation),
            Self::Extreme(extreme) => extreme.each_of_several(&mut |one| one.held(relation)),
            Self::Cases(cases) => cases.each(&mut |one| one.held(relation)),
            _ => {}
        }
    }

    /// What it comes to, or its bound where one is asked.
    pub fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        self.ask_part(|part| match context.bound {
            Some(_) if !part.has_bounds() => part.resolve(&context.asking(None), scope),
            _ => part.resolve(context, scope),
        })
    }

    /// What it comes to on a day, whatever an application says; `None` where it is taken from an application.
    pub fn by_law<'a>(&self, values: &'a [DatedValue], day: NaiveDate) -> Option<Resolved<'a>> {
        self.apart(&Apart {
            values,
            day,
            overall: None,
            cell: None,
            stated: None,
        })
    }

    /// What it comes to, whatever one application says; `None` where it is taken from one.
    pub fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        self.part().apart(apart)
    }

    /// Whether it is the same for every application of a day, by law or because it is of all of them.
    pub(crate) fn is_apart(&self) -> bool {
        self.is_apart_with(None)
    }

    /// Whether it is no less where anything of all applications that it is made of is more.
    pub(crate) fn grows_with_all(&self) -> bool {
        match self {
            Self::OverallValue(_) => true,
            Self::Constant(_)
            | Self::LawValue(_)
            | Self::TableValue(_)
            | Self::Sum(_)
            | Self::Extreme(_)
            | Self::Percent(_)
            | Self::Times(_)
            | Self::Rounded(_) => self.inside().into_iter().all(Self::grows_with_all),
            _ => false,
        }
    }

    /// Whether it is what an application states, by itself.
    pub(crate) const fn is_stated(&self) -> bool {
        matches!(self, Self::FieldValue(_))
    }

    /// Whether it is the same for every application that reads the same cell of a table.
    pub(super) fn is_apart_by_cell(&self) -> bool {
        self.is_apart_with(Some(ValueId(0)))
    }

    fn is_apart_with(&self, cell: Option<ValueId>) -> bool {
        let apart = Apart {
            values: &[],
            day: NaiveDate::MIN,
            overall: Some(&|_| Resolved::Open),
            cell,
            stated: None,
        };
        self.apart(&apart).is_some()
    }

    /// Calls `visit` with every table in it that it is computed with; not with those by which what is of all applications is grouped.
    pub(super) fn each_table<'o>(&'o self, visit: &mut dyn FnMut(&'o TableValue)) {
        match self {
            Self::TableValue(table) => visit(table),
            Self::OverallValue(_) => {}
            _ => {
                for inner in self.part().inside() {
                    inner.each_table(visit);
                }
            }
        }
    }

    /// The first table in it.
    pub(crate) fn table(&self) -> Option<&TableValue> {
        let mut first = None;
        self.each_table(&mut |table| first = first.or(Some(table)));
        first
    }

    /// Calls `visit` with everything in it that is of all applications, in order.
    pub fn each_overall<'o>(&'o self, visit: &mut dyn FnMut(&'o Overall)) {
        match self {
            Self::OverallValue(overall) => visit(&overall.0),
            _ => {
                for inner in self.part().inside() {
                    inner.each_overall(visit);
                }
            }
        }
    }

    /// Whether it is the same for every application of a day.
    pub fn is_by_law(&self) -> bool {
        self.by_law(&[], NaiveDate::MIN).is_some()
    }

    /// Whether it is a value of the law as that stands, and not made of it.
    pub(crate) const fn is_value(&self) -> bool {
        matches!(self, Self::LawValue(_) | Self::TableValue(_))
    }

    /// What it is called; `None` where it has no other name than what it is.
    pub fn named(&self) -> Option<Named> {
        self.part().named()
    }

    /// How it is made of others, where it is.
    pub fn told(&self) -> Option<Formula<'_>> {
        self.part().told()
    }

    /// The quantities it is made of, as the items that it goes through see them.
    pub fn inside(&self) -> Vec<&Self> {
        self.part().inside()
    }

    /// The items that it goes through.
    pub fn goes_through(&self) -> Option<&Items> {
        self.part().items()
    }

    /// What becomes of a day that a month lacks, where it counts.
    pub const fn month_end(&self) -> Option<MonthEnd> {
        match self {
            Self::Period(period) => Some(period.end),
            Self::NumberOf(number) => Some(number.end),
            _ => None,
        }
    }

    /// What of the calendar it is the first day of.
    pub(super) const fn calendar_unit(&self) -> Option<CalendarUnit> {
        match self {
            Self::FirstDay(first) => Some(first.unit()),
            _ => None,
        }
    }

    /// So much of it as the name of a group: of a year or a month not its first day.
    pub(super) fn in_short(&self, quantity: Quantity) -> String {
        let written = quantity.written();
        match self {
            Self::FirstDay(first) => first.in_short(&written).to_owned(),
            _ => written,
        }
    }

    /// The value of the book that it is, whatever the application says.
    pub fn value(&self) -> Option<ValueId> {
        match self.named()?.title {
            TitleOf::Value(id) => Some(id),
            TitleOf::Field(_) | TitleOf::Table(_) | TitleOf::Figure(_) => None,
        }
    }

    /// The dated value that is not known and stands in the way, else the first that it is made of, for an application; and the day on
    /// which it is looked at.
    pub(crate) fn value_in(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(ValueId, NaiveDate)> {
        if let Resolved::Unknown(unknown) = self.resolve(context, scope) {
            let mut values = (0..).zip(context.values);
            let place = values.find(|(_, own)| std::ptr::eq(*own, unknown.value));
            return place.map(|(place, _)| (ValueId(place), unknown.on));
        }
        let own = self.part().value_in(context, scope);
        own.or_else(|| match self.part().items() {
            Some(_) => None,
            None => self
                .part()
                .inside()
                .iter()
                .find_map(|inner| inner.value_in(context, scope)),
        })
    }

    /// Whether it is a part in hundredths that is not rounded.
    pub fn is_exact_part(&self) -> bool {
        matches!(self, Self::Percent(_))
    }

    /// The field of which it is measured.
    pub(super) fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.part().place(names)
    }

    /// What it ever was by law; `None` where it is computed of an application.
    pub(super) fn part_limits(&self, values: &[DatedValue]) -> Option<Vec<Limit>> {
        self.part().limits(values)
    }

    /// Every change of it that the examples should notice.
    pub fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        self.authored().variants(around)
    }

    fn uses_itself(&self, for_equality: bool, to: &mut Uses) {
        if let Some(items) = self.part().items() {
            to.select(&items.of);
        }
        self.part().uses(for_equality, to);
    }

    /// Notes what it makes use of.
    pub fn uses(&self, for_equality: bool, form: &Form, to: &mut Uses) {
        self.uses_itself(for_equality, to);
        for condition in self.conditions() {
            condition.uses(form, to);
        }
        for inner in self.part().inside() {
            inner.uses(for_equality, form, to);
        }
    }

    /// Notes what it makes use of in so many of the innermost items: not what goes through those around them, or is of those, nor what
    /// `is_common` to all of them.
    pub(super) fn uses_within(
        &self,
        lists: usize,
        is_common: &dyn Fn(&Self) -> bool,
        form: &Form,
        to: &mut Uses,
    ) {
        let far = |items: &Items| usize::from(items.of.up) >= lists;
        match self {
            // A figure of what stands around them.
            Self::FigureValue(figure)
                if figure.0.items.iter().all(|&up| usize::from(up) >= lists) =>
            {
                return;
            }
            _ if is_common(self) || self.part().items().is_some_and(far) => return,
            _ => {}
        }
        self.uses_itself(false, to);
        for condition in self.conditions() {
            condition.uses(form, to);
        }
        for inner in self.part().inside() {
            inner.uses_within(lists, is_common, form, to);
        }
    }

    /// The conditions of its own: which items it goes through, which case it is.
    pub fn conditions(&self) -> Vec<&Condition> {
        let filter = self.part().items().and_then(Items::filter);
        let cases = match self {
            Self::Cases(cases) => cases.conditions(),
            Self::Criteria(criteria) => criteria.all().iter().collect(),
            Self::OverallValue(overall) => overall.0.filter.iter().collect(),
            _ => Vec::new(),
        };
        filter.into_iter().chain(cases).collect()
    }

    /// Calls `visit` with every constant in it and its place in the rule book.
    pub fn each_constant(&self, visit: &mut dyn FnMut(Quantity, Span)) {
        if let Self::Constant(constant) = self {
            visit(constant.is, constant.span);
        }
        for inner in self.part().inside() {
            inner.each_constant(visit);
        }
    }

    /// Calls `visit` with every condition in it, also those of the quantities it is made of.
    pub fn all_conditions<'c>(&'c self, visit: &mut dyn FnMut(&'c Condition)) {
        self.conditions().into_iter().for_each(&mut *visit);
        for inner in self.part().inside() {
            inner.all_conditions(visit);
        }
    }

    /// Calls `visit` with every condition in it wherever an application is asked it.
    pub fn each_condition<'c>(
        &'c self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(&'c Condition, Scope),
    ) {
        let inside = self.part().inside();
        match self.part().items() {
            Some(items) => {
                context.each_of(&items.of, scope, &mut |scope| {
                    if let Some(filter) = items.filter() {
                        visit(filter, scope);
                    }
                    for inner in &inside {
                        inner.each_condition(context, scope, visit);
                    }
                });
            }
            None => {
                for condition in self.conditions() {
                    visit(condition, scope);
                }
                for inner in inside {
                    inner.each_condition(context, scope, visit);
                }
            }
        }
    }
}
