//! One finding, in the look of a compiler's message: title, places, notes.
//! Knows nothing of the report around it.

use annotate_snippets::{Group, Level as Tag, Title};

use super::{Page, excerpt};
use crate::finding::{Finding, Law, Level, Outcome, Related, Waived};
use crate::language::Value;
use crate::render::escape::{link, shown, shown_lines};
use crate::render::{level_word, text};

/// So many further places of one finding are shown; more are only counted.
const PLACES: usize = 10;
/// So many characters of a message or value are shown: an author may have written a book into a field.
const LENGTH: usize = 1000;

impl Page<'_> {
    /// One finding; `path` is that of its application, which a finding over all applications has not.
    pub(in crate::render) fn finding(&self, path: Option<&str>, finding: &Finding) -> String {
        let mut block = Block {
            page: self,
            gutter: excerpt::gutter(finding),
            group: Group::with_title(self.title(finding)),
        };
        block.places(path, finding);
        if let Some(waived) = &finding.waived {
            block.waiver(waived);
        }
        for law in finding.law.iter() {
            block.law(law);
        }
        if let Some(help) = &finding.help {
            block.help(finding.outcome, help);
        }
        self.renderer.render(&[block.group])
    }

    fn title(&self, finding: &Finding) -> Title<'static> {
        let word = level_word(finding, self.catalogue);
        let head = text::width(&word) + text::width(&finding.rule) + 4;
        let message = shown_lines(&finding.message);
        let message = text::short(&message, LENGTH);
        let message = match self.style.width.saturating_sub(head) {
            // Too little is left beside the id; the terminal breaks the line itself.
            ..text::NARROWEST => message.into_owned(),
            room => text::wrapped(&message, room),
        };
        let tag = match (finding.outcome, finding.level) {
            (Outcome::Review, _) => Tag::INFO,
            (Outcome::Waived, _) => Tag::NOTE,
            (_, Level::Error) => Tag::ERROR,
            (_, Level::Warning) => Tag::WARNING,
        };
        let title = tag.with_name(word).primary_title(message);
        let title = title.id(shown(&finding.rule).into_owned());
        match finding.law.iter().find_map(|law| link(&law.url)) {
            Some(url) => title.id_url(url.to_owned()),
            None => title,
        }
    }
}

/// A finding while it is being set.
struct Block<'a> {
    page: &'a Page<'a>,
    /// Columns that the line numbers take.
    gutter: usize,
    group: Group<'static>,
}

impl Block<'_> {
    fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.page.catalogue.say(key, values)
    }

    fn element(&mut self, element: impl Into<annotate_snippets::Element<'static>>) {
        let group = std::mem::replace(&mut self.group, Group::with_level(Tag::NOTE));
        self.group = group.element(element);
    }

    /// `= name: text`, the text broken so that the whole fits.
    fn note(&mut self, tag: Tag<'static>, name: String, text: &str) {
        let head = self.gutter + text::width(" = : ") + text::width(&name);
        let room = self.page.style.width.saturating_sub(head);
        let text = text::wrapped(text, room);
        self.element(tag.with_name(name).message(text));
    }

    fn places(&mut self, path: Option<&str>, finding: &Finding) {
        let value = |value: &Option<String>| {
            let value = value.as_deref()?;
            Some(text::short(&shown(value), LENGTH).into_owned())
        };
        let mut expected = value(&finding.expected);
        if let Some(path) = path {
            let label = expected.as_ref().map(|expected| {
                let values = [("expected", expected.as_str().into())];
                self.say("human.expected_label", &values)
            });
            let label = label.filter(|label| self.fits(finding, label));
            if label.is_some() {
                expected = None;
            }
            self.element(excerpt::primary(path, &finding.place, label));
        }
        let more = finding.related.len().saturating_sub(PLACES);
        let related = || finding.related.iter().take(PLACES);
        for related in related().filter(|related| excerpt::is_there(&related.place)) {
            self.element(excerpt::secondary(related));
        }
        if let Some(found) = value(&finding.found).filter(|found| !excerpt::shows(finding, found)) {
            let name = self.say("human.found", &[]);
            self.note(Tag::NOTE, name, &found);
        }
        if let Some(expected) = expected {
            let name = self.say("human.expected", &[]);
            self.note(Tag::NOTE, name, &expected);
        }
        for related in related().filter(|related| !excerpt::is_there(&related.place)) {
            self.also(related);
        }
        if more > 0 {
            let name = self.say("human.also", &[]);
            let text = self.say("human.more", &[("count", more.into())]);
            self.note(Tag::NOTE, name, &text);
        }
    }

    /// Whether a label beside the place stays on the line.
    fn fits(&self, finding: &Finding, label: &str) -> bool {
        let marked = excerpt::columns(&finding.place);
        let used = self.gutter + text::width(" |  ") + marked + text::width(label);
        used <= self.page.style.width
    }

    /// A further place whose text is not at hand.
    fn also(&mut self, related: &Related) {
        let start = related.place.location.start;
        let (path, message) = (shown(&related.path), shown(&related.message));
        let text = format!("{path}:{}:{}: {message}", start.line, start.column);
        let name = self.say("human.also", &[]);
        self.note(Tag::NOTE, name, &text);
    }

    fn waiver(&mut self, waived: &Waived) {
        let before = self.say(&format!("outcome.{}", waived.outcome.name()), &[]);
        let values = [
            ("approver", shown(&waived.approver).into_owned().into()),
            ("document", shown(&waived.document).into_owned().into()),
            ("expires", waived.expires.into()),
            ("outcome", before.into()),
        ];
        let text = self.say("human.waiver_terms", &values);
        let text = format!("{}\n{text}", shown_lines(&waived.reason));
        let name = self.say("human.waiver", &[]);
        self.note(Tag::NOTE, name, &text);
    }

    fn law(&mut self, law: &Law) {
        let mut text = shown(&law.source).into_owned();
        if let Some(point) = &law.point {
            let point = shown(point);
            let values = [
                ("source", text.into()),
                ("point", point.trim_end_matches('.').into()),
            ];
            text = self.say("human.point", &values);
        }
        if let Some(quote) = &law.quote {
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

    /// What is wrong is mended; where a person must judge, there may be nothing to mend.
    fn help(&mut self, outcome: Outcome, help: &str) {
        let name = match outcome {
            Outcome::Review => self.say("human.advice", &[]),
            _ => self.say("human.help", &[]),
        };
        self.note(Tag::HELP, name, &shown_lines(help));
    }
}
