//! Comments that may be none: `title: Platform #1` says `Platform`. Such a text is read as YAML says; a person may want to know.

use super::{Document, Kind, NodeId, Style, span, write};
use crate::source::Span;

/// Signs with which a value behind a `#` may begin.
const BEFORE_VALUE: [char; 10] = ['#', '"', '\'', '„', '“', '”', '«', '(', '[', '-'];

/// A value without quotes, or an absent one, behind which a comment begins with a letter or digit straight after its `#`, or after the
/// quotes of a value there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoubtfulComment {
    /// The value.
    pub node: NodeId,
    /// The comment, from its `#` to the end of the line.
    pub span: Span,
}

impl<'a> Document<'a> {
    /// The comments that may have been meant as text, in order.
    pub fn doubtful_comments(self) -> impl Iterator<Item = DoubtfulComment> + use<'a> {
        // A value may stand in quotes or brackets; a remark begins behind a space.
        self.comments_behind(|rest| {
            let said = rest.trim_start_matches(BEFORE_VALUE);
            said.starts_with(char::is_alphanumeric)
        })
    }

    /// The comments behind a colon or dash with no value, in order, but for those that may have been meant as text.
    pub fn comments_behind_nothing(self) -> impl Iterator<Item = DoubtfulComment> + use<'a> {
        let all = self.comments_behind(|rest| {
            let said = rest.trim_start_matches('#');
            said.starts_with(' ') || (said.starts_with(['\n', '\r']) && rest.starts_with("###"))
        });
        all.filter(move |comment| self.span(comment.node).is_empty())
    }

    /// The comments in the line of a value without quotes, or of an absent one, of which what begins with them may be.
    fn comments_behind(
        self,
        may_be: fn(&str) -> bool,
    ) -> impl Iterator<Item = DoubtfulComment> + use<'a> {
        let text = self.text;
        memchr::memchr_iter(b'#', text.as_bytes()).filter_map(move |at| {
            let rest = text.get(at..)?;
            if !may_be(rest) {
                return None;
            }
            let start = span(at, at).start;
            let nodes = self.tree.nodes();
            let before = nodes.partition_point(|node| node.span.start < start);
            let node = self.id(before.checked_sub(1)?)?;
            let value = self.node(node);
            let between = Span::new(value.span.end, start).of(text);
            let blank = between.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
            let plain = value.kind == Kind::Scalar && value.style == Style::Plain;
            if !plain || !blank || between.is_empty() {
                return None;
            }
            // Looked for last: a line may be long, and have many such signs.
            let line = rest.split(['\n', '\r']).next()?.trim_end();
            let span = span(at, at.saturating_add(line.len()));
            Some(DoubtfulComment { node, span })
        })
    }

    /// The comments that have a line of their own, from their `#` to the end of the line, in order.
    pub fn comment_lines(self) -> impl Iterator<Item = Span> + use<'a> {
        let text = self.text;
        memchr::memchr_iter(b'#', text.as_bytes()).filter_map(move |at| {
            let before = text.get(..at)?.trim_end_matches([' ', '\t', '\u{feff}']);
            if !before.is_empty() && !before.ends_with(['\n', '\r']) {
                return None;
            }
            let line = text.get(at..)?.split(['\n', '\r']).next()?.trim_end();
            let span = span(at, at.saturating_add(line.len()));
            let nodes = self.tree.nodes();
            let before = nodes.partition_point(|node| node.span.start < span.start);
            let before = before.checked_sub(1).and_then(|last| nodes.get(last));
            let is_text =
                before.is_some_and(|node| node.kind == Kind::Scalar && node.span.end > span.start);
            (!is_text).then_some(span)
        })
    }

    /// The line of such a comment, written so that the comment belongs to the text.
    pub fn with_comment(self, comment: DoubtfulComment) -> String {
        let value = self.span(comment.node);
        if value.is_empty() {
            let quoted = write::quoted(comment.span.of(self.text));
            return self.with_value(comment, &quoted);
        }
        let line = self.line_before(comment);
        let rest = Span::new(value.end, comment.span.end).of(self.text);
        let whole = format!("{}{rest}", self.scalar(comment.node));
        format!("{line}{}", write::quoted(&whole))
    }

    /// The same of one behind an absent value, with this one in the place of the comment.
    pub fn with_value(self, comment: DoubtfulComment, value: &str) -> String {
        format!("{} {value}", self.line_before(comment))
    }

    /// What stands before the value in its line.
    fn line_before(self, comment: DoubtfulComment) -> &'a str {
        let value = self.span(comment.node);
        let before = self.text.get(..value.start as usize).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        line.trim_start_matches('\u{feff}')
    }
}

#[cfg(test)]
mod tests {
    use crate::Parsed;

    fn lines(text: &str) -> Vec<String> {
        let parsed = Parsed::of(text);
        let document = parsed.document();
        let comments = document.doubtful_comments();
        comments
            .map(|comment| document.with_comment(comment))
            .collect()
    }

    #[test]
    fn comments_that_have_a_line_stand_in_no_text() {
        let text = "\u{feff}# a\nb: |\n  # c\nd: e # f\n  #g \r\nh: \"\n  # i\"\n- # j\n";
        let parsed = Parsed::of(text);
        let comments = parsed.document().comment_lines();
        let lines: Vec<&str> = comments.map(|span| span.of(text)).collect();
        assert_eq!(lines, ["# a", "#g"]);
    }

    #[test]
    fn what_may_be_text_is_told_with_the_line_to_write() {
        for (text, line) in [
            ("title: Platforma #1\n", "title: \"Platforma #1\""),
            ("- id: Nr. #17 \r\n  a: b\r\n", "- id: \"Nr. #17\""),
            ("a:\n  - x  #ā \"b\"", "  - \"x  #ā \\\"b\\\"\""),
            ("id: #17\n", "id: \"#17\""),
            ("a: b\n  c #d\n", "a: \"b c #d\""),
            ("a: {\n  b: c #1\n  }\n", "  b: \"c #1\""),
        ] {
            assert_eq!(lines(text), [line], "{text:?}");
        }
    }

    #[test]
    fn other_comments_are_comments() {
        for text in [
            "a: b # 1\n",
            "a: b ## 1\n",
            "a: b#1\n",
            "a: \"b\" #1\n",
            "a: |  #1\n  b #2\n",
            "a: #list\n  - b\n",
            "#1\na: b\n#2\n",
            "a: b # c #1\n",
            "a: b\n  #1\n",
            "a: [b] #1\n",
            "a: [] #1\n",
            "a: {} #1\n",
            "a: b #",
        ] {
            assert_eq!(lines(text), [""; 0], "{text:?}");
        }
    }
}
