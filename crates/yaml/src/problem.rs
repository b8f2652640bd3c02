//! What can be wrong with a text before anybody asks what it says.
//! Knows the kinds and what their sentences need; the sentences themselves stand in the catalogues.

use crate::order::sort_by;
use crate::source::Span;

/// One thing wrong with the text, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// The earlier key, where a key stands twice.
    pub first: Option<Span>,
}

/// Puts problems in the order in which they stand in the text.
pub(crate) fn in_text(problems: &mut [Problem]) {
    sort_by(problems, |one, other| one.span.start.cmp(&other.span.start));
}

impl Problem {
    /// A problem at one place.
    pub fn new(kind: ProblemKind, span: Span) -> Self {
        Self {
            kind,
            span,
            first: None,
        }
    }
}

/// The kinds of problem, each with its entry in the catalogues of sentences behind it.
macro_rules! problems {
    ($(#[$about:meta])* pub enum $Kind:ident { $($(#[$doc:meta])* $One:ident $(($($of:ty),+))? = $key:literal,)+ }) => {
        $(#[$about])*
        pub enum $Kind {
            $($(#[$doc])* $One $(($($of),+))?,)+
        }

        impl $Kind {
            /// Its entry in the catalogues of sentences.
            pub const fn key(&self) -> &'static str {
                match self {
                    $(Self::$One { .. } => $key,)+
                }
            }
        }
    };
}

problems! {
    /// The kinds of problem: what a person can act on, not every state a parser can be in.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum ProblemKind {
        /// A byte that UTF-8 does not allow.
        NotUtf8 = "yaml.not_utf8",
        /// The text is stored in another encoding, of this name.
        OtherEncoding(&'static str) = "yaml.other_encoding",
        /// A file of another program, of such a kind.
        NoText(&'static str) = "yaml.no_text",
        /// The mark of a conflict between two versions of the file.
        Conflict = "yaml.conflict",
        /// What a store of large files leaves in the place of a file.
        VersionPointer = "yaml.version_pointer",
        /// A sign that looks like a space where YAML needs one.
        NoBreakSpace(char) = "yaml.no_break_space",
        /// A bullet or number of a text program where a dash begins an item.
        Bullet = "yaml.bullet",
        /// A NUL byte: some readers stop there and never see the rest.
        Nul = "yaml.nul",
        /// A control character that no text may hold; its code point.
        ControlCharacter(char) = "yaml.control_character",
        /// U+0085, U+2028 or U+2029 where YAML 1.1 begins a line and YAML 1.2 does not.
        LineSeparator(char) = "yaml.line_separator",
        /// More bytes than the limit.
        TooLarge(usize) = "yaml.too_large",
        /// Lists and mappings within one another beyond the limit.
        TooDeep(usize) = "yaml.too_deep",
        /// More keys and values than the limit.
        TooManyNodes(usize) = "yaml.too_many_nodes",
        /// One key or value longer than the limit.
        ScalarTooLong(usize) = "yaml.scalar_too_long",
        /// A key longer than YAML allows, in characters.
        KeyTooLong(usize) = "yaml.key_too_long",
        /// `*name`: a reference to another place.
        Alias(String) = "yaml.alias",
        /// `&name`: a name for references.
        Anchor(String) = "yaml.anchor",
        /// `!tag`: a type from outside.
        Tag(String) = "yaml.tag",
        /// `<<`: another mapping merged in.
        MergeKey = "yaml.merge_key",
        /// A line of orders to the reader, such as `%YAML`.
        Directive = "yaml.directive",
        /// A second document in the same text.
        SecondDocument = "yaml.second_document",
        /// A list or mapping where a key must stand.
        KeyNotText = "yaml.key_not_text",
        /// A colon with no key before it.
        MissingKey = "yaml.missing_key",
        /// A question mark where a key must stand, with none after it.
        QuestionMark = "yaml.question_mark",
        /// The same key twice in one mapping. The only kind after which the text can still be used.
        DuplicateKey(String) = "yaml.duplicate_key",
        /// A tab where only spaces may indent.
        Tab = "yaml.tab",
        /// A quote of a text program, which encloses no text.
        TypographicQuote(char) = "yaml.typographic_quote",
        /// A quote that is never closed.
        UnclosedQuote(char) = "yaml.unclosed_quote",
        /// A quote behind a bracket that is closed.
        QuoteBehindBracket(char) = "yaml.quote_behind_bracket",
        /// Text straight after a closing quote.
        TextAfterQuote(char) = "yaml.text_after_quote",
        /// A backslash within double quotes that means nothing.
        UnknownEscape = "yaml.unknown_escape",
        /// A second colon on a line, which needs quotes around it.
        ColonInValue = "yaml.colon_in_value",
        /// A value that begins with a sign YAML keeps for itself.
        ReservedStart(char) = "yaml.reserved_start",
        /// A bracket that is never closed.
        UnclosedBracket(char) = "yaml.unclosed_bracket",
        /// A closing bracket that nothing opened, or the wrong one.
        WrongBracket(char) = "yaml.wrong_bracket",
        /// Within brackets: a comma is missing, or there is one too many.
        Comma = "yaml.comma",
        /// A line that is indented like none above it.
        Indentation = "yaml.indentation",
        /// Lines that stand too far in or out, more than one: the first and the last of them.
        MovedLines([u32; 2]) = "yaml.moved_lines",
        /// A line that should say `key: value` and has no colon.
        MissingColon = "yaml.missing_colon",
        /// A colon or dash without the space after it.
        MissingSpace(char) = "yaml.missing_space",
        /// A sign that is not seen where a colon or dash has its space.
        InvisibleSign(char, char) = "yaml.invisible_sign",
        /// A sign that is not seen at the beginning of a line.
        HiddenStart(char) = "yaml.hidden_start",
        /// A dash where a list cannot begin.
        DashNotAllowed = "yaml.dash_not_allowed",
        /// A dash before the first field of all.
        DashAtTheTop = "yaml.dash_at_the_top",
        /// A dash or question mark, and nothing else, where a value or a line stands.
        LoneSign(char) = "yaml.lone_sign",
        /// Something stands behind the braces of an item.
        BehindBraces = "yaml.behind_braces",
        /// The end of a text in the notation of JSON is missing: the signs that would close it.
        CutOff(String) = "yaml.cut_off",
        /// Letters of UTF-8 were read in another encoding, and half of one is no sign of a text.
        LostLetters = "yaml.lost_letters",
        /// A line of a list that does not begin with its dash.
        MissingDash = "yaml.missing_dash",
        /// `|` or `>` followed by text on its own line.
        BlockHeader = "yaml.block_header",
        /// A line of a `|` or `>` text that is indented less than its first.
        BlockIndentation = "yaml.block_indentation",
        /// A `#` without a space before it, or in the middle of a text of several lines.
        Comment = "yaml.comment",
        /// A value behind a key below which its fields stand.
        ValueAboveFields = "yaml.value_above_fields",
        /// An item that begins with a value whose field has no name.
        ItemWithoutName = "yaml.item_without_name",
        /// Fields or items under no name: that of the part they belong to.
        PartWithoutName(String) = "yaml.part_without_name",
        /// Signs of another notation around the name of a field.
        Markup = "yaml.markup",
        /// Quotes around a whole line, its key and its colon.
        QuotedLine = "yaml.quoted_line",
        /// A text that goes on in a line which reads as something else.
        TextContinued = "yaml.text_continued",
        /// A text below a value with a remark behind it.
        TextBelowRemark = "yaml.text_below_remark",
        /// Lines between signs that put them out of use in another notation; the first of those.
        CommentedOut(&'static str) = "yaml.commented_out",
        /// A line that says nothing of the application: a greeting, a signature, a sign of the end.
        NotOfApplication = "yaml.not_of_application",
        /// The items of a list, none of which has its dash.
        ListWithoutDashes = "yaml.list_without_dashes",
        /// From here on everything stands a second time.
        Again = "yaml.again",
        /// Anything else.
        Syntax = "yaml.syntax",
    }
}

impl ProblemKind {
    /// Whether the text cannot be used at all; only after a duplicate key can it.
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Self::DuplicateKey(_))
    }

    /// The values its sentences name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge(limit)
            | Self::TooDeep(limit)
            | Self::TooManyNodes(limit)
            | Self::ScalarTooLong(limit)
            | Self::KeyTooLong(limit) => vec![("limit", limit.to_string())],
            Self::Alias(name)
            | Self::Anchor(name)
            | Self::Tag(name)
            | Self::DuplicateKey(name)
            | Self::PartWithoutName(name) => vec![("name", name.clone())],
            Self::MovedLines([first, last]) => {
                vec![("first", first.to_string()), ("last", last.to_string())]
            }
            Self::CommentedOut(sign) => vec![("sign", (*sign).to_owned())],
            Self::OtherEncoding(name) | Self::NoText(name) => vec![("name", (*name).to_owned())],
            Self::NoBreakSpace(character)
            | Self::ControlCharacter(character)
            | Self::HiddenStart(character) => {
                vec![("name", format!("U+{:04X}", u32::from(*character)))]
            }
            Self::InvisibleSign(sign, found) => vec![
                ("sign", sign.to_string()),
                ("name", format!("U+{:04X}", u32::from(*found))),
            ],
            Self::LineSeparator(character) => {
                let code = format!("{:04X}", u32::from(*character));
                vec![
                    ("name", format!("U+{code}")),
                    ("escape", format!("\\u{code}")),
                ]
            }
            Self::CutOff(missing) => vec![("missing", missing.clone())],
            Self::LoneSign(sign)
            | Self::TypographicQuote(sign)
            | Self::UnclosedQuote(sign)
            | Self::QuoteBehindBracket(sign)
            | Self::TextAfterQuote(sign)
            | Self::ReservedStart(sign)
            | Self::WrongBracket(sign)
            | Self::MissingSpace(sign) => vec![("sign", sign.to_string())],
            Self::UnclosedBracket(open) => {
                let close = if *open == '[' { "]" } else { "}" };
                vec![("sign", open.to_string()), ("close", close.to_owned())]
            }
            _ => Vec::new(),
        }
    }
}
