//! Reads one document into the values of an application. What means nothing is told once, and no rule takes it for left out.

use super::{Application, Frame, Problem, State, Value, glued, split};
use crate::form::{Codes, Field, FieldId, Form, Kind, ListId, in_brackets};
use crate::suggest::{Lead, is_commented_out, is_label, lead, same, undecorated};
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, NodeId};

/// Of so many names that are none it is asked what they mean.
pub(super) const LEADS: usize = 100;

pub(super) struct ApplicationReader<'a> {
    pub(super) form: &'a Form,
    pub(super) codes: &'a dyn Codes,
    pub(super) document: Document<'a>,
    pub(super) problems: &'a mut Vec<Problem>,
    pub(super) with_office: bool,
    /// How many more names are looked up.
    pub(super) leads: usize,
}

impl ApplicationReader<'_> {
    /// Reads the fields of one mapping, then looks for those that are missing.
    pub(super) fn record(
        &mut self,
        to: &mut Application,
        frame: Frame,
        parent: Option<FieldId>,
        node: NodeId,
    ) {
        let form = self.form;
        let fields = form.children(parent);
        let document = self.document;
        // Applicants keep the order of the form, so the next field is looked for first where the last one stood.
        let mut next = 0;
        let mut unknown = Vec::new();
        for (key, value) in document.entries(node) {
            let name = document.scalar(key);
            let has_name = |&id: &FieldId| form.field(id).name == name;
            let expected = fields.get(next).filter(|id| has_name(id)).map(|_| next);
            let found = expected.or_else(|| fields.iter().position(has_name));
            match found.and_then(|index| Some((index, *fields.get(index)?))) {
                None => unknown.push(key),
                Some((index, id)) => {
                    next = index.saturating_add(1);
                    if form.field(id).office.is_some() && !self.with_office {
                        self.problems.push(Problem::OfOffice { key, field: id });
                        continue;
                    }
                    self.field(to, frame, id, value);
                }
            }
        }
        if !unknown.is_empty() {
            self.unknown(to, frame, parent, node, unknown);
        }
        for &id in fields {
            let field = form.field(id);
            if field.required && matches!(to.value(frame, field.slot).state, State::Absent) {
                self.problems.push(Problem::Missing { field: id, frame });
            }
        }
    }

    /// Keys that the form does not have here: what belongs under the field above it, or is another's name, or means nothing.
    /// A field that is meant so is there, though nobody knows what it says.
    fn unknown(
        &mut self,
        to: &mut Application,
        frame: Frame,
        parent: Option<FieldId>,
        node: NodeId,
        mut unknown: Vec<NodeId>,
    ) {
        let (form, document) = (self.form, self.document);
        self.cut_values(to, frame, parent, node, &mut unknown);
        self.without_space(to, frame, parent, node, &mut unknown);
        if parent.is_none() {
            let records = document.entries(node);
            for (key, inside) in
                records.filter(|&(_, value)| document.kind(value) == yaml::Kind::Mapping)
            {
                // They stand in the order of the text.
                if let Ok(at) = unknown.binary_search(&key)
                    && self.wrapped(to, frame, key, inside)
                {
                    unknown.remove(at);
                }
            }
        }
        let absent = |to: &Application, id: FieldId| {
            let field = form.field(id);
            field.office.is_none() && to.value(frame, field.slot).state == State::Absent
        };
        let keys: Vec<NodeId> = document.entries(node).map(|(key, _)| key).collect();
        for &id in form.children(parent) {
            let field = form.field(id);
            let at = keys
                .iter()
                .position(|&key| document.scalar(key) == field.name);
            let (Kind::Record(inside), Some(at)) = (&field.kind, at) else {
                continue;
            };
            let is_empty = absent(to, id);
            let meant = |key: NodeId| {
                let name = document.scalar(key);
                let mut inside = inside.iter().copied();
                inside.find(|&id| form.field(id).name == name && (is_empty || absent(to, id)))
            };
            let belongs = |key: &NodeId| unknown.binary_search(key).is_ok();
            let below = keys.iter().skip(at.saturating_add(1)).copied();
            let below = below
                .take_while(belongs)
                .map_while(|key| Some((key, meant(key)?)));
            let below: Vec<(NodeId, FieldId)> = below.collect();
            if let [(first, _), .., (last, _)] | [(first @ last, _)] = *below.as_slice() {
                let field = id;
                self.problems
                    .push(Problem::NotInside { field, first, last });
                if is_empty {
                    self.stands(to, frame, id);
                }
                for (_, id) in &below {
                    self.stands(to, frame, *id);
                    self.not_missing(frame, *id);
                }
                unknown.retain(|key| !below.iter().any(|(below, _)| below == key));
            }
        }
        let only = unknown.len() == 1;
        for key in unknown {
            let name = undecorated(document.scalar(key));
            let room = self.leads > 0;
            self.leads = self.leads.saturating_sub(1);
            let here = form.children(parent).iter().copied();
            let here = here.filter(|&id| room && absent(to, id));
            let here: Vec<FieldId> = match self.with_dots(parent, name) {
                // What is written as a way to a field means no other.
                Some(_) => Vec::new(),
                None => here.collect(),
            };
            let names = form.names(here.iter().copied());
            let meant = lead(name, names.into_iter());
            // `Paraksts` is no misspelt `Apraksts`.
            let meant = meant.filter(|lead| matches!(lead, Lead::Sure(_)) || !is_label(name));
            // What is the name of a field elsewhere is hardly another's that is misspelt.
            let is_own = || form.iter().any(|(_, field)| field.name == name);
            let is_elsewhere = || is_own() || self.called_elsewhere(&here, name).is_some();
            let meant = meant.filter(|lead| matches!(lead, Lead::Sure(_)) || !is_elsewhere());
            let alone = || self.asked_alone(&here, key).filter(|_| only && room);
            let meant = meant.or_else(|| alone().filter(|_| !is_elsewhere()));
            let meant = meant.or_else(|| self.by_what_is_below(&here, key));
            let meant = meant.or_else(|| self.by_its_code(&here, key).filter(|_| !is_own()));
            let meant = meant.map(|lead| match is_commented_out(name) {
                true => Lead::Likely(lead.meaning()),
                false => lead,
            });
            let stands = match &meant {
                Some(lead) => vec![lead.meaning()],
                None => self.coded(&here, key),
            };
            for id in stands {
                self.stands(to, frame, id);
            }
            self.problems.push(Problem::Unknown { key, parent, meant });
        }
    }

    /// A field that was missed so far stands elsewhere.
    pub(super) fn not_missing(&mut self, frame: Frame, id: FieldId) {
        self.not_missing_since(0, frame, id);
    }

    /// The same where it can only be missed since so many problems were noted.
    fn not_missing_since(&mut self, noted: usize, frame: Frame, id: FieldId) {
        let missing = Problem::Missing { field: id, frame };
        let recent = self.problems.split_off(noted);
        let others = recent.into_iter().filter(|problem| *problem != missing);
        self.problems.extend(others);
    }

    /// Something stands for a field, and cannot be read as one.
    pub(super) fn stands(&mut self, to: &mut Application, frame: Frame, id: FieldId) {
        let field = self.form.field(id);
        let value = Value {
            state: State::Malformed,
            node: None,
        };
        to.set(frame, field.slot, value);
        if let Kind::Record(_) = field.kind {
            self.malform(to, frame, id);
        }
    }

    fn field(&mut self, to: &mut Application, frame: Frame, id: FieldId, node: NodeId) {
        let field = self.form.field(id);
        let before = to.value(frame, field.slot);
        let twice = before.node.is_some();
        // Of what stood there for the third time nothing is missed any more.
        let noted = match before.state {
            State::Malformed => self.problems.len(),
            _ => 0,
        };
        let state = if self.says_nothing(field, node) {
            State::Absent
        } else if twice && field.kind.is_single() {
            State::Malformed
        } else {
            self.state(to, frame, id, node)
        };
        // Of a key that stands twice nobody knows which value is meant.
        let state = if twice { State::Malformed } else { state };
        if let (true, Kind::Record(inside)) = (twice, &field.kind) {
            for &id in inside {
                self.not_missing_since(noted, frame, id);
            }
            self.malform(to, frame, id);
        }
        to.set(
            frame,
            field.slot,
            Value {
                state,
                node: Some(node),
            },
        );
    }

    /// Whether nothing stands there, or brackets with nothing in them.
    fn says_nothing(&self, field: &Field, node: NodeId) -> bool {
        let document = self.document;
        match (document.kind(node), &field.kind) {
            (yaml::Kind::Mapping, Kind::Record(_)) => document.entries(node).next().is_none(),
            (yaml::Kind::Sequence, Kind::List(_)) => document.items(node).next().is_none(),
            _ => document.is_null(node),
        }
    }

    fn state(&mut self, to: &mut Application, frame: Frame, id: FieldId, node: NodeId) -> State {
        let field = self.form.field(id);
        let state = match (&field.kind, self.document.kind(node)) {
            (Kind::Record(_), yaml::Kind::Mapping) => {
                let states = self.states(to, frame, id, node);
                Some(if states { State::Record } else { State::Absent })
            }
            (Kind::List(items), yaml::Kind::Sequence) => {
                Some(self.list(to, id, items.slots, items.records, node))
            }
            (Kind::Record(_) | Kind::List(_), _)
            | (_, yaml::Kind::Mapping | yaml::Kind::Sequence) => None,
            (_, yaml::Kind::Scalar) => self.scalar(field, node),
        };
        state.unwrap_or_else(|| {
            self.problems.push(Problem::WrongType { field: id, node });
            if let Kind::Record(_) = field.kind {
                self.malform(to, frame, id);
            }
            State::Malformed
        })
    }

    fn list(
        &mut self,
        to: &mut Application,
        id: FieldId,
        slots: u16,
        records: bool,
        node: NodeId,
    ) -> State {
        let document = self.document;
        let len = u32::try_from(document.items(node).count()).unwrap_or(u32::MAX);
        if len == 0 {
            return State::Absent;
        }
        let first = to.reserve(len, slots);
        let parts = match records && len > 1 {
            true => split(self.form, document, id, node),
            false => Vec::new(),
        };
        if !parts.is_empty() {
            self.problems.push(Problem::Split { list: id, node });
        }
        for (index, item) in (0_u32..).zip(document.items(node)) {
            let frame = first.item(index, u32::from(slots));
            to.set(
                frame,
                0,
                Value {
                    state: State::Record,
                    node: Some(item),
                },
            );
            if !records && glued(document, item).next().is_some() {
                self.problems.push(Problem::Glued {
                    list: id,
                    node: item,
                });
                self.malform(to, frame, id);
            } else if !records {
                for &id in self.form.children(Some(id)) {
                    self.field(to, frame, id, item);
                    let field = self.form.field(id);
                    if field.required && to.value(frame, field.slot).state == State::Absent {
                        self.problems.push(Problem::Missing { field: id, frame });
                    }
                }
            } else if parts.iter().any(|part| part.contains(&(index as usize))) {
                self.malform(to, frame, id);
            } else if document.kind(item) == yaml::Kind::Mapping {
                // It would be counted as one: it is to be filled in, or deleted.
                if !self.states(to, frame, id, item) {
                    self.problems.push(Problem::EmptyItem {
                        list: id,
                        node: item,
                    });
                }
            } else {
                self.problems.push(Problem::NotARecord {
                    list: id,
                    node: item,
                });
                self.malform(to, frame, id);
            }
        }
        State::List { first, len }
    }

    /// Reads the fields of a record or an item; whether it states any of them, or something that is told as a problem.
    fn states(&mut self, to: &mut Application, frame: Frame, id: FieldId, node: NodeId) -> bool {
        let told = self.problems.len();
        self.record(to, frame, Some(id), node);
        let form = self.form;
        let mut fields = form.children(Some(id)).iter().map(|&id| form.field(id));
        self.problems.len() > told
            || fields.any(|field| to.value(frame, field.slot).state != State::Absent)
    }

    /// Every field of an item that is no record is unreadable, so that no rule takes it for left out.
    fn malform(&mut self, to: &mut Application, frame: Frame, id: FieldId) {
        for &field in self.form.children(Some(id)) {
            to.set(
                frame,
                self.form.field(field).slot,
                Value {
                    state: State::Malformed,
                    node: None,
                },
            );
            if let Kind::Record(_) = self.form.field(field).kind {
                self.malform(to, frame, field);
            }
        }
    }

    /// Whether what stands in angle brackets is a code, however it is written, and not what the field is called.
    fn means_code(&self, field: &Field, list: ListId, text: &str) -> bool {
        let is_own = || field.spellings().any(|(own, _)| same(own, text));
        let may = || !is_own() && self.codes.may_mean(list, text);
        self.codes.code(list, text).is_some() || may()
    }

    /// `None` where the text does not have the form that is asked.
    fn scalar(&self, field: &Field, node: NodeId) -> Option<State> {
        let text = self.document.scalar(node);
        let read = || field.kind.read(text, self.codes).map(State::Single);
        // `none` may be a code of the list, and one in angle brackets stands for nothing else.
        let is_code = |list, text| self.codes.code(list, text).is_some();
        if let Kind::Code(list) = field.kind
            && (is_code(list, text)
                || in_brackets(text).is_some_and(|text| self.means_code(field, list, text)))
        {
            return read().filter(|_| field.asked_by_rule || is_code(list, text));
        }
        // Nor is a code left out whose name is a word for nothing.
        let calls_code = || matches!(field.kind, Kind::Code(list) if self.codes.calls(list, text));
        if is_blank(text) || (field.is_open(text) && !calls_code()) {
            return Some(State::Absent);
        }
        // Of a code that its list does not have nobody else tells.
        let is_code = matches!(field.kind, Kind::Code(_));
        read().filter(|_| !is_code || field.asked_by_rule)
    }
}
