//! Patterns as git reads those of `.gitignore`.

use std::ffi::OsStr;
use std::path::Path;

use gix_glob::Pattern;
use gix_glob::pattern::Case;
use gix_glob::wildmatch::Mode;

/// More `**` than anybody writes: the search takes twice as long with each, in git too; with 20 it took more than 20 s.
const MOST: usize = 8;

/// Patterns in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct PatternList(Vec<Pattern>);

impl PatternList {
    /// Adds what a line says: nothing, where it is a remark or has too many `**`. Spaces at its end count only behind a backslash.
    pub(super) fn add(&mut self, line: &str) {
        let pattern = match line.ends_with("\\ ") {
            true => line,
            false => line.trim_end(),
        };
        if !line.starts_with('#') && !is_endless(line) {
            self.0.extend(Pattern::from_bytes(pattern.as_bytes()));
        }
    }

    /// Whether a path is left out, by what is said of it, else of the nearest folder around it of which anything is said; `None` where
    /// nothing is.
    pub(super) fn match_path(&self, path: &Path, is_folder: bool) -> Option<bool> {
        let names: Vec<&[u8]> = path.iter().map(OsStr::as_encoded_bytes).collect();
        (1..=names.len()).rev().find_map(|count| {
            let own = names.get(..count)?.join(&b'/');
            self.match_one(&own, is_folder || count < names.len())
        })
    }

    /// The last pattern that a path matches decides.
    fn match_one(&self, path: &[u8], is_folder: bool) -> Option<bool> {
        let name = memchr::memrchr(b'/', path).map(|slash| slash.saturating_add(1));
        let matches = |pattern: &&Pattern| {
            let (folder, mode) = (Some(is_folder), Mode::NO_MATCH_SLASH_LITERAL);
            pattern.matches_repo_relative_path(path.into(), name, folder, Case::Sensitive, mode)
        };
        let decides = self.0.iter().rev().find(matches)?;
        Some(!decides.is_negative())
    }
}

fn is_endless(pattern: &str) -> bool {
    pattern.matches("**").count() > MOST
}

/// Why a pattern matches nothing, or something else than was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// `{a,b}`, of which git knows nothing.
    Braces,
    /// `[` without `]`.
    Class,
    /// A backslash with nothing behind it.
    Backslash,
    /// `**` too often.
    Stars,
}

impl Mistake {
    /// What is wrong with a pattern.
    pub(super) fn in_pattern(pattern: &str) -> Option<Self> {
        if is_endless(pattern) {
            return Some(Self::Stars);
        }
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' if signs.next().is_none() => return Some(Self::Backslash),
                '{' if signs.as_str().contains('}') => return Some(Self::Braces),
                '[' => {
                    // Where it stands first, `]` is one of the letters.
                    let inside = signs.as_str();
                    let inside = inside.strip_prefix(['!', '^']).unwrap_or(inside);
                    let inside = inside.strip_prefix(']').unwrap_or(inside);
                    let Some((_, after)) = inside.split_once(']') else {
                        return Some(Self::Class);
                    };
                    signs = after.chars();
                }
                _ => {}
            }
        }
        None
    }

    /// Its sentence in the catalogue.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Braces => "cli.pattern.braces",
            Self::Class => "cli.pattern.class",
            Self::Backslash => "cli.pattern.backslash",
            Self::Stars => "cli.pattern.stars",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Mistake, PatternList};

    #[test]
    fn patterns_are_read_as_git_reads_them() {
        let left_out: [(&[&str], &str, bool, Option<bool>); 20] = [
            (&["a.yaml"], "a.yaml", false, Some(true)),
            (&["a.yaml"], "below/a.yaml", false, Some(true)),
            (&["/a.yaml"], "below/a.yaml", false, None),
            (&["below/a.yaml"], "x/below/a.yaml", false, None),
            (&["**/below/a.yaml"], "x/below/a.yaml", false, Some(true)),
            (&["drafts/"], "drafts", false, None),
            (&["drafts/"], "drafts", true, Some(true)),
            (&["drafts/"], "x/drafts/y/a.yaml", false, Some(true)),
            (&["*.yaml"], "x/a.yaml", false, Some(true)),
            (&["x/*.yaml"], "x/y/a.yaml", false, None),
            (&["x/**"], "x/y/a.yaml", false, Some(true)),
            (&["*.yaml", "!a.yaml"], "x/a.yaml", false, Some(false)),
            (&["!a.yaml", "*.yaml"], "a.yaml", false, Some(true)),
            (&["x/", "!a.yaml"], "x/a.yaml", false, Some(false)),
            (&["a[0-9].yaml"], "a7.yaml", false, Some(true)),
            (&["a[!0-9].yaml"], "a7.yaml", false, None),
            (&["# a.yaml", ""], "# a.yaml", false, None),
            (&["\\#a.yaml"], "#a.yaml", false, Some(true)),
            (&["a.yaml  "], "a.yaml", false, Some(true)),
            (&["A.yaml"], "a.yaml", false, None),
        ];
        for (lines, path, is_folder, said) in left_out {
            let mut list = PatternList::default();
            lines.iter().for_each(|line| list.add(line));
            let found = list.match_path(Path::new(path), is_folder);
            assert_eq!(found, said, "{lines:?} {path}");
        }
    }

    #[test]
    fn no_pattern_is_looked_for_without_end() {
        let mut list = PatternList::default();
        list.add(&format!("{}b", "**/a/".repeat(40)));
        list.add(&format!("{}b", "**/".repeat(40)));
        list.add(&format!("/a/{}b", "*a".repeat(40)));
        let path = "a/".repeat(60);
        assert_eq!(list.match_path(Path::new(&path), true), None);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let wrong = [
            ("*.{yml,yaml}", Some(Mistake::Braces)),
            ("\\{a}", None),
            ("{a", None),
            ("a[0-9", Some(Mistake::Class)),
            ("a[]b", Some(Mistake::Class)),
            ("a[]]b[!]]", None),
            ("a\\", Some(Mistake::Backslash)),
            ("a\\[", None),
            ("**/a/**/b", None),
            ("**/**/**/**/**/**/**/**/**/b", Some(Mistake::Stars)),
        ];
        for (pattern, mistake) in wrong {
            assert_eq!(Mistake::in_pattern(pattern), mistake, "{pattern}");
        }
    }
}
