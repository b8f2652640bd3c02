//! What a line of a text would state, were it one of the application: a name and a value behind it. Knows nothing of fields.

use memchr::memchr3;

/// Longest name that is looked up, in bytes.
const NAME: usize = 80;

/// Most words of a name.
const WORDS: usize = 6;

/// Most signs of a line before which a name is looked for.
const SIGNS: usize = 16;

/// A name and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'t> {
    /// The name, as it is written.
    pub(super) name: &'t str,
    /// What stands behind it.
    pub(super) value: &'t str,
    /// How sure it is that the line states something.
    pub(super) looks: Looks,
}

/// How much a line looks like one of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// It begins with the name, and a colon or `=` stands behind that.
    Plain,
    /// It begins with the name, and another sign stands behind that.
    Loose,
    /// The name alone begins it.
    Bare,
    /// The name stands further on, before a colon or `=`.
    Amid,
}

/// What the line would state as a whole, first where it is plainest.
pub(super) fn whole(line: &str) -> impl Iterator<Item = Pair<'_>> {
    let line = line.trim();
    // A row of a table, whose first cells are a name and a value.
    let line = match line.strip_prefix('|') {
        Some(row) => row.trim_start(),
        None => without_bullet(line.trim_end_matches('"')),
    };
    // No sign behind a longer name is looked for.
    let mut end = line.len().min(NAME);
    while !line.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let begin = line.get(..end).unwrap_or(line);
    let first = begin.char_indices().find_map(|(at, c)| {
        let looks = match c {
            '–' | '—' | '→' | ';' | '|' | '\t' => Looks::Loose,
            '-' if is_dash(line, at) => Looks::Loose,
            _ if is_sign(c) => Looks::Plain,
            _ => return None,
        };
        Some((at, looks))
    });
    let bare = begin.find(' ').map(|at| (at, Looks::Bare));
    let cuts = first.into_iter().chain(bare);
    let pairs = cuts.filter_map(|(at, looks)| pair(line.split_at_checked(at)?, looks));
    pairs.flat_map(|pair| [Some(pair), without_brackets(pair)].into_iter().flatten())
}

/// `Summa (obligāti)`: what stands in brackets behind a name is told of it.
fn without_brackets(whole: Pair<'_>) -> Option<Pair<'_>> {
    let name = whole.name.strip_suffix(')')?;
    let (name, _) = name.split_once('(')?;
    pair((name, whole.value), whole.looks)
}

/// What stands further on in the line: before each colon or `=` the words that may be a name, the most of them first.
pub(super) fn amid(line: &str) -> impl Iterator<Item = Pair<'_>> {
    let signs = has_sign(line).then(|| line.match_indices(is_sign).take(SIGNS));
    let signs = signs.into_iter().flatten();
    signs.flat_map(move |(at, _)| {
        let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
        let before = before.trim_end();
        let gaps = before.char_indices().rev();
        let gaps = gaps.filter(|(_, c)| c.is_whitespace() || matches!(c, '(' | ',' | ';'));
        let begins = gaps.map(|(at, c)| at.saturating_add(c.len_utf8()));
        let begins: Vec<usize> = begins.take(WORDS).collect();
        let pairs = begins.into_iter().rev().flat_map(move |begin| {
            let name = before.get(begin..).unwrap_or("");
            let part = behind.split([',', ';', ')']).next().unwrap_or("");
            // What is told further on is not the value.
            let mut words = part.trim_start_matches(follows).split_whitespace();
            [Some(part), words.next()]
                .into_iter()
                .flatten()
                .filter_map(move |value| pair((name, value), Looks::Amid))
        });
        pairs.collect::<Vec<_>>()
    })
}

fn pair<'t>((name, value): (&'t str, &'t str), looks: Looks) -> Option<Pair<'t>> {
    // Bold letters of another notation, too.
    let quote = |c: char| c.is_whitespace() || "\"'„“”`*".contains(c);
    let name = name.trim_matches(|c| quote(c) || c == '_');
    let value = value.trim_start_matches(follows);
    let value = value.split('|').next().unwrap_or(value);
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`'));
    let value = value.trim_start_matches(follows);
    (!name.is_empty() && name.len() <= NAME).then_some(Pair { name, value, looks })
}

/// Whether a text may have such a sign, which is soon seen of most that have none.
pub(super) fn has_sign(text: &str) -> bool {
    // With `0xEF` those of full width begin.
    memchr3(b':', b'=', 0xEF, text.as_bytes()).is_some()
}

/// Whether a hyphen sets apart as a dash does: ` - `, `->`.
fn is_dash(line: &str, at: usize) -> bool {
    let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
    behind.starts_with("->") || (before.ends_with(' ') && behind.starts_with("- "))
}

/// Whether a sign sets a name apart from its value.
fn is_sign(c: char) -> bool {
    matches!(c, ':' | '=' | '：' | '＝')
}

/// Whether a sign belongs to what stands between a name and its value: `=>`, `->`, `: `.
fn follows(c: char) -> bool {
    is_sign(c) || c.is_whitespace() || matches!(c, '>' | '→' | '–' | '—' | ';' | '|' | '-')
}

/// A line without what makes it a point of a list: `- `, `•`, `1)`.
fn without_bullet(line: &str) -> &str {
    let counted = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = Some(counted).filter(|rest| rest.len() < line.len());
    let counted = counted.and_then(|rest| rest.strip_prefix([')', '.']));
    let signed = line.strip_prefix(['-', '–', '—', '*', '•', '·', '▪', '◦', '+']);
    let rest = counted.or(signed).unwrap_or(line);
    rest.trim_start()
}
