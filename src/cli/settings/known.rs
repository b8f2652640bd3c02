//! The settings there are: each an option of `check`, by its name.

/// A setting.
#[derive(Debug)]
pub(in crate::cli) struct Known {
    /// Its name in the file, and behind `ATBILST_` in the environment.
    pub(in crate::cli) name: &'static str,
    pub(in crate::cli) kind: Kind,
    /// The options that take its place where one of them is typed, as the command line calls them.
    pub(in crate::cli) options: &'static [&'static str],
    /// Whether it counts for any verb that has its option, and not for `check` alone.
    pub(super) shared: bool,
}

/// What its value may be, and what it is on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Kind {
    /// Files and folders that are named.
    Paths,
    /// Files and folders behind an option.
    Files,
    /// A file behind an option.
    File,
    /// A file, or false for none.
    FileOrNone,
    /// Patterns for what lies in the folder of the settings.
    Patterns,
    /// Reports and the files they are written to.
    Reports,
    /// True or false, where the option says true.
    Flag,
    /// True or false, where the option says false.
    Unless,
    /// A word or a day.
    Word,
    /// A whole number.
    Number,
}

/// Every setting, in the order in which they are shown.
pub(in crate::cli) const SETTINGS: &[Known] = &[
    known(
        "paths",
        Kind::Paths,
        &["paths", "files_from", "stdin_filename"],
    ),
    known("include", Kind::Patterns, &["include"]),
    known("exclude", Kind::Patterns, &["exclude"]),
    known("gitignore", Kind::Flag, &["gitignore", "no_gitignore"]),
    known("strict", Kind::Flag, &["strict", "no_strict"]),
    known(
        "allow_empty",
        Kind::Flag,
        &["allow_empty", "no_allow_empty"],
    ),
    known("lang", Kind::Word, &["lang"]).shared(),
    known("as_of", Kind::Word, &["as_of"]),
    known("rules", Kind::Files, &["rules"]).shared(),
    known("waivers", Kind::FileOrNone, &["waivers", "no_waivers"]),
    known("answers", Kind::FileOrNone, &["answers", "no_answers"]),
    known("office", Kind::File, &["office"]),
    known("portfolio", Kind::Unless, &["no_portfolio", "portfolio"]),
    known("fail_on", Kind::Word, &["fail_on"]).shared(),
    known("format", Kind::Word, &["format"]).shared(),
    known("reports", Kind::Reports, &["report"]).shared(),
    known("csv_dialect", Kind::Word, &["csv_dialect"]).shared(),
    known("max_file_size", Kind::Number, &["max_file_size"]),
    known("max_nodes", Kind::Number, &["max_nodes"]),
    known("max_value_size", Kind::Number, &["max_value_size"]),
    known("max_findings", Kind::Number, &["max_findings"]),
];

const fn known(name: &'static str, kind: Kind, options: &'static [&'static str]) -> Known {
    Known {
        name,
        kind,
        options,
        shared: false,
    }
}

impl Known {
    const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    /// The option that it is on the command line.
    pub(super) fn option(&self) -> String {
        let name = self.options.first().copied().unwrap_or_default();
        format!("--{}", name.replace('_', "-"))
    }
}

impl Kind {
    /// The sentence that says what it may be.
    pub(super) const fn wanted(self) -> &'static str {
        match self {
            Self::Paths | Self::Files | Self::Patterns => "settings.texts",
            Self::FileOrNone => "settings.file_or_false",
            Self::Reports => "settings.reports",
            Self::Flag | Self::Unless => "settings.flag",
            Self::Word | Self::File => "settings.text",
            Self::Number => "settings.number",
        }
    }
}
