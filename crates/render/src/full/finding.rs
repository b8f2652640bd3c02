//! One finding, in the look of a compiler's message: title, places, notes.
//! Knows nothing of the report around it.

use annotate_snippets::renderer::{
    DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE, Style as Paint,
};
use annotate_snippets::{Element, Group, Level as Tag};

use super::{FullWriter, REVIEW, excerpt};
use crate::escape::{link, shown, shown_lines};
use crate::terminal::{BOLD, linked};
use crate::{text, words};
use atbilst_core::finding::{Finding, Law, Outcome, Place, Related, Waived, Weight};
use atbilst_core::language::Value;

/// So many further places of one finding are shown; more are only counted.
const MAX_PLACES: usize = 10;
/// So many characters of a message or value are shown: an author may have written a book into a field.
const MAX_CHARACTERS: usize = 1000;

impl FullWriter<'_> {
    /// One finding; `path` is that of its application, which a finding over all applications has not.
    pub(crate) fn finding(&self, path: Option<&str>, finding: &Finding) -> String {
        let (tag, paint) = look(finding);
        let mut block = FindingBlock {
            writer: self,
            gutter: excerpt::gutter(finding),
            group: Group::with_level(tag),
        };
        block.places(path, finding);
        if let Some(waived) = &finding.waived {
            block.waiver(waived);
        }
        if let Some(answer) = words::answer(finding, self.catalogue) {
            block.decided("human.answer", &answer);
        }
        // What one source says is told under its name once.
        let same = |one: &Law, next: &Law| {
            (&one.id, &one.point, one.since) == (&next.id, &next.point, next.since)
        };
        for laws in finding.law.chunk_by(same) {
            block.laws(laws);
        }
        if let Some(help) = &finding.help {
            block.help(finding.outcome, help);
        }
        // What stands for one value is written beside it.
        if let Some(cure) = finding
            .cure
            .as_deref()
            .filter(|_| finding.expected.is_none() || finding.found.is_none())
        {
            let name = block.say("human.write", &[]);
            let text = shown_lines(&cure.text).into_owned();
            block.element(Tag::HELP.with_name(name).message(text));
        }
        let title = self.title(finding, paint);
        if block.group.is_empty() {
            return title;
        }
        format!("{title}\n{}", self.renderer.render(&[block.group]))
    }

    /// `error[rule]: message`, set here because the renderer would let the terminal tear its words apart.
    fn title(&self, finding: &Finding, paint: Paint) -> String {
        let word = words::level_word(finding, self.catalogue);
        let head = format!("{word}[{}]", shown(&finding.rules_named()));
        let message = shown_lines(&finding.message);
        let message = text::short(&message, MAX_CHARACTERS);
        let title = text::hanging(&format!("{head}: "), &message, self.style.width);
        let message = title.strip_prefix(&head).unwrap_or(&title);
        let url = finding.law.iter().find_map(|law| link(&law.url));
        let head = self.painted(&head, paint);
        let head = linked(&head, url, self.style);
        format!("{head}{}", self.painted(message, BOLD))
    }
}

/// How the excerpt and the id of a finding are painted.
fn look(finding: &Finding) -> (Tag<'static>, Paint) {
    match finding.weight() {
        Weight::Error => (Tag::ERROR, DEFAULT_ERROR_STYLE),
        Weight::Warning => (Tag::WARNING, DEFAULT_WARNING_STYLE),
        Weight::Review => (Tag::INFO, REVIEW),
        Weight::Settled => (Tag::NOTE, DEFAULT_NOTE_STYLE),
    }
}

/// A finding while it is being set.
struct FindingBlock<'a> {
    writer: &'a FullWriter<'a>,
    /// Columns that the line numbers take.
    gutter: usize,
    group: Group<'static>,
}

impl FindingBlock<'_> {
    fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.writer.catalogue.say(key, values)
    }

    fn element(&mut self, element: impl Into<Element<'static>>) {
        let group = std::mem::replace(&mut self.group, Group::with_level(Tag::NOTE));
        self.group = group.element(element);
    }

    /// `= name: text`, the text broken so that the whole fits.
    fn note(&mut self, tag: Tag<'static>, name: String, text: &str) {
        let head = self.gutter + text::width(" = : ") + text::width(&name);
        let room = self.writer.style.width.saturating_sub(head);
        let text = text::wrapped(text, room);
        self.element(tag.with_name(name).message(text));
    }

    /// Where it is: in its application, and in others.
    fn places(&mut self, path: Option<&str>, finding: &Finding) {
        if let Some(path) = path {
            self.place(path, finding);
        }
        // Drawn where its line is at hand and has room for what is said of it, else only named.
        let (drawn, named): (Vec<_>, Vec<_>) = finding
            .related
            .iter()
            .take(MAX_PLACES)
            .partition(|related| self.fits(&related.place, &shown(&related.message)));
        for related in drawn {
            self.element(excerpt::secondary(related, self.room()));
        }
        let mut also: Vec<_> = named.into_iter().map(name).collect();
        let more = finding.related.len().saturating_sub(MAX_PLACES);
        if more > 0 {
            also.push(self.say("human.more", &[("count", more.into())]));
        }
        if !also.is_empty() {
            let name = self.say("human.also", &[]);
            self.note(Tag::NOTE, name, &also.join("\n"));
        }
    }

    /// The place in its application, with what was found and what is asked.
    fn place(&mut self, path: &str, finding: &Finding) {
        let value = |value: &str| text::short(&shown(value), MAX_CHARACTERS).into_owned();
        let wanted = finding.wanted().map(value);
        // Beside the value, a limit in words says by itself what it is.
        let speaks = finding.asked.is_some() && finding.slip.is_none();
        let label = wanted.as_ref().map(|wanted| match speaks {
            true => wanted.clone(),
            false => self.say(
                match finding.slip {
                    Some(_) => "human.write_label",
                    None => "human.expected_label",
                },
                &[("expected", wanted.as_str().into())],
            ),
        });
        // Beside something else it would seem to be asked of that.
        let label = label.filter(|_| finding.found.is_some());
        let label = label.filter(|label| self.fits(&finding.place, label));
        let labelled = label.is_some();
        self.element(excerpt::primary(path, &finding.place, label, self.room()));
        if let Some(found) = finding.found.as_deref().map(value)
            && !excerpt::shows(&finding.place, &found)
        {
            let name = self.say("human.found", &[]);
            self.note(Tag::NOTE, name, &found);
        }
        if let Some(wanted) = wanted
            && !labelled
        {
            let name = self.say("human.expected", &[]);
            self.note(Tag::NOTE, name, &wanted);
        }
    }

    /// Whether a place can be drawn with a label beside it.
    fn fits(&self, place: &Place, label: &str) -> bool {
        let used = excerpt::columns(place, self.room());
        excerpt::is_there(place) && used + text::width(label) < self.columns()
    }

    /// The columns beside the line numbers.
    fn columns(&self) -> usize {
        self.writer
            .width
            .saturating_sub(self.gutter + text::width(" | "))
    }

    /// The columns that may be underlined in a line that must be cut.
    fn room(&self) -> usize {
        self.columns().saturating_sub(excerpt::CUT)
    }

    /// What somebody decided, under its name.
    fn decided(&mut self, key: &str, text: &str) {
        let name = self.say(key, &[]);
        self.note(Tag::NOTE, name, &shown_lines(text));
    }

    fn waiver(&mut self, waived: &Waived) {
        let before = self.writer.catalogue.word("outcome", waived.outcome.name());
        let values = [
            ("approver", shown(&waived.approver).into_owned().into()),
            ("document", shown(&waived.document).into_owned().into()),
            ("issued", waived.issued.into()),
            ("expires", waived.expires.into()),
            ("file", shown(&waived.file).into_owned().into()),
            ("outcome", before.into()),
        ];
        let text = self.say("human.waiver_terms", &values);
        let text = format!("{}\n{text}", shown_lines(&waived.reason));
        let name = self.say("human.waiver", &[]);
        self.note(Tag::NOTE, name, &text);
    }

    fn laws(&mut self, laws: &[Law]) {
        let Some(law) = laws.first() else { return };
        let mut text = shown(&law.source).into_owned();
        if let Some(point) = &law.point {
            let point = shown(point);
            let values = [
                ("source", text.into()),
                ("point", point.trim_end_matches('.').into()),
            ];
            text = self.say("human.point", &values);
        }
        for quote in laws.iter().filter_map(|law| law.quote.as_deref()) {
            let quote = shown_lines(quote);
            let quote = self.say("human.quote", &[("quote", quote.trim().into())]);
            text = format!("{text}\n{quote}");
        }
        if !law.url.is_empty() {
            text = format!("{text}\n{}", shown(&law.url));
        }
        if let Some(since) = law.since {
            let since = self.say("human.since", &[("since", since.into())]);
            text = format!("{text}\n{since}");
        }
        let name = self.say("human.law", &[]);
        self.note(Tag::NOTE, name, &text);
    }

    /// A failure must be put right; where a person must judge, it is advice, for there may be nothing to put right.
    fn help(&mut self, outcome: Outcome, help: &str) {
        let name = match outcome {
            Outcome::Review => self.say("human.advice", &[]),
            _ => self.say("human.help", &[]),
        };
        self.note(Tag::HELP, name, &shown_lines(help));
    }
}

/// A place in words.
fn name(related: &Related) -> String {
    let start = related.place.location.start;
    let (path, message) = (shown(&related.path), shown(&related.message));
    format!("{path}:{}:{}: {message}", start.line, start.column)
}
