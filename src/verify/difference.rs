//! What can differ between a report and the files it tells of.

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// A file or a rule book is not what it was, or not there.
    File {
        /// What is the matter with it.
        change: FileChange,
        /// Its path; of a rule book, its call.
        path: String,
    },
    /// A rule book is another.
    Book {
        /// Its call.
        call: String,
        /// Its version in the report.
        was: String,
        /// Its version now.
        now: String,
    },
    /// A file has another verdict.
    Verdict {
        /// The file.
        path: String,
        /// The verdict in the report.
        was: String,
        /// The verdict now.
        now: String,
    },
    /// A rule comes out otherwise.
    Outcome {
        /// The file; of all applications of a call together, the call.
        path: String,
        /// The rule.
        rule: String,
        /// The outcome in the report; empty where the report has none.
        was: String,
        /// The outcome now; empty where there is none now.
        now: String,
    },
    /// Anything else that is said of a file, or of all applications of a call together.
    Content {
        /// The file, or the call.
        path: String,
        /// The first place of what is said of it that differs; empty where that is the words alone.
        part: String,
    },
    /// The totals alone.
    Totals,
    /// The report does not hold as many applications as its totals say.
    OwnTotals {
        /// How many the totals say.
        said: usize,
        /// How many it holds.
        held: usize,
    },
    /// Anything else that the report says, or leaves out, by its name there.
    Part(String),
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileChange {
    /// The application has another content.
    Changed,
    /// The application has another content, and every rule comes out as it did.
    ChangedAlike,
    /// The application is not there.
    Missing,
    /// The application is there, and not in the report.
    Added,
    /// The application is there, and not in a report whose totals count more than it holds.
    TakenOut,
    /// The report names the application again.
    Twice,
    /// The rule book is not there.
    BookMissing,
    /// The rule book is applied, and not in the report.
    BookLeftOut,
    /// The file of waivers has another content.
    WaiversChanged,
    /// The file of waivers is not there.
    WaiversMissing,
    /// The file of waivers is there, and not in the report.
    WaiversAdded,
    /// The file of answers has another content.
    AnswersChanged,
    /// The file of answers is not there.
    AnswersMissing,
    /// The file of answers is there, and not in the report.
    AnswersAdded,
}
