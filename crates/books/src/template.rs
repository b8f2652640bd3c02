//! A new application as a file: every field of the form in its order, explained, with the answers that are there.
//! Fields that are not needed stand behind a `#` that can be removed. Knows nothing of terminals or files.

use serde_json::Value;

use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::{Catalogue, Value as Said};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::invisible::is_hidden;
use atbilst_yaml::write;

/// Columns of the explanations.
const WIDTH: usize = 100;

/// The text of the file. `file` is what the reader calls it, `schema` the file that holds its JSON Schema.
pub fn template(
    book: &RuleBook,
    catalogue: &Catalogue,
    answers: &Value,
    file: &str,
    schema: &str,
) -> String {
    let writer = TemplateWriter { book, catalogue };
    let title = book.title.get(catalogue.language());
    let mut lines = vec![first_line(schema)];
    lines.extend(comment(
        &catalogue.say("template.head", &[("title", title.into())]),
    ));
    lines.extend(comment(
        &catalogue.say("template.check", &[("file", file.into())]),
    ));
    for id in book.form.asked(None) {
        lines.push(String::new());
        lines.extend(writer.field(id, answers, Purpose::Asked));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// How a text begins that is written here: editors find its schema by it.
pub fn first_line(schema: &str) -> String {
    format!("# yaml-language-server: $schema={schema}")
}

/// The schema of a call is called after it; what could lead to another folder is left out.
pub fn schema_name(book: &RuleBook) -> String {
    let fits = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let call: String = book.call.chars().filter(fits).collect();
    format!("{call}.schema.json")
}

/// What a field is written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Its answer, or its empty place.
    Asked,
    /// A sample of what could be written, behind a `#`.
    Sample,
}

struct TemplateWriter<'a> {
    book: &'a RuleBook,
    catalogue: &'a Catalogue,
}

impl TemplateWriter<'_> {
    /// A field with its explanation; one that is neither required nor answered behind a `#`.
    fn field(&self, id: FieldId, around: &Value, wanted: Purpose) -> Vec<String> {
        let field = self.book.form.field(id);
        let answer = around.get(&field.name);
        let sample = wanted == Purpose::Asked && answer.is_none() && !field.required;
        let mut lines = comment(&self.about(field, sample, answer.is_none()));
        lines.extend(self.codes(field));
        let inner = if sample { Purpose::Sample } else { wanted };
        let written = self.lines(id, field, answer, inner);
        if sample {
            lines.extend(written.iter().map(|line| format!("#{line}")));
        } else {
            lines.extend(written);
        }
        lines
    }

    /// The title of a field, what to write in it, and whether it must be.
    fn about(&self, field: &Field, sample: bool, open: bool) -> String {
        let language = self.catalogue.language();
        let title = field.title.get(language);
        let help = field.help.get(language);
        let mark = match (field.required, sample) {
            (true, _) => format!(" ({})", self.catalogue.say("template.required", &[])),
            (false, true) => format!(" ({})", self.catalogue.say("template.optional", &[])),
            (false, false) => String::new(),
        };
        // Above the line, so that what is typed stands before no comment.
        let example = field
            .example
            .as_ref()
            .filter(|_| open && field.path != "call");
        let example = example.filter(|_| !matches!(field.kind, Kind::Code(_) | Kind::Flag));
        let example = example.map_or_else(String::new, |example| {
            let about = [("example", Said::from(example.as_str()))];
            format!(" {}", self.catalogue.say("template.example", &about))
        });
        // Whoever is asked by the program says yes or no.
        let how = match field.kind {
            Kind::Flag if open => format!(" {}", self.catalogue.say("template.flag", &[])),
            Kind::Quantity(_) => {
                let unit = self.catalogue.say("template.unit", &field.kind.args());
                format!(" {unit}")
            }
            _ => String::new(),
        };
        format!("{title}{mark}. {help}{how}{example}")
    }

    fn codes(&self, field: &Field) -> Vec<String> {
        let Kind::Code(list) = field.kind else {
            return Vec::new();
        };
        let language = self.catalogue.language();
        let list = self.book.lists.get(list.index());
        let mut lines = comment(&self.catalogue.say("template.codes", &[]));
        for code in list.into_iter().flat_map(|list| &list.codes) {
            let title = shown(code.title.get(language));
            lines.push(format!("#   {} – {title}", code.code));
        }
        lines
    }

    fn lines(
        &self,
        id: FieldId,
        field: &Field,
        answer: Option<&Value>,
        wanted: Purpose,
    ) -> Vec<String> {
        let name = &field.name;
        match &field.kind {
            Kind::Record(_) => {
                let inside = self.inside(id, answer.unwrap_or(&Value::Null), wanted);
                let mut lines = vec![format!("{name}:")];
                lines.extend(inside.iter().map(|line| format!("  {line}")));
                lines
            }
            Kind::List(items) => {
                let one = [Value::Null];
                let answers = answer.and_then(Value::as_array);
                let mut lines = vec![format!("{name}:")];
                for item in answers.map_or(&one[..], Vec::as_slice) {
                    if items.records {
                        lines.extend(dashed(&self.inside(id, item, wanted)));
                    } else {
                        let text = item.as_str().map(write::text).unwrap_or_default();
                        lines.push(format!("  - {text}").trim_end().to_owned());
                    }
                }
                lines
            }
            _ => vec![Self::single(field, answer)],
        }
    }

    /// The fields of a record or an item.
    fn inside(&self, id: FieldId, around: &Value, wanted: Purpose) -> Vec<String> {
        let children = self.book.form.asked(Some(id));
        children
            .flat_map(|child| self.field(child, around, wanted))
            .collect()
    }

    fn single(field: &Field, answer: Option<&Value>) -> String {
        let name = &field.name;
        match answer.and_then(Value::as_str) {
            Some(text) => format!("{name}: {}", field.kind.in_yaml(text)),
            None => format!("{name}:"),
        }
    }
}

/// The lines of an item; the first that is no explanation gets the dash. It stands behind no `#`: whichever of the others is removed
/// later, what stands behind it belongs to the item.
fn dashed(lines: &[String]) -> Vec<String> {
    let is_explanation = |line: &str| line == "#" || line.starts_with("# ");
    let first = lines.iter().position(|line| !is_explanation(line));
    let line = |(index, line): (usize, &String)| match first {
        Some(first) if index == first => format!("  - {}", line.trim_start_matches('#')),
        // Before its dash an explanation stands where the dash will.
        Some(first) if index < first => format!("  {line}"),
        _ => format!("    {line}"),
    };
    lines.iter().enumerate().map(line).collect()
}

/// A text as lines of comments.
pub fn comment(text: &str) -> Vec<String> {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent("# ")
        .subsequent_indent("# ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let text = shown(text);
    let lines = textwrap::wrap(&text, options);
    lines.into_iter().map(|line| line.into_owned()).collect()
}

/// With what nobody sees written out: it makes a text no YAML, or is obeyed by the terminal that shows it.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c != '\n' && is_hidden(c) {
            true => shown.extend(c.escape_unicode()),
            false => shown.push(c),
        }
    }
    shown
}
