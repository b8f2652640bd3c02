//! A field that the form does not have: which one was meant, and where it belongs.

use super::{FormMessages, finding};
use crate::application::{Application, Frame};
use crate::finding::{Cure, Finding, Slip};
use crate::form::{Field, FieldId, Form, Kind};
use crate::language::Value;
use crate::message::cure::{OPEN, behind_sign, has_nothing, instead};
use crate::message::unseen;
use crate::own_rules::UNKNOWN_FIELD;
use crate::suggest::{Lead, is_commented_out, lead, mentions};
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Span, indent};
use atbilst_yaml::{NodeId, Style};

impl FormMessages<'_> {
    /// A field that the office states, not the applicant.
    pub(super) fn of_office(&self, field: &Field, key: NodeId) -> Finding {
        let language = self.catalogue.language();
        let register = field
            .office
            .as_ref()
            .map_or("", |office| office.get(language));
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("field", field.title.get(language).into()),
            ("register", register.into()),
        ];
        let span = self.document.span(key);
        let at = self.place(self.document.pointer(key), span);
        let message = self.say("form.unknown-field.of_office", &about);
        // A line that says more than that is not deleted with it.
        let end = self.document.entry_end(key) as usize;
        let (before, after) = (
            self.document
                .text
                .get(..span.start as usize)
                .unwrap_or_default(),
            self.document.text.get(end..).unwrap_or_default(),
        );
        let before = before.rsplit('\n').next().unwrap_or_default().trim();
        let after = after.lines().next().unwrap_or_default().trim();
        let alone = before.is_empty() && (after.is_empty() || after.starts_with('#'));
        let help = match alone {
            true => "form.unknown-field.of_office_help",
            false => "form.unknown-field.of_office_help_within",
        };
        let help = self.say(help, &about);
        finding(UNKNOWN_FIELD, message, help, at)
    }

    pub(super) fn unknown(
        &self,
        form: &Form,
        application: &Application,
        key: NodeId,
        parent: Option<FieldId>,
        meant: Option<(FieldId, Slip)>,
    ) -> Finding {
        let language = self.catalogue.language();
        let name = self.document.scalar(key);
        let title = parent.map(|parent| form.field(parent).title.get(language));
        let message = match title {
            None => self.say("form.unknown-field.message", &[("key", name.into())]),
            Some(parent) => self.say(
                "form.unknown-field.message_inside",
                &[("key", name.into()), ("parent", parent.into())],
            ),
        };
        let siblings = form.asked(parent);
        let elsewhere = form.fields.iter().find(|field| field.name == name);
        let called_so = || {
            let called = form.field(form.meant_alone(name)?);
            Some((called, form.field(called.parent.or(called.list)?)))
        };
        let there = || lead(name, form.names(siblings.clone()).into_iter());
        let stands_here = |there: &Lead<FieldId>| {
            let field = form.field(there.meaning());
            let is_it = matches!(there, Lead::Sure(_)) || called_so().is_none();
            is_it && self.beside(key, &field.name).is_some()
        };
        let mut advice: Vec<String> = unseen::told_of_name(name, self.catalogue)
            .into_iter()
            .collect();
        let (mut cure, mut asked) = (None, None);
        // Of two that say different things none is taken away.
        let mut contradicts = false;
        // What says the opposite is not to be taken over with its value.
        let turned = |&(meant, slip): &(FieldId, Slip)| {
            slip == Slip::Likely && form.field(meant).is_opposed(name)
        };
        let opposite = meant.filter(turned);
        let meant = meant.filter(|meant| !turned(meant));
        // Nor where a name says more: its value is in thousands, or of another day. Whoever reads that name alone would keep the value.
        // Of a part with all that stands under it just the heading is.
        let document = self.document;
        let kind = document.value_behind(key).map(|value| document.kind(value));
        let is_part = kind.is_some_and(|kind| kind != yaml::Kind::Scalar);
        let further = |&(meant, slip): &(FieldId, Slip)| {
            let field = form.field(meant);
            let heads = is_part && !field.kind.is_single();
            let more = slip == Slip::Likely && field.says_more(name);
            !heads && (more || is_commented_out(name))
        };
        let more = meant.filter(further);
        let meant = meant.filter(|_| more.is_none());
        // A name that is like none of a field, where just that one is left out: whose value it is, its writer alone knows.
        let by_place = |&(meant, slip): &(FieldId, Slip)| {
            let names = form.names([meant].into_iter());
            let field = form.field(meant);
            let is_named = || {
                let mut own = field.spellings();
                lead(name, names.into_iter()).is_some() || own.any(|(own, _)| mentions(name, own))
            };
            // A code is told by itself.
            let by_value = matches!(field.kind, Kind::Code(_));
            slip == Slip::Likely && field.kind.is_single() && !by_value && !is_named()
        };
        let left_out = meant.filter(by_place);
        let meant = meant.filter(|_| left_out.is_none());
        let there_already = || self.stands_already(form, application, name);
        let of_text = meant.is_none().then(|| self.of_text_above(key)).flatten();
        let anew = [
            (opposite, "form.unknown-field.opposite"),
            (more, "form.unknown-field.more"),
            (left_out, "form.unknown-field.left_out"),
        ];
        let mut anew = anew.into_iter();
        let anew = anew.find_map(|(meant, sentence)| Some((meant?.0, sentence)));
        if let Some((meant, sentence)) = anew {
            let (told, line) = self.written_anew(form.field(meant), key, sentence);
            advice.push(told);
            cure = line;
        } else if let Some(of_text) = of_text {
            advice.push(self.say("form.unknown-field.of_text", &[]));
            cure = Some(of_text);
        } else if let Some((meant, slip)) = meant {
            let field = form.field(meant);
            let about = [
                ("key", Value::from(field.name.as_str())),
                ("field", field.title.get(language).into()),
            ];
            let sentence = match slip {
                Slip::Sure => "form.unknown-field.meant",
                Slip::Likely => "form.unknown-field.ask",
            };
            advice.push(self.say(sentence, &about));
            cure = match self.right(form, field, key) {
                // What is wrong with its value, too.
                Some(right) => {
                    advice.push(right.advice);
                    asked = Some(format!("{}: {}", field.name, right.value));
                    let span = Span::new(self.document.span(key).start, right.span.end);
                    let line = format!("{}: {}", field.name, right.written);
                    instead(self.document.text, self.lines, span, &line)
                }
                None => instead(
                    self.document.text,
                    self.lines,
                    self.document.span(key),
                    &field.name,
                ),
            };
        } else if let Some(there) = there().filter(stands_here) {
            let field = form.field(there.meaning());
            let about = [("key", field.name.as_str().into())];
            advice.push(self.say("form.unknown-field.there", &about));
            // A word that is only like the name of a text is as well one of its own.
            let names_it = matches!(there, Lead::Sure(_)) || field.kind != Kind::Text;
            let stated = self.beside(key, &field.name).filter(|_| names_it);
            contradicts = stated.is_some_and(|stated| !self.says_the_same(field, stated, key));
        } else if let Some((field, stated)) = there_already() {
            let line = self.lines.position(self.document.span(stated).start).line;
            let about = [("key", name.into()), ("line", line.to_string().into())];
            advice.push(self.say("form.unknown-field.already", &about));
            contradicts = !self.says_the_same(field, stated, key);
            if !contradicts {
                cure = behind_sign(self.document, self.lines, key);
            }
        } else if let Some(parent) = elsewhere.and_then(|field| field.parent.or(field.list)) {
            let parent = form.field(parent).path.replace("[]", "");
            advice.push(self.say("form.unknown-field.elsewhere", &[("path", parent.into())]));
        } else if elsewhere.is_some() {
            advice.push(self.say("form.unknown-field.outermost", &[]));
        } else if let Some((field, part)) = called_so() {
            let about = [
                ("key", Value::from(field.name.as_str())),
                ("field", field.title.get(language).into()),
                ("path", part.path.replace("[]", "").into()),
            ];
            advice.push(self.say("form.unknown-field.elsewhere_called", &about));
        } else {
            let known: Vec<_> = siblings.map(|id| form.field(id).name.as_str()).collect();
            let about = [("fields", known.join(", ").into())];
            advice.push(self.say("form.unknown-field.known", &about));
            // What begins behind a dash or a brace is not put behind a sign with all its line.
            let at = self.lines.position(self.document.span(key).start);
            let before = self.lines.line(at.line);
            let before = before.and_then(|line| line.get(..(at.column as usize).saturating_sub(1)));
            let within = before.is_some_and(|text| text.contains(['-', '{', ',']));
            let help = match is_part {
                _ if within => "help_within",
                true => "help_part",
                false => "help",
            };
            advice.push(self.say(&format!("form.unknown-field.{help}"), &[]));
        }
        // What belongs elsewhere, or may be something that is asked, is not taken away.
        if cure.is_none() && elsewhere.is_none() && !contradicts {
            cure = self.left_out(form, key, parent);
        }
        let place = self.place(self.document.pointer(key), self.document.span(key));
        let mut finding = finding(UNKNOWN_FIELD, message, advice.join(" "), place);
        finding.found = Some(name.to_owned());
        finding.expected = meant.map(|(meant, _)| form.field(meant).name.clone());
        finding.asked = asked;
        finding.slip = meant.map(|(_, slip)| slip);
        finding.cure = cure.map(Box::new);
        finding
    }

    /// A line that is no field, right below a text of several lines that it seems to belong to: as deep as that.
    fn of_text_above(&self, key: NodeId) -> Option<Cure> {
        let document = self.document;
        let name = document.scalar(key);
        if !name.contains(char::is_whitespace) {
            return None;
        }
        let around = document.around(key)?;
        let before = document.entries(around).take_while(|&(own, _)| own != key);
        let (_, text) = before.last()?;
        let block = matches!(document.node(text).style, Style::Literal | Style::Folded);
        let line = |at: u32| self.lines.position(at).line;
        let (first, last) = (
            line(document.span(key).start),
            line(document.entry_end(key)),
        );
        let opens = line(document.span(text).start);
        let ends = line(document.span(text).end.saturating_sub(1));
        if !block || ends.saturating_add(1) != first {
            return None;
        }
        let depth = indent(self.lines.line(opens.saturating_add(1))?);
        let all = (first..=last).map_while(|number| self.lines.line(number));
        let all = all.map(|line| {
            format!("{:depth$}{}", "", line.trim())
                .trim_end()
                .to_owned()
        });
        Some(Cure::between(
            first,
            last,
            all.collect::<Vec<_>>().join("\n"),
        ))
    }

    /// What is asked by a field that may be meant, of which a key says the opposite or more, or nothing, and its line, whose answer nobody
    /// can take over.
    fn written_anew(&self, field: &Field, key: NodeId, sentence: &str) -> (String, Option<Cure>) {
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("field", self.title(field)),
        ];
        let start = self.document.span(key).start;
        let span = Span::new(start, self.document.entry_end(key));
        let line = format!("{}: {OPEN}", field.name);
        // All that stands under a heading is not lost with it.
        let value = self.document.value_behind(key);
        let is_one = value.is_none_or(|value| self.document.kind(value) == yaml::Kind::Scalar);
        let cure = instead(self.document.text, self.lines, span, &line).filter(|_| is_one);
        (self.say(sentence, &about), cure)
    }

    /// The field of this name that is stated where it belongs, outside of lists, and its value.
    fn stands_already<'f>(
        &self,
        form: &'f Form,
        application: &Application,
        name: &str,
    ) -> Option<(&'f Field, NodeId)> {
        let mut named = form
            .fields
            .iter()
            .filter(|field| field.name == name && field.list.is_none());
        named.find_map(|field| Some((field, application.value(Frame::ROOT, field.slot).node?)))
    }

    /// The value of another name of the mapping in which a key stands.
    fn beside(&self, key: NodeId, name: &str) -> Option<NodeId> {
        self.document.get(self.document.around(key)?, name)
    }

    /// Whether a key has nothing behind it, or just what is stated in the field that it may name.
    fn says_the_same(&self, field: &Field, stated: NodeId, key: NodeId) -> bool {
        let document = self.document;
        let Some(own) = document.value_behind(key) else {
            return true;
        };
        let [one, other] = [own, stated].map(|node| match document.kind(node) {
            yaml::Kind::Scalar => document.scalar(node).trim(),
            _ => document.span(node).of(document.text),
        });
        let quantity = |text| field.kind.quantity(text);
        let is_same = one == other || quantity(one).is_some_and(|one| Some(one) == quantity(other));
        is_same || has_nothing(document, own)
    }

    /// Fields that stand beside the one under which they belong, because their lines begin too far to the left.
    pub(super) fn not_inside(&self, field: &Field, first: NodeId, last: NodeId) -> Finding {
        let from = self.document.span(first);
        let line = |at: u32| self.lines.position(at).line;
        let (begin, end) = (line(from.start), line(self.document.entry_end(last)));
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("first", begin.to_string().into()),
            ("last", end.to_string().into()),
            ("count", end.saturating_sub(begin).saturating_add(1).into()),
        ];
        let help = if begin == end {
            "not_inside_line"
        } else {
            "not_inside_help"
        };
        let margin = self.margin_below(&field.name, first);
        let moved = (begin..=end).map_while(|number| {
            let line = self.lines.line(number)?;
            Some(match line.trim().is_empty() {
                true => String::new(),
                false => format!("{:margin$}{line}", ""),
            })
        });
        let moved: Vec<String> = moved.collect();
        let place = self.place(
            self.document.pointer(first),
            Span::new(from.start, from.end),
        );
        let mut finding = finding(
            UNKNOWN_FIELD,
            self.say("form.unknown-field.not_inside", &about),
            self.say(&format!("form.unknown-field.{help}"), &about),
            place,
        );
        finding.found = Some(self.document.scalar(first).to_owned());
        finding.slip = Some(Slip::Likely);
        finding.cure = Some(Box::new(Cure::between(begin, end, moved.join("\n"))));
        finding
    }

    /// How much further in than itself the fields of the record of this name begin, which stands beside a key.
    fn margin_below(&self, name: &str, beside: NodeId) -> usize {
        let document = self.document;
        let around = document.around(beside);
        let column = |node| self.lines.position(document.span(node).start).column as usize;
        let margin = around.and_then(|around| {
            let mut entries = document.entries(around);
            let (key, value) = entries.find(|&(key, _)| document.scalar(key) == name)?;
            let (first, _) = document.entries(value).next()?;
            column(first)
                .checked_sub(column(key))
                .filter(|&margin| margin > 0)
        });
        margin.unwrap_or(2)
    }
}
