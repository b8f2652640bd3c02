//! "Did you mean": the name nearest to one that is not known. Letters' case, accents, spaces and hyphens make no difference.

/// Least likeness, from 0 to 1, for a name to be worth naming.
const LIKENESS: f64 = 0.7;

/// The best of the candidates, each a spelling and what it stands for; `None` where none is near.
pub fn nearest<'a>(
    found: &str,
    candidates: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<&'a str> {
    let found = folded(found);
    let mut best: Option<(f64, &str)> = None;
    for (spelling, meaning) in candidates {
        // Letters that only one of the two has are all unlike.
        let (short, long) = (
            found.len().min(spelling.len()),
            found.len().max(spelling.len()),
        );
        if (short as f64) < LIKENESS * 0.5 * long as f64 {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&found, &folded(spelling));
        if likeness >= LIKENESS && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, meaning));
        }
    }
    best.map(|(_, meaning)| meaning)
}

/// Whether two spellings differ in nothing but letters' case, accents, and the spaces and marks between words.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        let folded = folded(text);
        let words = folded.split('_').filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let a = words(a);
    !a.is_empty() && a == words(b)
}

/// Lower case, without accents, with `_` for every gap; long texts are cut, for their likeness costs their length squared.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let letters = text
        .trim()
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .take(200);
    letters
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect()
}
