//! How things are said: the two languages, their numbers, dates and plurals, and the catalogue of the program's own sentences.
//! The lowest room beside `yaml`: knows nothing of rules or reports.

mod catalogue;
mod template;
mod translated;
mod value;

pub use catalogue::Catalogue;
pub use template::{Template, TemplateProblem, TemplateProblemKind};
pub use translated::Translated;
pub use value::{Case, PluralForm, Value, plural};

/// A language the tool speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Latvian.
    Lv,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Lv, Self::En];

    /// Its name on the command line and in rule books.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lv => "lv",
            Self::En => "en",
        }
    }

    /// The names of every language: the keys of a mapping that has a text in each.
    pub const NAMES: [&str; Self::ALL.len()] = [Self::Lv.name(), Self::En.name()];

    /// The language of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.name() == name)
    }

    /// The language of a person's surroundings: the first of `ATBILST_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG`
    /// that is not empty decides; what is not Latvian is answered in English.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["ATBILST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()));
        let language = locale.as_deref().and_then(|locale| {
            let name = locale.split(['_', '-', '.', '@']).next()?;
            Self::from_name(&name.to_ascii_lowercase())
        });
        language.unwrap_or(Self::En)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn detected(variables: &[(&str, &str)]) -> Language {
        Language::detect(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_first_variable_that_says_something_decides() {
        assert_eq!(detected(&[]), Language::En);
        assert_eq!(detected(&[("LANG", "lv_LV.UTF-8")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "lv-LV")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "LV")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "de_DE.UTF-8")]), Language::En);
        assert_eq!(detected(&[("LANG", "lvx")]), Language::En);
        assert_eq!(
            detected(&[("LC_ALL", "C"), ("LANG", "lv_LV.UTF-8")]),
            Language::En
        );
        assert_eq!(
            detected(&[("LC_ALL", ""), ("LC_MESSAGES", "lv_LV"), ("LANG", "C")]),
            Language::Lv
        );
        assert_eq!(
            detected(&[("ATBILST_LANG", "lv"), ("LC_ALL", "en_GB")]),
            Language::Lv
        );
    }
}
