//! Lines that would be put behind a `#` though they state something: a name of a field without its colon, as a table of a text program
//! leaves it, or an amount alone. They are written as fields, or left to the person.

use super::FormMessages;
use super::names::FieldNames;
use crate::language::Language;
use atbilst_yaml as yaml;
use atbilst_yaml::source::indent;
use atbilst_yaml::{Fields as _, Mended, Problem, ProblemKind, Remark, Under};

/// Most words of a name.
const WORDS: usize = 6;

/// Fewest figures of an amount or a day that stands alone; a page has fewer.
const FIGURES: usize = 5;

/// What a lost colon leaves between a name and its value, or is taken for one.
const BETWEEN: [char; 12] = [
    ':', '=', '–', '—', '-', '|', '\t', ' ', '\u{a0}', '∶', '﹕', ';',
];

/// What lines are that stand by themselves.
enum Stray {
    /// The value of a field.
    Value(Mended),
    /// What nobody knows: nothing is proposed.
    Unclear,
    /// A heading, a signature, a number of a page.
    Remark,
}

impl FormMessages<'_> {
    /// What is wrong, and the lines that put it right, where they hide nothing that is stated.
    pub(super) fn mended(
        &self,
        problem: &Problem,
        names: &FieldNames<'_>,
    ) -> (Problem, Option<Mended>) {
        let line = self.lines.position(problem.span.start).line;
        if let Some(page) = self.of_page(line) {
            return (problem.clone(), Some(page));
        }
        let (found, mended) = yaml::mended(self.lines, problem, names);
        let is_out = matches!(found.kind, ProblemKind::CommentedOut(_));
        match mended.map(|mended| match is_out {
            // Its writer has hidden it.
            true => Some(mended),
            false => self.without_hiding(names, mended),
        }) {
            None => (found, None),
            Some(None) => (problem.clone(), None),
            Some(mended) => (found, mended),
        }
    }

    /// The lines that are proposed, where they hide nothing; of one that states a field, that field; of what else is stated nothing.
    fn without_hiding(&self, names: &FieldNames<'_>, mended: Mended) -> Option<Mended> {
        let is_remark = |line: &str| line.is_empty() || line.starts_with('#');
        // A line that would go on with the text above it.
        if mended.lines > 1 && !mended.text.contains('\n') {
            let below = mended.line.saturating_add(1)..mended.line.saturating_add(mended.lines);
            let mut fields = below.filter_map(|number| self.as_field(names, number));
            return Some(fields.next().unwrap_or(mended));
        }
        if !mended.text.lines().all(|line| is_remark(line.trim_start())) {
            return Some(mended);
        }
        let lines = mended.line..mended.line.saturating_add(mended.lines);
        let says = |number: &u32| {
            let line = self.lines.line(*number);
            line.is_some_and(|line| !is_remark(line.trim_start()))
        };
        let lines: Vec<u32> = lines.filter(says).collect();
        if let [line] = lines.as_slice()
            && let Some(field) = self.as_field(names, *line)
        {
            // What is written as a field already has another place.
            let is_other = self.lines.line(*line) != Some(&field.text);
            return is_other.then_some(field);
        }
        if let [first, .., last] | [first @ last] = lines.as_slice() {
            match self.as_value(names, (*first, *last)) {
                Stray::Value(field) => return Some(field),
                Stray::Unclear => return None,
                Stray::Remark => {}
            }
        }
        let lines = lines
            .into_iter()
            .filter_map(|number| self.lines.line(number));
        let mut lines = lines.map(bare);
        let states = |line: String| is_amount(&line) || stated(names, &line).is_some();
        (!lines.any(states)).then_some(mended)
    }

    /// What lines are that stand by themselves: the value of a field whose name stands above them or in the first of them, or what may
    /// belong to what stands around them.
    fn as_value(&self, names: &FieldNames<'_>, (first, last): (u32, u32)) -> Stray {
        let line = |number: u32| self.lines.line(number).unwrap_or_default();
        let states = |number: u32| {
            let line = line(number).trim();
            (!line.is_empty() && !line.starts_with('#')).then_some(number)
        };
        let above = (1..first).rev().find_map(states);
        let label = |number: u32| {
            let name = Remark::of(line(number)).value;
            let named = names.named(bare(name).trim_end_matches(':'))?;
            (named.under == Under::Nothing).then_some((named.name, name.ends_with(':')))
        };
        let head = match above.and_then(|above| Some((above, label(above)?))) {
            // Without its colon only right above, where the line is no name itself.
            Some((above, (name, colon))) if colon || above.saturating_add(1) == first => {
                Some((above, name))
            }
            _ => label(first).map(|(name, _)| (first, name)),
        };
        // A remark goes on in the line below it; one behind a value begins no sentence there.
        let over = line(first.saturating_sub(1));
        let begins = line(first).trim_start().starts_with(char::is_uppercase);
        let is_below = match over.trim_start().starts_with('#') {
            true => true,
            false => !begins && !Remark::of(over).remark.is_empty(),
        };
        let head = head.filter(|(head, _)| !is_below || *head < last);
        if let Some((head, name)) = head {
            let below = self.lines.line(last.saturating_add(1));
            let below = below.and_then(|line| line.trim_start().split_once(':'));
            // A heading above the field that it is called by.
            if head == last && below.is_some_and(|(key, _)| key == name) {
                return Stray::Remark;
            }
            return match head.saturating_add(1) == last {
                true => Stray::Value(self.under_name(head, &name)),
                false => Stray::Unclear,
            };
        }
        if is_below {
            return Stray::Remark;
        }
        // What stands behind a label that nobody knows, the rest of the text above, or the value of the field below.
        let is_behind = above.is_some_and(|above| {
            let name = Remark::of(line(above)).value.strip_suffix(':');
            name.is_some_and(|name| names.named(bare(name).as_str()).is_none())
        });
        let own = line(first).trim_start();
        let goes_on = own.starts_with(char::is_lowercase) && !own.contains(": ");
        let below = self.lines.line(last.saturating_add(1)).unwrap_or_default();
        let is_empty = Remark::of(below).value.strip_suffix(':');
        let is_empty = is_empty.and_then(|name| names.named(name.trim_start_matches([' ', '-'])));
        // Several lines further in are no letter around the application.
        let is_inside = first < last && indent(line(last)) > 0;
        match is_inside || is_behind || goes_on || is_empty.is_some_and(|named| named.text) {
            true => Stray::Unclear,
            false => Stray::Remark,
        }
    }

    /// The number of a page, which is no part of the text above it: behind a sign.
    fn of_page(&self, number: u32) -> Option<Mended> {
        let line = self.lines.line(number)?;
        let body = line.trim();
        let mut words = body.split(|c: char| !c.is_alphanumeric());
        let (mut pages, mut numbers) = (0_usize, 0_usize);
        let all = words.all(|word| {
            let is_page = Language::any_names_page(&word.to_lowercase());
            pages = pages.saturating_add(usize::from(is_page));
            let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            numbers = numbers.saturating_add(usize::from(is_number));
            is_page || is_number || word.is_empty()
        });
        // `- 2 -`
        let between = body
            .strip_prefix(['-', '–'])
            .and_then(|body| body.strip_suffix(['-', '–']));
        let is_page = pages > 0 || (numbers == 1 && between.is_some());
        (all && is_page && numbers > 0).then(|| Mended {
            line: number,
            lines: 1,
            text: format!("{:1$}# {body}", "", indent(line)),
            sure: false,
            below: None,
            later: false,
        })
    }

    /// A name with the value in the line below it, as a field.
    fn under_name(&self, number: u32, name: &str) -> Mended {
        let line = |number: u32| self.lines.line(number).unwrap_or_default();
        let [head, below] = [number, number.saturating_add(1)].map(line);
        let [own, value] = [head, below].map(Remark::of);
        let remarks = [own.behind(), value.behind()].concat();
        Mended {
            line: number,
            lines: 2,
            text: format!("{}{name}: {}{remarks}", before_name(head), value.value),
            sure: false,
            below: None,
            later: false,
        }
    }

    /// A line that states a field, as one.
    fn as_field(&self, names: &FieldNames<'_>, number: u32) -> Option<Mended> {
        let line = self.lines.line(number)?;
        let remark = Remark::of(line);
        let (name, value) = stated(names, &bare(remark.value))?;
        let remark = remark.behind();
        Some(Mended {
            line: number,
            lines: 1,
            text: format!("{}{name}: {value}{remark}", before_name(line)),
            sure: false,
            below: None,
            later: false,
        })
    }
}

/// What stands before the name of a line: spaces, and the dash of an item.
fn before_name(line: &str) -> &str {
    let dash = line.trim_start_matches(' ');
    let body = dash.strip_prefix("- ").unwrap_or(dash);
    let body = body.trim_start_matches(' ');
    line.strip_suffix(body).unwrap_or_default()
}

/// A line without what a page of the web or a list puts around it.
fn bare(line: &str) -> String {
    let mut bare = String::new();
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        bare.push_str(before);
        rest = match tag.split_once('>') {
            Some((_, behind)) => {
                bare.push(' ');
                behind
            }
            None => tag,
        };
    }
    bare.push_str(rest);
    let bare = bare.replace("&#58;", ":");
    let around = |c: char| c.is_whitespace() || matches!(c, '*' | '•' | '|' | '-');
    let bare = bare.trim_matches(around);
    // `1.2. Summa`
    let counted = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_counted = bare.len() > counted.len() && counted.starts_with(' ');
    (if is_counted {
        counted.trim_start()
    } else {
        bare
    })
    .to_owned()
}

/// The field that a line names, where no words of its own are asked, and what stands behind the name.
pub(super) fn stated(names: &FieldNames<'_>, line: &str) -> Option<(String, String)> {
    let cuts = line.char_indices().filter(|(_, c)| BETWEEN.contains(c));
    let mut found = None;
    let mut tried = 0_usize;
    for (at, _) in cuts {
        let (name, value) = line.split_at_checked(at)?;
        let (name, value) = (name.trim(), value.trim_start_matches(BETWEEN).trim());
        tried = tried.saturating_add(1);
        if tried > WORDS || value.is_empty() {
            break;
        }
        let plain = name.replace('.', "");
        let Some(named) = names.named(name).or_else(|| names.named(&plain)) else {
            continue;
        };
        let is_value =
            value.contains(|c: char| c.is_ascii_digit()) || names.fits(&named.name, value);
        if named.under == Under::Nothing && !named.text && is_value {
            found = Some((named.name, value.to_owned()));
        }
    }
    found
}

/// Whether a text is nothing but figures, as an amount or a day is.
fn is_amount(text: &str) -> bool {
    let small = text.to_lowercase();
    let text = small.trim_end_matches(['e', 'u', 'r', '€', ' ']);
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let of_figures = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,'-/".contains(c);
    figures >= FIGURES && text.chars().all(of_figures)
}
