//! A finding, or several that say the same of one part of the form, as a line: where, what to do, and by which rules.

use crate::escape::{is_hidden, shown};
use crate::{text, words};
use atbilst_core::finding::{Cure, Finding, Outcome, Slip, Weight};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::own_rules::{MISSING_FIELD, UNKNOWN_CALL, UNKNOWN_FIELD};

/// Most letters of a line to be written that is told beside what it is for.
const ONE_LINE: usize = 56;

/// So many characters of a value are shown.
const VALUE: usize = 60;

/// A line of the short look.
pub(super) struct Line {
    /// Where; empty for what stands nowhere.
    pub(super) at: String,
    /// What is to be done, or what was found.
    pub(super) text: String,
    /// What to do, where the text does not say it.
    pub(super) help: Option<String>,
    /// The lines to write, where one finding is about what is left out.
    pub(super) write: Vec<String>,
    /// The rules behind it.
    pub(super) rules: String,
    /// How it stands among the others.
    order: (Weight, u32),
}

/// The lines of some findings: mistakes first, then warnings, then questions, and what is waived last.
pub(super) fn lines(findings: &[Finding], catalogue: &Catalogue) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    for finding in findings {
        let Some(fields) = open_fields(finding) else {
            lines.push(line(finding, catalogue));
            continue;
        };
        let pointer = &*finding.place.pointer;
        // Of a part that is left out as a whole its own name; else that of the part in which fields are left out.
        let part = pointer.rsplit_once('/').map_or("", |(part, name)| {
            if fields.contains(&name) {
                part
            } else {
                pointer
            }
        });
        let same = |gap: &&mut Gap<'_>| gap.part == part && gap.first.weight() == finding.weight();
        match gaps.iter_mut().find(same) {
            Some(gap) => gap.add(finding, fields),
            None => {
                gaps.push(Gap {
                    part,
                    first: finding,
                    fields,
                    alone: true,
                    rules: finding.rules().map(|rule| &**rule).collect(),
                });
            }
        }
    }
    lines.extend(gaps.iter().map(|gap| gap.line(catalogue)));
    lines.sort_by_key(|line| line.order);
    lines
}

/// Fields of one part of the form that are not filled in.
struct Gap<'a> {
    part: &'a str,
    first: &'a Finding,
    fields: Vec<&'a str>,
    rules: Vec<&'a str>,
    /// Whether one finding tells of them.
    alone: bool,
}

impl<'a> Gap<'a> {
    fn add(&mut self, finding: &'a Finding, fields: Vec<&'a str>) {
        self.alone = false;
        for field in fields {
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
        for rule in finding.rules() {
            if !self.rules.contains(&&**rule) {
                self.rules.push(rule);
            }
        }
    }

    fn line(&self, catalogue: &Catalogue) -> Line {
        let part = self.part.trim_start_matches('/');
        let item = part.rsplit_once('/').and_then(|(list, index)| {
            let index: usize = index.parse().ok()?;
            Some((list, index.saturating_add(1)))
        });
        let about = [
            ("part", Value::from(item.map_or(part, |(list, _)| list))),
            ("number", item.map_or(0, |(_, number)| number).into()),
            ("fields", shown(&self.fields.join(", ")).into_owned().into()),
        ];
        let key = match (part.is_empty(), item.is_some()) {
            (true, _) => "short.gap",
            (false, true) => "short.gap_item",
            (false, false) => "short.gap_part",
        };
        let text = catalogue.say(key, &about);
        let asks = self.alone && self.first.outcome == Outcome::Review;
        let help = self.first.help.as_deref().filter(|_| asks);
        let cure = self.first.cure.as_deref().filter(|_| self.alone);
        let write = cure.into_iter().flat_map(|cure| cure.text.lines());
        // What one rule of the book says of what it misses is told in its own words.
        let own = match self.rules.as_slice() {
            [rule] if *rule != MISSING_FIELD && self.first.outcome == Outcome::Fail => {
                Some(shown(&self.first.message).into_owned())
            }
            _ => None,
        };
        let (text, help) = match &own {
            Some(message) => (message.clone(), Some(text.as_str())),
            None => (text, help),
        };
        Line {
            at: at(self.first, catalogue),
            text: with_level(self.first, text, catalogue),
            help: help.map(|help| shown(help).into_owned()),
            write: write.map(|line| shown(line).into_owned()).collect(),
            // That what must be filled in is not needs no name.
            rules: match self.rules.as_slice() {
                [MISSING_FIELD] => String::new(),
                rules => shown(&rules.join(", ")).into_owned(),
            },
            order: (self.first.weight(), number(self.first)),
        }
    }
}

/// The fields that a finding says are not filled in; `None` for any other finding.
fn open_fields(finding: &Finding) -> Option<Vec<&str>> {
    let cure: &Cure = finding.cure.as_deref()?;
    // Of a question about what is left out, the question is what to tell.
    let left_out = finding.absent.is_some() || &*finding.rule == MISSING_FIELD;
    if !left_out || finding.found.is_some() || finding.slip.is_some() {
        return None;
    }
    let open = cure.text.lines().filter_map(|line| {
        let (name, _) = line
            .split_once('#')
            .map_or(line, |(line, _)| line)
            .trim_end()
            .strip_suffix('…')?
            .split_once(':')?;
        Some(name.trim_start_matches([' ', '-']))
    });
    let open: Vec<&str> = open.collect();
    (!open.is_empty()).then_some(open)
}

/// The line to go to: that of the finding, or where the lines to write belong.
fn number(finding: &Finding) -> u32 {
    match &finding.cure {
        Some(cure) if cure.moved.is_some() => finding.place.location.start.line,
        Some(cure) if cure.lines == 0 || finding.found.is_none() || is_open(cure) => cure.line,
        _ => finding.place.location.start.line,
    }
}

fn at(finding: &Finding, catalogue: &Catalogue) -> String {
    let line = number(finding);
    let nowhere = finding.place.excerpt.text.is_empty() && finding.place.location.end.byte == 0;
    match nowhere {
        true => String::new(),
        false => catalogue.say("short.line", &[("line", line.to_string().into())]),
    }
}

fn line(finding: &Finding, catalogue: &Catalogue) -> Line {
    let wanted = finding.wanted().map(|wanted| shown(wanted).into_owned());
    let value = finding.found.as_deref().map(|found| {
        // Of a line that is wrong in two ways all of it.
        let both = finding.asked.is_some() && &*finding.rule == UNKNOWN_FIELD;
        let found = if both {
            &finding.place.excerpt.text
        } else {
            found
        };
        shown(without_remark(found.trim(), found)).into_owned()
    });
    // That nothing else was checked is told, too.
    let slip = finding.slip.filter(|_| &*finding.rule != UNKNOWN_CALL);
    // Of two texts that look the same the help says what differs.
    let is_alike = |wanted: &String| {
        let found = finding.found.as_deref();
        found.is_some_and(|found| look_alike(wanted, without_remark(found.trim(), found)))
    };
    let alike = wanted.as_ref().is_some_and(is_alike);
    let slip = slip.filter(|_| !alike);
    let said = match (slip, wanted, value) {
        (Some(slip), Some(wanted), Some(found)) => {
            let found = text::short(&found, VALUE).into_owned();
            let about = [("wanted", wanted.into()), ("found", found.into())];
            let key = match slip {
                Slip::Sure => "short.write",
                Slip::Likely => "short.ask",
            };
            Some(catalogue.say(key, &about))
        }
        _ => None,
    };
    // Of what is waived or answered, by whom and why.
    let decided = words::decided(finding, catalogue);
    let decided = decided.map(|(word, text)| format!("{word}: {text}"));
    let help = finding.help.as_deref().filter(|_| said.is_none());
    // Of a line that cannot be read, how it can.
    let cure = finding.cure.as_deref();
    let cure = cure.filter(|cure| finding.slip.is_some() && says_it_all(cure, finding));
    // What would be broken over two lines is written as it is to stand, so that it can be copied.
    let fits = |cure: &&Cure| cure.text.trim().chars().count() <= ONE_LINE;
    let cure = cure.filter(fits);
    let line = cure.filter(|_| said.is_none() && !alike).map(|cure| {
        let name = catalogue.say("human.write", &[]);
        let stood = &finding.place.excerpt.text;
        format!("{name}: {}", without_remark(cure.text.trim(), stood))
    });
    // Of anything else the lines to write.
    let write = finding.cure.as_deref();
    let write = write.filter(|_| said.is_none() && line.is_none());
    let write = write.into_iter().flat_map(|cure| cure.text.lines());
    let write: Vec<String> = write.map(|line| shown(line).into_owned()).collect();
    let help = decided.as_deref().or(line.as_deref()).or(help);
    let text = said.unwrap_or_else(|| shown(&finding.message).into_owned());
    Line {
        at: at(finding, catalogue),
        text: with_level(finding, text, catalogue),
        help: help.map(|help| shown(help).into_owned()),
        write,
        rules: shown(&finding.rules_named()).into_owned(),
        order: (finding.weight(), number(finding)),
    }
}

/// Whether two texts look the same: they differ in letters of other alphabets or in what nobody sees alone.
fn look_alike(wanted: &str, found: &str) -> bool {
    let wanted = wanted.split(" (").next().unwrap_or(wanted);
    let latin = |c: char| c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}');
    let found = || found.chars().filter(|&c| !is_hidden(c));
    let mut letters = wanted.chars().zip(found());
    wanted.chars().count() == found().count()
        && letters.all(|(wanted, found)| wanted == found || !latin(found))
}

/// Whether only the applicant knows what is to be written.
fn is_open(cure: &Cure) -> bool {
    cure.text.contains('…')
}

/// Whether one line shows all that is to be changed: not the spaces before it, and nothing that is still to be found.
fn says_it_all(cure: &Cure, finding: &Finding) -> bool {
    let stood = finding.place.excerpt.text.trim_end();
    let alone = cure.lines == 1 && !cure.text.contains('\n');
    let margin = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let moved = margin(&cure.text) != margin(stood);
    alone && !is_open(cure) && !moved && cure.text.trim() != stood.trim()
}

/// A line without the remark behind it, where that is one and stood there already.
fn without_remark<'t>(line: &'t str, stood: &str) -> &'t str {
    let Some((said, remark)) = line.split_once(" #") else {
        return line;
    };
    match said.contains(['"', '\'']) || !stood.contains(&format!("#{remark}")) {
        true => line,
        false => said.trim_end(),
    }
}

/// A mistake needs no name; anything else says what it is.
fn with_level(finding: &Finding, text: String, catalogue: &Catalogue) -> String {
    match finding.is_error() {
        true => text,
        false => format!("{}: {text}", words::level_word(finding, catalogue)),
    }
}
