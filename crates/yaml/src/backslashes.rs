//! Backslashes that make other signs of a text than a person sees: `"C:\Projekti"` holds a line separator. Read as YAML says; a
//! person may want to know.

use super::{Document, Kind, NodeId, Style};

/// Signs behind a backslash that stand for something which nobody sees, or nobody writes so on purpose.
const ODD: [char; 9] = ['0', 'a', 'b', 'v', 'f', 'e', 'N', 'L', 'P'];

/// Signs behind a backslash for what a text may well hold: a line, a tab, a space that does not break.
const USUAL: [char; 4] = ['n', 't', 'r', '_'];

impl<'a> Document<'a> {
    /// Texts in double quotes on one line that hold other signs than whoever wrote them seems to have meant, in order.
    pub fn odd_backslashes(self) -> impl Iterator<Item = NodeId> + use<'a> {
        let any = memchr::memchr(b'\\', self.text.as_bytes()).is_some();
        let all = self.ids().filter(move |_| any);
        all.filter(move |&id| {
            let node = self.node(id);
            let quoted = node.kind == Kind::Scalar && node.style == Style::DoubleQuoted;
            let written = node.span.of(self.text);
            quoted && !written.contains(['\n', '\r']) && is_odd(inside(written))
        })
    }

    /// The line of such a text with its backslashes as they stand.
    pub fn with_backslashes(self, node: NodeId) -> String {
        let span = self.span(node);
        let before = self.text.get(..span.start as usize).unwrap_or("");
        let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
        let rest = self.text.get(span.end as usize..).unwrap_or("");
        let rest = rest.split(['\n', '\r']).next().unwrap_or("");
        let text = inside(span.of(self.text)).replace('\'', "''");
        format!("{}'{text}'{rest}", line.trim_start_matches('\u{feff}'))
    }
}

fn inside(written: &str) -> &str {
    let inside = written.strip_prefix('"');
    inside.and_then(|text| text.strip_suffix('"')).unwrap_or("")
}

/// Whether a text begins as a path does on Windows.
pub(super) fn is_path(text: &str) -> bool {
    let mut signs = text.chars();
    match (signs.next(), signs.next(), signs.next()) {
        (Some('\\'), Some('\\'), Some(first)) => first.is_alphanumeric(),
        (Some(drive), Some(':'), Some('\\')) => drive.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether a backslash in a text stands before a sign that it turns into one which is not seen; in a path any other sign is enough.
fn is_odd(text: &str) -> bool {
    let mut signs = text.chars();
    let path = is_path(text);
    while let Some(sign) = signs.next() {
        let next = signs.clone().next().filter(|_| sign == '\\');
        let Some(next) = next else { continue };
        if ODD.contains(&next) || (path && USUAL.contains(&next)) {
            return true;
        }
        signs.next();
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::Parsed;

    fn lines(text: &str) -> Vec<String> {
        let parsed = Parsed::of(text);
        let document = parsed.document();
        let odd = document.odd_backslashes();
        odd.map(|node| document.with_backslashes(node)).collect()
    }

    #[test]
    fn what_is_seen_is_told_with_the_line_that_says_it() {
        for (text, told) in [
            ("a: \"C:\\Projekti\"\n", "a: 'C:\\Projekti'"),
            ("- a: \"\\\\s\\nauda\" # b\n", "- a: '\\\\s\\nauda' # b"),
            ("a: \"x\\a'y\"\n", "a: 'x\\a''y'"),
        ] {
            assert_eq!(lines(text), [told], "{text}");
        }
        for text in [
            "a: \"b\\nc\\td\\\"e\\\" \\u0041 \\\\a\"\n",
            "a: \"C:\\\\Projekti\\\\nauda\"\n",
            "a: 'C:\\Projekti'\n",
            "a: C:\\Projekti\n",
            "a: \"b\\_c\"\n",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }
}
