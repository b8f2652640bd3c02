//! Lines that would be put behind a `#` though they state something: a name of a field without its colon, as a table of a text program
//! leaves it, or an amount alone. They are written as fields, or left to the person.

use super::FormMessages;
use super::names::FieldNames;
use atbilst_yaml as yaml;
use atbilst_yaml::source::indent;
use atbilst_yaml::{Fields as _, Mended, Problem, Under};

/// Most words of a name.
const WORDS: usize = 6;

/// Fewest figures of an amount or a day that stands alone; a page has fewer.
const FIGURES: usize = 5;

/// What a lost colon leaves between a name and its value, or is taken for one.
const BETWEEN: [char; 12] = [
    ':', '=', '–', '—', '-', '|', '\t', ' ', '\u{a0}', '∶', '﹕', ';',
];

impl FormMessages<'_> {
    /// What is wrong, and the lines that put it right, where they hide nothing that is stated.
    pub(super) fn mended(
        &self,
        problem: &Problem,
        names: &FieldNames<'_>,
    ) -> (Problem, Option<Mended>) {
        let (found, mended) = yaml::mended(self.lines, problem, names);
        match mended.map(|mended| self.without_hiding(names, mended)) {
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
            return Some(field);
        }
        let lines = lines
            .into_iter()
            .filter_map(|number| self.lines.line(number));
        let mut lines = lines.map(bare);
        let states = |line: String| is_amount(&line) || stated(names, &line).is_some();
        (!lines.any(states)).then_some(mended)
    }

    /// A line that states a field, as one.
    fn as_field(&self, names: &FieldNames<'_>, number: u32) -> Option<Mended> {
        let line = self.lines.line(number)?;
        let (body, remark) = line.split_once(" #").unwrap_or((line, ""));
        let (name, value) = stated(names, &bare(body))?;
        let remark = match remark {
            "" => String::new(),
            remark => format!("   #{remark}"),
        };
        Some(Mended {
            line: number,
            lines: 1,
            text: format!("{:1$}{name}: {value}{remark}", "", indent(line)),
            sure: false,
            below: None,
            later: false,
        })
    }
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
fn stated(names: &FieldNames<'_>, line: &str) -> Option<(String, String)> {
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
