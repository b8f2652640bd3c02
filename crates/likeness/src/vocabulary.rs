//! Words that mean something to the comparison: endings, what stands beside a number, and what says nothing.
//! All are written as names are once folded: small, without marks.

/// Least letters that remain of a word when its ending is cut.
const ROOT: usize = 3;

/// Endings by their last letter, longest first. Latvian cases, and what Latvian and English make of a loanword.
fn endings(last: u8) -> &'static [&'static str] {
    match last {
        b'a' => &["aja", "ja", "a"],
        b'e' => &["ie", "e"],
        b'i' => &["ajai", "jai", "ai", "ei", "ji", "i"],
        b'm' => &["ajiem", "ajam", "iem", "jam", "am", "em", "im", "um"],
        b'o' => &["ajo", "o"],
        b's' => &[
            "ajas", "ajos", "ajus", "ais", "jas", "jos", "jus", "as", "es", "is", "os", "us", "s",
        ],
        b'u' => &["ju", "u"],
        _ => &[],
    }
}

/// Bytes of a word without its ending.
pub(crate) fn root(word: &str) -> usize {
    let mut root = cut(word);
    // "izveidošana" is what "izveide" is.
    let verbal = |word: &str| {
        word.strip_suffix("osan")
            .map(str::len)
            .filter(|&left| left >= ROOT)
    };
    if let Some(shorter) = word.get(..root).and_then(verbal) {
        root = shorter;
    }
    root
}

fn cut(word: &str) -> usize {
    let last = word.as_bytes().last().copied().unwrap_or_default();
    let left = endings(last)
        .iter()
        .filter_map(|ending| word.strip_suffix(ending));
    let mut enough = left.map(str::len).filter(|&left| left >= ROOT);
    enough.next().unwrap_or(word.len())
}

/// What one name may have and the other not, and still be the same.
pub(crate) fn says_nothing(word: &str) -> bool {
    matches!(
        word,
        "un" | "and"
            | "und"
            | "the"
            | "of"
            | "nr"
            | "projekts"
            | "projekta"
            | "projektam"
            | "projektu"
            | "projekti"
            | "project"
            | "projects"
    )
}

/// The end of an English ordinal, directly behind its digits.
pub(crate) fn is_end_of_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// What counts the parts of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stage {
    /// One letter for all words of one meaning.
    pub(crate) kind: u8,
    /// Whether its number follows, as in "part 2"; the other place is looked at second.
    pub(crate) before: bool,
}

/// Whether a word counts parts.
pub(crate) fn stage(word: &str) -> Option<Stage> {
    let (kind, before) = match word {
        "karta" | "kartas" | "kartai" | "kartu" | "очередь" => (b'k', false),
        "dala" | "dalas" | "dalai" | "dalu" | "dalis" | "часть" => (b'd', false),
        "part" | "teil" | "lot" => (b'd', true),
        "posms" | "posma" | "posmam" | "posmu" | "posmi" => (b'p', false),
        "etaps" | "etapa" | "etapam" | "etapu" | "etapas" | "etapi" | "этап" => (b'p', false),
        "faze" | "fazes" | "fazei" | "fazi" | "fazu" => (b'p', false),
        "phase" | "stage" => (b'p', true),
        _ => return None,
    };
    Some(Stage { kind, before })
}

/// The number that an ordinal written as a word stands for; asked only beside what counts parts.
pub(crate) fn ordinal(word: &str) -> Option<u8> {
    Some(match word.get(..root(word))? {
        "pirm" | "first" => 1,
        "otr" | "second" => 2,
        "tres" | "third" => 3,
        "ceturt" | "fourth" => 4,
        "piekt" | "fifth" => 5,
        "sest" | "sixth" => 6,
        "septit" | "seventh" => 7,
        "astot" | "eighth" => 8,
        "devit" | "ninth" => 9,
        "desmit" | "tenth" => 10,
        _ => return None,
    })
}

/// A Roman number below forty: above, they are words and abbreviations (CV, LV, MIX, CD).
pub(crate) fn roman(word: &str) -> Option<u8> {
    let tens = word.bytes().take_while(|&byte| byte == b'x').count();
    let ones: u8 = match word.get(tens..)? {
        "" => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    let tens = u8::try_from(tens).ok().filter(|&tens| tens <= 3)?;
    Some(tens.saturating_mul(10).saturating_add(ones)).filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_in_any_case_has_one_root() {
        for words in [
            "platforma platformas platformai platformu platformam platform platforms",
            "pasvaldiba pasvaldibas pasvaldibu pasvaldibam",
            "izveide izveides izveidi izveidosana izveidosanas izveidosanu",
            "vienota vienotas vienotais vienotaja vienotajam vienoto vienotu",
            "centrs centra centram centru centri centros centriem",
            "pakalpojums pakalpojumi pakalpojumu pakalpojumiem pakalpojumus",
            "talsi talsu talsos talsiem",
            "service services",
        ] {
            let roots = words.split(' ').map(|word| word.get(..root(word)));
            let roots: std::collections::BTreeSet<_> = roots.collect();
            assert_eq!(roots.len(), 1, "{roots:?}");
        }
        assert_eq!(root("par"), 3);
        assert_eq!(root("osana"), 4);
    }

    #[test]
    fn roman_numbers_end_below_forty() {
        let wanted = (1_u8..40).map(Some);
        let tens = ["", "x", "xx", "xxx"];
        let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        let all = tens
            .iter()
            .flat_map(|ten| ones.map(|one| format!("{ten}{one}")));
        let all: Vec<_> = all.skip(1).map(|word| roman(&word)).collect();
        assert_eq!(all, wanted.collect::<Vec<_>>());
        for word in [
            "", "xl", "cv", "lv", "mix", "iiii", "vx", "xxxx", "civil", "ā",
        ] {
            assert_eq!(roman(word), None, "{word:?}");
        }
    }
}
