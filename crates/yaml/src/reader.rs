//! granit-parser's events into the arena. The only file that knows the parser, with `diagnosis`, which knows its errors:
//! another parser could take its place. Aliases, anchors, tags and merge keys are refused where they stand and never followed.

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle, options};

use super::{
    Document, Kind, Limits, NodeId, Problem, ProblemKind, Style, Tree, diagnosis, duplicates,
    place, separators, span,
};
use crate::source::{Span, without_mark};

/// Reads the whole text; stops at the first error of syntax and at the first limit.
pub(super) fn read(text: &str, limits: &Limits, tree: &mut Tree, problems: &mut Vec<Problem>) {
    let mut reader = Reader {
        text,
        limits,
        tree,
        problems,
        open: Vec::new(),
        cursor: 0,
        documents: 0,
    };
    let mut until = u32::MAX;
    // The parser skips the mark wherever a document may begin; others take a second one for the first letter of a key.
    if let Some(mark) = second_mark(text) {
        reader.refuse(ProblemKind::ControlCharacter('\u{feff}'), mark);
        return;
    }
    for event in Parser::new_from_str_with_options(text, settings(limits)) {
        let go_on = match event {
            Ok((event, at)) => reader.event(event, &at),
            Err(error) => {
                let problem = reader.diagnose(&error);
                if !reader.problems.contains(&problem) {
                    reader.problems.push(problem);
                }
                false
            }
        };
        if !go_on {
            until = reader.problems.last().map_or(0, |last| last.span.start);
            break;
        }
    }
    while !reader.open.is_empty() {
        reader.close(None);
    }
    separators::find(Document { text, tree }, until, problems);
}

fn settings(limits: &Limits) -> Options {
    options! {
        // Without it, text that YAML forbids is accepted for the sake of other tools.
        strict_indentation: true,
        disallow_directives: true,
        // An alias is refused by us, in our words, and reading goes on.
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
    }
}

/// A list or mapping that has not ended.
struct Open {
    id: NodeId,
    kind: Kind,
    /// The opening bracket, where there is one.
    bracket: Option<u32>,
    /// Children so far: in a mapping an even number says that a key comes next.
    children: u32,
}

struct Reader<'a, 'b> {
    text: &'a str,
    limits: &'b Limits,
    tree: &'b mut Tree,
    problems: &'b mut Vec<Problem>,
    open: Vec<Open>,
    /// Just past the last key, value or bracket.
    cursor: u32,
    documents: u32,
}

impl Reader<'_, '_> {
    /// Whether to go on.
    fn event(&mut self, event: Event<'_>, at: &granit_parser::Span) -> bool {
        let bytes = at
            .byte_range()
            .map_or_else(Span::default, |range| span(range.start, range.end));
        match event {
            Event::DocumentStart(..) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents > 1 {
                    self.refuse(ProblemKind::SecondDocument, bytes);
                    return false;
                }
            }
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), at);
                return self.scalar(&text, style, bytes);
            }
            Event::SequenceStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), at);
                return self.begin(Kind::Sequence, style, bytes);
            }
            Event::MappingStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), at);
                return self.begin(Kind::Mapping, style, bytes);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(bytes)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(ProblemKind::Alias(name(self.text, bytes)), bytes);
                if !self.place_for_node(bytes) {
                    return false;
                }
                self.tree.push_borrowed(Style::Plain, bytes, bytes);
                self.cursor = bytes.end;
            }
            Event::Anchor(_, name) => self.refuse(ProblemKind::Anchor(name.into_owned()), bytes),
            _ => {}
        }
        true
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: Span) -> bool {
        // The parser calls it `~`.
        let absent = style == ScalarStyle::Plain && at.is_empty();
        if text.len() > self.limits.scalar && !absent {
            self.refuse(ProblemKind::ScalarTooLong(self.limits.scalar), at);
            return false;
        }
        let is_key = self.expects_key();
        let at = match style {
            ScalarStyle::Plain if absent => self.absent(at, is_key),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                place::block_scalar(self.text, self.cursor, at)
            }
            _ => at,
        };
        if is_key && absent {
            match place::question_mark(self.text, self.cursor, at.start) {
                Some(mark) => self.refuse(ProblemKind::QuestionMark, mark),
                None => self.refuse(ProblemKind::MissingKey, at),
            }
        } else if is_key && style == ScalarStyle::Plain && text == "<<" {
            self.refuse(ProblemKind::MergeKey, at);
        } else if absent && let Some(colon) = self.crowded_colon(at) {
            self.refuse(ProblemKind::MissingSpace(':'), colon);
        } else if self.in_brackets() && style == ScalarStyle::Plain && text.starts_with('?') {
            // YAML 1.1 takes what follows the sign for a key.
            let sign = Span::new(at.start, at.start.saturating_add(1));
            self.refuse(ProblemKind::ReservedStart('?'), sign);
        } else if self.open.is_empty() && style == ScalarStyle::Plain {
            // A root that is a text is a mapping whose signs lack their spaces.
            if let Some((sign, place)) = place::missing_space(self.text, at) {
                self.refuse(ProblemKind::MissingSpace(sign), place);
            }
        }
        if is_key {
            self.refuse_tab(at);
        }
        if !self.place_for_node(at) {
            return false;
        }
        let style = match style {
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        match borrowed(self.text, text) {
            _ if absent => self.tree.push_borrowed(style, at, at),
            Some(inside) => self.tree.push_borrowed(style, at, inside),
            None => self.tree.push_decoded(style, at, text),
        };
        self.cursor = at.end;
        true
    }

    fn begin(&mut self, kind: Kind, style: StructureStyle, at: Span) -> bool {
        if self.expects_key() {
            self.refuse(ProblemKind::KeyNotText, at);
        }
        if self.open.len() >= self.limits.depth {
            self.refuse(ProblemKind::TooDeep(self.limits.depth), at);
            return false;
        }
        if !self.place_for_node(at) {
            return false;
        }
        let id = self.tree.open(kind, at.start);
        let bracket = (style == StructureStyle::Flow).then_some(at.start);
        if bracket.is_none() && kind == Kind::Sequence {
            self.refuse_tab(at);
        }
        if bracket.is_some() {
            self.cursor = at.end;
        }
        self.open.push(Open {
            id,
            kind,
            bracket,
            children: 0,
        });
        true
    }

    /// Ends the innermost list or mapping; without `at` because the text broke off.
    fn close(&mut self, at: Option<Span>) {
        let Some(Open {
            id, kind, bracket, ..
        }) = self.open.pop()
        else {
            return;
        };
        if let (Some(_), Some(at)) = (bracket, at) {
            self.cursor = at.end;
        }
        let start = bracket
            .or_else(|| self.tree.first_child_start(id))
            .unwrap_or(self.cursor);
        self.tree
            .close(id, Span::new(start, self.cursor.max(start)));
        if kind == Kind::Mapping {
            duplicates::find(
                Document {
                    text: self.text,
                    tree: self.tree,
                },
                id,
                self.problems,
            );
        }
    }

    fn expects_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.kind == Kind::Mapping && open.children.is_multiple_of(2))
    }

    /// Counts a node; `false` when there are too many.
    fn place_for_node(&mut self, at: Span) -> bool {
        if self.tree.len() >= self.limits.nodes {
            self.refuse(ProblemKind::TooManyNodes(self.limits.nodes), at);
            return false;
        }
        if let Some(open) = self.open.last_mut() {
            open.children = open.children.saturating_add(1);
        }
        true
    }

    /// The parser places an absent value on either side of its sign; ours stands just past it.
    fn absent(&self, at: Span, is_key: bool) -> Span {
        let found = match self.open.last().map(|open| open.kind) {
            Some(Kind::Mapping) if !is_key => place::after_colon(self.text, self.cursor),
            Some(Kind::Sequence) => place::after_dash(self.text, self.cursor, at.start),
            _ => Some(at.start),
        };
        let place = found.unwrap_or(self.cursor);
        Span::new(place, place)
    }

    fn refuse(&mut self, kind: ProblemKind, at: Span) {
        self.problems.push(Problem::new(kind, at));
    }

    /// Refuses a tab in what indents a key or dash outside of brackets: the parser takes it where it is the first of its block.
    fn refuse_tab(&mut self, at: Span) {
        let tab = place::indenting_tab(self.text, at.start);
        if let (false, Some(tab)) = (self.in_brackets(), tab) {
            self.refuse(ProblemKind::Tab, tab);
        }
    }

    /// Within brackets, the colon before an absent value where a comma or bracket follows at once: some readers take it for a part of the key.
    fn crowded_colon(&self, at: Span) -> Option<Span> {
        let colon = at.start.checked_sub(1)?;
        let around = self.text.as_bytes().get(colon as usize..)?;
        let crowded = matches!(around, [b':', b',' | b']' | b'}', ..]);
        (self.in_brackets() && crowded).then(|| Span::new(colon, at.start))
    }

    fn in_brackets(&self) -> bool {
        self.open.last().is_some_and(|open| open.bracket.is_some())
    }

    fn refuse_tag(&mut self, tagged: bool, at: &granit_parser::Span) {
        if !tagged {
            return;
        }
        let start = at
            .tag_span()
            .and_then(|tag| tag.byte_range())
            .or_else(|| at.byte_range());
        let place = start.map_or_else(Span::default, |range| span(range.start, range.end));
        self.refuse(ProblemKind::Tag(place.of(self.text).to_owned()), place);
    }

    fn diagnose(&self, error: &granit_parser::ScanError) -> Problem {
        let bracket = self.open.iter().rev().find_map(|open| open.bracket);
        let text = without_mark(self.text);
        let mark = self.text.len().saturating_sub(text.len());
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let within = |at: u32| at.saturating_sub(span(0, mark).end);
        let context = diagnosis::Context {
            text,
            limits: self.limits,
            cursor: within(self.cursor),
            bracket: bracket.map(within),
        };
        let problem = context.problem(error, at.saturating_sub(mark));
        Problem::new(problem.kind, problem.span.behind(mark))
    }
}

/// A byte-order mark that is not the first sign of the text, where only marks, comments and empty lines stand before it.
fn second_mark(text: &str) -> Option<Span> {
    let first = text
        .strip_prefix('\u{feff}')
        .map_or(0, |_| '\u{feff}'.len_utf8());
    let mut begin = first;
    for line in text.get(first..)?.split_inclusive(['\n', '\r']) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let body = line.trim_start_matches(blank);
        if body.starts_with('\u{feff}') {
            let at = begin.saturating_add(line.len().saturating_sub(body.len()));
            return Some(span(at, at.saturating_add('\u{feff}'.len_utf8())));
        }
        if !body.is_empty() && !body.starts_with('#') {
            return None;
        }
        begin = begin.saturating_add(line.len());
    }
    None
}

/// The name of an alias or anchor without its sign.
fn name(text: &str, at: Span) -> String {
    at.of(text).trim_start_matches(['*', '&']).to_owned()
}

/// Where in the source a text that was not copied stands.
fn borrowed(source: &str, text: &str) -> Option<Span> {
    let start = (text.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    let end = start.checked_add(text.len())?;
    (source.get(start..end)? == text).then(|| span(start, end))
}
