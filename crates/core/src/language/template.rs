//! Sentences with placeholders: `{name}` for a value, `{name:kam}` for a day in another case,
//! `{name:diena|dienas|dienu}` for the word that goes with a number.
//! Knows nothing of what the names mean.

use super::{Case, Language, Value};
use crate::named::named;

/// A sentence with its placeholders found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value { name: String, case: Case },
    Word { name: String, forms: Vec<String> },
}

/// Why a text is no template, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// Byte of the brace that begins the mistake.
    pub offset: usize,
    /// What is wrong.
    pub kind: TemplateProblemKind,
}

named! {
    /// What can be wrong in a template.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum TemplateProblemKind {
        /// `{` without its `}`.
        Unclosed = "unclosed",
        /// `}` without its `{`; a literal brace is written twice.
        Unopened = "unopened",
        /// `{}` or a name with a blank in it.
        Name = "name",
        /// Other than two or three forms of a word, or a case that is none.
        Forms = "forms",
    }
}

impl Template {
    /// Finds the placeholders of a text.
    ///
    /// # Errors
    /// Where a brace is left open or a placeholder cannot be understood.
    pub fn parse(text: &str) -> Result<Self, TemplateProblem> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let offset = text.len().saturating_sub(rest.len()).saturating_add(at);
            let problem = |kind| TemplateProblem { offset, kind };
            let (before, from_brace) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from_brace.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = from_brace.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else if let Some(inside) = from_brace.strip_prefix('{') {
                let (placeholder, after) = inside
                    .split_once('}')
                    .filter(|(placeholder, _)| !placeholder.contains('{'))
                    .ok_or(problem(TemplateProblemKind::Unclosed))?;
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::parse(placeholder).map_err(problem)?);
                rest = after;
            } else {
                return Err(problem(TemplateProblemKind::Unopened));
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { pieces })
    }

    /// Whether it says the same whatever its values are.
    pub(crate) fn is_fixed(&self) -> bool {
        self.placeholders().next().is_none()
    }

    /// The names it uses, and whether as the form of a word.
    pub fn placeholders(&self) -> impl Iterator<Item = (&str, bool)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Value { name, .. } => Some((name.as_str(), false)),
            Piece::Word { name, .. } => Some((name.as_str(), true)),
        })
    }

    /// Whether it speaks of something by this name.
    pub fn names(&self, name: &str) -> bool {
        self.placeholders().any(|(own, _)| own == name)
    }

    /// The names that it asks for in a case.
    pub fn declined(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value { name, case } if *case != Case::Nominative => Some(name.as_str()),
            Piece::Value { .. } | Piece::Word { .. } | Piece::Text(_) => None,
        })
    }

    /// The names beside which a word stands in more forms than there are.
    pub(crate) fn too_many_forms(&self, most: usize) -> impl Iterator<Item = (&str, &[String])> {
        self.pieces.iter().filter_map(move |piece| match piece {
            Piece::Word { name, forms } if forms.len() > most => Some((name.as_str(), &**forms)),
            Piece::Value { .. } | Piece::Word { .. } | Piece::Text(_) => None,
        })
    }

    /// How long the sentence usually is, in bytes: of a value nobody knows.
    fn room(&self) -> usize {
        let rooms = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Value { .. } | Piece::Word { .. } => 24,
        });
        rooms.sum()
    }

    /// The sentence with its values; a name that is not known stays to be seen.
    pub fn fill<'v>(
        &self,
        language: Language,
        value: &mut dyn FnMut(&str) -> Option<Value<'v>>,
    ) -> String {
        let mut out = String::with_capacity(self.room());
        for piece in &self.pieces {
            match piece {
                // The sign that there was more ends a sentence, too, as a stop does that a value ends with.
                Piece::Text(text) => out.push_str(match text.strip_prefix('.') {
                    Some(rest) if out.ends_with('…') => rest,
                    Some(rest)
                        if out.ends_with('.') && (rest.is_empty() || rest.starts_with(' ')) =>
                    {
                        rest
                    }
                    _ => text,
                }),
                Piece::Value { name, case } => match value(name) {
                    Some(value) => out.push_str(&value.write_in(language, *case)),
                    None => out.extend(["{", name, "}"]),
                },
                Piece::Word { name, forms } => match value(name) {
                    Some(value) => out.push_str(language.form(forms, value.plural(language))),
                    None => out.extend(["{", name, ":", &forms.join("|"), "}"]),
                },
            }
        }
        out
    }
}

impl Piece {
    fn parse(inside: &str) -> Result<Self, TemplateProblemKind> {
        let (name, forms) = match inside.split_once(':') {
            Some((name, forms)) => (name, Some(forms)),
            None => (inside, None),
        };
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(TemplateProblemKind::Name);
        }
        let name = name.to_owned();
        let Some(forms) = forms else {
            let case = Case::Nominative;
            return Ok(Self::Value { name, case });
        };
        if let Some(case) = Case::asked_by(forms) {
            return Ok(Self::Value { name, case });
        }
        let forms: Vec<_> = forms.split('|').map(str::to_owned).collect();
        match forms.len() {
            2 | 3 => Ok(Self::Word { name, forms }),
            _ => Err(TemplateProblemKind::Forms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, TemplateProblemKind};
    use crate::language::{Language, Value};

    fn filled(text: &str, language: Language, n: u64) -> String {
        let template = Template::parse(text).expect("a template");
        template.fill(language, &mut |name| match name {
            "n" => Some(Value::Count(n)),
            "a.b[].c" => Some(Value::from("vērtība")),
            "stop" => Some(Value::from("A.")),
            "day" => chrono::NaiveDate::from_ymd_opt(2022, 12, 31).map(Value::Date),
            _ => None,
        })
    }

    #[test]
    fn words_go_with_their_numbers() {
        let lv = "{n} {n:diena|dienas|dienu}";
        for (n, asked) in [
            (0, "0 dienu"),
            (1, "1 diena"),
            (2, "2 dienas"),
            (11, "11 dienu"),
            (21, "21 diena"),
            (111, "111 dienu"),
            (122, "122 dienas"),
        ] {
            assert_eq!(filled(lv, Language::Lv, n), asked);
        }
        assert_eq!(filled("{n:viens|daudzi}", Language::Lv, 10), "daudzi");
        // One stop ends a sentence.
        assert_eq!(
            filled("{stop}. {stop}.b {stop}.", Language::En, 1),
            "A. A..b A."
        );
        assert_eq!(filled("{n} file{n:|s}", Language::En, 1), "1 file");
        assert_eq!(filled("{n} file{n:|s}", Language::En, 0), "0 files");
        assert_eq!(filled("{a.b[].c:one|many}", Language::En, 0), "many");
    }

    #[test]
    fn days_in_their_cases() {
        let lv = "līdz {day:kam}, no {day:kā}, {day:kur}, {day:ko}; {n:kam}, {a.b[].c:kam}";
        assert_eq!(
            filled(lv, Language::Lv, 5),
            "līdz 2022. gada 31. decembrim, no 2022. gada 31. decembra, 2022. gada 31. decembrī, \
             2022. gada 31. decembri; 5, vērtība"
        );
        assert_eq!(
            filled("by {day:kam}", Language::En, 5),
            "by 31 December 2022"
        );
    }

    #[test]
    fn a_value_that_goes_on_ends_the_sentence() {
        let template = Template::parse("{x}. {x}: {x}.").expect("a template");
        let filled = template.fill(Language::En, &mut |_| Some("a; b…".into()));
        assert_eq!(filled, "a; b… a; b…: a; b…");
    }

    #[test]
    fn braces_paths_and_unknown_names() {
        assert_eq!(filled("{{{a.b[].c}}} ā", Language::Lv, 0), "{vērtība} ā");
        assert_eq!(filled("{x} {x:a|b}", Language::En, 0), "{x} {x:a|b}");
        assert_eq!(filled("", Language::En, 0), "");
        let template = Template::parse("{a} {b:x|y}{a}").expect("a template");
        let names: Vec<_> = template.placeholders().collect();
        assert_eq!(names, [("a", false), ("b", true), ("a", false)]);
    }

    #[test]
    fn mistakes_have_their_place() {
        for (text, offset, kind) in [
            ("ā {x", 3, TemplateProblemKind::Unclosed),
            ("{x {y}", 0, TemplateProblemKind::Unclosed),
            ("{", 0, TemplateProblemKind::Unclosed),
            ("a } b", 2, TemplateProblemKind::Unopened),
            ("{{}", 2, TemplateProblemKind::Unopened),
            ("a {}", 2, TemplateProblemKind::Name),
            ("{:a|b}", 0, TemplateProblemKind::Name),
            ("{a b}", 0, TemplateProblemKind::Name),
            ("{a:b}", 0, TemplateProblemKind::Forms),
            ("{a:b|c|d|e}", 0, TemplateProblemKind::Forms),
        ] {
            let problem = Template::parse(text).expect_err(text);
            assert_eq!((problem.offset, problem.kind), (offset, kind), "{text}");
        }
    }
}
