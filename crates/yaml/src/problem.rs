//! What can be wrong with a text before anybody asks what it says.
//! Knows the kinds and what their sentences need; the sentences themselves stand in the catalogues.

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
    problems.sort_by_key(|problem| problem.span.start);
}

impl Problem {
    /// A problem at one place.
    #[must_use]
    pub fn new(kind: ProblemKind, span: Span) -> Self {
        Self {
            kind,
            span,
            first: None,
        }
    }
}

/// The kinds of problem: what a person can act on, not every state a parser can be in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A byte that UTF-8 does not allow.
    NotUtf8,
    /// The text is stored in another encoding, of this name.
    OtherEncoding(&'static str),
    /// A file of another program, of such a kind.
    NoText(&'static str),
    /// The mark of a conflict between two versions of the file.
    Conflict,
    /// What a store of large files leaves in the place of a file.
    VersionPointer,
    /// A sign that looks like a space where YAML needs one.
    NoBreakSpace(char),
    /// A bullet or number of a text program where a dash begins an item.
    Bullet,
    /// A NUL byte: some readers stop there and never see the rest.
    Nul,
    /// A control character that no text may hold; its code point.
    ControlCharacter(char),
    /// U+0085, U+2028 or U+2029 where YAML 1.1 begins a line and YAML 1.2 does not.
    LineSeparator(char),
    /// More bytes than the limit.
    TooLarge(usize),
    /// Lists and mappings within one another beyond the limit.
    TooDeep(usize),
    /// More keys and values than the limit.
    TooManyNodes(usize),
    /// One key or value longer than the limit.
    ScalarTooLong(usize),
    /// A key longer than YAML allows, in characters.
    KeyTooLong(usize),
    /// `*name`: a reference to another place.
    Alias(String),
    /// `&name`: a name for references.
    Anchor(String),
    /// `!tag`: a type from outside.
    Tag(String),
    /// `<<`: another mapping merged in.
    MergeKey,
    /// A line of orders to the reader, such as `%YAML`.
    Directive,
    /// A second document in the same text.
    SecondDocument,
    /// A list or mapping where a key must stand.
    KeyNotText,
    /// A colon with no key before it.
    MissingKey,
    /// A question mark where a key must stand, with none after it.
    QuestionMark,
    /// The same key twice in one mapping. The only kind after which the text can still be used.
    DuplicateKey(String),
    /// A tab where only spaces may indent.
    Tab,
    /// A quote of a text program, which encloses no text.
    TypographicQuote(char),
    /// A quote that is never closed.
    UnclosedQuote(char),
    /// Text straight after a closing quote.
    TextAfterQuote(char),
    /// A backslash within double quotes that means nothing.
    UnknownEscape,
    /// A second colon on a line, which needs quotes around it.
    ColonInValue,
    /// A value that begins with a sign YAML keeps for itself.
    ReservedStart(char),
    /// A bracket that is never closed.
    UnclosedBracket(char),
    /// A closing bracket that nothing opened, or the wrong one.
    WrongBracket(char),
    /// Within brackets: a comma is missing, or there is one too many.
    Comma,
    /// A line that is indented like none above it.
    Indentation,
    /// A line that should say `key: value` and has no colon.
    MissingColon,
    /// A colon or dash without the space after it.
    MissingSpace(char),
    /// A sign that is not seen where a colon or dash has its space.
    InvisibleSign(char, char),
    /// A dash where a list cannot begin.
    DashNotAllowed,
    /// A dash or question mark, and nothing else, where a value or a line stands.
    LoneSign(char),
    /// Something stands behind the braces of an item.
    BehindBraces,
    /// The end of a text in the notation of JSON is missing: the signs that would close it.
    CutOff(String),
    /// Letters of UTF-8 were read in another encoding, and half of one is no sign of a text.
    LostLetters,
    /// A line of a list that does not begin with its dash.
    MissingDash,
    /// `|` or `>` followed by text on its own line.
    BlockHeader,
    /// A line of a `|` or `>` text that is indented less than its first.
    BlockIndentation,
    /// A `#` without a space before it, or in the middle of a text of several lines.
    Comment,
    /// A value behind a key below which its fields stand.
    ValueAboveFields,
    /// An item that begins with a value whose field has no name.
    ItemWithoutName,
    /// Fields or items under no name: that of the part they belong to.
    PartWithoutName(String),
    /// Signs of another notation around the name of a field.
    Markup,
    /// Quotes around a whole line, its key and its colon.
    QuotedLine,
    /// A text that goes on in a line which reads as something else.
    TextContinued,
    /// A text below a value with a remark behind it.
    TextBelowRemark,
    /// A line that says nothing of the application: a greeting, a signature, a sign of the end.
    NotOfApplication,
    /// The items of a list, none of which has its dash.
    ListWithoutDashes,
    /// From here on everything stands a second time.
    Again,
    /// Anything else.
    Syntax,
}

impl ProblemKind {
    /// Its entry in the catalogues of sentences.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "yaml.not_utf8",
            Self::OtherEncoding(_) => "yaml.other_encoding",
            Self::NoText(_) => "yaml.no_text",
            Self::Conflict => "yaml.conflict",
            Self::VersionPointer => "yaml.version_pointer",
            Self::NoBreakSpace(_) => "yaml.no_break_space",
            Self::Bullet => "yaml.bullet",
            Self::Nul => "yaml.nul",
            Self::ControlCharacter(_) => "yaml.control_character",
            Self::LineSeparator(_) => "yaml.line_separator",
            Self::TooLarge(_) => "yaml.too_large",
            Self::TooDeep(_) => "yaml.too_deep",
            Self::TooManyNodes(_) => "yaml.too_many_nodes",
            Self::ScalarTooLong(_) => "yaml.scalar_too_long",
            Self::KeyTooLong(_) => "yaml.key_too_long",
            Self::Alias(_) => "yaml.alias",
            Self::Anchor(_) => "yaml.anchor",
            Self::Tag(_) => "yaml.tag",
            Self::MergeKey => "yaml.merge_key",
            Self::Directive => "yaml.directive",
            Self::SecondDocument => "yaml.second_document",
            Self::KeyNotText => "yaml.key_not_text",
            Self::MissingKey => "yaml.missing_key",
            Self::QuestionMark => "yaml.question_mark",
            Self::DuplicateKey(_) => "yaml.duplicate_key",
            Self::Tab => "yaml.tab",
            Self::TypographicQuote(_) => "yaml.typographic_quote",
            Self::UnclosedQuote(_) => "yaml.unclosed_quote",
            Self::TextAfterQuote(_) => "yaml.text_after_quote",
            Self::UnknownEscape => "yaml.unknown_escape",
            Self::ColonInValue => "yaml.colon_in_value",
            Self::ReservedStart(_) => "yaml.reserved_start",
            Self::UnclosedBracket(_) => "yaml.unclosed_bracket",
            Self::WrongBracket(_) => "yaml.wrong_bracket",
            Self::Comma => "yaml.comma",
            Self::Indentation => "yaml.indentation",
            Self::MissingColon => "yaml.missing_colon",
            Self::MissingSpace(_) => "yaml.missing_space",
            Self::InvisibleSign(..) => "yaml.invisible_sign",
            Self::DashNotAllowed => "yaml.dash_not_allowed",
            Self::LoneSign(_) => "yaml.lone_sign",
            Self::BehindBraces => "yaml.behind_braces",
            Self::CutOff(_) => "yaml.cut_off",
            Self::LostLetters => "yaml.lost_letters",
            Self::MissingDash => "yaml.missing_dash",
            Self::BlockHeader => "yaml.block_header",
            Self::BlockIndentation => "yaml.block_indentation",
            Self::Comment => "yaml.comment",
            Self::ValueAboveFields => "yaml.value_above_fields",
            Self::ItemWithoutName => "yaml.item_without_name",
            Self::PartWithoutName(_) => "yaml.part_without_name",
            Self::Markup => "yaml.markup",
            Self::QuotedLine => "yaml.quoted_line",
            Self::TextContinued => "yaml.text_continued",
            Self::TextBelowRemark => "yaml.text_below_remark",
            Self::NotOfApplication => "yaml.not_of_application",
            Self::ListWithoutDashes => "yaml.list_without_dashes",
            Self::Again => "yaml.again",
            Self::Syntax => "yaml.syntax",
        }
    }

    /// Whether the text cannot be used at all; only after a duplicate key can it.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Self::DuplicateKey(_))
    }

    /// The values its sentences name.
    #[must_use]
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
            Self::OtherEncoding(name) | Self::NoText(name) => vec![("name", (*name).to_owned())],
            Self::NoBreakSpace(character) | Self::ControlCharacter(character) => {
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
